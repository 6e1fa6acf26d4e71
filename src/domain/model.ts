import type { Json, JsonObject } from './json.ts';

/** A tool as a model is told of it. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly argumentSchema: JsonObject;
}

/** A tool call that a model made; `arguments` is the JSON text as it came, valid or not. */
export interface ModelToolCall {
  readonly callId: string;
  readonly tool: string;
  readonly arguments: string;
}

export interface ModelToolResult {
  readonly callId: string;
  readonly tool: string;
  readonly output: Json;
  readonly isError: boolean;
}

/** One turn of what a model is told. */
export type ModelTurn =
  | { readonly role: 'SYSTEM' | 'USER'; readonly text: string }
  | { readonly role: 'ASSISTANT'; readonly text: string; readonly calls: readonly ModelToolCall[] }
  | { readonly role: 'TOOL'; readonly results: readonly ModelToolResult[] };

export interface ModelRequest {
  /** Provider and model: `openai/gpt-5-mini`. */
  readonly model: string;
  readonly turns: readonly ModelTurn[];
  readonly tools: readonly ModelTool[];
  /** 0 to 2; null for the model's own. */
  readonly temperature: number | null;
  readonly maxOutputTokens: number;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type ModelStop = 'DONE' | 'TOOL_CALLS' | 'LENGTH' | 'CONTENT_FILTER';

/** What comes out of a model, in order; `END` is the last. */
export type ModelPart =
  | { readonly kind: 'TEXT'; readonly text: string }
  /** A call has begun; its arguments are still coming. */
  | { readonly kind: 'TOOL_STARTED'; readonly callId: string; readonly tool: string }
  | ({ readonly kind: 'TOOL_CALL' } & ModelToolCall)
  /** `usage` is null where a vendor does not count. */
  | { readonly kind: 'END'; readonly stop: ModelStop; readonly usage: ModelUsage | null };

/** Models behind one door. */
export interface ModelProvider {
  /** The full name of the model that is meant, `null` for the default; or a sentence that says what to set. */
  resolve(
    name: string | null,
  ): { readonly kind: 'model'; readonly model: string } | { readonly kind: 'none'; readonly message: string };
  /** Asks once. Throws ModelFault; aborting the signal closes the connection to the vendor. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}

export const modelFaultCodes = [
  'RATE_LIMITED',
  'MODEL_ERROR',
  'CUT_OFF',
  'CONTEXT_TOO_LONG',
  'CONTENT_FILTER',
] as const;
export type ModelFaultCode = (typeof modelFaultCodes)[number];

/** A model did not do its part. The message is a sentence for whoever asked; the vendor's own words are in the cause. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly code: ModelFaultCode;
  /** Whether asking again, with nothing having come yet, can help. */
  readonly retryable: boolean;
  /** How long the vendor asks to wait; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ModelFaultCode,
    message: string,
    about: { retryable?: boolean; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: about.cause });
    this.code = code;
    this.retryable = about.retryable ?? false;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

/** Why a run of a model ended without what was asked for. */
export const modelFailureReasons = [
  ...modelFaultCodes,
  'TIMEOUT',
  'INTERRUPTED',
  'ANSWER_TOO_LONG',
  'INVALID_ANSWER',
  'TOO_MANY_TURNS',
  'INVALID_TOOL_CALLS',
] as const;
export type ModelFailureReason = (typeof modelFailureReasons)[number];

/** How a run of a model ended. */
export const modelRunOutcomes = ['COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type ModelRunOutcome = (typeof modelRunOutcomes)[number];

/** What a command answers when there is no model to ask. */
export interface NoModel {
  readonly kind: 'no-model';
  /** A sentence that says what to set. */
  readonly message: string;
}
