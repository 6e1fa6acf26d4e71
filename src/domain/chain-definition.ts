import type { Actor } from './actor.ts';
import type { Join, OnFailure } from './chain.ts';
import type { OrganizationId } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { RetryPolicy } from './retry.ts';

/** How a chain runs, as far as it is said; what is null is as the chain above says, or as by default. Times are milliseconds. */
export interface ChainSettings {
  readonly onFailure: OnFailure | null;
  readonly retry: RetryPolicy | null;
  readonly timeoutMs: number | null;
  readonly delayMs: number | null;
  readonly concurrency: number | null;
}

export const noSettings: ChainSettings = {
  onFailure: null,
  retry: null,
  timeoutMs: null,
  delayMs: null,
  concurrency: null,
};

/** The settings of one run: what is said for the run goes before what its definition says. */
export function mergeSettings(run: ChainSettings, definition: ChainSettings): ChainSettings {
  return {
    onFailure: run.onFailure ?? definition.onFailure,
    retry: run.retry ?? definition.retry,
    timeoutMs: run.timeoutMs ?? definition.timeoutMs,
    delayMs: run.delayMs ?? definition.delayMs,
    concurrency: run.concurrency ?? definition.concurrency,
  };
}

/** A saved definition, pinned. */
export interface DefinitionReference {
  readonly name: string;
  readonly version: number;
}

/** What one step does. Strings in `arguments` and `input` may hold `${{ … }}`. */
export type StepWork =
  | { readonly kind: 'ACTION'; readonly tool: string; readonly arguments: JsonObject }
  | { readonly kind: 'TIMER'; readonly durationMs: number | null; readonly until: number | null }
  | { readonly kind: 'SIGNAL'; readonly signal: string }
  | {
      readonly kind: 'CHAIN';
      /** Null when the steps stand here. */
      readonly definition: DefinitionReference | null;
      /** Null when a definition holds them. */
      readonly steps: readonly StepDefinition[] | null;
      readonly input: Json;
      readonly settings: ChainSettings;
    };

/** One step of a definition that has been checked: every name in `dependsOn` is a step, and nothing goes in circles. */
export interface StepDefinition {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly join: Join;
  readonly work: StepWork;
  /** CEL; null: it always runs. */
  readonly when: string | null;
  readonly retry: RetryPolicy | null;
  readonly timeoutMs: number | null;
  readonly delayMs: number | null;
  readonly onFailure: OnFailure | null;
}

/** A chain under a name: each saving is a version of its own. Times are epoch milliseconds. */
export interface ChainDefinition {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly version: number;
  readonly description: string | null;
  readonly steps: readonly StepDefinition[];
  readonly settings: ChainSettings;
  /** How many levels of chains lie below it. */
  readonly levels: number;
  /** Names of all definitions below it. */
  readonly uses: readonly string[];
  readonly createdBy: Actor;
  readonly createdAt: number;
}

/** What a step that is laid out needs to know when its turn comes. */
export type StepSpec = Omit<StepDefinition, 'name' | 'dependsOn' | 'join'>;

/** The spec of a step in a chain with these settings. */
export function specOf(step: StepDefinition, settings: ChainSettings): StepSpec {
  const { work, when, timeoutMs, delayMs } = step;
  const retry = step.retry ?? settings.retry;
  return { work, when, timeoutMs, delayMs, retry, onFailure: step.onFailure ?? settings.onFailure };
}

/** Whether a step does something before it only waits for a slot: a condition, a delay. */
export function isPrepared({ when, delayMs }: StepSpec): boolean {
  return when === null && (delayMs ?? 0) === 0;
}

export const chainLimits = {
  steps: 10_000,
  /** Names in all `dependsOn` of a chain together. */
  dependencies: 100_000,
  nameLength: 200,
  /** Chains in chains in chains. */
  depth: 5,
  concurrency: 100,
  retryAttempts: 100,
  /** A year and a day. */
  durationMs: 366 * 24 * 3_600_000,
  /** Characters of JSON in an input, a payload, or evaluated arguments. */
  jsonLength: 256_000,
  /** Signals that a chain keeps for steps that do not wait for them yet. */
  signalsKept: 1_000,
} as const;

/** The earlier of two moments of which either may be never. */
export function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** When something that starts now has to be over: its own time, and never later than what it is part of. */
export function deadlineOf(now: number, timeoutMs: number | null, within: number | null): number | null {
  return earlier(timeoutMs === null ? null : now + timeoutMs, within);
}
