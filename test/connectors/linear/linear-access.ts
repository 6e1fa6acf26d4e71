import { onTestFinished } from 'vitest';
import { linearConnector } from '../../../src/connectors/linear/linear-connector.ts';
import { createOutbound } from '../../../src/connectors/outbound/outbound.ts';
import type { ActionPreviewField } from '../../../src/domain/action.ts';
import type { LookUpOutcome, SendOutcome } from '../../../src/domain/effect-attempt.ts';
import { formatId } from '../../../src/domain/ids.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { ConnectionAccess, OutsideIssue } from '../../../src/domain/outside.ts';
import type { ExternalTool, ToolPorts } from '../../../src/tools/tool.ts';
import {
  type LinearServer,
  type LinearServerOptions,
  startLinearServer,
} from '../../loopback/linear/server.ts';

export interface LinearRig {
  readonly linear: LinearServer;
  readonly access: ConnectionAccess;
  /** Sends a call of a tool, as the engine would. */
  readonly send: (tool: string, args: JsonObject, key?: string) => Promise<SendOutcome>;
  readonly lookUp: (tool: string, args: JsonObject, key: string) => Promise<LookUpOutcome>;
  readonly preview: (tool: string, args: JsonObject, present?: OutsideIssue) => Promise<ActionPreviewField[]>;
}

/** Linear on loopback, and a connection to it that is let in. */
export async function connectLinear(
  options: LinearServerOptions & { settings?: JsonObject; timeoutMs?: number; token?: string } = {},
): Promise<LinearRig> {
  const { settings = {}, timeoutMs = 5_000, token = 'lin_api_test', ...server } = options;
  const linear = await startLinearServer(server);
  const outbound = createOutbound({
    allowedAddresses: ['127.0.0.0/8'],
    requestsPerMinute: 60_000,
    timeoutMs,
  });
  onTestFinished(async () => {
    await outbound[Symbol.asyncDispose]();
    await linear[Symbol.asyncDispose]();
  });
  const id = formatId('connection', crypto.randomUUID());
  const authorization = linearConnector.authorize({ token, user: null }, settings);
  const target = { id, baseUrl: linear.url, allowedHosts: [], authorization, secrets: [token] };
  const access = {
    id,
    kind: 'LINEAR',
    baseUrl: linear.url,
    settings,
    keyName: id,
    http: outbound.clientFor(target),
  } as const;
  const requestOf = (tool: ExternalTool, args: JsonObject, key: string) =>
    tool.prepare(parsed(tool, { connectionId: id, ...args }), key);
  const callOf = (key: string) => ({
    key,
    signal: AbortSignal.timeout(30_000),
    connect: async () => access,
    askedAt: Date.now(),
    findIssue: async () => null,
  });
  return {
    linear,
    access,
    send: (name, args, key = crypto.randomUUID()) => {
      const tool = toolOf(name);
      return tool.send(requestOf(tool, args, key), callOf(key));
    },
    lookUp: (name, args, key) => {
      const tool = toolOf(name);
      if (!('lookUp' in tool)) throw new Error(`${name} cannot be looked up`);
      return tool.lookUp(requestOf(tool, args, key), callOf(key));
    },
    preview: (name, args, present) => {
      const tool = toolOf(name);
      const outside = { find: async () => present ?? null, isGone: async () => false };
      const ports = { outside } as unknown as ToolPorts;
      return tool.preview(parsed(tool, { connectionId: id, ...args }), ports);
    },
  };
}

function toolOf(name: string): ExternalTool {
  const tool = linearConnector.tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool;
}

function parsed(tool: ExternalTool, args: JsonObject): JsonObject {
  const outcome = tool.parse(args);
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome.args;
}
