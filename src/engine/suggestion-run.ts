import type { Agent } from '../domain/agent.ts';
import type { Effect } from '../domain/effect.ts';
import type { JobId } from '../domain/ids.ts';
import type { ModelStop, ModelTurn } from '../domain/model.ts';
import type { Suggestion, SuggestionJob } from '../domain/suggestion.ts';
import { readAgentOfRun } from '../store/read/agents.ts';
import { readSuggestionJob } from '../store/read/suggestions.ts';
import { keepSuggestionText, startSuggestionJob } from '../store/write/suggestions.ts';
import { askModel, newTally } from './ask-model.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import { KeptText } from './kept-text.ts';
import { countRun, type EndedRun } from './model-counters.ts';
import { type BegunRun, beginModelRun, claimRun, endLostRuns, endRun, settleRun } from './model-effect.ts';
import {
  AnswerRefused,
  failedRun,
  interrupted,
  limitedSignal,
  longestAnswer,
  type RunEnd,
  refuseBrokenOff,
  whyEnded,
} from './model-failure.ts';
import type { EngineParts } from './parts.ts';
import { untilStored } from './storage-retry.ts';
import { noteSuggestion, writeSuggestionEnd } from './suggestion-outcome.ts';
import { repairTurns, suggestionTurns } from './suggestion-prompt.ts';
import { readSuggestions } from './suggestion-reply.ts';

const maxOutputTokens = 8_000;
/** Takes a job up: its run goes on beside the effects, and ends its effect itself. A run is never begun twice. */
export async function runSuggestion(parts: EngineParts, effect: Effect): Promise<void> {
  const { jobId } = effect;
  if (jobId === null) throw new Error(`the run ${effect.id} has no job`);
  if (parts.models.runs.has(jobId)) return;
  let lost: readonly EndedRun[] = [];
  const { value: claimed } = await decide(parts, originOfEffect(effect), async (decision) => {
    const { tx, origin } = decision;
    const taken = await claimRun(decision, effect);
    if (taken === null) return null;
    const job = await readSuggestionJob(tx, origin.organizationId, jobId);
    if (job?.status === 'PENDING') return taken;
    // A process died over it: the model may have said anything by then, and is not asked again.
    if (job?.status === 'IN_PROGRESS') lost = await writeInterrupted(decision, job);
    await settleRun(decision, taken, 'no longer wanted');
    return null;
  });
  for (const run of lost) countRun(run);
  if (claimed !== null) {
    parts.models.runs.start(jobId, (signal) => new SuggestionRun(parts, claimed, jobId).carryOut(signal));
  }
}

async function writeInterrupted(decision: Decision, job: SuggestionJob): Promise<EndedRun[]> {
  const end = { to: 'FAILED', text: null, suggestions: null, failure: interrupted } as const;
  await writeSuggestionEnd(decision, job, end);
  return await endLostRuns(decision, job.id);
}

/** A job that has begun, with what it was begun with. */
interface Begun {
  readonly job: SuggestionJob;
  readonly agent: Agent | null;
  readonly run: BegunRun;
}

type Ended = RunEnd | { readonly kind: 'COMPLETED'; readonly suggestions: readonly Suggestion[] };

class SuggestionRun {
  readonly #parts: EngineParts;
  readonly #effect: Effect;
  readonly #jobId: JobId;
  readonly #tally = newTally();

  constructor(parts: EngineParts, effect: Effect, jobId: JobId) {
    this.#parts = parts;
    this.#effect = effect;
    this.#jobId = jobId;
  }

  async carryOut(signal: AbortSignal): Promise<void> {
    const { models, reportFault } = this.#parts;
    try {
      const begun = await untilStored(signal, () => this.#begin());
      if (begun === null) return;
      models.texts.open(this.#jobId, this.#jobId);
      const ended = await this.#ask(begun, signal);
      await untilStored(models.runs.closing, () => this.#end(begun, ended));
    } catch (cause) {
      reportFault(cause, { job: this.#jobId });
    } finally {
      models.texts.close(this.#jobId);
    }
  }

  /** Notes that the model is asked from here on; null when the job is not wanted any more. */
  async #begin(): Promise<Begun | null> {
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      const { tx, now, origin } = decision;
      const job = await readSuggestionJob(tx, origin.organizationId, this.#jobId);
      if (job === null || !(await startSuggestionJob(tx, this.#jobId, now))) {
        await settleRun(decision, this.#effect, 'no longer wanted');
        return null;
      }
      noteSuggestion(decision, job, { type: 'SuggestionStarted', outcome: 'IN_PROGRESS', body: {} });
      const agent = await readAgentOfRun(tx, origin.organizationId, job.agentId);
      const { organizationId, model, agentId, createdBy: startedBy } = job;
      const about = { organizationId, model, agentId, agentVersion: agent?.version ?? null, startedBy };
      const run = await beginModelRun(decision, { jobId: job.id, messageId: null, ...about });
      return { job: { ...job, status: 'IN_PROGRESS' as const }, agent, run };
    });
    return value;
  }

  async #ask({ job, agent }: Begun, stop: AbortSignal): Promise<Ended> {
    const { models, reportFault } = this.#parts;
    using limited = limitedSignal(stop, models.timeoutMs);
    const { signal } = limited;
    await using kept = new KeptText(this.#parts, () => this.#keepText());
    try {
      const turns = suggestionTurns(job, agent);
      const first = await this.#listen(job, agent, turns, { signal, kept });
      const read = readSuggestions(first);
      if (read.kind === 'read') return { kind: 'COMPLETED', suggestions: read.suggestions };
      models.texts.append(this.#jobId, '\n\n');
      const second = await this.#listen(job, agent, [...turns, ...repairTurns(first, read.fault)], {
        signal,
        kept,
      });
      const again = readSuggestions(second);
      if (again.kind === 'read') return { kind: 'COMPLETED', suggestions: again.suggestions };
      const message = `The model's answer could not be read, also when it was asked again: ${again.fault}.`;
      return failedRun('INVALID_ANSWER', message);
    } catch (cause) {
      const ended = whyEnded(cause, signal);
      if (ended !== null) return ended;
      reportFault(cause, { job: this.#jobId });
      return failedRun('MODEL_ERROR', 'Something went wrong on our side while the model was asked.');
    }
  }

  /** One answer of the model, told as it comes. */
  async #listen(
    job: SuggestionJob,
    agent: Agent | null,
    turns: readonly ModelTurn[],
    { signal, kept }: { readonly signal: AbortSignal; readonly kept: KeptText },
  ): Promise<string> {
    const { texts } = this.#parts.models;
    const temperature = agent?.temperature ?? null;
    const request = { model: job.model, turns, tools: [], temperature, maxOutputTokens };
    let answer = '';
    let stop: ModelStop = 'DONE';
    for await (const part of askModel(this.#parts, request, { signal, tally: this.#tally })) {
      if (part.kind === 'END') stop = part.stop;
      if (part.kind !== 'TEXT') continue;
      answer += part.text;
      texts.append(this.#jobId, part.text);
      kept.grew();
      if (answer.length > longestAnswer) throw new AnswerRefused('ANSWER_TOO_LONG');
    }
    refuseBrokenOff(stop);
    return answer;
  }

  #text(): string {
    return this.#parts.models.texts.get(this.#jobId)?.text ?? '';
  }

  #keepText(): Promise<void> {
    const { store, now } = this.#parts;
    return store.transact((tx) =>
      keepSuggestionText(tx, { id: this.#jobId, text: this.#text(), now: now() }),
    );
  }

  async #end({ job, run }: Begun, ended: Ended): Promise<void> {
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      const suggestions = ended.kind === 'COMPLETED' ? ended.suggestions : null;
      const failure = ended.kind === 'FAILED' ? ended.failure : null;
      // A job that was cancelled meanwhile stays as it is.
      await writeSuggestionEnd(decision, job, { to: ended.kind, text: this.#text(), suggestions, failure });
      const of = { effect: this.#effect, run, tally: this.#tally };
      return await endRun(decision, of, { outcome: ended.kind, reason: failure?.reason ?? null });
    });
    countRun(value);
  }
}
