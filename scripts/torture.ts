import { parseArgs } from 'node:util';
import { controls, isControl } from './torture/controls.ts';
import { tortureByFullDisk } from './torture/disk-full.ts';
import { tortureByKills } from './torture/kills.ts';
import { tortureByPowerCuts } from './torture/power-cuts.ts';
import { tortureByReconnects } from './torture/reconnects.ts';
import { tortureTracker } from './torture/tracker-kills.ts';

const usage = `npm run torture -- [--kills N | --power-cuts N | --disk-full | --reconnects N] [--seed S] [--minutes M] [--control NAME]

  --kills N       kill the server N times under load (50)
  --power-cuts N  cut the power of the disk at N moments
  --disk-full     fill the disk under load, and make room again
  --reconnects N  cut the connections of followers at N places, anywhere in a byte stream, with kills in between
  --tracker N     kill the server N times while it carries out a plan of 501 issues in a Linear that misbehaves
  --seed S        the same seed chooses the same faults at the same places (one by chance)
  --minutes M     begin no kill after M minutes (60)
  --control NAME  something that is wrong on purpose, to see the torture find it:
                  ${controls.join(', ')} with --kills, synchronous-normal with --power-cuts
`;

function complain(sentence: string): never {
  process.stderr.write(`${sentence}\n\n${usage}`);
  process.exit(2);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        kills: { type: 'string', default: '50' },
        'power-cuts': { type: 'string' },
        'disk-full': { type: 'boolean', default: false },
        tracker: { type: 'string' },
        reconnects: { type: 'string' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        minutes: { type: 'string', default: '60' },
        control: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    return complain(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A whole number of an option. */
function numberOf(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) complain(`--${name} is "${text}"; it is a whole number.`);
  return Number(text);
}

async function torture(options: ReturnType<typeof readOptions>): Promise<readonly string[]> {
  const { control = null } = options;
  const seed = numberOf('seed', options.seed);
  tell(`seed ${seed}`);
  const powerCuts = options['power-cuts'];
  if (powerCuts !== undefined) {
    if (control !== null && control !== 'synchronous-normal')
      complain(`${control} is no control of power cuts.`);
    const cuts = numberOf('power-cuts', powerCuts);
    const report = await tortureByPowerCuts({ cuts, seed, careless: control !== null });
    tell(
      `${cuts} power cuts in ${report.seconds} s: ${report.acknowledged} acknowledgements, ` +
        `${report.syncs.log} syncs of the log, ${report.syncs.database} of the database`,
    );
    return report.faults;
  }
  if (options['disk-full']) {
    const report = await tortureByFullDisk({ seed });
    tell(
      `${report.rounds} full disks in ${report.seconds} s: ${report.actions} actions, ` +
        `${report.refused} requests refused for want of room`,
    );
    return report.faults;
  }
  if (options.reconnects !== undefined) {
    const reconnects = numberOf('reconnects', options.reconnects);
    const report = await tortureByReconnects({ reconnects, seed, tell });
    tell(
      `${report.reconnects} reconnects and ${report.kills} kills in ${report.seconds} s: ${report.events} events`,
    );
    return report.faults;
  }
  if (options.tracker !== undefined) {
    const kills = numberOf('tracker', options.tracker);
    const report = await tortureTracker({ kills, stories: 500, seed, tell });
    tell(
      `${report.kills} kills in ${report.seconds} s: ${report.issues} issues, ${report.requests} requests at Linear, ` +
        `of which ${report.trackerFaults} met a fault`,
    );
    return report.faults;
  }
  if (control !== null && !isControl(control)) complain(`${control} is no control of kills.`);
  const kills = numberOf('kills', options.kills);
  const minutes = numberOf('minutes', options.minutes);
  const report = await tortureByKills({ kills, seed, minutes, control, tell });
  tell(
    `${report.kills} kills in ${report.seconds} s: ${report.actions} actions, ${report.events} events, ` +
      `${report.requests} requests at the target, of which ${report.targetFaults} met a fault; ` +
      `${report.unknown} outcomes unknown`,
  );
  return report.faults;
}

const options = readOptions();
if (options.help) {
  tell(usage);
} else {
  const faults = await torture(options);
  for (const fault of faults.slice(0, 50)) tell(`FAULT ${fault}`);
  if (faults.length > 50) tell(`… and ${faults.length - 50} more`);
  tell(faults.length === 0 ? 'nothing lost, nothing doubled' : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
