import { expect, test } from 'vitest';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer } from './tracker-server.ts';

const title = `Pay ${'x'.repeat(300)}`;
const document = `# Epic: Shop

## Feature: ${title}

### Story: ${title}

Labels: ${'y'.repeat(60)}

### Story: Long

${'Text. '.repeat(17_000)}

Acceptance criteria:

- It works

### Story: Short`;

test('a plan is cut to what GitHub takes, a person is told, and reading it again changes nothing', async () => {
  const tracker = await gitHubTracker();
  const { server, plan, trackerId } = await openTrackerServer(tracker);
  const first = await plan(document);
  expect(first).toMatchObject({
    status: 'COMPLETED',
    errors: [],
    result: { createdCount: 5, failedCount: 0 },
  });
  const codes = first.warnings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(['TITLE_CUT', 'TITLE_CUT', 'LABELS_CUT', 'DESCRIPTION_CUT']);
  const issues = [...tracker.github.repository.issues.values()];
  const titled = (pattern: RegExp) => issues.find((issue) => pattern.test(issue.title));
  const long = titled(/^Long$/);
  expect(titled(/^\[FEATURE\] Pay x+…$/)?.body).toContain(title);
  expect(titled(/^Pay x+…$/)).toMatchObject({ labels: [expect.stringMatching(/^y+…$/)] });
  expect(long?.body).toContain('- [ ] It works');
  expect(long?.body?.length).toBeGreaterThan(64_000);

  const kinds = (changes: { kind: string }[]) => new Set(changes.map(({ kind }) => kind));
  expect(kinds((await plan(document)).plan.changes)).toEqual(new Set(['UNCHANGED']));
  const { planDocument } = await ask(
    server,
    'query ($input: PlanDocumentInput!) { planDocument(input: $input) { changes { kind } warnings { code } errors { message } } }',
    { input: { title: 'Shop', document: { markdown: document }, documentKey: 'shop', trackerId } },
  );
  expect(kinds(planDocument.changes)).toEqual(new Set(['UNCHANGED']));
});

test('the same plan is not cut where the tracker takes all of it', async () => {
  const tracker = await gitHubTracker();
  const { plan } = await openTrackerServer(tracker);
  const { warnings, plan: built } = await plan(document, { trackerId: null, documentKey: null });
  expect(warnings).toEqual([]);
  expect(built.items.map((item: { title: string }) => item.title)).toContain(title);
});
