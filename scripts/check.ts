import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, relative, resolve as resolvePath } from 'node:path';

// The whole gate, in the order in which a fault is cheapest to find. `npm run check -- unit api` runs some of it.

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Past this the step is stopped and has failed. */
  readonly budgetSeconds: number;
}

const stages: readonly Step[] = [
  { name: 'format', command: ['biome', 'ci', '.'], budgetSeconds: 60 },
  { name: 'types', command: ['tsc', '-p', '.'], budgetSeconds: 120 },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'], budgetSeconds: 120 },
  { name: 'unused', command: ['knip'], budgetSeconds: 120 },
];

const suites: readonly Step[] = [
  suite(
    'unit',
    ['test/domain', 'test/expressions', 'test/access', 'test/schema', 'test/architecture.test.ts'],
    180,
  ),
  suite('planning', ['test/planning', 'test/command'], 600),
  suite('parts', ['test/store', 'test/pubsub', 'test/engine', 'test/tools', 'test/connectors'], 600),
  suite('api', ['test/server', 'test/api'], 900),
  suite('trackers', ['test/trackers'], 900),
  suite('faults', ['test/faults', 'test/demo'], 900),
];

function suite(name: string, paths: readonly string[], budgetSeconds: number): Step {
  return { name, command: ['vitest', 'run', '--passWithNoTests=false', ...paths], budgetSeconds };
}

/** What vitest reports of a suite, as far as it is read. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const chosen = process.argv.slice(2);
const known = [...stages, ...suites].map((step) => step.name);
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from ${known.join(', ')}, or nothing for all.`);
  process.exit(2);
}
const wanted = (step: Step) => chosen.length === 0 || chosen.includes(step.name);

/** Reports of the suites, and what Node has compiled: each program that a test starts is started many times. */
const folder = await mkdtemp(join(tmpdir(), 'countersign-check-'));
const counts = { passed: 0, failed: 0 };
const broken: string[] = [];
const failures: string[] = [];
for (const step of stages.filter(wanted)) {
  if (!(await carryOut(step, step.command))) broken.push(step.name);
}
// Tests of what does not compile or is not formatted tell nothing new.
if (broken.length === 0) {
  for (const step of suites.filter(wanted)) {
    const report = join(folder, `${step.name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const passed = await carryOut(step, [...step.command, ...reporters]);
    const seen = await readReport(report);
    counts.passed += seen.numPassedTests;
    // A suite can fail without a failing test: a file that does not load, a test that leaks, time that ran out.
    counts.failed += seen.numFailedTests > 0 || passed ? seen.numFailedTests : 1;
    if (!passed) broken.push(step.name);
    failures.push(...failuresOf(seen));
  }
} else {
  counts.failed += broken.length;
}
await rm(folder, { recursive: true });
// Once more at the end, where whoever reads only the end of it looks.
for (const failure of failures) console.log(`\n${failure}`);
if (broken.length > 0) console.log(`\nfailed: ${broken.join(', ')}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = broken.length === 0 ? 0 : 1;

function carryOut(step: Step, command: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  const [program = '', ...args] = command;
  console.log(`\n── ${step.name}: ${step.command.join(' ')}`);
  return new Promise((resolve) => {
    const child = spawn(join('node_modules', '.bin', program), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      // The project's own Node comes first, also when this was not started by npm.
      env: {
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
        ...process.env,
        PATH: [resolvePath('node_modules', '.bin'), process.env['PATH']].join(delimiter),
      },
      detached: true,
    });
    const timer = setTimeout(() => {
      console.error(`${step.name} took more than its ${step.budgetSeconds} s`);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, step.budgetSeconds * 1000);
    child.on('error', (cause) => {
      console.error(cause.message);
      resolve(false);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`── ${step.name}: ${code === 0 ? 'passed' : 'failed'} after ${seconds} s`);
      resolve(code === 0);
    });
  });
}

async function readReport(path: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative('.', name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`✗ ${file}\n${message}`] : [];
    return failed.map((test) => `✗ ${file} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
  });
}
