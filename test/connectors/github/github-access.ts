import { expect, onTestFinished } from 'vitest';
import { gitHubConnector } from '../../../src/connectors/github/github-connector.ts';
import { createOutbound } from '../../../src/connectors/outbound/outbound.ts';
import type { ActionPreviewField } from '../../../src/domain/action.ts';
import type { LookUpOutcome, SendOutcome } from '../../../src/domain/effect-attempt.ts';
import type { IssueId } from '../../../src/domain/ids.ts';
import { formatId } from '../../../src/domain/ids.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { ConnectionAccess, OutsideIssue } from '../../../src/domain/outside.ts';
import type { ExternalTool, ToolCall, ToolPorts } from '../../../src/tools/tool.ts';
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from '../../loopback/github/server.ts';

export interface GitHubRig {
  readonly github: GitHubServer;
  readonly access: ConnectionAccess;
  /** Issues as they were last written, as the engine remembers them. */
  readonly known: Map<IssueId, OutsideIssue>;
  /** Sends a call of a tool, as the engine would. */
  readonly send: (tool: string, args: JsonObject, key?: string) => Promise<SendOutcome>;
  readonly lookUp: (tool: string, args: JsonObject, key: string) => Promise<LookUpOutcome>;
  /** Does the rest of what was found half done. */
  readonly finish: (tool: string, args: JsonObject, found: JsonObject) => Promise<SendOutcome>;
  readonly preview: (tool: string, args: JsonObject) => Promise<ActionPreviewField[]>;
}

/** GitHub on loopback, and a connection to it that is let in. */
export async function connectGitHub(
  options: GitHubServerOptions & { settings?: JsonObject; timeoutMs?: number; given?: string } = {},
): Promise<GitHubRig> {
  const {
    settings = { repository: 'acme/shop' },
    timeoutMs = 5_000,
    given = 'ghp_test',
    ...server
  } = options;
  const github = await startGitHubServer(server);
  const outbound = createOutbound({
    allowedAddresses: ['127.0.0.0/8'],
    requestsPerMinute: 60_000,
    timeoutMs,
  });
  onTestFinished(async () => {
    await outbound[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
  });
  const id = formatId('connection', crypto.randomUUID());
  const authorization = gitHubConnector.authorize({ token: given, user: null }, settings);
  const target = { id, baseUrl: github.url, allowedHosts: [], authorization, secrets: [given] };
  const access = {
    id,
    kind: 'GITHUB',
    baseUrl: github.url,
    settings,
    keyName: id,
    http: outbound.clientFor(target),
  } as const;
  const known = new Map<IssueId, OutsideIssue>();
  const askedAt = Date.now();
  const callOf = (key: string): ToolCall => ({
    key,
    signal: AbortSignal.timeout(30_000),
    connect: async () => access,
    askedAt,
    findIssue: async (issueId) => known.get(issueId) ?? null,
  });
  const requestOf = (tool: ExternalTool, args: JsonObject, key: string) =>
    tool.prepare(parsed(tool, { connectionId: id, ...args }), key);
  return {
    github,
    access,
    known,
    send: async (name, args, key = crypto.randomUUID()) => {
      const tool = toolOf(name);
      const outcome = await tool.send(requestOf(tool, args, key), callOf(key));
      if (outcome.kind === 'DONE' && outcome.issue !== undefined) known.set(outcome.issue.id, outcome.issue);
      return outcome;
    },
    lookUp: (name, args, key) => {
      const tool = toolOf(name);
      if (!('lookUp' in tool)) throw new Error(`${name} cannot be looked up`);
      return tool.lookUp(requestOf(tool, args, key), callOf(key));
    },
    finish: (name, args, found) => {
      const tool = toolOf(name);
      if (!('finish' in tool) || tool.finish === undefined)
        throw new Error(`${name} leaves nothing half done`);
      return tool.finish(requestOf(tool, args, 'k'), found, callOf('k'));
    },
    preview: (name, args) => {
      const tool = toolOf(name);
      const find = async (_: unknown, issueId: IssueId) => known.get(issueId) ?? null;
      const ports = { outside: { find, isGone: async () => false } } as unknown as ToolPorts;
      return tool.preview(parsed(tool, { connectionId: id, ...args }), ports);
    },
  };
}

/** Has an issue made with the given fields. */
export async function makeIssue(rig: GitHubRig, fields: object = {}): Promise<IssueId> {
  const id = formatId('issue', crypto.randomUUID());
  expect(await rig.send('github_create_issue', { id, title: 'Pay', ...fields })).toMatchObject({
    kind: 'DONE',
  });
  return id;
}

/** Issues as the engine has them read: by what is remembered of them. */
export async function readIssues(rig: GitHubRig, ids: readonly IssueId[]): Promise<readonly OutsideIssue[]> {
  const nameOf = (id: IssueId) => ({ id, key: rig.known.get(id)?.key ?? null });
  const names = ids.map((id) => {
    const parentId = rig.known.get(id)?.fields.parentId ?? null;
    return { ...nameOf(id), parent: parentId === null ? null : nameOf(parentId) };
  });
  const issues = await gitHubConnector.tracker?.readIssues(rig.access, names, AbortSignal.timeout(30_000));
  if (issues === undefined || 'kind' in issues) throw new Error(JSON.stringify(issues));
  return issues;
}

function toolOf(name: string): ExternalTool {
  const tool = gitHubConnector.tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool;
}

function parsed(tool: ExternalTool, args: JsonObject): JsonObject {
  const outcome = tool.parse(args);
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome.args;
}
