import type { Actor } from './actor.ts';
import type { AgentId, JobId, OrganizationId } from './ids.ts';
import type { Transitions } from './machine.ts';
import type { ModelFailureReason } from './model.ts';
import { type RefusalOf, refuse } from './refusal.ts';

export const suggestionStatuses = [
  'PENDING',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type SuggestionStatus = (typeof suggestionStatuses)[number];

export const suggestionTransitions: Transitions<SuggestionStatus> = {
  PENDING: ['IN_PROGRESS', 'FAILED', 'CANCELLED', 'EXPIRED'],
  IN_PROGRESS: ['COMPLETED', 'FAILED', 'CANCELLED'],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
  EXPIRED: [],
};

export function isSuggestionSettled(status: SuggestionStatus): boolean {
  return suggestionTransitions[status].length === 0;
}

export const suggestionFeatureTypes = [
  'ENHANCEMENT',
  'NEW_CAPABILITY',
  'OPTIMIZATION',
  'UI_IMPROVEMENT',
  'INTEGRATION',
] as const;
export type SuggestionFeatureType = (typeof suggestionFeatureTypes)[number];

export const priorityLevels = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type PriorityLevel = (typeof priorityLevels)[number];

/** What suggestions are asked for. */
export interface SuggestionSubject {
  readonly pageOrComponent: string;
  readonly featureType: SuggestionFeatureType;
  readonly priorityLevel: PriorityLevel;
  readonly additionalContext: string | null;
}

/** One idea, as the model gave it and as it was checked. */
export interface Suggestion {
  readonly title: string;
  readonly rationale: string;
  readonly description: string;
  readonly implementationConsiderations: readonly string[];
}

export interface SuggestionFailure {
  readonly reason: ModelFailureReason;
  /** A sentence. */
  readonly message: string;
}

/** A run of a model in two phases: asked for at once, followed as a stream. Times are epoch milliseconds. */
export interface SuggestionJob extends SuggestionSubject {
  readonly id: JobId;
  readonly organizationId: OrganizationId;
  readonly status: SuggestionStatus;
  readonly model: string;
  readonly agentId: AgentId | null;
  /** What the model has said so far, as it was last kept. */
  readonly text: string;
  readonly suggestions: readonly Suggestion[] | null;
  readonly failure: SuggestionFailure | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly updatedAt: number;
}

const subjectMaxLength = 200;
const contextMaxLength = 1_000;

/** Why what is asked for is refused, or null. */
export function subjectFault(subject: SuggestionSubject): RefusalOf<'VALIDATION'> | null {
  const { length } = subject.pageOrComponent;
  if (subject.pageOrComponent.trim() === '' || length > subjectMaxLength) {
    const message = `pageOrComponent has ${length} characters; it needs 1 to ${subjectMaxLength} that are not all spaces.`;
    return refuse('VALIDATION', message, ['input', 'pageOrComponent'], {});
  }
  const contextLength = subject.additionalContext?.length ?? 0;
  if (contextLength <= contextMaxLength) return null;
  const message = `additionalContext has ${contextLength} characters; at most ${contextMaxLength} are allowed.`;
  return refuse('VALIDATION', message, ['input', 'additionalContext'], {});
}

const usualLength = 2_000;
const mostUntilDone = 95;

/** Percent, by how long such texts usually are; 100 only when it is done. */
export function suggestionProgress(length: number, status: SuggestionStatus): number {
  if (status === 'COMPLETED') return 100;
  return Math.min(mostUntilDone, Math.floor((length / usualLength) * 100));
}
