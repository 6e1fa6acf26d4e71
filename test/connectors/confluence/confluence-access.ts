import { onTestFinished } from 'vitest';
import { confluenceConnector } from '../../../src/connectors/confluence/confluence-connector.ts';
import { createOutbound } from '../../../src/connectors/outbound/outbound.ts';
import { formatId } from '../../../src/domain/ids.ts';
import type { ConnectionAccess } from '../../../src/domain/outside.ts';
import { type ConfluenceServer, type Deployment, openConfluence } from './confluence-server.ts';

/** A loopback Confluence, and a connection to it that is let in. */
export async function connectedTo(
  deployment: Deployment,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<{ confluence: ConfluenceServer; access: ConnectionAccess }> {
  const confluence = await openConfluence(deployment);
  const outbound = createOutbound({
    allowedAddresses: ['127.0.0.0/8'],
    requestsPerMinute: 60_000,
    timeoutMs,
  });
  onTestFinished(async () => {
    await outbound[Symbol.asyncDispose]();
    await confluence[Symbol.asyncDispose]();
  });
  const id = formatId('connection', crypto.randomUUID());
  const { baseUrl, credentials } = confluence;
  const authorization = confluenceConnector.authorize(credentials, {});
  const secrets = [credentials.token, ...Object.values(authorization)];
  const http = outbound.clientFor({ id, baseUrl, allowedHosts: [], authorization, secrets });
  return { confluence, access: { id, kind: 'CONFLUENCE', baseUrl, settings: {}, keyName: id, http } };
}
