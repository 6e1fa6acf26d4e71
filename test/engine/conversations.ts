import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import type { ActionProposal } from '../../src/domain/action.ts';
import type { Agent } from '../../src/domain/agent.ts';
import type { Continuation, Conversation, Message, MessageState } from '../../src/domain/conversation.ts';
import type { AgentId, ConversationId, MessageId } from '../../src/domain/ids.ts';
import type { ModelPart, ModelProvider, ModelRequest } from '../../src/domain/model.ts';
import type { SentMessage } from '../../src/engine/conversation.ts';
import { listActions } from '../../src/store/read/action-lists.ts';
import { readMessage, readMessagesBefore, readToolCalls } from '../../src/store/read/messages.ts';
import { openVendorServer, type Reply, type Step } from '../connectors/vendor-server.ts';
import { done, openRig, type Rig, type RigOptions, until } from './rig.ts';

export const never = new Promise<void>(() => {});

/** A rig whose models are asked at a vendor's server on loopback. */
export async function openTalks(replies: readonly Reply[], options: RigOptions = {}) {
  const vendor = await openVendorServer(replies);
  const provider = createModels(parseConfig(vendor.environment('compatible')).models);
  return { vendor, rig: await openRig({ ...options, models: { provider, ...options.models } }) };
}

/** What a model that stands in for a vendor does: a part that comes, or something that it waits for. */
export type Saying = ModelPart | Promise<unknown>;

/** A rig whose models say just this, an answer for each time that they are asked; the last one over and over. */
export async function openAsked(answers: readonly (readonly Saying[])[], options: RigOptions = {}) {
  const asked: ModelRequest[] = [];
  async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    asked.push(request);
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('The run was stopped.')), { once: true });
    });
    stopped.catch(() => {});
    for (const saying of answers[Math.min(asked.length, answers.length) - 1] ?? []) {
      if (saying instanceof Promise) await Promise.race([saying, stopped]);
      else yield saying;
    }
  }
  const resolve: ModelProvider['resolve'] = (name) => ({ kind: 'model', model: name ?? 'test/model' });
  return { asked, rig: await openRig({ ...options, models: { provider: { resolve, stream } } }) };
}

/** A whole answer of such a model. */
export function answering(text: string, calls: readonly [tool: string, args: string][] = []): ModelPart[] {
  return [
    ...(text === '' ? [] : [{ kind: 'TEXT' as const, text }]),
    ...calls.map(([tool, args], index) => callPart(`call_${index}`, tool, args)),
    answerEnd,
  ];
}

export function callPart(callId: string, tool: string, args: string): ModelPart {
  return { kind: 'TOOL_CALL', callId, tool, arguments: args };
}

export const answerEnd: ModelPart = {
  kind: 'END',
  stop: 'DONE',
  usage: { inputTokens: 1, outputTokens: 1 },
};

/** A turn of the model that calls tools. */
export function calling(calls: readonly [tool: string, args: unknown][], text = 'Let me see.'): Step[] {
  return [
    { text },
    ...calls.map(([call, args], index): Step => {
      const whole = typeof args === 'string' ? args : JSON.stringify(args);
      const middle = Math.floor(whole.length / 2);
      return {
        call,
        id: `call_${index}_${whole.length}`,
        fragments: [whole.slice(0, middle), whole.slice(middle)],
      };
    }),
    { end: 'tool-calls' },
  ];
}

export async function talk(
  rig: Rig,
  continuation: Continuation = 'WAIT',
  agentId: AgentId | null = null,
  caller = rig.caller,
): Promise<Conversation> {
  const answer = await rig.engine.createConversation(caller, {
    title: 'Planning',
    model: null,
    agentId,
    continuation,
    idempotencyKey: null,
  });
  return done(answer);
}

export function trySay(
  rig: Rig,
  conversationId: ConversationId,
  text: string,
  given: object = {},
  caller = rig.caller,
) {
  const input = { conversationId, text, whenBusy: 'QUEUE' as const, idempotencyKey: null, ...given };
  return rig.engine.sendMessage(caller, input);
}

export async function say(
  rig: Rig,
  id: ConversationId,
  text: string,
  given: object = {},
): Promise<SentMessage> {
  return done(await trySay(rig, id, text, given));
}

export async function messageNow(rig: Rig, id: MessageId): Promise<Message> {
  const message = await rig.store.read((reader) => readMessage(reader, rig.organizationId, id));
  if (message === null) throw new Error(`no message ${id}`);
  return message;
}

export async function reach(rig: Rig, id: MessageId, state: MessageState): Promise<Message> {
  await until(`the reply is ${state}`, async () => (await messageNow(rig, id)).state === state);
  return await messageNow(rig, id);
}

export async function messagesOf(rig: Rig, conversationId: ConversationId): Promise<Message[]> {
  const asked = { conversationId, before: 1_000, limit: 100 };
  return (await rig.store.read((reader) => readMessagesBefore(reader, asked))).reverse();
}

export function callsOf(rig: Rig, id: MessageId) {
  return rig.store.read((reader) => readToolCalls(reader, [id]));
}

export function actionsOf(rig: Rig, conversationId: ConversationId): Promise<ActionProposal[]> {
  const all = { order: 'OLDEST_FIRST', after: null, before: null, from: 'START', limit: 100 } as const;
  const filter = { organizationId: rig.organizationId, conversationId };
  return rig.store.read((reader) => listActions(reader, filter, all));
}

export async function typesOf(rig: Rig, id: ConversationId): Promise<string[]> {
  return (await rig.events()).filter((event) => event.conversationId === id).map((event) => event.type);
}

export const newIssue = { title: 'Guest checkout' };

/** An agent that may propose a comment and nothing else. */
export async function saveCarefulAgent(rig: Rig): Promise<Agent> {
  const settings = { name: 'Careful', role: 'careful', focus: '', systemPrompt: '', temperature: null };
  const tools = ['comment_issue'];
  return done(
    await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings, model: null, tools, active: true }),
  );
}
