import type { Agent } from '../domain/agent.ts';
import type { Answer } from '../domain/answer.ts';
import type { AgentId } from '../domain/ids.ts';
import type { NoModel } from '../domain/model.ts';
import { type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAgent } from '../store/read/agents.ts';
import { answer, type Decision, type Origin } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** Carries it out of a decision that there is no model to ask: nothing is written then. */
class NoModelError extends Error {
  override readonly name = 'NoModelError';
}

/** The full name of the model that is meant, null for the default. To be called inside `answerWithModel`. */
export function needModel({ models }: EngineParts, name: string | null): string {
  const resolved = models.provider.resolve(name);
  if (resolved.kind === 'none') throw new NoModelError(resolved.message);
  return resolved.model;
}

/** A command's answer, or that there is no model to ask. */
export async function answerWithModel<Value>(
  parts: EngineParts,
  origin: Origin,
  work: (decision: Decision) => Promise<Value | Refusal>,
): Promise<Answer<Value> | NoModel> {
  try {
    return await answer(parts, origin, work);
  } catch (cause) {
    if (cause instanceof NoModelError) return { kind: 'no-model', message: cause.message };
    throw cause;
  }
}

/** The agent that is meant, null for none; refused when it cannot be asked. */
export async function readActiveAgent(
  { tx, origin }: Decision,
  agentId: AgentId | null,
): Promise<Agent | Refusal | null> {
  if (agentId === null) return null;
  const path = ['input', 'agentId'];
  const agent = await readAgent(tx, origin.organizationId, agentId);
  if (agent === null) return refuseNotFound('agent', path);
  if (agent.active) return agent;
  const message = `The agent ${agent.name} is not active: activate it with saveAgent, or choose another.`;
  return refuse('VALIDATION', message, path, {});
}
