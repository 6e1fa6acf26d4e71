import { mayFollowOwn } from '../access/owner.ts';
import type { ApprovalMode } from '../domain/action.ts';
import type { Agent } from '../domain/agent.ts';
import type { Answer } from '../domain/answer.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import { type JobId, parseId } from '../domain/ids.ts';
import type { NoModel } from '../domain/model.ts';
import type { ModelRun } from '../domain/model-run.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import {
  type PriorityLevel,
  type SuggestionFeatureType,
  type SuggestionJob,
  suggestionProgress,
} from '../domain/suggestion.ts';
import { followSuggestion, type SuggestionHeard } from '../pubsub/follow-suggestion.ts';
import { readAgentId } from './agent.ts';
import { type Context, startOf } from './context.ts';
import { LiveText } from './live-text.ts';
import type { SessionPayload } from './session-commands.ts';
import type { AsOf } from './snapshot.ts';

export type ShownJob = AsOf<SuggestionJob>;

export interface JobPayload {
  readonly job: ShownJob | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

/** A job of the viewer's own; administrators see those of others too. */
export async function getSuggestionJob(context: Context, id: string): Promise<ShownJob | null> {
  const jobId = parseId('job', id);
  const job = jobId === null ? null : await context.reads.loaders.suggestionJob.load(jobId);
  return job !== null && mayFollowOwn(context.viewer, job.createdBy) ? job : null;
}

/** The text by now: while the model writes, that is more than what was kept. */
export function getText(context: Context, job: ShownJob): string {
  return context.services.texts.get(job.id)?.text ?? job.text;
}

export function getProgress(context: Context, job: ShownJob): number {
  return suggestionProgress(getText(context, job).length, job.status);
}

export async function getAgentOfJob(context: Context, job: ShownJob): Promise<Agent | null> {
  return job.agentId === null ? null : context.reads.loaders.agent.load(job.agentId);
}

/** Null while no model has been asked. */
export async function getRunOfJob(context: Context, job: { readonly id: JobId }): Promise<ModelRun | null> {
  return (await context.reads.loaders.runsOfJob.load(job.id)).at(-1) ?? null;
}

interface SuggestionInput {
  readonly pageOrComponent: string;
  readonly featureType: SuggestionFeatureType;
  readonly priorityLevel: PriorityLevel;
  readonly additionalContext?: Maybe<string>;
  readonly model?: Maybe<string>;
  readonly agentId?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function startSuggestion(
  context: Context,
  input: SuggestionInput,
): Promise<JobPayload | NoModel> {
  const agentId = readAgentId(input.agentId);
  if (isRefusal(agentId)) return showJob(context, agentId);
  const answer = await context.services.engine.startSuggestion(context, {
    pageOrComponent: input.pageOrComponent,
    featureType: input.featureType,
    priorityLevel: input.priorityLevel,
    additionalContext: input.additionalContext ?? null,
    model: input.model ?? null,
    agentId,
    idempotencyKey: input.idempotencyKey ?? null,
  });
  return answer.kind === 'no-model' ? answer : showJob(context, answer);
}

export async function cancelSuggestion(context: Context, id: string): Promise<JobPayload> {
  const jobId = parseId('job', id);
  const answer =
    jobId === null
      ? missing(['input', 'jobId'])
      : await context.services.engine.cancelSuggestion(context, jobId);
  return showJob(context, answer);
}

interface PlanInput {
  readonly jobId: string;
  readonly index?: Maybe<number>;
  readonly title?: Maybe<string>;
  readonly approval?: Maybe<ApprovalMode>;
  readonly trackerId?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function planFromSuggestion(context: Context, input: PlanInput): Promise<SessionPayload> {
  const jobId = parseId('job', input.jobId);
  const answer =
    jobId === null
      ? missing(['input', 'jobId'])
      : await context.services.engine.planFromSuggestion(context, {
          jobId,
          index: input.index ?? 0,
          title: input.title ?? null,
          approval: input.approval ?? 'REQUIRED',
          trackerId: input.trackerId ?? null,
          idempotencyKey: input.idempotencyKey ?? null,
        });
  context.reads.refresh();
  if (isRefusal(answer)) return { planningSession: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { planningSession: { ...value, asOf }, asOf, errors: [] };
}

/** What a follower of a job is told. */
export type ShownSuggestionEvent = SuggestionHeard;

/** The stream of one job; for its owner and administrators. */
export async function followJob(
  context: Context,
  id: string,
  after: Maybe<StreamCursor>,
): Promise<LiveText<ShownSuggestionEvent> | Refusal> {
  const job = await getSuggestionJob(context, id);
  if (job === null) return missing(['jobId']);
  const { store, texts } = context.services;
  const { organizationId, actor } = context.viewer;
  const request = { organizationId, followedBy: actor.id, jobId: job.id, after: startOf(context, after) };
  const heard = followSuggestion({ store, texts, now: Date.now }, request);
  return isRefusal(heard) ? heard : new LiveText(context, heard);
}

function missing(path: readonly string[]): RefusalOf<'NOT_FOUND'> {
  return refuseNotFound('suggestion job', path);
}

function showJob(context: Context, answer: Answer<SuggestionJob>): JobPayload {
  // What the operation read before the command may be out of date now.
  context.reads.refresh();
  if (isRefusal(answer)) return { job: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { job: { ...value, asOf }, asOf, errors: [] };
}
