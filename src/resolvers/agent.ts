import type { Agent } from '../domain/agent.ts';
import { type AgentId, parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import { readAgents } from '../store/read/agents.ts';
import type { Context } from './context.ts';

export interface AgentPayload {
  readonly agent: Agent | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

export function getAgents(context: Context): Promise<readonly Agent[]> {
  const { snapshot } = context.reads;
  return snapshot.read((reader) => readAgents(reader, context.viewer.organizationId));
}

export async function getAgent(context: Context, id: string): Promise<Agent | null> {
  const agentId = parseId('agent', id);
  return agentId === null ? null : context.reads.loaders.agent.load(agentId);
}

interface AgentInput {
  readonly agentId?: Maybe<string>;
  readonly name: string;
  readonly role?: Maybe<string>;
  readonly focus?: Maybe<string>;
  readonly systemPrompt?: Maybe<string>;
  readonly temperature?: Maybe<number>;
  readonly model?: Maybe<string>;
  readonly tools?: Maybe<readonly string[]>;
  readonly active?: Maybe<boolean>;
}

export async function saveAgent(context: Context, input: AgentInput): Promise<AgentPayload> {
  const agentId = readAgentId(input.agentId);
  if (isRefusal(agentId)) return refused(agentId);
  const answer = await context.services.engine.saveAgent(context, {
    agentId,
    name: input.name,
    role: input.role ?? '',
    focus: input.focus ?? '',
    systemPrompt: input.systemPrompt ?? '',
    temperature: input.temperature ?? null,
    model: input.model ?? null,
    tools: input.tools ?? null,
    active: input.active ?? true,
  });
  context.reads.refresh();
  return isRefusal(answer) ? refused(answer) : { agent: answer.value, asOf: answer.asOf, errors: [] };
}

export async function deleteAgent(context: Context, id: string): Promise<AgentPayload> {
  const agentId = parseId('agent', id);
  const answer = agentId === null ? missing() : await context.services.engine.deleteAgent(context, agentId);
  context.reads.refresh();
  return isRefusal(answer) ? refused(answer) : { agent: answer.value, asOf: answer.asOf, errors: [] };
}

/** The id of an agent that may be left out. */
export function readAgentId(id: Maybe<string>): AgentId | null | Refusal {
  if (id == null) return null;
  return parseId('agent', id) ?? missing();
}

function missing(): Refusal {
  return refuseNotFound('agent', ['input', 'agentId']);
}

function refused(refusal: Refusal): AgentPayload {
  return { agent: null, asOf: null, errors: [refusal] };
}
