import type { Actor } from './actor.ts';
import type { AgentId, OrganizationId } from './ids.ts';
import { type RefusalOf, refuse } from './refusal.ts';

/** What a version of an agent says. */
export interface AgentSettings {
  readonly name: string;
  /** What it is: "product manager". */
  readonly role: string;
  /** What it looks at: "usability". */
  readonly focus: string;
  readonly systemPrompt: string;
  /** 0 to 2; null for the model's own. */
  readonly temperature: number | null;
  /** Provider and model; null for the default. */
  readonly model: string | null;
  /** Names of the tools that it may use; null for all. */
  readonly tools: readonly string[] | null;
  readonly active: boolean;
}

/** A named configuration of a model. Times are epoch milliseconds. */
export interface Agent extends AgentSettings {
  readonly id: AgentId;
  readonly organizationId: OrganizationId;
  /** Counts saves, from 1; a run says which it used. */
  readonly version: number;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Longest texts of an agent, in characters. */
export const agentLengths = { name: 100, role: 200, focus: 500, systemPrompt: 20_000 } as const;

const hottest = 2;

/** Why settings are refused, or null. */
export function agentFault(
  settings: AgentSettings,
  knownTools: ReadonlySet<string>,
): RefusalOf<'VALIDATION'> | null {
  const refuseField = (field: string, message: string) => refuse('VALIDATION', message, ['input', field], {});
  if (settings.name.trim() === '') return refuseField('name', 'An agent needs a name.');
  for (const field of ['name', 'role', 'focus', 'systemPrompt'] as const) {
    const { length } = settings[field];
    if (length > agentLengths[field]) {
      return refuseField(
        field,
        `${field} has ${length} characters; at most ${agentLengths[field]} are allowed.`,
      );
    }
  }
  const { temperature } = settings;
  if (temperature !== null && !(temperature >= 0 && temperature <= hottest)) {
    return refuseField('temperature', `temperature is ${temperature}; allowed is 0 to ${hottest}.`);
  }
  const unknown = (settings.tools ?? []).filter((name) => !knownTools.has(name));
  if (unknown.length === 0) return null;
  const message = `There is no tool ${unknown.join(', ')}. Tools are ${[...knownTools].join(', ')}.`;
  return refuseField('tools', message);
}
