import type { Caller } from '../access/viewer.ts';
import { type Agent, type AgentSettings, agentFault } from '../domain/agent.ts';
import type { Answer } from '../domain/answer.ts';
import { agentStream } from '../domain/event.ts';
import type { AgentId } from '../domain/ids.ts';
import { type Refusal, refuseNotFound } from '../domain/refusal.ts';
import { readAgent } from '../store/read/agents.ts';
import { deleteAgentRow, insertAgent, updateAgent } from '../store/write/agents.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { EngineParts } from './parts.ts';

export interface AgentToSave extends AgentSettings {
  /** Null for a new one. */
  readonly agentId: AgentId | null;
}

/** Makes an agent, or another version of one; the same settings again make no version. */
export async function saveAgent(
  parts: EngineParts,
  caller: Caller,
  { agentId, ...settings }: AgentToSave,
): Promise<Answer<Agent>> {
  const fault = agentFault(settings, new Set(parts.tools.keys()));
  if (fault !== null) return fault;
  return await answer(parts, originOfCaller(caller), async (decision) => {
    if (agentId === null) return await saveNew(decision, settings);
    const present = await readAgent(decision.tx, decision.origin.organizationId, agentId);
    if (present === null) return missing();
    if (isSame(present, settings)) return present;
    const agent = { ...present, ...settings, version: present.version + 1, updatedAt: decision.now };
    await updateAgent(decision.tx, agent);
    return noteSaved(decision, agent);
  });
}

async function saveNew(decision: Decision, settings: AgentSettings): Promise<Agent> {
  const { tx, now, origin, parts } = decision;
  const agent: Agent = {
    ...settings,
    id: parts.newId('agent'),
    organizationId: origin.organizationId,
    version: 1,
    createdBy: origin.actor,
    createdAt: now,
    updatedAt: now,
  };
  await insertAgent(tx, agent);
  return noteSaved(decision, agent);
}

function noteSaved(decision: Decision, agent: Agent): Agent {
  const { id: agentId, version, name } = agent;
  decision.record({
    type: 'AgentSaved',
    stream: agentStream(agentId),
    ids: {},
    body: { agentId, version, name },
  });
  return agent;
}

function isSame(agent: Agent, settings: AgentSettings): boolean {
  const keys = Object.keys(settings) as (keyof AgentSettings)[];
  return keys.every((key) => JSON.stringify(agent[key]) === JSON.stringify(settings[key]));
}

/** Deletes an agent; what it was used for keeps its id, and runs that have begun go on. */
export function deleteAgent(parts: EngineParts, caller: Caller, id: AgentId): Promise<Answer<Agent>> {
  return answer(parts, originOfCaller(caller), async (decision) => {
    const { tx, now, origin } = decision;
    const agent = await readAgent(tx, origin.organizationId, id);
    if (agent === null) return missing();
    await deleteAgentRow(tx, id, now);
    decision.record({ type: 'AgentDeleted', stream: agentStream(id), ids: {}, body: { agentId: id } });
    return agent;
  });
}

function missing(): Refusal {
  return refuseNotFound('agent', ['input', 'agentId']);
}
