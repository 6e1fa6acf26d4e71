import type {
  LanguageModelV4,
  LanguageModelV4Message,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import {
  ModelFault,
  type ModelPart,
  type ModelRequest,
  type ModelStop,
  type ModelTurn,
  type ModelUsage,
} from '../../domain/model.ts';
import { cutOff, noStream, toFault } from './vendor-fault.ts';

/** What an address answers that is none of a model. */
const notStreamed = /^(text\/html|application\/json)/;

/** Asks a vendor's model once, and tells what comes as parts of ours. Throws ModelFault. */
export async function* streamVendor(
  model: LanguageModelV4,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, void, void> {
  try {
    const { stream, response } = await model.doStream({
      prompt: request.turns.map(toMessage),
      maxOutputTokens: request.maxOutputTokens,
      abortSignal: signal,
      ...(request.temperature === null ? {} : { temperature: request.temperature }),
      ...(request.tools.length === 0 ? {} : { tools: request.tools.map(toFunction) }),
    });
    if (notStreamed.test(response?.headers?.['content-type'] ?? '')) {
      await stream.cancel();
      throw noStream();
    }
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
      return { kind: 'END', stop: stops[unified], usage: usageOf(part.usage) };
    }
    case 'error':
      throw part.error;
    default:
      return null;
  }
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): ModelUsage | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null;
  return { inputTokens: inputTokens.total, outputTokens: outputTokens.total };
}

const stops = {
  stop: 'DONE',
  other: 'DONE',
  length: 'LENGTH',
  'content-filter': 'CONTENT_FILTER',
  'tool-calls': 'TOOL_CALLS',
} as const satisfies Record<string, ModelStop>;
