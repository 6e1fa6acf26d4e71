import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertIssue } from '../../src/store/write/issues.ts';
import { insertSession } from '../../src/store/write/sessions.ts';
import { anIssue, aSession } from './rows.ts';
import { epoch, openWorld, type World } from './world.ts';

const sessionsQuery = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: Order) {
  planningSessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    edges { cursor node { title } }
    nodes { title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}`;

async function writeSessions(world: World, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await world.write((tx) => insertSession(tx, aSession(world, { title }), null));
  }
}

const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('pages forward to the end, and says at each page what lies on either side', async () => {
  const world = await openWorld();
  await writeSessions(world, seven);
  const seen: string[][] = [];
  const sides: boolean[][] = [];
  let after: string | null = null;
  do {
    const page = await pageOf(world, { first: 3, after, orderBy: 'OLDEST_FIRST' });
    seen.push(page.nodes.map((node: { title: string }) => node.title));
    sides.push([page.pageInfo.hasPreviousPage, page.pageInfo.hasNextPage]);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    expect(page.totalCount).toBe(7);
  } while (after !== null);
  expect(seen).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  expect(sides).toEqual([
    [false, true],
    [true, true],
    [true, false],
  ]);
});

async function pageOf(world: World, variables: Record<string, unknown>) {
  return (await world.read(sessionsQuery, variables)).planningSessions;
}

test('pages backward in the same order of rows', async () => {
  const world = await openWorld();
  await writeSessions(world, seven);
  const last = await pageOf(world, { last: 3, orderBy: 'OLDEST_FIRST' });
  expect(titles(last)).toEqual(['e', 'f', 'g']);
  expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const before = last.pageInfo.startCursor;
  const middle = await pageOf(world, { last: 3, before, orderBy: 'OLDEST_FIRST' });
  expect(titles(middle)).toEqual(['b', 'c', 'd']);
  expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
});

function titles(page: { nodes: { title: string }[] }): string[] {
  return page.nodes.map((node) => node.title);
}

test('every slice is the one that a list in memory would give', async () => {
  const world = await openWorld();
  await writeSessions(world, seven);
  const all = await pageOf(world, { first: 100 });
  const cursors: string[] = all.edges.map((edge: { cursor: string }) => edge.cursor);
  const newestFirst = [...seven].reverse();
  const place = fc.option(fc.nat({ max: 6 }), { nil: null });
  await fc.assert(
    fc.asyncProperty(place, place, fc.nat({ max: 8 }), fc.boolean(), async (a, b, size, forward) => {
      const page = await pageOf(world, {
        after: a === null ? null : cursors[a],
        before: b === null ? null : cursors[b],
        ...(forward ? { first: size } : { last: size }),
      });
      const between = newestFirst.slice(a === null ? 0 : a + 1, Math.max(b ?? 7, a === null ? 0 : a + 1));
      const expected = forward ? between.slice(0, size) : between.slice(Math.max(0, between.length - size));
      expect(titles(page)).toEqual(expected);
      if (forward) expect(page.pageInfo.hasNextPage).toBe(between.length > size || b !== null);
      else expect(page.pageInfo.hasPreviousPage).toBe(between.length > size || a !== null);
    }),
    { numRuns: 60 },
  );
});

test('stays stable while rows are added', async () => {
  const world = await openWorld();
  await writeSessions(world, seven);
  const first = await pageOf(world, { first: 3 });
  await writeSessions(world, ['h', 'i']);
  const second = await pageOf(world, { first: 3, after: first.pageInfo.endCursor });
  expect([...titles(first), ...titles(second)]).toEqual(['g', 'f', 'e', 'd', 'c', 'b']);
});

test('gives 20 rows when nothing is said, and takes an explicit null for nothing said', async () => {
  const world = await openWorld();
  await writeSessions(
    world,
    Array.from({ length: 25 }, (_, index) => `s${index}`),
  );
  expect(titles(await pageOf(world, {}))).toHaveLength(20);
  expect(titles(await pageOf(world, { first: null, after: null, last: null, before: null }))).toHaveLength(
    20,
  );
  expect(titles(await pageOf(world, { first: 0 }))).toEqual([]);
});

test.each([
  [{ first: 101 }, '`first` is 101; it has to be at least 0 and at most 100.'],
  [{ last: 101 }, '`last` is 101; it has to be at least 0 and at most 100.'],
  [{ first: -1 }, '`first` is -1; it has to be at least 0 and at most 100.'],
  [{ first: 1, last: 1 }, 'Give `first` or `last`, not both.'],
  [
    { after: 'garbage' },
    '`after` is no cursor of this list: give one that an edge or `pageInfo` of it brought.',
  ],
  [{ before: '' }, '`before` is no cursor of this list: give one that an edge or `pageInfo` of it brought.'],
])('refuses %j', async (variables, message) => {
  const world = await openWorld();
  const { errors } = await world.ask(sessionsQuery, variables);
  expect(errors).toEqual([{ message, code: 'BAD_USER_INPUT', path: ['planningSessions'] }]);
});

test.each([
  ['actions', 'tools: $values', '[String!]', 'filter.tools', 'one'],
  ['chains', 'statuses: $values', '[ChainStatus!]', 'filter.statuses', 'COMPLETED'],
  ['events', 'chainIds: $values', '[ID!]', 'filter.chainIds', 'chn_one'],
  ['planningSessions', 'statuses: $values', '[PlanningSessionStatus!]', 'filter.statuses', 'COMPLETED'],
  ['issues', 'identifiers: $values', '[String!]', 'filter.identifiers', 'ISS-1'],
])('refuses a filter of %s that lists too much', async (list, filter, type, name, value) => {
  const world = await openWorld();
  const query = `query ($values: ${type}) { ${list}(filter: { ${filter} }) { totalCount } }`;
  const ask = (length: number) => world.ask(query, { values: Array.from({ length }, () => value) });
  expect((await ask(100)).errors).toEqual([]);
  const message = `\`${name}\` lists 101 values; at most 100 are allowed.`;
  expect((await ask(101)).errors).toEqual([{ message, code: 'BAD_USER_INPUT', path: [list] }]);
});

test('refuses to look for more text than a title can have', async () => {
  const world = await openWorld();
  const query = 'query ($text: String!) { issues(filter: { titleContains: $text }) { totalCount } }';
  expect((await world.ask(query, { text: '%'.repeat(500) })).errors).toEqual([]);
  const message = '`filter.titleContains` has 50001 characters; at most 500 are allowed.';
  expect((await world.ask(query, { text: 'a'.repeat(50_001) })).errors).toEqual([
    { message, code: 'BAD_USER_INPUT', path: ['issues'] },
  ]);
});

test('does not take the cursor of one list for another', async () => {
  const world = await openWorld();
  await writeSessions(world, ['a']);
  const page = await pageOf(world, {});
  const { errors } = await world.ask('query ($after: String) { actions(after: $after) { totalCount } }', {
    after: page.pageInfo.endCursor,
  });
  expect(errors[0]?.code).toBe('BAD_USER_INPUT');
});

test('counts only when the count is asked for', async () => {
  const world = await openWorld();
  await writeSessions(world, ['a']);
  world.statements.length = 0;
  await world.read('{ planningSessions { nodes { title } pageInfo { hasNextPage } } }');
  expect(world.statements.filter((text) => text.includes('count('))).toEqual([]);
  world.statements.length = 0;
  await world.read('{ planningSessions { totalCount } }');
  expect(world.statements.filter((text) => text.includes('planning_sessions'))).toHaveLength(1);
});

test('orders issues by creation, also those of one moment', async () => {
  const world = await openWorld();
  const issues = Array.from({ length: 6 }, (_, index) =>
    anIssue(world, { title: `i${index}`, createdAt: epoch + Math.floor(index / 3) }),
  );
  await world.write(async (tx) => {
    for (const issue of issues) await insertIssue(tx, issue);
  });
  const query = `query ($after: String) { issues(first: 2, after: $after) {
    nodes { title } pageInfo { hasNextPage endCursor } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { issues: page } = await world.read(query, { after });
    seen.push(...titles(page));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  const expected = [...issues].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  expect(seen).toEqual(expected.map((issue) => issue.title));
});
