import type { Refusal } from './refusal.ts';

/** What a command answers: what it made, with the log position it was read at, or why it changed nothing. */
export type Answer<Value> = { readonly kind: 'done'; readonly value: Value; readonly asOf: number } | Refusal;
