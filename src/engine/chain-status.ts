import { type Chain, type ChainStatus, chainTransitions } from '../domain/chain.ts';
import { chainStream } from '../domain/event.ts';
import type { ChainId } from '../domain/ids.ts';
import type { TimerKind } from '../domain/timer.ts';
import { readExecutionPaths } from '../store/read/chains.ts';
import { dropSignals } from '../store/write/chain-signals.ts';
import { saveChain } from '../store/write/chains.ts';
import { clearTimer, setTimer } from '../store/write/timers.ts';
import type { Decision } from './decide.ts';
import type { ChainInHand } from './step.ts';

/** Makes an open chain RUNNING or WAITING and notes it. */
export function setChainStatus(
  { record }: Decision,
  hand: ChainInHand,
  status: Extract<ChainStatus, 'RUNNING' | 'WAITING'>,
): void {
  const { id, sessionId } = hand.now;
  if (hand.now.status === status) return;
  hand.now = { ...hand.now, status };
  record({
    type: 'ChainAdvanced',
    stream: chainStream(id),
    ids: { chainId: id, sessionId },
    outcome: status,
    body: { status },
  });
}

/** Writes where a chain stands: its counters, its status, its times. */
export async function putBackChain({ tx }: Decision, hand: ChainInHand): Promise<void> {
  if (!(await saveChain(tx, hand.before, hand.now)))
    throw new Error(`the chain ${hand.now.id} moved inside a decision`);
  hand.before = hand.now;
}

/** Why nothing comes any more of what a chain that was stopped had proposed. */
export function whyOver({ status }: Pick<Chain, 'status'>): string {
  return status === 'TIMED_OUT' ? 'The chain took longer than it may.' : 'The chain was cancelled.';
}

/** Notes that a chain has ended, and takes its timers back; signals are kept as long as a retry may use them. */
export async function recordChainEnd({ tx, record }: Decision, hand: ChainInHand): Promise<void> {
  const { id, sessionId, status } = hand.now;
  await clearTimer(tx, chainTimerKey('START_CHAIN', id));
  await clearTimer(tx, chainTimerKey('TIME_OUT_CHAIN', id));
  if (sessionId === null && chainTransitions[status].length === 0) await dropSignals(tx, id);
  const path = await readExecutionPaths(tx, [id]);
  record({
    type: 'ChainCompleted',
    stream: chainStream(id),
    ids: { chainId: id, sessionId },
    outcome: status,
    body: { status, executionPath: path.map((step) => step.name) },
  });
}

type ChainTimer = Extract<TimerKind, 'START_CHAIN' | 'TIME_OUT_CHAIN'>;

function chainTimerKey(kind: ChainTimer, id: ChainId): string {
  return `${kind === 'START_CHAIN' ? 'start' : 'time-out'}:${id}`;
}

/** Sets a timer of a chain. */
export async function setChainTimer(
  { tx, origin, now }: Decision,
  kind: ChainTimer,
  id: ChainId,
  dueAt: number,
): Promise<void> {
  const { organizationId } = origin;
  await setTimer(tx, { key: chainTimerKey(kind, id), organizationId, kind, subjectId: id, dueAt }, now);
}
