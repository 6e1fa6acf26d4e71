import { z } from 'zod';
import { previewField } from '../../domain/action.ts';
import type { SendOutcome } from '../../domain/effect-attempt.ts';
import { canonicalJson, type Json, type JsonObject } from '../../domain/json.ts';
import type { HttpMethod, HttpOutcome, HttpRequest } from '../../domain/outside.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { destinationOf } from '../outbound/destination.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly HttpMethod[];
/** Those that belong to the client or to the connection. */
const ownHeaders =
  /^(host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|keep-alive|proxy-.*|authorization|cookie|accept-encoding|content-type|idempotency-key|user-agent|accept)$/;
const resultMaxBytes = 100_000;

const headers = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/,
        'must be named as headers are, with a short word such as x-tenant',
      ),
    z.string().regex(/^[\t\x20-\x7e]{0,4000}$/, 'must be printable ASCII on one line'),
  )
  .refine((given) => Object.keys(given).length <= 50, 'must not hold more than 50 headers')
  .refine(
    (given) => !Object.keys(given).some((name) => ownHeaders.test(name.toLowerCase())),
    'must leave what says who one is, how long the body is and how it travels to the connection',
  );

const httpArguments = z.strictObject({
  connection: z
    .string()
    .regex(/^con_[0-9a-f-]{36}$/, 'must be the id of a connection, con_…')
    .describe('Id of a connection, `con_…`: where the request may go, and what lets it in.'),
  method: z.enum(methods),
  url: z
    .url({ protocol: /^https?$/ })
    .max(4000)
    .describe('Absolute, on a host of the connection.'),
  headers: headers.default({}).describe('Beside those that the connection adds.'),
  body: z.json().optional().describe('Sent as JSON; left out: none.'),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 printable characters and no space')
    .optional()
    .describe(
      'Sent as the header Idempotency-Key. Only for a target that knows a request again by it: what may have been lost is then sent again.',
    ),
  expectedStatus: z
    .array(z.int().min(200).max(599))
    .min(1)
    .max(20)
    .optional()
    .describe('Statuses that mean that it was done; left out: 200 to 299.'),
});
type HttpArguments = z.infer<typeof httpArguments>;

/** What is sent, frozen byte for byte; what lets it in is added on the way. */
interface FrozenRequest {
  readonly method: (typeof methods)[number];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly expectedStatus: readonly number[] | null;
}

export const httpRequest = defineExternalTool({
  name: 'http_request',
  description: 'Sends one HTTP request to a host of a connection.',
  category: 'outside',
  // Nobody can know what it takes away.
  destructive: true,
  repeatability: 'BLIND',
  repeatabilityOf: ({ method, idempotencyKey }) => {
    if (method === 'GET' || method === 'PUT' || method === 'DELETE') return 'IDEMPOTENT';
    return idempotencyKey === undefined ? 'BLIND' : 'IDEMPOTENCY_KEY';
  },
  arguments: httpArguments,
  connection: ({ connection }) => connection,
  stream: () => null,
  vet: async ({ connection: id, url }, { connections }) => {
    const path = ['input', 'arguments'];
    const found = await connections.find(id);
    if (found?.kind !== 'HTTP') {
      const message = 'There is no connection of the kind HTTP with this id.';
      return refuse('VALIDATION', message, [...path, 'connection'], {});
    }
    const destination = destinationOf(found, url);
    if (destination.kind === 'destination') return null;
    return refuse('VALIDATION', destination.message, [...path, 'url'], {});
  },
  preview: async (args, { connections }) => {
    const { method, url, headers, body, expectedStatus } = freeze(args);
    const found = await connections.find(args.connection);
    return [
      previewField('connection', null, found === null ? args.connection : `${found.name} (${found.baseUrl})`),
      previewField('request', null, `${method} ${url}`),
      previewField('headers', null, headers),
      previewField('credentials', null, found?.hasCredentials === true),
      ...(body === null ? [] : [previewField('body', null, body)]),
      previewField('expectedStatus', null, expectedStatus ?? '200 to 299'),
    ];
  },
  prepare: (args) => freeze(args) as unknown as JsonObject,
  send: async (request, { connect, signal }) => {
    const frozen = request as unknown as FrozenRequest;
    const { http, kind } = await connect();
    if (kind !== 'HTTP') {
      const message = 'Its connection is none of the kind HTTP: others are spoken to by their own tools.';
      return { kind: 'REJECTED', code: 'WRONG_CONNECTION', message };
    }
    const { method, url, headers, body } = frozen;
    const content = body === null ? {} : { content: body };
    const asked: HttpRequest = { method, url, headers, ...content, answer: 'TEXT', maxBytes: resultMaxBytes };
    return outcomeOf(frozen, await http.call(asked, signal));
  },
});

function freeze({
  method,
  url,
  headers,
  body,
  idempotencyKey,
  expectedStatus,
}: HttpArguments): FrozenRequest {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    url: sentUrl(url),
    headers: {
      'user-agent': 'countersign',
      accept: '*/*',
      'accept-encoding': 'identity',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(Object.fromEntries(named) as Record<string, string>),
    },
    body: body === undefined ? null : canonicalJson(body as Json),
    expectedStatus: expectedStatus ?? null,
  };
}

/** An address as it goes over the wire, and so as it is shown: what follows a # is never sent. */
function sentUrl(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

function outcomeOf({ expectedStatus }: FrozenRequest, outcome: HttpOutcome): SendOutcome {
  const { answer } = outcome;
  if (answer === null) return outcome as SendOutcome;
  const { status, text, headers } = answer;
  const isGood = status >= 200 && status < 300;
  const isExpected = expectedStatus === null ? isGood : expectedStatus.includes(status);
  if (isExpected) {
    const body = 'isTooLarge' in outcome ? null : readBody(text, headers['content-type']);
    return { kind: 'DONE', result: { status, body }, url: null };
  }
  if (!isGood) return outcome as SendOutcome;
  const message = `The target answered ${status}; expected was ${expectedStatus?.join(' or ')}.`;
  return { kind: 'REJECTED', code: 'UNEXPECTED_STATUS', message };
}

/** The body as JSON when it says that it is; else as text, null for none. */
function readBody(text: string, type: string | undefined): Json {
  if (text === '') return null;
  if (type === undefined || !/^application\/([a-z.-]+\+)?json\b/i.test(type)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
