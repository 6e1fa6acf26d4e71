import { join } from 'node:path';
import { v7 } from 'uuid';
import { type EventFilter, filterConditions } from '../src/domain/event-filter.ts';
import { formatId } from '../src/domain/ids.ts';
import { type ActionFilter, countActions, listActions } from '../src/store/read/action-lists.ts';
import { type ChainFilter, countChains, listChains } from '../src/store/read/chain-lists.ts';
import { countEvents, readEvents } from '../src/store/read/events.ts';
import type { Slice } from '../src/store/read/slice.ts';
import { openStore, type Reader, type Store } from '../src/store/store.ts';
import { fillActions, fillChains, fillLog, pastBegins, people } from './filler.ts';
import { alternate, median, scratchFolder } from './measure.ts';

// First pages of lists and how many rows they hold, by each kind of filter and from both ends, with a hundred times
// as many rows. Goal: a page takes at most twice as long.

const [few, many] = process.argv[2] === undefined ? [10_000, 1_000_000] : [1_000, Number(process.argv[2])];
const pages = { rounds: 15, perRound: 5 };
/** Of a condition that is not counted beforehand it takes seconds, and it has no goal. */
const totals = { rounds: 3, perRound: 1 };
const goal = 2;
const limit = 21;
const organizationId = formatId('organization', v7());

interface World extends AsyncDisposable {
  readonly store: Store;
  readonly actions: Readonly<Record<string, Omit<ActionFilter, 'organizationId'>>>;
  readonly chains: Readonly<Record<string, Omit<ChainFilter, 'organizationId'>>>;
  readonly events: Readonly<Record<string, EventFilter>>;
}

async function makeWorld(path: string, rows: number): Promise<World> {
  const store = await openStore({ path });
  const { sessionId, chainId, groupId, conversationId, messageId } = await fillActions(
    store,
    organizationId,
    rows,
  );
  const sessionOfChains = await fillChains(store, organizationId, rows);
  const ids = await fillLog(store, organizationId, rows);
  const lately = pastBegins + (rows - 50) * 1_000;
  const usual = { states: ['SUCCEEDED', 'FAILED'], tools: ['create_issue', 'update_issue'] } as const;
  return {
    store,
    actions: {
      none: {},
      'a usual state': { states: ['SUCCEEDED'] },
      'a rare state': { states: ['OUTCOME_UNKNOWN'] },
      'a state of no row': { states: ['PROPOSED'] },
      'several states': { states: usual.states },
      'a usual tool': { tools: ['create_issue'] },
      'a rare tool': { tools: ['delete_issue'] },
      'several tools': { tools: usual.tools },
      'states and tools': usual,
      'state and tool that never meet': { states: ['FAILED'], tools: ['delete_issue'] },
      session: { sessionId: sessionId ?? '' },
      chain: { chainId: chainId ?? '' },
      group: { groupId: groupId ?? '' },
      conversation: { conversationId: conversationId ?? '' },
      message: { messageId: messageId ?? '' },
      'session and state': { sessionId: sessionId ?? '', states: ['FAILED'] },
      'who decided most': { decidedBy: people.usual },
      'who decided few': { decidedBy: people.rare },
      'who decided most, and a usual state': { decidedBy: people.usual, states: ['SUCCEEDED'] },
      'who decided most, and a rare state': { decidedBy: people.usual, states: ['OUTCOME_UNKNOWN'] },
      'who decided few, and a usual state': { decidedBy: people.rare, states: ['SUCCEEDED'] },
      'created lately': { createdSince: lately },
      'created ever': { createdSince: pastBegins },
      'created lately, and a usual state': { createdSince: lately, states: ['SUCCEEDED'] },
      'created lately, and a rare state': { createdSince: lately, states: ['OUTCOME_UNKNOWN'] },
    },
    chains: {
      none: {},
      'a usual status': { statuses: ['COMPLETED'] },
      'a rare status': { statuses: ['TIMED_OUT'] },
      'a status of no row': { statuses: ['RUNNING'] },
      'several statuses': { statuses: ['COMPLETED', 'FAILED', 'RUNNING'] },
      session: { sessionId: sessionOfChains },
      'a usual definition': { definition: 'daily' },
      'a rare definition': { definition: 'yearly' },
      'definition and status': { definition: 'daily', statuses: ['FAILED'] },
      'definition and status that never meet': { definition: 'yearly', statuses: ['FAILED'] },
      'created lately': { createdSince: lately },
      'created lately, and a usual status': { createdSince: lately, statuses: ['COMPLETED'] },
      'created lately, and a rare status': { createdSince: lately, statuses: ['TIMED_OUT'] },
      'created lately, and a definition': { createdSince: lately, definition: 'daily' },
    },
    events: {
      none: {},
      'a usual type': { types: ['ActionStatusChanged'] },
      'a type of no event': { types: ['ChainSignalled'] },
      'several types': { types: ['ActionStatusChanged', 'ChainStepStarted'] },
      'a tool': { tools: ['update_issue'] },
      'several tools': { tools: ['update_issue', 'label_issue'] },
      'a usual outcome': { outcomes: ['SUCCEEDED'] },
      'a rare outcome': { outcomes: ['OUTCOME_UNKNOWN'] },
      'type and tool': { types: ['ActionStatusChanged'], tools: ['label_issue'] },
      'type and outcome': { types: ['ActionStatusChanged'], outcomes: ['FAILED'] },
      'type and outcome that never meet': { types: ['ChainStepStarted'], outcomes: ['FAILED'] },
      'tool and outcome': { tools: ['label_issue'], outcomes: ['SUCCEEDED', 'OUTCOME_UNKNOWN'] },
      chain: { chainId: ids.chainId ?? '' },
      action: { actionId: ids.actionId ?? '' },
      'chain and type': { chainId: ids.chainId ?? '', types: ['ActionStatusChanged'] },
      stream: { streams: [`chain:${ids.chainId}`] },
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

type Look = (reader: Reader) => Promise<unknown>;

/** What a client may ask for: the first page from each end, and how many rows there are. */
function looksAt(
  world: World,
  list: 'actions' | 'chains' | 'events',
  name: string,
): Readonly<Record<string, Look>> {
  const slice = (order: 'NEWEST_FIRST' | 'OLDEST_FIRST'): Slice<never> => {
    return { order, after: null, before: null, from: 'START', limit };
  };
  if (list === 'actions') {
    const filter = { organizationId, ...world.actions[name] };
    return {
      newest: (reader) => listActions(reader, filter, slice('NEWEST_FIRST')),
      oldest: (reader) => listActions(reader, filter, slice('OLDEST_FIRST')),
      total: (reader) => countActions(reader, filter),
    };
  }
  if (list === 'chains') {
    const filter = { organizationId, ...world.chains[name] };
    return {
      newest: (reader) => listChains(reader, filter, slice('NEWEST_FIRST')),
      oldest: (reader) => listChains(reader, filter, slice('OLDEST_FIRST')),
      total: (reader) => countChains(reader, filter),
    };
  }
  const search = { organizationId, conditions: filterConditions(world.events[name] ?? {}) };
  return {
    newest: (reader) => readEvents(reader, { ...search, direction: 'BACKWARD', limit }),
    oldest: (reader) => readEvents(reader, { ...search, direction: 'FORWARD', limit }),
    total: (reader) => countEvents(reader, search),
  };
}

/** Microseconds of one look. */
async function time(store: Store, look: Look, times: number): Promise<number> {
  const startedAt = performance.now();
  for (let round = 0; round < times; round += 1) await store.read(look);
  return ((performance.now() - startedAt) * 1_000) / times;
}

await using folder = await scratchFolder();
await using young = await makeWorld(join(folder.path, 'young.db'), few);
await using old = await makeWorld(join(folder.path, 'old.db'), many);

console.log(`microseconds with ${few} rows → with ${many}; goal for pages: at most ${goal} times`);
let slower = 0;
for (const list of ['actions', 'chains', 'events'] as const) {
  console.log(
    `${list}\n  ${'filter'.padEnd(40)}${['newest', 'oldest', 'total'].map((each) => each.padStart(24)).join('')}`,
  );
  for (const name of Object.keys(young[list])) {
    const [atYoung, atOld] = [looksAt(young, list, name), looksAt(old, list, name)];
    const cells: string[] = [];
    for (const look of Object.keys(atYoung)) {
      const [lookAtYoung, lookAtOld] = [atYoung[look], atOld[look]];
      if (lookAtYoung === undefined || lookAtOld === undefined) continue;
      const { rounds, perRound } = look === 'total' ? totals : pages;
      const results = await alternate(rounds, {
        young: () => time(young.store, lookAtYoung, perRound),
        old: () => time(old.store, lookAtOld, perRound),
      });
      const [little, much] = [median(results.young), median(results.old)];
      const isSlower = much > goal * little;
      if (isSlower && look !== 'total') slower += 1;
      cells.push(`${little.toFixed(0)} → ${much.toFixed(0)}${isSlower ? ' !' : '  '}`.padStart(24));
    }
    console.log(`  ${name.padEnd(40)}${cells.join('')}`);
  }
}
console.log(slower === 0 ? 'Every page keeps to the goal.' : `${slower} pages take longer.`);
