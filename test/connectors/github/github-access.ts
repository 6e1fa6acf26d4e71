import { onTestFinished } from 'vitest';
import { gitHubConnector } from '../../../src/connectors/github/github-connector.ts';
import { createOutbound } from '../../../src/connectors/outbound/outbound.ts';
import { formatId } from '../../../src/domain/ids.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { ConnectionAccess } from '../../../src/domain/outside.ts';
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from '../../loopback/github/server.ts';

export interface GitHubRig {
  readonly github: GitHubServer;
  readonly access: ConnectionAccess;
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
  return { github, access };
}
