import { type Api, connect, type Finding, type Outcome } from './demo/api.ts';
import { type DemoDocument, readDocuments } from './demo/documents.ts';
import { Screen } from './demo/screen.ts';
import { startDemoServer } from './demo/server-process.ts';
import { drawTree, placeOf } from './demo/tree.ts';

// Shows the main job from outside: planning documents become issues while somebody watches.
// `--once` ends when it is shown; otherwise the server stays for a look around.

const runTimeoutMs = 60_000;
const findingsShown = 10;

const options = process.argv.slice(2);
const unknown = options.filter((option) => option !== '--once');
if (unknown.length > 0) {
  console.error(`There is no option ${unknown.join(' ')}. Usage: npm run demo [-- --once]`);
  process.exit(2);
}

const screen = new Screen();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
const stopped = new Promise<'stopped'>((resolve) => {
  stop.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
});

try {
  await run();
} catch (cause) {
  if (!stop.signal.aborted) {
    process.exitCode = 1;
    console.error(`\nThe demo failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function run(): Promise<void> {
  const documents = await readDocuments();
  screen.line();
  screen.line(`  ${screen.style('bold', 'Countersign')}: planning documents become issues while you watch`);
  await using server = await startDemoServer(stop.signal);
  screen.line(screen.style('dim', `  A server with an empty database listens on ${server.url}`));
  const died = server.died.then((sentence) => Promise.reject(new Error(sentence)));
  {
    await using api = connect(server.url);
    for (const document of documents) {
      const shown = await Promise.race([show(api, document), stopped, died]);
      if (shown === 'stopped') return;
    }
  }
  if (options.includes('--once')) return;
  screen.line();
  screen.line(`  ${screen.style('bold', 'Now you')}: ${screen.style(['cyan', 'underline'], server.url)}`);
  screen.line(
    '  GraphiQL opens there with operations to try. Ctrl-C stops the server and removes its database.',
  );
  screen.line();
  await Promise.race([stopped, died]);
  screen.line('\n  Stopping …');
}

/** Takes one document through the API to its issues, and draws what is heard and what came of it. */
async function show(api: Api, document: DemoDocument): Promise<void> {
  const { title, file, notation } = document;
  screen.line();
  screen.line(`  ${screen.style('bold', file)} ${screen.style('dim', `(${notation})`)}`);
  const startedAt = performance.now();
  screen.progress({ percent: 0, message: 'Handing the document in' });
  const { id, asOf } = await api.createSession({ title, document: document.document });
  const events = await watchRun(api, id, asOf);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);

  const [outcome, issues] = await Promise.all([api.readOutcome(id), api.readIssues(id)]);
  if (outcome.status !== 'COMPLETED')
    throw new Error(`${file} ended as ${outcome.status}. ${reasons(outcome)}`);
  const items = outcome.plan?.items ?? [];
  screen.line();
  drawTree(screen, items, issues);
  drawFindings(outcome);
  screen.line();
  screen.line(`  ${screen.style('green', '✔')} ${summaryOf(outcome)}; ${events} events in ${seconds} s`);
}

/** Starts the session and follows it to its end; answers how many events there were. */
async function watchRun(api: Api, id: string, asOf: string): Promise<number> {
  const timeout = AbortSignal.timeout(runTimeoutMs);
  let events = 0;
  const following = (async () => {
    for await (const event of api.followSession(id, asOf)) {
      if (event.type === 'SubscriptionEnded') continue;
      events += 1;
      const { progress, message } = event;
      if (progress !== undefined && message !== undefined) screen.progress({ percent: progress, message });
    }
  })();
  const late = new Promise<never>((_resolve, reject) => {
    timeout.addEventListener('abort', () =>
      reject(new Error(`The session ${id} had not ended after ${runTimeoutMs / 1000} s.`)),
    );
  });
  await api.startSession(id);
  await Promise.race([following, late]);
  screen.endProgress();
  return events;
}

function drawFindings({ warnings, plan }: Outcome): void {
  const unused = (plan?.coverage ?? []).filter((section) => section.use === 'NOT_USED');
  drawList(
    screen.style('yellow', 'To look at'),
    warnings.map((warning) => `${at(warning.location)}${warning.message}`),
  );
  drawList(
    screen.style('dim', 'Read, and made no issue of'),
    unused.map(({ heading, location, reason }) => `${at(location)}${heading} (${reason})`),
  );
}

function drawList(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  screen.line();
  screen.line(`  ${title}`);
  for (const line of lines.slice(0, findingsShown)) screen.line(`  · ${line}`);
  if (lines.length > findingsShown) screen.line(`  … and ${lines.length - findingsShown} more`);
}

function at(location: Finding['location']): string {
  const place = location === null ? '' : placeOf(location);
  return place === '' ? '' : `${place}: `;
}

function summaryOf({ plan, result, warnings }: Outcome): string {
  const items = plan?.items ?? [];
  const count = (kind: string, one: string, many: string): string => {
    const number = items.filter((item) => item.kind === kind).length;
    return `${number} ${number === 1 ? one : many}`;
  };
  const found = [
    count('EPIC', 'epic', 'epics'),
    count('FEATURE', 'feature', 'features'),
    count('STORY', 'story', 'stories'),
    count('ENABLER', 'enabler', 'enablers'),
  ].join(', ');
  const created = result?.createdCount ?? 0;
  const noted = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  return `${found} → ${created} issues created, ${noted}`;
}

function reasons({ errors }: Outcome): string {
  return errors.map((error) => `${error.code}: ${error.message}`).join(' ');
}
