import type { Join, OnFailure } from '../domain/chain.ts';
import type { Json } from '../domain/json.ts';
import type { Backoff } from '../domain/retry.ts';

/** How something is tried again, as it is asked for. Null: as by default. */
export interface RetryInput {
  readonly attempts: number;
  readonly backoff: Backoff | null;
  readonly initialDelaySeconds: number | null;
  readonly maxDelaySeconds: number | null;
  readonly jitter: boolean | null;
}

/** How a chain runs, as it is asked for. */
export interface SettingsInput {
  readonly onFailure: OnFailure | null;
  readonly retry: RetryInput | null;
  readonly timeoutSeconds: number | null;
  readonly delaySeconds: number | null;
  readonly concurrency: number | null;
}

export interface SubChainInput extends SettingsInput {
  readonly definition: string | null;
  readonly steps: readonly StepInput[] | null;
  readonly input: Json;
}

/** A step as it is asked for: exactly one of the four is given. */
export interface StepInput {
  readonly name: string;
  readonly dependsOn: readonly string[] | null;
  readonly join: Join;
  readonly action: { readonly tool: string; readonly arguments: Json } | null;
  /** `until` is epoch milliseconds. */
  readonly timer: { readonly durationSeconds: number | null; readonly until: number | null } | null;
  readonly signal: { readonly name: string | null; readonly timeoutSeconds: number | null } | null;
  readonly chain: SubChainInput | null;
  readonly when: string | null;
  readonly retry: RetryInput | null;
  readonly timeoutSeconds: number | null;
  readonly delaySeconds: number | null;
  readonly onFailure: OnFailure | null;
}

/** A chain to start: its steps, or the name of a definition. */
export interface NewChain extends SettingsInput {
  readonly name: string | null;
  readonly definition: string | null;
  readonly steps: readonly StepInput[] | null;
  readonly input: Json;
  readonly idempotencyKey: string | null;
}

/** A version of a definition to save. */
export interface NewChainDefinition extends SettingsInput {
  readonly name: string;
  readonly description: string | null;
  readonly steps: readonly StepInput[];
}
