import { parseArgs } from 'node:util';
import { controls, isControl } from './torture/controls.ts';
import { tortureByKills } from './torture/kills.ts';

const usage = `npm run torture -- [--kills N] [--seed S] [--minutes M] [--control NAME]

  --kills N      kill the server N times under load (50)
  --seed S       the same seed chooses the same kills and faults (one by chance)
  --minutes M    begin no kill after M minutes (30)
  --control NAME a server that is wrong on purpose, to see the torture find it: ${controls.join(', ')}
`;

function complain(sentence: string): never {
  process.stderr.write(`${sentence}\n\n${usage}`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '30' },
    control: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const [kills, seed, minutes] = [values.kills, values.seed, values.minutes].map(Number);
if (!Number.isInteger(kills) || !Number.isInteger(seed) || !(Number(minutes) > 0)) {
  complain('--kills and --seed are whole numbers, --minutes is a positive number.');
}
const { control } = values;
if (control !== undefined && !isControl(control)) complain(`There is no control ${control}.`);

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

tell(`seed ${seed}: ${kills} kills${control === undefined ? '' : `, with the control ${control}`}`);
const report = await tortureByKills({
  kills: Number(kills),
  seed: Number(seed),
  minutes: Number(minutes),
  control: control ?? null,
  tell,
});
tell(
  `${report.kills} kills in ${report.seconds} s: ${report.actions} actions, ${report.events} events, ` +
    `${report.requests} requests at the target, of which ${report.targetFaults} met a fault; ` +
    `${report.unknown} outcomes unknown`,
);
for (const fault of report.faults.slice(0, 50)) tell(`FAULT ${fault}`);
if (report.faults.length > 50) tell(`… and ${report.faults.length - 50} more`);
tell(report.faults.length === 0 ? 'nothing lost, nothing doubled' : `${report.faults.length} faults`);
process.exitCode = report.faults.length === 0 ? 0 : 1;
