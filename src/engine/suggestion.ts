import { mayFollowOwn } from '../access/owner.ts';
import type { Caller } from '../access/viewer.ts';
import type { ApprovalMode } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import type { AgentId, JobId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import { refuseTransition } from '../domain/machine.ts';
import type { NoModel } from '../domain/model.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import type { PlanningSession } from '../domain/session.ts';
import {
  isSuggestionSettled,
  type SuggestionJob,
  type SuggestionSubject,
  subjectFault,
  suggestionTransitions,
} from '../domain/suggestion.ts';
import type { Timer } from '../domain/timer.ts';
import { readRecentStarts, readSuggestionJob } from '../store/read/suggestions.ts';
import { deleteSuggestionJob, insertSuggestionJob } from '../store/write/suggestions.ts';
import { setTimer } from '../store/write/timers.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { NewPlanningSession } from './engine.ts';
import { answerWithModel, needModel, readActiveAgent } from './needed-model.ts';
import type { EngineParts } from './parts.ts';
import { createOnce } from './planning-session.ts';
import { keyFault, once } from './request.ts';
import { suggestionDocument } from './suggestion-document.ts';
import { jobExpiryKey, noteSuggestion, writeSuggestionEnd } from './suggestion-outcome.ts';

export interface NewSuggestion extends SuggestionSubject {
  /** Provider and model; null for the agent's, or the default. */
  readonly model: string | null;
  readonly agentId: AgentId | null;
  readonly idempotencyKey: string | null;
}

/** A job that nobody has taken up after this time is not wanted any more. */
const expiresAfterMs = 10 * 60_000;
const startsPerMinute = 10;
const minuteMs = 60_000;

/** Asks for suggestions: answers with a job that waits, and asks no model. */
export async function startSuggestion(
  parts: EngineParts,
  caller: Caller,
  input: NewSuggestion,
): Promise<Answer<SuggestionJob> | NoModel> {
  const origin = originOfCaller(caller);
  const fault = subjectFault(input) ?? keyFault('idempotencyKey', input.idempotencyKey);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'startSuggestion', key, input: asked as unknown as JsonObject };
  return await answerWithModel(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => readSuggestionJob(decision.tx, origin.organizationId, id as JobId),
      make: async () => {
        const agent = await readActiveAgent(decision, input.agentId);
        if (isRefusal(agent)) return agent;
        const model = needModel(parts, input.model ?? agent?.model ?? null);
        return (await hurryFault(decision)) ?? (await insertNew(decision, { ...input, model }));
      },
    }),
  );
}

/** Why somebody who has started much lately has to wait, or null. */
async function hurryFault({ tx, origin, now }: Decision): Promise<RefusalOf<'LIMIT_EXCEEDED'> | null> {
  const { organizationId, actor } = origin;
  const since = now - minuteMs;
  const starts = await readRecentStarts(tx, {
    organizationId,
    actorId: actor.id,
    since,
    limit: startsPerMinute,
  });
  const oldest = starts.at(-1);
  if (starts.length < startsPerMinute || oldest === undefined) return null;
  const message = `You have started ${startsPerMinute} suggestions within a minute: wait a moment.`;
  return refuse('LIMIT_EXCEEDED', message, null, { limit: startsPerMinute, retryAt: oldest + minuteMs });
}

async function insertNew(
  decision: Decision,
  input: NewSuggestion & { readonly model: string },
): Promise<SuggestionJob> {
  const { tx, now, origin, parts } = decision;
  const job: SuggestionJob = {
    id: parts.newId('job'),
    organizationId: origin.organizationId,
    status: 'PENDING',
    pageOrComponent: input.pageOrComponent,
    featureType: input.featureType,
    priorityLevel: input.priorityLevel,
    additionalContext: input.additionalContext,
    model: input.model,
    agentId: input.agentId,
    text: '',
    suggestions: null,
    failure: null,
    createdBy: origin.actor,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    updatedAt: now,
  };
  await insertSuggestionJob(tx, job);
  noteSuggestion(decision, job, {
    type: 'SuggestionRequested',
    outcome: 'PENDING',
    body: { model: job.model },
  });
  await setTimer(
    tx,
    {
      key: jobExpiryKey(job.id),
      organizationId: job.organizationId,
      kind: 'EXPIRE_SUGGESTION',
      subjectId: job.id,
      dueAt: now + expiresAfterMs,
    },
    now,
  );
  const dedupeKey = `${job.id}:run`;
  await decision.enqueue({ kind: 'SUGGESTION_RUN', dedupeKey, sessionId: null, jobId: job.id });
  return job;
}

/** Stops a job: its run ends, the connection to the vendor closes, and what has been said is kept. */
export async function cancelSuggestion(
  parts: EngineParts,
  caller: Caller,
  id: JobId,
): Promise<Answer<SuggestionJob>> {
  const origin = originOfCaller(caller);
  const cancelled = await answer(parts, origin, async (decision) => {
    const job = await readSuggestionJob(decision.tx, origin.organizationId, id);
    if (job === null || !mayFollowOwn(caller.viewer, job.createdBy)) return missing();
    if (job.status === 'CANCELLED') return job;
    if (isSuggestionSettled(job.status)) {
      const move = { from: job.status, to: 'CANCELLED' } as const;
      return refuseTransition('suggestion job', suggestionTransitions, move, ['input', 'jobId']);
    }
    const text = parts.models.texts.get(id)?.text ?? job.text;
    await writeSuggestionEnd(decision, job, { to: 'CANCELLED', text, suggestions: null, failure: null });
    const ended = { text, endedAt: decision.now, updatedAt: decision.now };
    return { ...job, ...ended, status: 'CANCELLED' as const };
  });
  if (!isRefusal(cancelled)) parts.models.runs.stop(id, 'CANCELLED');
  return cancelled;
}

export interface PlanOfSuggestion {
  readonly jobId: JobId;
  /** Which of the job's suggestions, from 0. */
  readonly index: number;
  /** Null for the suggestion's own title. */
  readonly title: string | null;
  readonly approval: ApprovalMode;
  readonly trackerId: string | null;
  readonly idempotencyKey: string | null;
}

/** Makes a planning session over a suggestion; the same suggestion again works on the same issues. */
export function planFromSuggestion(
  parts: EngineParts,
  caller: Caller,
  { idempotencyKey: key, ...input }: PlanOfSuggestion,
): Promise<Answer<PlanningSession>> {
  const request = { operation: 'planFromSuggestion', key, input };
  return createOnce(parts, caller, request, () => sessionOf(parts, caller, input));
}

async function sessionOf(
  parts: EngineParts,
  caller: Caller,
  input: Omit<PlanOfSuggestion, 'idempotencyKey'>,
): Promise<Omit<NewPlanningSession, 'idempotencyKey'> | Refusal> {
  const { organizationId } = caller.viewer;
  const job = await parts.store.read((reader) => readSuggestionJob(reader, organizationId, input.jobId));
  if (job === null || !mayFollowOwn(caller.viewer, job.createdBy)) return missing();
  if (job.suggestions === null) {
    const message = `The job is ${job.status}: only one that is COMPLETED has suggestions.`;
    return refuse('VALIDATION', message, ['input', 'jobId'], {});
  }
  const suggestion = job.suggestions[input.index];
  if (suggestion === undefined) {
    const message = `The job has ${job.suggestions.length} suggestions: index is from 0 to ${job.suggestions.length - 1}.`;
    return refuse('VALIDATION', message, ['input', 'index'], {});
  }
  return {
    title: input.title ?? suggestion.title,
    document: { notation: 'MARKDOWN', text: suggestionDocument(suggestion) },
    documentKey: `${job.id}:${input.index}`,
    approval: input.approval,
    trackerId: input.trackerId,
  };
}

function missing(): RefusalOf<'NOT_FOUND'> {
  return refuseNotFound('suggestion job', ['input', 'jobId']);
}

/** Nobody has taken the job up in time. */
export async function expireSuggestion(decision: Decision, timer: Timer): Promise<void> {
  const job = await readSuggestionJob(decision.tx, timer.organizationId, timer.subjectId as JobId);
  if (job?.status !== 'PENDING') return;
  await writeSuggestionEnd(decision, job, { to: 'EXPIRED', text: null, suggestions: null, failure: null });
}

/** The time for which a job that has ended is kept is over. What it used stays in the totals, its events in the log. */
export async function forgetSuggestion(decision: Decision, timer: Timer): Promise<void> {
  await deleteSuggestionJob(decision.tx, timer.subjectId as JobId);
}
