import { expect, test } from 'vitest';
import { createSession, type Live, openLive, startSession } from './live.ts';

const planDocument = `query ($input: PlanDocumentInput!) { planDocument(input: $input) {
  documentKey asOf
  counts { epics features stories enablers changes }
  items { id kind title storyPoints issueId parent { title } dependsOn { title } location { line } warnings { code } }
  changes { kind item { title parent { title } } issueId action { id } fields { field oldValue newValue } }
  coverage { heading use itemId reason }
  warnings { code message at itemId location { line } }
  errors { __typename code message path ... on DocumentError { location { line elementPath } } }
} }`;

async function preview(live: Live, input: Record<string, unknown>) {
  return (await live.ask(planDocument, { input: { title: 'Shop', ...input } })).planDocument;
}

const before = `# Epic: Checkout

## Story: US-1 Pay by card
Story points: 3

## Story: US-2 Send a receipt
Depends on: US-1

## Enabler: Sandbox
`;

test('a document is planned before there is a session, and a session plans the same', async () => {
  const live = await openLive();
  const seen = await preview(live, { document: { markdown: before } });
  expect(seen.errors).toEqual([]);
  expect(seen.counts).toEqual({ epics: 1, features: 0, stories: 2, enablers: 1, changes: 4 });
  expect(seen.items).toMatchObject([
    { kind: 'EPIC', title: 'Checkout', parent: null, issueId: null, location: { line: 1 } },
    { kind: 'STORY', title: 'Pay by card', parent: { title: 'Checkout' }, storyPoints: 3 },
    { kind: 'STORY', title: 'Send a receipt', dependsOn: [{ title: 'Pay by card' }] },
    { kind: 'ENABLER', title: 'Sandbox', warnings: [{ code: 'ENABLER_TYPE_GUESSED' }] },
  ]);
  expect(seen.changes[1]).toMatchObject({
    kind: 'CREATE',
    action: null,
    item: { title: 'Pay by card', parent: { title: 'Checkout' } },
    fields: expect.arrayContaining([{ field: 'estimate', oldValue: null, newValue: 3 }]),
  });
  expect(seen.coverage.map((section: { use: string }) => section.use)).toEqual([
    'ITEM',
    'ITEM',
    'ITEM',
    'ITEM',
  ]);
  expect(seen.warnings).toMatchObject([{ code: 'ENABLER_TYPE_GUESSED', at: null, location: { line: 9 } }]);

  const sessionId = await createSession(live, { title: 'Shop', document: { markdown: before } });
  await startAndAwait(live, sessionId);
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) {
      documentKey warnings { code } plan { items { id } changes { kind issueId } }
    } }`,
    { id: sessionId },
  );
  const idsOf = (plan: { items: { id: string }[] }) => plan.items.map((item) => item.id);
  const changesOf = (plan: { changes: { kind: string; issueId: string }[] }) =>
    plan.changes.map(({ kind, issueId }) => [kind, issueId]);
  expect(seen.documentKey).toBe(planningSession.documentKey);
  expect(idsOf(planningSession.plan)).toEqual(idsOf(seen));
  expect(changesOf(planningSession.plan)).toEqual(changesOf(seen));
  expect(planningSession.warnings).toEqual(seen.warnings.map(({ code }: { code: string }) => ({ code })));
});

test('the changes are those against the tracker now, and nothing is written', async () => {
  const live = await openLive();
  const input = { title: 'Shop', approval: 'AUTOMATIC', document: { markdown: before } };
  await startAndAwait(live, await createSession(live, input));
  const counts =
    '{ events { totalCount } issues { totalCount } planningSessions { totalCount } actions { totalCount } }';
  const written = await live.ask(counts);

  const edited = before
    .replace('points: 3', 'points: 5')
    .replace('US-2 Send a receipt', 'US-3 Loyalty stamps');
  const seen = await preview(live, { document: { markdown: edited } });
  const changes = seen.changes.map((change: { kind: string; fields: { field: string }[] }) => [
    change.kind,
    change.fields.map(({ field }) => field),
  ]);
  expect(changes).toEqual([
    ['UNCHANGED', []],
    ['UPDATE', ['estimate']],
    ['CREATE', expect.arrayContaining(['title', 'parentId'])],
    ['UNCHANGED', []],
    ['ORPHANED', ['state']],
  ]);
  expect(seen.counts.changes).toBe(2);
  expect(seen.items[1].issueId).toBe(seen.changes[1].issueId);
  expect(seen.items[2].issueId).toBeNull();
  const { events } = await live.ask('{ events(last: 1) { nodes { cursor } } }');
  expect(seen.asOf).toBe(events.nodes[0].cursor);
  expect(await live.ask(counts)).toEqual(written);

  const elsewhere = await preview(live, { document: { markdown: before }, documentKey: 'another' });
  expect(new Set(elsewhere.changes.map((change: { kind: string }) => change.kind))).toEqual(
    new Set(['CREATE']),
  );
});

async function startAndAwait(live: Live, sessionId: string): Promise<void> {
  const ended = (async () => {
    const events = live.follow(
      `subscription ($id: ID!) { planningSessionEvents(sessionId: $id) { type
        ... on PlanningSessionStatusChanged { status } } }`,
      { id: sessionId },
    );
    for await (const event of events) if (event.status === 'AWAITING_APPROVAL') break;
  })();
  await startSession(live, sessionId);
  await ended;
}

test.each([
  ['storage format that breaks off', { confluenceStorage: '<p>a</p><ac:structured-macro' }, 'DocumentError'],
  ['a document without items', { markdown: '# Minutes\n\nWe met.' }, 'DocumentError'],
  ['an empty document', { markdown: ' \n' }, 'DocumentError'],
  ['a document that is too large', { markdown: 'x'.repeat(2000) }, 'DocumentError'],
  ['a page that cannot be fetched', { confluencePageUrl: 'https://wiki.example/pages/12' }, 'ConnectorError'],
])('%s is told as an error and not as a fault', async (_case, document, typename) => {
  const live = await openLive({ DOCUMENT_MAX_BYTES: '1024' });
  const seen = await preview(live, { document });
  expect(seen).toMatchObject({
    documentKey: null,
    counts: null,
    asOf: null,
    items: [],
    changes: [],
    coverage: [],
  });
  expect(seen.errors).toMatchObject([
    {
      __typename: typename,
      message: expect.stringMatching(/\.$/),
      path: expect.arrayContaining(['document']),
    },
  ]);
});

test('a title, a key and a tracker that do not fit are told with their place', async () => {
  const live = await openLive();
  const document = { markdown: before };
  for (const [input, path] of [
    [{ title: '' }, ['input', 'title']],
    [{ documentKey: ' ' }, ['input', 'documentKey']],
    [{ trackerId: 'con_unknown' }, ['input', 'trackerId']],
  ] as const) {
    expect((await preview(live, { document, ...input })).errors).toMatchObject([{ path }]);
  }
});

test('a document that takes long stalls neither other previews nor other requests', async () => {
  const live = await openLive();
  const stories = Array.from(
    { length: 20_000 },
    (_, index) => `## Story ${index}: Do thing ${index}\n\nText.\n`,
  );
  let isDone = false;
  const long = live
    .ask('query ($input: PlanDocumentInput!) { planDocument(input: $input) { counts { stories } } }', {
      input: { title: 'Long', document: { markdown: stories.join('\n') } },
    })
    .finally(() => {
      isDone = true;
    });
  expect((await preview(live, { document: { markdown: before } })).counts.stories).toBe(2);
  expect((await live.ask('{ viewer { role } }')).viewer.role).toBe('ADMIN');
  expect(isDone).toBe(false);
  expect((await long).planDocument.counts).toEqual({ stories: 20_000 });
});
