import type { ActionProposal } from '../domain/action.ts';
import { actionDedupeKey, type CarriedOut, type Effect, type NewEffect } from '../domain/effect.ts';
import type { RetryPolicy } from '../domain/retry.ts';
import { readLastEffect } from '../store/read/effects.ts';
import { endTimerOf, markRedriven } from '../store/write/effects.ts';
import { setTimer } from '../store/write/timers.ts';
import type { ExternalTool } from '../tools/tool.ts';
import type { Decision, EffectToEnqueue } from './decide.ts';

export interface ActionRun {
  /** Which hand-over to the effect runner this is, from 1; left out: the one after the last. */
  readonly ordinal?: number;
  /** When what may be tried again is; left out or null: by the default. */
  readonly retry?: RetryPolicy | null;
  /** No attempt begins at this time or later, and one on its way is told to stop; left out or null: never. */
  readonly deadlineAt?: number | null;
  /** How it ended, when this decision has carried it out already. */
  readonly carriedOut?: CarriedOut;
}

/**
 * Hands an action to the effect runner: behind what is open in its stream, and not before its connection is resumed.
 * One that may have gone through before is the same request again, under the same key.
 */
export async function enqueueAction(
  decision: Decision,
  action: ActionProposal,
  { ordinal = action.runs + 1, retry = null, deadlineAt = null, carriedOut }: ActionRun = {},
): Promise<void> {
  const { tx, origin, parts } = decision;
  const { id, sessionId, chainId, stepId } = action;
  const tool = parts.tools.get(action.tool);
  const goesOut = tool !== undefined && tool.repeatability !== 'IN_TRANSACTION';
  const before = action.runs === 0 ? null : await readLastEffect(tx, origin.organizationId, id);
  const effectId = await decision.enqueue({
    kind: 'ACTION',
    dedupeKey: actionDedupeKey(id, action.version, ordinal),
    sessionId,
    actionId: id,
    chainId,
    stepId,
    retry,
    deadlineAt,
    ...(goesOut ? wayOut(tool, action) : {}),
    ...(before === null ? {} : sameRequest(before)),
    ...(carriedOut === undefined ? {} : { carriedOut }),
  });
  if (before?.state === 'DEAD') await markRedriven(tx, before.id, effectId);
  if (deadlineAt !== null && carriedOut === undefined)
    await setTimer(tx, endTimerOf(origin.organizationId, id, deadlineAt), decision.now);
}

function wayOut(
  tool: ExternalTool,
  { arguments: args }: ActionProposal,
): Pick<EffectToEnqueue, 'connection' | 'stream'> {
  const connection = tool.connection(args);
  const stream = tool.stream(args);
  return { connection, stream: stream === null ? null : `${connection}/${stream}` };
}

/** What a run takes over from one that was given up; one that was turned down, or never sent, is followed by a new request. */
function sameRequest(before: Effect): Pick<NewEffect, 'request' | 'idempotencyKey' | 'inDoubt'> {
  const { request, idempotencyKey, inDoubt } = before;
  return before.state === 'DEAD' || inDoubt ? { request, idempotencyKey, inDoubt } : {};
}
