import {
  APICallError,
  type LanguageModelV4,
  type LanguageModelV4Message,
  type LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import {
  ModelFault,
  type ModelPart,
  type ModelRequest,
  type ModelStop,
  type ModelTurn,
} from '../../domain/model.ts';

/** Asks a vendor's model once, and tells what comes as parts of ours. Throws ModelFault. */
export async function* streamVendor(
  model: LanguageModelV4,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, void, void> {
  try {
    const { stream } = await model.doStream({
      prompt: request.turns.map(toMessage),
      maxOutputTokens: request.maxOutputTokens,
      abortSignal: signal,
      ...(request.temperature === null ? {} : { temperature: request.temperature }),
      ...(request.tools.length === 0 ? {} : { tools: request.tools.map(toFunction) }),
    });
    let ended = false;
    for await (const part of stream) {
      const told = toPart(part);
      if (told === null) continue;
      ended ||= told.kind === 'END';
      yield told;
    }
    if (!ended) throw cutOff(null);
  } catch (cause) {
    signal.throwIfAborted();
    throw toFault(cause);
  }
}

function toMessage(turn: ModelTurn): LanguageModelV4Message {
  switch (turn.role) {
    case 'SYSTEM':
      return { role: 'system', content: turn.text };
    case 'USER':
      return { role: 'user', content: [{ type: 'text', text: turn.text }] };
    case 'ASSISTANT':
      return {
        role: 'assistant',
        content: [
          ...(turn.text === '' ? [] : [{ type: 'text' as const, text: turn.text }]),
          ...turn.calls.map((call) => ({
            type: 'tool-call' as const,
            toolCallId: call.callId,
            toolName: call.tool,
            input: parseArguments(call.arguments),
          })),
        ],
      };
    case 'TOOL':
      return {
        role: 'tool',
        content: turn.results.map((result) => ({
          type: 'tool-result' as const,
          toolCallId: result.callId,
          toolName: result.tool,
          output: {
            type: result.isError ? ('error-json' as const) : ('json' as const),
            value: result.output,
          },
        })),
      };
  }
}

/** What a model wrote as arguments comes back to it; when that was no JSON, as text. */
function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { malformed: text };
  }
}

function toFunction(tool: ModelRequest['tools'][number]) {
  return {
    type: 'function' as const,
    name: tool.name,
    description: tool.description,
    inputSchema: tool.argumentSchema as object,
  };
}

/** Null for what is not told on: reasoning, metadata, pieces of arguments that come whole later. */
function toPart(part: LanguageModelV4StreamPart): ModelPart | null {
  switch (part.type) {
    case 'text-delta':
      return part.delta === '' ? null : { kind: 'TEXT', text: part.delta };
    case 'tool-input-start':
      return { kind: 'TOOL_STARTED', callId: part.id, tool: part.toolName };
    case 'tool-call':
      return { kind: 'TOOL_CALL', callId: part.toolCallId, tool: part.toolName, arguments: part.input };
    case 'finish': {
      const { unified } = part.finishReason;
      if (unified === 'interrupted') throw cutOff(null);
      if (unified === 'error') throw new ModelFault('MODEL_ERROR', 'The model stopped because of an error.');
      const usage = {
        inputTokens: part.usage.inputTokens.total ?? 0,
        outputTokens: part.usage.outputTokens.total ?? 0,
      };
      return { kind: 'END', stop: stops[unified], usage };
    }
    case 'error':
      throw part.error;
    default:
      return null;
  }
}

const stops = {
  stop: 'DONE',
  other: 'DONE',
  length: 'LENGTH',
  'content-filter': 'CONTENT_FILTER',
  'tool-calls': 'TOOL_CALLS',
} as const satisfies Record<string, ModelStop>;

function cutOff(cause: unknown): ModelFault {
  const message = 'The connection to the model was cut before its answer was complete.';
  return new ModelFault('CUT_OFF', message, { retryable: true, cause });
}

const tooLong = /context.{0,20}(length|window)|too (long|many tokens)|maximum.{0,20}tokens/i;

function toFault(cause: unknown): ModelFault {
  if (cause instanceof ModelFault) return cause;
  if (!APICallError.isInstance(cause)) return isVendorError(cause) ? errorPart(cause) : cutOff(cause);
  const { statusCode, responseBody = '', responseHeaders = {} } = cause;
  // No status: the request was refused before an answer began. A success: its body broke off.
  if (statusCode === undefined || statusCode < 300) return cutOff(cause);
  if (statusCode === 429 || statusCode === 529) {
    return new ModelFault('RATE_LIMITED', 'The vendor of the model takes no more requests for now.', {
      retryable: true,
      retryAfterMs: retryAfterMs(responseHeaders),
      cause,
    });
  }
  if (statusCode === 413 || (statusCode === 400 && tooLong.test(responseBody))) {
    return new ModelFault('CONTEXT_TOO_LONG', 'What was asked is longer than the model takes.', { cause });
  }
  if (statusCode === 401 || statusCode === 403) {
    const message = 'The vendor of the model refused the key that is configured.';
    return new ModelFault('MODEL_ERROR', message, { cause });
  }
  const message = `The vendor of the model answered with status ${statusCode}.`;
  const retryable = statusCode >= 500 || statusCode === 408;
  return new ModelFault('MODEL_ERROR', message, {
    retryable,
    retryAfterMs: retryAfterMs(responseHeaders),
    cause,
  });
}

/** An error that came as a part of the stream: vendors send an object with a type and a message. */
function isVendorError(cause: unknown): boolean {
  return !(cause instanceof Error);
}

function errorPart(cause: unknown): ModelFault {
  const text = JSON.stringify(cause) ?? '';
  if (/overloaded|rate_limit/i.test(text)) {
    const message = 'The vendor of the model takes no more requests for now.';
    return new ModelFault('RATE_LIMITED', message, { retryable: true, cause });
  }
  if (tooLong.test(text)) {
    return new ModelFault('CONTEXT_TOO_LONG', 'What was asked is longer than the model takes.', { cause });
  }
  return new ModelFault('MODEL_ERROR', 'The vendor of the model told of an error.', { cause });
}

function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const text = headers['retry-after'];
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
