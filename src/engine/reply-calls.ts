import type { Actor } from '../domain/actor.ts';
import type { Agent } from '../domain/agent.ts';
import type { ApiKeyScope } from '../domain/api-key.ts';
import type { Message, ToolCall } from '../domain/conversation.ts';
import type { Effect } from '../domain/effect.ts';
import { conversationStream } from '../domain/event.ts';
import { parseId } from '../domain/ids.ts';
import { canonicalJson, type Json, type JsonObject } from '../domain/json.ts';
import type { ModelTool } from '../domain/model.ts';
import { isRefusal } from '../domain/refusal.ts';
import { textFault } from '../domain/text.ts';
import { readApiKey } from '../store/read/api-keys.ts';
import { readSameCall } from '../store/read/messages.ts';
import type { Reader } from '../store/store.ts';
import { answerToolCall, insertToolCall } from '../store/write/messages.ts';
import { type ReadingTool, readingTools } from '../tools/reading-tools.ts';
import type { Tool } from '../tools/tool.ts';
import { lookBeforeShowing } from './changed-issues.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { draftAction, insertProposals, parseArguments, vetCall } from './proposal.ts';
import { idleFault } from './propose-action.ts';
import { readingPorts } from './reading-ports.ts';

/** The reply that makes the calls. */
export interface CallingReply {
  readonly reply: Message;
  readonly agent: Agent | null;
  /** What the key is kept to that asked for the reply; null: nothing. */
  readonly scopes: readonly ApiKeyScope[] | null;
  readonly effect: Effect;
  /** What its readings may still tell the model; each takes from it. */
  readonly room: { characters: number };
}

/** What a reply may do: what its agent and whoever asked for it may. */
type Authority = Pick<CallingReply, 'agent' | 'scopes'>;

/** A call as the model made it. */
export interface MadeCall {
  readonly callId: string;
  readonly index: number;
  readonly tool: string;
  /** JSON text, valid or not. */
  readonly arguments: string;
}

/** Characters of what one reading tells a model, of what those of a reply do, and of why a call is refused. */
const longestReading = 20_000;
export const longestReadings = 60_000;
const longestRefusal = 2_000;

const readers: ReadonlyMap<string, ReadingTool> = new Map(readingTools.map((tool) => [tool.name, tool]));

/** The tools that a model is told of: what reads, and what its agent may propose. */
export function toolsFor(parts: EngineParts, authority: Authority): ModelTool[] {
  const reading = readingTools.filter((tool) => readerFor(authority, tool.name) !== undefined);
  const proposing = [...parts.tools.values()].filter((tool) => mayPropose(authority, tool.name));
  return [...reading, ...proposing].map(({ name, description, argumentSchema }) => ({
    name,
    description,
    argumentSchema,
  }));
}

function mayPropose({ agent, scopes }: Authority, tool: string): boolean {
  return (scopes?.includes('ACTIONS') ?? true) && (agent?.tools == null || agent.tools.includes(tool));
}

function readerFor({ scopes }: Authority, tool: string): ReadingTool | undefined {
  return scopes?.includes('READ') === false ? undefined : readers.get(tool);
}

/** What the key is kept to that somebody asks with; null: nothing, or it is no key. */
export async function readScopes(
  reader: Reader,
  { organizationId, createdBy }: Message,
): Promise<readonly ApiKeyScope[] | null> {
  const keyId = parseId('key', createdBy.id);
  return keyId === null ? null : ((await readApiKey(reader, organizationId, keyId))?.scopes ?? null);
}

/** Notes that a call has begun. */
export async function startCall(
  parts: EngineParts,
  { reply, effect }: Pick<CallingReply, 'reply' | 'effect'>,
  { index, tool }: Pick<MadeCall, 'index' | 'tool'>,
): Promise<void> {
  await decide(parts, originOfEffect(effect), async (decision) => {
    if (!(await insertToolCall(decision.tx, { messageId: reply.id, index, tool }))) return;
    decision.record({
      type: 'ModelToolCallStarted',
      stream: conversationStream(reply.conversationId),
      ids: { conversationId: reply.conversationId },
      ...toolOfEvent(parts, tool),
      body: { messageId: reply.id, callIndex: index, tool },
    });
  });
}

/** Events are found by the names of tools that there are; what a model made up would be kinds without number. */
function toolOfEvent({ tools }: EngineParts, tool: string): { readonly tool?: string } {
  return tools.has(tool) || readers.has(tool) ? { tool } : {};
}

function blankCall(reply: Message, index: number, tool: string): ToolCall {
  return {
    messageId: reply.id,
    conversationId: reply.conversationId,
    index,
    tool,
    arguments: null,
    state: 'STARTED',
    result: null,
    error: null,
    actionId: null,
    repeatOf: null,
  };
}

/** Carries out a call that only reads, proposes one that changes something, and refuses what makes no sense. */
export async function answerCall(
  parts: EngineParts,
  calling: CallingReply,
  made: MadeCall,
): Promise<ToolCall['state']> {
  const { reply } = calling;
  const blank = blankCall(reply, made.index, made.tool);
  const args = readArguments(made.arguments);
  if (args.kind === 'unreadable') {
    const written = made.arguments.toWellFormed();
    return await write(parts, calling, { ...blank, arguments: written, ...refused(args.message) });
  }
  const call: ToolCall = { ...blank, arguments: args.value };
  const reader = readerFor(calling, made.tool);
  if (reader !== undefined) {
    const read = await carryOut(parts, calling, reader, call);
    const state = await write(parts, calling, read);
    calling.room.characters -= JSON.stringify(read.result).length;
    return state;
  }
  const tool = mayPropose(calling, made.tool) ? parts.tools.get(made.tool) : undefined;
  if (tool === undefined) {
    const known = toolsFor(parts, calling).map(({ name }) => name);
    const message = `There is no tool ${made.tool}. Tools are ${known.join(', ')}.`;
    return await write(parts, calling, { ...call, ...refused(message) });
  }
  return await propose(parts, calling, tool, call);
}

function refused(error: string): Pick<ToolCall, 'state' | 'error'> {
  return { state: 'REFUSED', error: error.slice(0, longestRefusal).toWellFormed() };
}

function readArguments(
  text: string,
):
  | { readonly kind: 'read'; readonly value: Json }
  | { readonly kind: 'unreadable'; readonly message: string } {
  try {
    const value = JSON.parse(text === '' ? '{}' : text) as Json;
    if (!holdsUnfitText(value)) return { kind: 'read', value };
    return { kind: 'unreadable', message: 'The arguments hold characters that cannot be stored.' };
  } catch {
    return { kind: 'unreadable', message: 'The arguments are no JSON.' };
  }
}

function holdsUnfitText(value: Json): boolean {
  if (typeof value === 'string') return textFault(value) !== null;
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(
    ([key, inner]) => textFault(key) !== null || holdsUnfitText(inner as Json),
  );
}

async function carryOut(
  parts: EngineParts,
  { reply, room }: CallingReply,
  tool: ReadingTool,
  call: ToolCall,
): Promise<ToolCall> {
  const answer = await parts.store.read((reader) =>
    tool.read(call.arguments, readingPorts(reader, reply.organizationId)),
  );
  if (answer.kind === 'refused') return { ...call, ...refused(answer.message) };
  if (JSON.stringify(answer.value).length > Math.min(longestReading, room.characters)) {
    return { ...call, ...refused('That is more than fits: ask for less.') };
  }
  return { ...call, state: 'ANSWERED', result: answer.value };
}

/** Makes the call an action that a person decides on, whatever a policy says: a model's word approves nothing. */
async function propose(
  parts: EngineParts,
  calling: CallingReply,
  tool: Tool,
  call: ToolCall,
): Promise<ToolCall['state']> {
  const parsed = parseArguments(tool, call.arguments);
  if (isRefusal(parsed)) return await write(parts, calling, { ...call, ...refused(parsed.message) });
  const { reply, agent, effect } = calling;
  await lookBeforeShowing(parts, originOfEffect(effect), [{ tool: tool.name, arguments: parsed.args }]);
  const { value } = await decide(parts, originOfEffect(effect), async (decision) => {
    const unfit = await vetCall(decision, tool, parsed.args);
    if (unfit !== null) return await writeCall(decision, { ...call, ...refused(unfit.message) });
    const draft = await draftCall(decision, tool, parsed.args, { reply, agent });
    const idle = idleFault(draft.preview);
    if (idle !== null) return await writeCall(decision, { ...call, ...refused(idle.message) });
    const { tx } = decision;
    const args = canonicalJson(call.arguments);
    const repeatOf = await readSameCall(tx, { conversationId: call.conversationId, tool: tool.name, args });
    const state = await writeCall(decision, { ...call, state: 'PROPOSED', actionId: draft.id, repeatOf });
    // The same call of the same message is one action, however often this is tried.
    if (state !== 'PROPOSED') return 'PROPOSED';
    await insertProposals(decision, [{ action: draft, decidedBecause: null }]);
    return state;
  });
  return value ?? 'PROPOSED';
}

async function draftCall(
  decision: Decision,
  tool: Tool,
  args: JsonObject,
  { reply, agent }: Pick<CallingReply, 'reply' | 'agent'>,
) {
  const policy = await readPolicy(decision, tool);
  const draft = await draftAction(decision, tool, policy, args, {
    reason: 'A model proposed it in a conversation.',
    proposedBy: actorOf(agent),
    expiresAt: null,
  });
  const { conversationId, id: messageId } = reply;
  return { ...draft, conversationId, messageId };
}

function actorOf(agent: Agent | null): Actor {
  return { kind: 'AGENT', id: agent?.id ?? 'model', name: agent?.name ?? 'Model' };
}

async function write(
  parts: EngineParts,
  { effect }: CallingReply,
  call: ToolCall,
): Promise<ToolCall['state']> {
  await decide(parts, originOfEffect(effect), (decision) => writeCall(decision, call));
  return call.state;
}

/** Notes what became of a call; null when that was noted before. */
async function writeCall(decision: Decision, call: ToolCall): Promise<ToolCall['state'] | null> {
  if (!(await answerToolCall(decision.tx, call))) return null;
  noteCallEnd(decision, call);
  return call.state;
}

/** Tells that a call was answered, refused, proposed or cut off. */
export function noteCallEnd(
  { parts, record }: Decision,
  call: Pick<ToolCall, 'conversationId' | 'messageId' | 'index' | 'tool' | 'state'>,
): void {
  const { conversationId, messageId, index: callIndex, tool, state: callState } = call;
  record({
    type: 'ModelToolCallEnded',
    stream: conversationStream(conversationId),
    ids: { conversationId },
    ...toolOfEvent(parts, tool),
    outcome: callState,
    body: { messageId, callIndex, callState },
  });
}
