import type { Actor } from './actor.ts';
import type { Json } from './json.ts';
import type { SourceLocation } from './plan.ts';

/** Where the refused value stands in the input, from `input` on: `['input', 'document', 'markdown']`. */
export type InputPath = readonly string[];

interface RefusalDetails {
  NOT_FOUND: object;
  VALIDATION: object;
  INVALID_TRANSITION: { readonly from: string; readonly to: string; readonly allowed: readonly string[] };
  ALREADY_DECIDED: { readonly decision: string; readonly decidedBy: Actor; readonly decidedAt: number };
  STALE_ACTION: {
    readonly changes: readonly { readonly field: string; readonly shown: Json; readonly now: Json }[];
    readonly digest: string;
  };
  EXPIRED: { readonly expiredAt: number };
  SELF_APPROVAL: object;
  FORBIDDEN: { readonly roles: readonly string[] };
  IDEMPOTENCY_KEY_REUSED: object;
  DOCUMENT: { readonly location: SourceLocation | null };
  CHAIN_DEFINITION: { readonly step: string | null };
  CONNECTOR: { readonly retryable: boolean; readonly retryAt: number | null };
  /** `name` is that of the setting, where there is one. */
  LIMIT_EXCEEDED: { readonly limit: number; readonly retryAt: number | null; readonly name?: string };
}

export type RefusalCode = keyof RefusalDetails;

/** What a command answers when it changes nothing: something that the caller can act on. Times are epoch milliseconds. */
export type Refusal = {
  [Code in RefusalCode]: {
    readonly kind: 'refused';
    readonly code: Code;
    /** A sentence: what was wrong, where, and what to do. */
    readonly message: string;
    readonly path: InputPath | null;
  } & RefusalDetails[Code];
}[RefusalCode];

export type RefusalOf<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;

export function refuse<Code extends RefusalCode>(
  code: Code,
  message: string,
  path: InputPath | null,
  details: RefusalDetails[Code],
): RefusalOf<Code> {
  return { kind: 'refused', code, message, path, ...details } as unknown as RefusalOf<Code>;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused';
}

export function refuseNotFound(noun: string, path: InputPath): RefusalOf<'NOT_FOUND'> {
  return refuse('NOT_FOUND', `There is no ${noun} with this id.`, path, {});
}
