import { type Chain, isChainSettled } from '../domain/chain.ts';
import type { ItemId, SessionId } from '../domain/ids.ts';
import type { PlanItemKind } from '../domain/plan.ts';
import { emptyResult, type PlanningResult, type PlanningResultEntry } from '../domain/planning-result.ts';
import { type PlanningSession, progressLadder, progressOfSteps } from '../domain/session.ts';
import { readChangeOutcomes } from '../store/write/plans.ts';
import type { Decision } from './decide.ts';
import { writeCompletion, writeProgress, writeResult, writeStatus } from './session-reports.ts';

/** Takes into a running session where its chain stands: percent while steps are open, the end when none is. */
export async function followChain(
  decision: Decision,
  session: PlanningSession,
  chain: Chain,
): Promise<PlanningSession> {
  if (session.status !== 'PROCESSING') return session;
  if (isChainSettled(chain.status)) return await endSession(decision, session, chain);
  const settled = chain.stepCount - chain.openSteps;
  const progress = progressOfSteps({ settled, total: chain.stepCount });
  if (progress <= session.progress) return session;
  const message = `${progressLadder.creating.message}: ${settled} of ${chain.stepCount}`;
  return await writeProgress(decision, session, { progress, message });
}

async function endSession(
  decision: Decision,
  session: PlanningSession,
  chain: Chain,
): Promise<PlanningSession> {
  const result = await readResult(decision, session);
  const placed = await writeProgress(decision, session, progressLadder.hierarchy);
  if (chain.status === 'COMPLETED') return await writeCompletion(decision, placed, result);
  await writeResult(decision, placed, result);
  const reason = `${result.failedCount} of ${chain.stepCount} changes failed.`;
  return await writeStatus(decision, placed, 'FAILED', reason);
}

/** Takes into the result of a session that was stopped what came of one of its actions afterwards. */
export async function takeLateOutcome(decision: Decision, session: PlanningSession): Promise<void> {
  if (session.status !== 'CANCELLED' && session.status !== 'FAILED') return;
  await writeResult(decision, session, await readResult(decision, session));
}

/** What the run made of the plan so far. */
export async function readResult(decision: Decision, session: PlanningSession): Promise<PlanningResult> {
  const entries: Record<PlanItemKind, PlanningResultEntry[]> = {
    EPIC: [],
    FEATURE: [],
    STORY: [],
    ENABLER: [],
  };
  const told = new Set<ItemId>();
  const counts = { createdCount: 0, updatedCount: 0, failedCount: 0, skippedCount: 0 };
  for await (const row of changeOutcomes(decision, session.id)) {
    const isCreate = row.changeKind === 'CREATE';
    const succeeded = row.state === 'SUCCEEDED';
    const { itemId, issueId, issueUrl } = row;
    // Whatever was there before the run still stands for its item; one in conflict can have another change too.
    if ((succeeded || !isCreate) && !row.isDeleted && !told.has(itemId)) {
      told.add(itemId);
      entries[row.itemKind].push({ itemId, issueId, issueUrl });
    }
    if (row.state === null) continue;
    if (succeeded && isCreate) counts.createdCount += 1;
    else if (succeeded) counts.updatedCount += 1;
    else if (row.state === 'FAILED') counts.failedCount += 1;
    else counts.skippedCount += 1;
  }
  return { ...emptyResult, ...counts, entries };
}

const itemsPerPage = 500;

/** In pages, between which the event loop breathes. */
async function* changeOutcomes({ tx }: Decision, sessionId: SessionId) {
  for (let from = 0; ; from += itemsPerPage) {
    const page = await readChangeOutcomes(tx, { sessionId, from, to: from + itemsPerPage });
    yield* page;
    // Every item has a change.
    if (page.length < itemsPerPage) return;
    await tx.breathe();
  }
}
