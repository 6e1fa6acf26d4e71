import { z } from 'zod';
import { createOutbound } from '../../src/connectors/outbound/outbound.ts';
import { previewField } from '../../src/domain/action.ts';
import type { ExternalRepeatability, LookUpOutcome, SendOutcome } from '../../src/domain/effect-attempt.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { HttpOutcome } from '../../src/domain/outside.ts';
import { defineExternalTool, type ExternalTool, type ToolCall } from '../../src/tools/tool.ts';

/** The classes of tools, and the tool of each that the tests speak through. */
export const targetTools = {
  CLIENT_ID: 'target_client_id',
  IDEMPOTENCY_KEY: 'target_idempotency_key',
  IDEMPOTENT: 'target_idempotent',
  MARKER: 'target_marker',
  BLIND: 'target_blind',
} as const satisfies Record<ExternalRepeatability, string>;

export const externalClasses = Object.keys(targetTools) as ExternalRepeatability[];

/** Whether a tool's work can be done again without doing it twice: of those nothing may be missing. */
export function isRepeatable(tool: string): boolean {
  return tool !== targetTools.MARKER && tool !== targetTools.BLIND;
}

export interface TargetToolOptions {
  readonly url: string;
  readonly timeoutMs?: number;
}

/** One tool of each class, speaking HTTP to a target. */
export function toolsOfTarget({ url, timeoutMs = 1_000 }: TargetToolOptions): ExternalTool[] {
  const outbound = createOutbound({
    allowedAddresses: ['127.0.0.0/8'],
    requestsPerMinute: 1_000_000,
    timeoutMs: 30_000,
    // Targets that fail again and again are what it is about.
    breaker: { failures: Number.MAX_SAFE_INTEGER, restMs: 1 },
  });
  const http = outbound.clientFor({
    id: 'target',
    baseUrl: url,
    allowedHosts: [],
    authorization: {},
    secrets: [],
  });
  const send = async (request: JsonObject, { key, signal }: ToolCall): Promise<SendOutcome> => {
    const place = `${url}${String(request['path'])}?key=${key}`;
    const called = await http.call({ method: 'POST', url: place, body: request }, signal);
    if (called.kind === 'ANSWERED') return { kind: 'DONE', result: { key }, url: null };
    return called;
  };
  const lookUp = async (_request: JsonObject, { key, signal }: ToolCall): Promise<LookUpOutcome> =>
    foundOf(await http.call({ method: 'GET', url: `${url}/?key=${key}` }, signal), key);

  return externalClasses.map((repeatability) => {
    const declared = {
      name: targetTools[repeatability],
      description: 'Asks a target of the tests to do something.',
      category: 'tests',
      destructive: false,
      arguments: z.strictObject({
        about: z.string().nullable().default(null),
        connection: z.string().default('target'),
        n: z.int().default(0),
      }),
      connection: () => 'target',
      timeoutMs,
      stream: ({ about }: { about: string | null }) => about,
      preview: async ({ n }: { n: number }) => [previewField('n', null, n)],
      prepare: ({ n }: { n: number }) => ({ path: `/${repeatability}`, n }),
      send,
    };
    return repeatability === 'CLIENT_ID' || repeatability === 'MARKER'
      ? defineExternalTool({ ...declared, repeatability, lookUp })
      : defineExternalTool({ ...declared, repeatability });
  });
}

function foundOf(called: HttpOutcome, key: string): LookUpOutcome {
  if (called.kind === 'ANSWERED') return { kind: 'FOUND', result: { key }, url: null };
  return called.kind === 'REJECTED' && called.code === 'HTTP_404' ? { kind: 'NOT_FOUND' } : called;
}
