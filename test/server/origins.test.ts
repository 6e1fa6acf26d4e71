import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { bearer, startRealServer } from './real-server.ts';

const allowed = 'https://plan.example.com';
const foreign = 'https://evil.example.com';

function crossOrigin(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => name.startsWith('access-control'));
}

function upgrade(url: string, origin: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', () => {});
  });
}

test('pages of allowed origins may use HTTP, SSE and WebSocket; others may not read anything', async () => {
  const server = await startRealServer({
    environment: { ALLOWED_ORIGINS: `${allowed}, https://b.example.com` },
  });
  const preflight = (origin: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const asked = await preflight(allowed);
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  const refused = await preflight(foreign);
  expect([refused.status, crossOrigin(refused.headers)]).toEqual([405, []]);

  const answer = await server.ask('{ __typename }', {}, { origin: allowed });
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(answer.headers.get('vary')).toContain('origin');
  expect(crossOrigin((await server.ask('{ __typename }', {}, { origin: foreign })).headers)).toEqual([]);

  const left = new AbortController();
  const stream = await fetch(`${server.url}/graphql?query=subscription{events{type}}`, {
    headers: { accept: 'text/event-stream', origin: allowed },
    signal: left.signal,
  });
  expect(stream.headers.get('access-control-allow-origin')).toBe(allowed);
  left.abort();

  expect(await upgrade(server.url, allowed)).toBe('open');
  expect(await upgrade(server.url, foreign)).toBe('403');
});

test('a refusal can be read by pages of allowed origins too, and says nothing to others', async () => {
  const server = await startRealServer({ environment: { ALLOWED_ORIGINS: allowed, IDENTITY: 'required' } });
  const refused = await server.ask('{ __typename }', {}, { origin: allowed, ...bearer('csk_nonsense') });
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, allowed]);
  const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});
