import { auditServer, serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startTestServer } from './fixture.ts';

test('all 61 audits of GraphQL over HTTP pass', async () => {
  await using server = await startTestServer();
  const options = { url: server.graphql, fetchFn: fetch };
  expect(serverAudits(options)).toHaveLength(61);
  const results = await auditServer(options);
  const failed = results.filter((result) => result.status !== 'ok');
  expect(
    failed.map((result) => ({ name: result.name, reason: 'reason' in result ? result.reason : null })),
  ).toEqual([]);
});
