import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { ActionProposal } from '../../src/domain/action.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { type Chain, newChain } from '../../src/domain/chain.ts';
import { earliestId, formatId } from '../../src/domain/ids.ts';
import { idMaker } from '../../src/engine/new-id.ts';
import { type ActionFilter, countActions, listActions } from '../../src/store/read/action-lists.ts';
import { type ChainFilter, countChains, listChains } from '../../src/store/read/chain-lists.ts';
import { countInSlices, type Slice } from '../../src/store/read/slice.ts';
import { openStore, type Reader, type Store, type Transaction } from '../../src/store/store.ts';
import { insertActions, insertDecisions, moveAction } from '../../src/store/write/actions.ts';
import { insertChain } from '../../src/store/write/chains.ts';

const organizations = ['org_1', 'org_2'] as const;
const states = ['PROPOSED', 'APPROVED', 'DECLINED', 'SUCCEEDED'] as const;
const tools = ['create_issue', 'update_issue', 'label_issue'] as const;
const people = ['usr_1', 'usr_2'] as const;
const statuses = ['RUNNING', 'COMPLETED', 'FAILED'] as const;
const definitions = ['daily', 'weekly', null] as const;

const someOf = <Value>(values: readonly Value[]) => fc.array(fc.constantFrom(...values), { maxLength: 3 });

const anAction = fc.record({
  organizationId: fc.constantFrom(...organizations),
  state: fc.constantFrom(...states),
  tool: fc.constantFrom(...tools),
  sessionId: fc.option(fc.constantFrom('ses_1' as const, 'ses_2' as const), { nil: null }),
  messageId: fc.option(fc.constant('msg_1' as const), { nil: null }),
  decidedBy: someOf(people),
  becomes: fc.option(fc.constantFrom(...states), { nil: null }),
  later: fc.option(
    fc.record({ state: fc.constantFrom(...states), decidedBy: someOf(people), movesFirst: fc.boolean() }),
    { nil: null },
  ),
});

const anActionFilter = fc.record(
  {
    states: someOf(states),
    tools: someOf(tools),
    sessionId: fc.constantFrom('ses_1', 'ses_2'),
    messageId: fc.constant('msg_1'),
    decidedBy: fc.constantFrom(...people, 'usr_3'),
    createdSince: fc.nat(60).map((second) => second * 1_000),
  },
  { requiredKeys: [] },
);

const aChain = fc.record({
  organizationId: fc.constantFrom(...organizations),
  status: fc.constantFrom(...statuses),
  definitionName: fc.constantFrom(...definitions),
  sessionId: fc.option(fc.constant('ses_1' as const), { nil: null }),
});

const aChainFilter = fc.record(
  {
    statuses: someOf(statuses),
    sessionId: fc.constant('ses_1'),
    definition: fc.constantFrom('daily', 'weekly', 'yearly'),
    createdSince: fc.nat(60).map((second) => second * 1_000),
  },
  { requiredKeys: [] },
);

const aSlice = fc.record({
  order: fc.constantFrom('NEWEST_FIRST' as const, 'OLDEST_FIRST' as const),
  from: fc.constantFrom('START' as const, 'END' as const),
  limit: fc.integer({ min: 1, max: 12 }),
  between: fc.option(fc.tuple(fc.nat(40), fc.nat(40)), { nil: null }),
});

type Shape = typeof aSlice extends fc.Arbitrary<infer Value> ? Value : never;

async function openTemporary(): Promise<Store & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-lists-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return await openStore({ path: join(folder, 'lists.db') });
}

/** The ids of a slice as a look at every row finds them. */
function sliced<Id extends string>(ids: readonly Id[], slice: Slice<Id>): Id[] {
  const sorted = slice.order === 'OLDEST_FIRST' ? ids.toSorted() : ids.toSorted().reverse();
  const ascending = slice.order === 'OLDEST_FIRST';
  const isAfter = (id: Id, key: Id) => (ascending ? id > key : id < key);
  const inside = sorted.filter(
    (id) =>
      (slice.after === null || isAfter(id, slice.after)) &&
      (slice.before === null || isAfter(slice.before, id)),
  );
  return (slice.from === 'START' ? inside : inside.reverse()).slice(0, slice.limit);
}

function toSlice<Id>(ids: readonly Id[], { between, ...slice }: Shape): Slice<Id> {
  const key = (place: number | undefined) => (place === undefined ? null : (ids[place % ids.length] ?? null));
  return { ...slice, after: key(between?.[0]), before: key(between?.[1]) };
}

test('lists of actions show and count what a look at every action finds', async () => {
  const draws = fc.record({
    rows: fc.array(anAction, { minLength: 1, maxLength: 40 }),
    looks: fc.array(fc.tuple(anActionFilter, aSlice), { minLength: 10, maxLength: 10 }),
  });
  await fc.assert(
    fc.asyncProperty(draws, async ({ rows, looks }) => {
      await using store = await openTemporary();
      let clock = 0;
      const newId = idMaker(() => clock);
      const drawn = rows.map(({ decidedBy, becomes, later, ...row }) => {
        clock += 1_000;
        const action = { ...blank, ...row, id: newId('action'), createdAt: clock, updatedAt: clock };
        return { action, decidedBy, becomes: becomes ?? row.state, later };
      });
      await store.transact(async (tx) => {
        for (const { action, decidedBy, becomes } of drawn) {
          await insertActions(tx, [action]);
          await decideEach(tx, action, decidedBy);
          await moveAction(tx, action, { from: action.state, to: becomes, now: clock });
        }
      });
      // In decisions of their own that share a commit, of which some fail.
      const rounds = drawn.map(({ action, becomes, later }) =>
        store.transact(async (tx) => {
          if (later === null) {
            await moveAction(tx, action, { from: becomes, to: 'FAILED', now: clock });
            throw new Error('nothing of it holds');
          }
          const move = () => moveAction(tx, action, { from: becomes, to: later.state, now: clock });
          if (later.movesFirst) await move();
          const state = later.movesFirst ? later.state : becomes;
          await decideEach(tx, { ...action, state }, later.decidedBy);
          if (!later.movesFirst) await move();
        }),
      );
      await Promise.allSettled(rounds);
      const written = drawn.map(({ action, decidedBy, becomes, later }) => ({
        ...action,
        state: later?.state ?? becomes,
        deciders: [...decidedBy, ...(later?.decidedBy ?? [])],
      }));
      for (const [given, shape] of looks) {
        const filter = { organizationId: 'org_1', ...given } as ActionFilter;
        const passing = written.filter((action) => passes(filter, action)).map(({ id }) => id);
        const slice = toSlice(
          written.map(({ id }) => id),
          shape,
        );
        const found = await store.read((reader) => listActions(reader, filter, slice));
        expect(found.map(({ id }) => id)).toEqual(sliced(passing, slice));
        expect(await store.read((reader) => countActions(reader, filter))).toBe(passing.length);
      }
      await store.transact(async (tx) => {
        await tx.list((db) => db.deleteFrom('action_decisions'));
        await tx.list((db) => db.deleteFrom('actions'));
      });
      expect(await store.read((reader) => keptNumbers(reader))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

async function decideEach(tx: Transaction, action: ActionProposal, people: readonly string[]): Promise<void> {
  for (const id of people) {
    const decidedBy = { kind: 'USER', id, name: 'Ada' } as const;
    await insertDecisions(tx, [[action, { ...aDecision, decidedBy }]]);
  }
}

/** Numbers of rows that are kept and are not zero. */
async function keptNumbers(reader: Reader): Promise<unknown[]> {
  const counts = await reader.list((db) =>
    db.selectFrom('action_counts').selectAll().where('actions', '<>', 0),
  );
  const decided = await reader.list((db) =>
    db.selectFrom('action_deciders').selectAll().where('actions', '<>', 0),
  );
  return [...counts, ...decided];
}

const aDecision = { decision: 'APPROVE', decidedAt: 1, note: null, version: 1 } as const;

const blank = {
  arguments: {},
  digest: 'digest',
  version: 1,
  preview: [],
  reason: null,
  repeatOf: null,
  supersededBy: null,
  proposedBy: systemActor,
  requiredApprovals: 1,
  expiresAt: null,
  result: null,
  resultUrl: null,
  error: null,
  runs: 0,
  groupId: null,
  itemId: null,
  chainId: null,
  stepId: null,
  conversationId: null,
} as const;

function passes(filter: ActionFilter, action: ActionProposal & { readonly deciders: readonly string[] }) {
  return (
    action.organizationId === filter.organizationId &&
    (filter.states?.includes(action.state) ?? true) &&
    (filter.tools?.includes(action.tool) ?? true) &&
    (filter.sessionId === undefined || action.sessionId === filter.sessionId) &&
    (filter.messageId === undefined || action.messageId === filter.messageId) &&
    (filter.decidedBy === undefined || action.deciders.includes(filter.decidedBy)) &&
    action.createdAt >= (filter.createdSince ?? 0)
  );
}

test('lists of chains show and count what a look at every chain finds', async () => {
  const draws = fc.record({
    rows: fc.array(aChain, { minLength: 1, maxLength: 40 }),
    looks: fc.array(fc.tuple(aChainFilter, aSlice), { minLength: 10, maxLength: 10 }),
  });
  await fc.assert(
    fc.asyncProperty(draws, async ({ rows, looks }) => {
      await using store = await openTemporary();
      let clock = 0;
      const newId = idMaker(() => clock);
      const written: Chain[] = [];
      await store.transact(async (tx) => {
        for (const row of rows) {
          clock += 1_000;
          const chain = newChain({
            ...row,
            ...{ id: newId('chain'), name: 'Release', onFailure: 'ABORT', stepCount: 1, concurrency: 1 },
            ...{ createdBy: systemActor, createdAt: clock },
          });
          await insertChain(tx, chain);
          written.push(chain);
        }
      });
      for (const [given, shape] of looks) {
        const filter = { organizationId: 'org_1', ...given } as ChainFilter;
        const passing = written
          .filter(
            (chain) =>
              chain.organizationId === filter.organizationId &&
              (filter.statuses?.includes(chain.status) ?? true) &&
              (filter.sessionId === undefined || chain.sessionId === filter.sessionId) &&
              (filter.definition === undefined || chain.definitionName === filter.definition) &&
              chain.createdAt >= (filter.createdSince ?? 0),
          )
          .map(({ id }) => id);
        const slice = toSlice(
          written.map(({ id }) => id),
          shape,
        );
        const found = await store.read((reader) => listChains(reader, filter, slice));
        expect(found.map(({ id }) => id)).toEqual(sliced(passing, slice));
        expect(await store.read((reader) => countChains(reader, filter))).toBe(passing.length);
      }
    }),
    { numRuns: 15 },
  );
});

test('the earliest id of a time sorts before all that are made from then on, and behind all before', () => {
  let now = 1_800_000_000_000;
  const newId = idMaker(() => now);
  const before = newId('chain');
  now += 1;
  const bound = earliestId('chain', now);
  expect(before < bound && bound < newId('chain')).toBe(true);
  expect(earliestId('chain', -1)).toBe(formatId('chain', '00000000-0000-0000-0000-000000000000'));
});

test('a long list is counted in slices, and others have their turn between them', async () => {
  const keys = Array.from({ length: 45_000 }, (_, key) => key);
  let breaths = 0;
  const breathe = async () => {
    breaths += 1;
  };
  const count = await countInSlices<number>({ breathe }, async ({ after, limit }) => {
    const slice = keys.filter((key) => after === null || key > after).slice(0, limit);
    return { count: slice.length, last: slice.at(-1) ?? null };
  });
  expect([count, breaths]).toEqual([45_000, 2]);
});
