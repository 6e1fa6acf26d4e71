import { v7 } from 'uuid';
import { systemActor } from '../src/domain/actor.ts';
import { actionStream, chainStream, type NewEvent } from '../src/domain/event.ts';
import { formatId, type OrganizationId } from '../src/domain/ids.ts';
import { appendEvents } from '../src/store/log.ts';
import type { Store } from '../src/store/store.ts';

// A database with a past: what an organization has after a day or after years, written through the store's own
// statements, so that everything that rows are found by is there as well.

const eventsPerDecision = 2_000;
const eventsPerChain = 40;
const eventsPerAction = 4;

/** Fills the log with what chains of ten actions leave behind. */
export async function fillLog(store: Store, organizationId: OrganizationId, count: number): Promise<void> {
  const origin = { organizationId, actor: systemActor, correlationId: null, causedBy: null };
  for (let written = 0; written < count; written += eventsPerDecision) {
    const events = pastEvents(written, Math.min(eventsPerDecision, count - written));
    await store.transact((tx) => appendEvents(tx, { ...origin, now: written }, events));
  }
}

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
        tool: pastTools[place % pastTools.length] ?? 'create_issue',
        body: { stepName: `step ${place}`, stepIndex: place },
      };
    }
    const state = pastStates[place % pastStates.length] ?? 'SUCCEEDED';
    return {
      id,
      type: 'ActionStatusChanged',
      stream: actionStream(actionId),
      ids: { chainId, stepId, actionId },
      tool: pastTools[place % pastTools.length] ?? 'create_issue',
      outcome: state,
      body: { state, previous: 'EXECUTING', reason: null },
    };
  });
}

const pastTools = ['create_issue', 'update_issue', 'comment_issue', 'label_issue', 'reparent_issue'];
const pastStates = ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
