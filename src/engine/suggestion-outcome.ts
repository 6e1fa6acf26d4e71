import type { EventBodies } from '../domain/event.ts';
import { jobStream } from '../domain/event.ts';
import type { JobId } from '../domain/ids.ts';
import { mayFollow } from '../domain/machine.ts';
import {
  type Suggestion,
  type SuggestionFailure,
  type SuggestionJob,
  type SuggestionStatus,
  suggestionTransitions,
} from '../domain/suggestion.ts';
import { settleSuggestionJob } from '../store/write/suggestions.ts';
import { clearTimer, setTimer } from '../store/write/timers.ts';
import type { Decision } from './decide.ts';

type SuggestionEventType = 'SuggestionRequested' | 'SuggestionStarted' | 'SuggestionCompleted';

/** Notes a fact about a job. */
export function noteSuggestion<Type extends SuggestionEventType>(
  decision: Decision,
  job: SuggestionJob,
  event: { readonly type: Type; readonly outcome: SuggestionStatus; readonly body: EventBodies[Type] },
): void {
  const about = { stream: jobStream(job.id), ids: { jobId: job.id } };
  decision.record({ ...event, ...about } as Parameters<Decision['record']>[0]);
}

/** The name of the timer that expires a job. */
export function jobExpiryKey(id: JobId): string {
  return `expire:${id}`;
}

export interface SuggestionEnd {
  readonly to: 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
  /** Null leaves what was kept. */
  readonly text: string | null;
  readonly suggestions: readonly Suggestion[] | null;
  readonly failure: SuggestionFailure | null;
}

/** Ends a job, unless it has ended meanwhile; false then. From here on it is kept for as long as it says in the limits. */
export async function writeSuggestionEnd(
  decision: Decision,
  job: SuggestionJob,
  end: SuggestionEnd,
): Promise<boolean> {
  const { tx, now, parts } = decision;
  const { to } = end;
  if (!mayFollow(suggestionTransitions, job.status, to)) {
    throw new Error(`a suggestion job cannot go from ${job.status} to ${to}`);
  }
  if (!(await settleSuggestionJob(tx, { id: job.id, from: job.status, now, ...end }))) return false;
  const reason = end.failure?.reason ?? null;
  noteSuggestion(decision, job, { type: 'SuggestionCompleted', outcome: to, body: { status: to, reason } });
  await clearTimer(tx, jobExpiryKey(job.id));
  await setTimer(
    tx,
    {
      key: `forget:${job.id}`,
      organizationId: job.organizationId,
      kind: 'FORGET_SUGGESTION',
      subjectId: job.id,
      dueAt: now + parts.models.retentionMs,
    },
    now,
  );
  return true;
}
