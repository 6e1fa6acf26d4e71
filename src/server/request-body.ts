import type { IncomingMessage } from 'node:http';
import type { GraphQLParams } from 'graphql-yoga';
import type { HeavyTurns } from './heavy-turns.ts';
import type { ErrorCode } from './wire-error.ts';

/** An HTTP answer that ends a request before GraphQL sees it. */
export interface HttpRefusal {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: ErrorCode;
  /** A sentence for the caller. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ReadOutcome = { readonly kind: 'read'; readonly params: GraphQLParams } | HttpRefusal;

interface BodyReading {
  readonly maxBytes: number;
  readonly turns: HeavyTurns;
}

/** Reads what a GET or POST to /graphql asks for: nothing but JSON in UTF-8 of at most `maxBytes`. */
export async function readParams(request: IncomingMessage, reading: BodyReading): Promise<ReadOutcome> {
  switch (request.method) {
    case 'GET':
      return readQueryString(request.url ?? '');
    case 'POST':
      return readBody(request, reading);
    default:
      return notAllowed('GraphQL is served by GET and POST.', 'GET, POST');
  }
}

async function readBody(request: IncomingMessage, { maxBytes, turns }: BodyReading): Promise<ReadOutcome> {
  // A browser sends other types across origins without asking first.
  if (!isJson(request.headers['content-type'])) {
    return {
      kind: 'refused',
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'Send the operation as content-type: application/json, in UTF-8.',
      headers: { accept: 'application/json' },
    };
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    const message = `Send the body without content-encoding; ${encoding} is not understood.`;
    return { kind: 'refused', status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) {
    const message = `The body is larger than the ${maxBytes} bytes that are allowed.`;
    return {
      kind: 'refused',
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message,
    };
  }
  await turns.forBody(bytes.length);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return badRequest('The body is not valid UTF-8.');
  }
  return readJson(text, 'The body');
}

/** The whole body, or null as soon as it is larger. Rejects when the client goes away. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.removeAllListeners('data');
        resolve(null);
      } else {
        chunks.push(chunk);
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

export const operationIs = 'Give the operation in query, such as {"query": "{ viewer { role } }"}.';

/** Whether a request names nothing to execute. A list, which Yoga refuses in its own words, is no such request. */
export function lacksOperation(params: GraphQLParams): boolean {
  return (
    !Array.isArray(params) && (params.query === undefined || params.query === null || params.query === '')
  );
}

function readQueryString(url: string): ReadOutcome {
  const start = url.indexOf('?');
  const search = start === -1 ? '' : url.slice(start + 1);
  try {
    // URLSearchParams puts replacement characters where this throws.
    decodeURIComponent(search.replaceAll('+', ' '));
  } catch {
    return badRequest('The query string is not UTF-8 in percent-encoding.');
  }
  const given = new URLSearchParams(search);
  const params: GraphQLParams = {};
  for (const name of ['query', 'operationName'] as const) {
    const value = given.get(name);
    if (value !== null && value !== '') params[name] = value;
  }
  for (const name of ['variables', 'extensions'] as const) {
    const value = given.get(name);
    if (value === null || value === '') continue;
    const read = readJson(value, `The parameter ${name}`);
    if (read.kind === 'refused') return read;
    params[name] = read.params;
  }
  return { kind: 'read', params };
}

/** The stream ticket that a GET brings in its query string. */
export function ticketOf(request: IncomingMessage): string | undefined {
  const url = request.url ?? '';
  if (request.method !== 'GET' || !url.includes('ticket=')) return undefined;
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('ticket') ?? undefined;
}

function readJson(text: string, what: string): ReadOutcome {
  try {
    const params: unknown = JSON.parse(text);
    if (typeof params === 'object' && params !== null) return { kind: 'read', params };
    return badRequest(`${what} has to be a JSON object.`);
  } catch {
    return badRequest(`${what} is not valid JSON.`);
  }
}

export function badRequest(message: string): HttpRefusal {
  return { kind: 'refused', status: 400, code: 'BAD_REQUEST', message };
}

export function notAllowed(message: string, allow: string): HttpRefusal {
  return { kind: 'refused', status: 405, code: 'METHOD_NOT_ALLOWED', message, headers: { allow } };
}

function isJson(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((name) => name.startsWith('charset='));
  return (
    type?.trim() === 'application/json' && (charset === undefined || /^charset="?utf-8"?$/.test(charset))
  );
}
