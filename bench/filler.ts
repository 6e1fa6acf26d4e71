import { v7 } from 'uuid';
import { type ActionProposal, previewField } from '../src/domain/action.ts';
import { systemActor } from '../src/domain/actor.ts';
import { type Chain, newChain } from '../src/domain/chain.ts';
import { actionStream, chainStream, type NewEvent } from '../src/domain/event.ts';
import { formatId, type OrganizationId, type SessionId } from '../src/domain/ids.ts';
import { appendEvents } from '../src/store/log.ts';
import type { Store } from '../src/store/store.ts';
import { insertActions, insertDecisions } from '../src/store/write/actions.ts';
import { insertChain } from '../src/store/write/chains.ts';

// A database with a past: what an organization has after a day or after years, written through the store's own
// statements, so that everything that rows are found by is there as well.

const eventsPerDecision = 2_000;
const eventsPerChain = 40;
const eventsPerAction = 4;

/** Fills the log with what chains of ten actions leave behind; answers what the youngest event is about. */
export async function fillLog(
  store: Store,
  organizationId: OrganizationId,
  count: number,
): Promise<EventIds> {
  const origin = { organizationId, actor: systemActor, correlationId: null, causedBy: null };
  let youngest: EventIds = {};
  for (let written = 0; written < count; written += eventsPerDecision) {
    const events = pastEvents(written, Math.min(eventsPerDecision, count - written));
    await store.transact((tx) => appendEvents(tx, { ...origin, now: written }, events));
    youngest = events.at(-1)?.ids ?? youngest;
  }
  return youngest;
}

type EventIds = NewEvent['ids'];

function pastEvents(from: number, count: number): NewEvent[] {
  let [chainId, actionId] = [formatId('chain', v7()), formatId('action', v7())];
  return Array.from({ length: count }, (_, index) => {
    const place = from + index;
    if (place % eventsPerChain === 0) chainId = formatId('chain', v7());
    if (place % eventsPerAction === 0) actionId = formatId('action', v7());
    const id = formatId('event', v7());
    const stepId = formatId('step', v7());
    if (place % 2 === 0) {
      return {
        id,
        type: 'ChainStepStarted',
        stream: chainStream(chainId),
        ids: { chainId, stepId, actionId },
        tool: pick(pastTools, place),
        body: { stepName: `step ${place}`, stepIndex: place },
      };
    }
    const state = place < rareRows ? 'OUTCOME_UNKNOWN' : pick(pastStates, place);
    return {
      id,
      type: 'ActionStatusChanged',
      stream: actionStream(actionId),
      ids: { chainId, stepId, actionId },
      tool: pick(pastTools, place),
      outcome: state,
      body: { state, previous: 'EXECUTING', reason: null },
    };
  });
}

const pastTools = ['create_issue', 'update_issue', 'comment_issue', 'label_issue', 'reparent_issue'] as const;
const pastStates = ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;

const rowsPerDecision = 2_000;
const rowsPerOwner = 100;
/** When the first row was made, in epoch milliseconds; each is a second younger than the one before it. */
export const pastBegins = Date.UTC(2020, 0);
const secondMs = 1_000;

/** What is rare is also long past: whoever looks for it row by row, from the end, meets all others first. */
const rareRows = 5;

function pick<Value>(values: readonly [Value, ...Value[]], place: number): Value {
  return values[place % values.length] ?? values[0];
}

export const people = { usual: formatId('user', v7()), rare: formatId('user', v7()) } as const;

/** Fills the actions: sessions, chains, groups, conversations of 100 each, most of them done. */
export async function fillActions(
  store: Store,
  organizationId: OrganizationId,
  count: number,
): Promise<ActionOwners> {
  let owners = newOwners();
  for (let written = 0; written < count; written += rowsPerDecision) {
    await store.transact(async (tx) => {
      for (let place = written; place < Math.min(written + rowsPerDecision, count); place += 1) {
        if (place % rowsPerOwner === 0) owners = newOwners();
        const action = pastAction(organizationId, place, owners);
        await insertActions(tx, [action]);
        const decidedBy = {
          kind: 'USER',
          id: place < rareRows ? people.rare : people.usual,
          name: 'Ada',
        } as const;
        const { createdAt: decidedAt, version } = action;
        const decision = { decision: 'APPROVE', decidedBy, decidedAt, note: null, version } as const;
        await insertDecisions(tx, [[action, decision]]);
      }
    });
  }
  return owners;
}

/** What the youngest actions belong to. */
export type ActionOwners = Pick<
  ActionProposal,
  'sessionId' | 'chainId' | 'groupId' | 'conversationId' | 'messageId'
>;

function newOwners(): ActionOwners {
  return {
    sessionId: formatId('session', v7()),
    chainId: formatId('chain', v7()),
    groupId: formatId('group', v7()),
    conversationId: formatId('conversation', v7()),
    messageId: formatId('message', v7()),
  };
}

function pastAction(organizationId: OrganizationId, place: number, owners: ActionOwners): ActionProposal {
  const createdAt = pastBegins + place * secondMs;
  const isRare = place < rareRows;
  return {
    id: formatId('action', v7({ msecs: createdAt })),
    organizationId,
    tool: isRare
      ? 'delete_issue'
      : pick(['create_issue', 'update_issue', 'comment_issue', 'label_issue'], place),
    arguments: { title: `Do the thing ${place}` },
    digest: 'x'.repeat(43),
    version: 1,
    state: isRare ? 'OUTCOME_UNKNOWN' : place % 50 === 0 ? 'FAILED' : 'SUCCEEDED',
    preview: [previewField('title', null, `Do the thing ${place}`)],
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
    itemId: null,
    stepId: null,
    ...owners,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Fills the chains; answers the session of the youngest. */
export async function fillChains(
  store: Store,
  organizationId: OrganizationId,
  count: number,
): Promise<SessionId> {
  let sessionId = formatId('session', v7());
  for (let written = 0; written < count; written += rowsPerDecision) {
    await store.transact(async (tx) => {
      for (let place = written; place < Math.min(written + rowsPerDecision, count); place += 1) {
        if (place % rowsPerOwner === 0) sessionId = formatId('session', v7());
        await insertChain(tx, pastChain(organizationId, place, sessionId));
      }
    });
  }
  return sessionId;
}

function pastChain(organizationId: OrganizationId, place: number, sessionId: SessionId): Chain {
  const createdAt = pastBegins + place * secondMs;
  const isRare = place < rareRows;
  return newChain({
    id: formatId('chain', v7({ msecs: createdAt })),
    organizationId,
    name: `Release ${place}`,
    onFailure: 'ABORT',
    status: isRare ? 'TIMED_OUT' : place % 50 === 0 ? 'FAILED' : 'COMPLETED',
    definitionName: isRare ? 'yearly' : pick(['daily', 'weekly', 'monthly'], place),
    definitionVersion: 1,
    sessionId,
    stepCount: 10,
    concurrency: 8,
    createdBy: systemActor,
    createdAt,
  });
}
