import { AISDKError, APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { ModelFault } from '../../domain/model.ts';

/** What a vendor, its library or the network threw, as a fault of ours; its own words stay in the cause. */
export function toFault(cause: unknown): ModelFault {
  if (cause instanceof ModelFault) return cause;
  if (APICallError.isInstance(cause)) return callFault(cause);
  if (!(cause instanceof Error)) return toldFault(cause);
  // The library tells of a stream that ended too early in the same way as of data that makes no sense.
  const endedEarly = InvalidResponseDataError.isInstance(cause) && cause.data === undefined;
  return AISDKError.isInstance(cause) && !endedEarly ? unreadable(cause) : cutOff(cause);
}

export function cutOff(cause: unknown): ModelFault {
  const message = 'The connection to the model was cut before its answer was complete.';
  return new ModelFault('CUT_OFF', message, { retryable: true, cause });
}

export function noStream(): ModelFault {
  const message = 'The address that is configured for the model answered with something else than a stream.';
  return new ModelFault('MODEL_ERROR', message);
}

function unreadable(cause: unknown): ModelFault {
  return new ModelFault('MODEL_ERROR', 'The vendor of the model sent something that cannot be read.', {
    cause,
  });
}

function callFault(cause: APICallError): ModelFault {
  const { statusCode, responseBody = '', responseHeaders = {} } = cause;
  if (statusCode === undefined) {
    const message = 'The vendor of the model could not be reached.';
    return new ModelFault('MODEL_ERROR', message, { retryable: true, cause });
  }
  // The answer had begun.
  if (statusCode < 300) return cutOff(cause);
  return statusFault({ status: statusCode, text: responseBody, headers: responseHeaders }, cause);
}

const filtered = /content_filter|content_policy/i;
const tooLong = /context.{0,20}(length|window)|too (long|many tokens)|maximum.{0,20}tokens/i;

function statusFault(
  told: {
    readonly status: number;
    readonly text: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  cause: unknown,
): ModelFault {
  const { status, text } = told;
  const retry = { retryAfterMs: retryAfterMs(told.headers), cause };
  if (status === 429 || status === 529) {
    const message = 'The vendor of the model takes no more requests for now.';
    return new ModelFault('RATE_LIMITED', message, { ...retry, retryable: true });
  }
  if (status === 400 && filtered.test(text)) {
    const message = "The vendor's content filter refused what was asked.";
    return new ModelFault('CONTENT_FILTER', message, { cause });
  }
  if (status === 413 || (status === 400 && tooLong.test(text))) {
    return new ModelFault('CONTEXT_TOO_LONG', 'What was asked is longer than the model takes.', { cause });
  }
  if (status === 401 || status === 403) {
    const message = 'The vendor of the model refused the key that is configured.';
    return new ModelFault('MODEL_ERROR', message, { cause });
  }
  const retryable = status >= 500 || status === 408;
  const message = `The vendor of the model answered with status ${status}.`;
  return new ModelFault('MODEL_ERROR', message, { ...retry, retryable });
}

/** An error that came as a part of the stream: an object with a type, a message, and where a vendor likes a status. */
function toldFault(told: unknown): ModelFault {
  const text = JSON.stringify(told) ?? '';
  const cause = new Error(text);
  const { type, code, statusCode } = (told ?? {}) as Record<string, unknown>;
  const kind = `${String(type)} ${String(code)}`;
  const status = [statusCode, code].map(Number).find((each) => each >= 400 && each < 600);
  if (/overloaded|rate_limit/i.test(kind)) return statusFault({ status: 429, text, headers: {} }, cause);
  if (/server_error|api_error|unavailable|timeout/i.test(kind) || (status ?? 0) >= 500) {
    const message = 'The vendor of the model told of an error on its side.';
    return new ModelFault('MODEL_ERROR', message, { retryable: true, cause });
  }
  if (status !== undefined && status !== 400) return statusFault({ status, text, headers: {} }, cause);
  const asked = statusFault({ status: 400, text, headers: {} }, cause);
  if (asked.code !== 'MODEL_ERROR') return asked;
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
