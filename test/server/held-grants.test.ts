import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { HeldGrants } from '../../src/server/held-grants.ts';
import { developmentOrganization, type Grant } from '../../src/server/identity.ts';
import { startTestServer, until } from './fixture.ts';

function grantOf(expiresAt: number | null): Grant {
  const { id, name } = developmentOrganization;
  const actor = { kind: 'USER', id: 'usr_ada', name: 'ada' } as const;
  return {
    viewer: { organizationId: id, organizationName: name, actor, role: 'ADMIN' },
    keyId: null,
    expiresAt,
  };
}

async function expiringServer(lifetimeMs: number) {
  const server = await startTestServer(
    {},
    {
      authenticate: async () => ({
        kind: 'authenticated',
        ...grantOf(Date.now() + lifetimeMs),
      }),
    },
  );
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

test('a socket whose credentials expire is closed with 4403, and its subscriptions end', async () => {
  const server = await expiringServer(400);
  const socket = new WebSocket(server.socketUrl, 'graphql-transport-ws');
  const messages: string[] = [];
  const closed = new Promise<[number, string]>((resolve) => {
    socket.on('close', (code, reason) => resolve([code, String(reason)]));
  });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => {
    messages.push(String(data));
    if (String(data).includes('connection_ack')) {
      socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}');
    }
  });
  await until(() => server.seen.open.size === 1);
  expect(await closed).toEqual([4403, 'The credentials have expired.']);
  await until(() => server.seen.open.size === 0);
});

test('a stream whose credentials expire stops without complete', async () => {
  const server = await expiringServer(400);
  const response = await fetch(`${server.graphql}?query=subscription{ticks}`, {
    headers: { accept: 'text/event-stream' },
  });
  const text = await response.text();
  expect(text).toContain('"ticks":1');
  expect(text).not.toContain('event: complete');
  expect(text).toContain('"message":"The credentials have expired."');
  await until(() => server.seen.open.size === 0);
});

test('a grant ends once: when it expires, when it is meant, or never after it was let go of', async () => {
  using grants = new HeldGrants();
  const ends: string[] = [];
  const hold = (grant: Grant, name: string) =>
    grants.hold(grant, (reason) => ends.push(`${name}: ${reason}`));
  const eternal = grantOf(null);
  hold(grantOf(Date.now() - 1), 'expired');
  hold(grantOf(Date.now() + 100 * 24 * 60 * 60 * 1000), 'far');
  hold(eternal, 'meant');
  hold(eternal, 'let go of')();
  await until(() => ends.length === 1);
  grants.endWhere((grant) => grant === eternal, 'revoked');
  grants.endWhere((grant) => grant === eternal, 'revoked');
  expect(ends).toEqual(['expired: The credentials have expired.', 'meant: revoked']);
  expect(grants.size).toBe(1);
});
