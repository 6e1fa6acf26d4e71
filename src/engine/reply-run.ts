import type { Agent } from '../domain/agent.ts';
import type { ApiKeyScope } from '../domain/api-key.ts';
import { type Conversation, type Message, nameOfCall, type ReplyTurn } from '../domain/conversation.ts';
import type { Effect } from '../domain/effect.ts';
import type { MessageId } from '../domain/ids.ts';
import type { ModelStop, ModelTurn } from '../domain/model.ts';
import { readAgentOfRun } from '../store/read/agents.ts';
import { readConversation } from '../store/read/conversations.ts';
import { readMessage, readToolCalls } from '../store/read/messages.ts';
import { keepReply, startReply } from '../store/write/messages.ts';
import { askModel, newTally } from './ask-model.ts';
import { mayStillAsk } from './asking-key.ts';
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
import {
  answerCall,
  longestReadings,
  type MadeCall,
  readScopes,
  startCall,
  toolsFor,
} from './reply-calls.ts';
import { betweenTurns, historyOf, turnsOfReply } from './reply-history.ts';
import { writeReplyEnd } from './reply-outcome.ts';
import { untilStored } from './storage-retry.ts';

/** How often a model is asked for one reply, and what it may make of it. */
const bounds = { turns: 8, calls: 20, refusedCalls: 3, outputTokens: 50_000 } as const;
const maxOutputTokens = 4_000;

/** Takes a reply up, in its turn: its run goes on beside the effects, and ends its effect itself. Never begun twice. */
export async function runReply(parts: EngineParts, effect: Effect): Promise<void> {
  const { messageId } = effect;
  if (messageId === null) throw new Error(`the run ${effect.id} has no message`);
  if (parts.models.runs.has(messageId)) return;
  let lost: readonly EndedRun[] = [];
  const { value: claimed } = await decide(parts, originOfEffect(effect), async (decision) => {
    const { tx, origin } = decision;
    const taken = await claimRun(decision, effect);
    if (taken === null) return null;
    const reply = await readMessage(tx, origin.organizationId, messageId);
    if (reply?.state === 'QUEUED') return taken;
    // A process died over it: the model may have said anything by then, and is not asked again.
    if (reply?.state === 'STREAMING') {
      await writeReplyEnd(decision, reply, {
        to: 'INTERRUPTED',
        text: null,
        turns: null,
        failure: interrupted,
      });
      lost = await endLostRuns(decision, messageId);
    }
    await settleRun(decision, taken, 'no longer wanted');
    return null;
  });
  for (const run of lost) countRun(run);
  if (claimed !== null) {
    parts.models.runs.start(messageId, (signal) => new ReplyRun(parts, claimed, messageId).carryOut(signal));
  }
}

/** Stops a reply that still waits and was asked for with a key that lets nobody in any more. */
async function isStillWanted(decision: Decision, reply: Message): Promise<boolean> {
  const { tx, origin, now } = decision;
  if (reply.state !== 'QUEUED') return false;
  if (await mayStillAsk(tx, origin.organizationId, { by: reply.createdBy, now })) return true;
  await writeReplyEnd(decision, reply, { to: 'STOPPED', text: null, turns: null, failure: null });
  return false;
}

/** A reply that has begun, with what it was begun with. */
interface Begun {
  readonly reply: Message;
  readonly conversation: Conversation;
  readonly agent: Agent | null;
  readonly scopes: readonly ApiKeyScope[] | null;
  readonly history: readonly ModelTurn[];
  readonly run: BegunRun;
}

type Ended = RunEnd | { readonly kind: 'COMPLETED' };

class ReplyRun {
  readonly #parts: EngineParts;
  readonly #effect: Effect;
  readonly #messageId: MessageId;
  readonly #tally = newTally();
  readonly #turns: ReplyTurn[] = [];
  readonly #room = { characters: longestReadings };
  #argumentCharacters = 0;
  #calls = 0;
  #refusedCalls = 0;

  constructor(parts: EngineParts, effect: Effect, messageId: MessageId) {
    this.#parts = parts;
    this.#effect = effect;
    this.#messageId = messageId;
  }

  async carryOut(signal: AbortSignal): Promise<void> {
    const { models, reportFault } = this.#parts;
    try {
      const begun = await untilStored(signal, () => this.#begin());
      if (begun === null) return;
      const { id } = begun.conversation;
      models.texts.open(id, this.#messageId);
      try {
        const ended = await this.#reply(begun, signal);
        await untilStored(models.runs.closing, () => this.#end(begun, ended));
      } finally {
        models.texts.close(id);
      }
    } catch (cause) {
      reportFault(cause, { message: this.#messageId });
    }
  }

  /** Notes that the model is asked from here on; null when the reply is not wanted any more. */
  async #begin(): Promise<Begun | null> {
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      const { tx, origin } = decision;
      const { organizationId } = origin;
      const reply = await readMessage(tx, organizationId, this.#messageId);
      const isWanted = reply !== null && (await isStillWanted(decision, reply));
      if (!isWanted || !(await startReply(tx, reply.id))) {
        await settleRun(decision, this.#effect, 'no longer wanted');
        return null;
      }
      const conversation = await readConversation(tx, organizationId, reply.conversationId);
      if (conversation === null) throw new Error(`the conversation ${reply.conversationId} is gone`);
      const { agentId, model } = conversation;
      const agent = await readAgentOfRun(tx, organizationId, agentId);
      const agentVersion = agent?.version ?? null;
      const about = { organizationId, model, agentId, agentVersion, startedBy: reply.createdBy };
      const run = await beginModelRun(decision, { jobId: null, messageId: reply.id, ...about });
      const history = await historyOf(tx, reply, agent);
      const scopes = await readScopes(tx, reply);
      return { reply: { ...reply, state: 'STREAMING' as const }, conversation, agent, scopes, history, run };
    });
    return value;
  }

  async #reply(begun: Begun, stop: AbortSignal): Promise<Ended> {
    const { models, reportFault } = this.#parts;
    using limited = limitedSignal(stop, models.timeoutMs);
    const { signal } = limited;
    await using kept = new KeptText(this.#parts, () => this.#keep(begun));
    try {
      for (let turn = 0; turn < bounds.turns; turn += 1) {
        const { text, calls } = await this.#listen(begun, { signal, kept });
        this.#turns.push({ text, calls: calls.map(({ callId, index }) => ({ callId, index })) });
        // Whatever ends the reply from here on, the calls that are answered are told to the model again.
        await untilStored(signal, () => this.#keep(begun));
        const states = await this.#answer(begun, calls, signal);
        // What is proposed waits for people; they are not hurried by another turn.
        if (calls.length === 0 || states.includes('PROPOSED')) return { kind: 'COMPLETED' };
        if (this.#tally.outputTokens > bounds.outputTokens) throw new AnswerRefused('ANSWER_TOO_LONG');
      }
      throw new AnswerRefused('TOO_MANY_TURNS');
    } catch (cause) {
      const ended = whyEnded(cause, signal);
      if (ended !== null) return ended;
      reportFault(cause, { message: this.#messageId });
      return failedRun('MODEL_ERROR', 'Something went wrong on our side while the model was asked.');
    }
  }

  /** One turn of the model, told as it comes; its calls are put together and not yet answered. */
  async #listen(
    begun: Begun,
    { signal, kept }: { readonly signal: AbortSignal; readonly kept: KeptText },
  ): Promise<{ text: string; calls: MadeCall[] }> {
    const { texts } = this.#parts.models;
    const { conversation, agent } = begun;
    const request = {
      model: conversation.model,
      turns: [...begun.history, ...(await this.#ownTurns())],
      tools: toolsFor(this.#parts, begun),
      temperature: agent?.temperature ?? null,
      maxOutputTokens,
    };
    const indexes = new Map<string, number>();
    const calls: MadeCall[] = [];
    let text = '';
    let stop: ModelStop = 'DONE';
    for await (const part of askModel(this.#parts, request, { signal, tally: this.#tally })) {
      if (part.kind === 'END') stop = part.stop;
      if (part.kind === 'TEXT') {
        if (text === '' && this.#text(begun) !== '') texts.append(conversation.id, betweenTurns);
        text += part.text;
        texts.append(conversation.id, part.text);
        kept.grew();
        this.#refuseTooLong(begun);
      }
      if (part.kind === 'TOOL_STARTED' || part.kind === 'TOOL_CALL') {
        const { callId } = part;
        const tool = nameOfCall(part.tool);
        const index = await this.#startCall(begun, { callId, tool }, { indexes, signal });
        if (part.kind === 'TOOL_STARTED') continue;
        this.#argumentCharacters += part.arguments.length;
        this.#refuseTooLong(begun);
        calls.push({ callId, index, tool, arguments: part.arguments });
      }
    }
    refuseBrokenOff(stop);
    return { text: text.toWellFormed(), calls };
  }

  /** Of an answer the arguments of its calls are a part. */
  #refuseTooLong(begun: Begun): void {
    const length = this.#text(begun).length + this.#argumentCharacters;
    if (length > longestAnswer) throw new AnswerRefused('ANSWER_TOO_LONG');
  }

  /** The index of a call; one that is new is noted as begun. */
  async #startCall(
    begun: Begun,
    { callId, tool }: { readonly callId: string; readonly tool: string },
    { indexes, signal }: { readonly indexes: Map<string, number>; readonly signal: AbortSignal },
  ): Promise<number> {
    const known = indexes.get(callId);
    if (known !== undefined) return known;
    const index = this.#calls;
    this.#calls += 1;
    if (index >= bounds.calls) throw new AnswerRefused('TOO_MANY_TURNS');
    indexes.set(callId, index);
    const calling = { ...begun, effect: this.#effect };
    await untilStored(signal, () => startCall(this.#parts, calling, { index, tool }));
    return index;
  }

  async #answer(begun: Begun, calls: readonly MadeCall[], signal: AbortSignal) {
    const states = [];
    for (const call of calls) {
      signal.throwIfAborted();
      const calling = { ...begun, effect: this.#effect, room: this.#room };
      const state = await untilStored(signal, () => answerCall(this.#parts, calling, call));
      if (state === 'REFUSED') this.#refusedCalls += 1;
      if (this.#refusedCalls > bounds.refusedCalls) throw new AnswerRefused('INVALID_TOOL_CALLS');
      states.push(state);
    }
    return states;
  }

  /** What this reply holds so far, as the model is told it. */
  async #ownTurns(): Promise<ModelTurn[]> {
    if (this.#turns.length === 0) return [];
    const calls = await this.#parts.store.read((reader) => readToolCalls(reader, [this.#messageId]));
    return this.#turns.flatMap((turn) => turnsOfReply(turn, calls, new Map()));
  }

  #text({ conversation }: Begun): string {
    return this.#parts.models.texts.get(conversation.id)?.text ?? '';
  }

  async #keep(begun: Begun): Promise<void> {
    const kept = { id: this.#messageId, text: this.#text(begun), turns: this.#turns };
    await this.#parts.store.transact((tx) => keepReply(tx, kept));
  }

  async #end(begun: Begun, ended: Ended): Promise<void> {
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      const failure = ended.kind === 'FAILED' ? ended.failure : null;
      const to = endOf(ended);
      // A reply that was stopped meanwhile stays as it is.
      await writeReplyEnd(decision, begun.reply, {
        to,
        text: this.#text(begun),
        turns: this.#turns,
        failure,
      });
      const of = { effect: this.#effect, run: begun.run, tally: this.#tally };
      return await endRun(decision, of, { outcome: ended.kind, reason: failure?.reason ?? null });
    });
    countRun(value);
  }
}

function endOf(ended: Ended): 'COMPLETED' | 'FAILED' | 'STOPPED' | 'INTERRUPTED' {
  if (ended.kind === 'COMPLETED') return 'COMPLETED';
  if (ended.kind === 'CANCELLED') return 'STOPPED';
  return ended.failure.reason === 'INTERRUPTED' ? 'INTERRUPTED' : 'FAILED';
}
