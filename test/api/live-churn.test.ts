import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openLive } from './live.ts';

const sockets = 8;
/** Subscriptions that are open on one socket at a time. */
const together = 50;
/** Until what is kept on purpose, such as the last documents and their plans, has its full size. */
const warm = 20_000;
const churned = 100_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heapBytes(): Promise<number> {
  // What was let go of in this turn is free in one of the next.
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

function timerCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/** What a frontend subscribes to as its pages come and go: by filter, by entity, from a place, with sub-chains. */
const fields = (chainId: string, n: number): string =>
  [
    `events(filter: { chainId: "chn_00000000-0000-7000-8000-${String(n).padStart(12, '0')}" })`,
    'events(filter: { types: [PolicyChanged] }, after: $after)',
    `chainEvents(chainId: "${chainId}")`,
    `chainEvents(chainId: "${chainId}", subChains: true, after: $after)`,
    `actionEvents(actionId: "act_00000000-0000-7000-8000-${String(n).padStart(12, '0')}")`,
  ][n % 5] ?? '';

test(`${churned} subscriptions that come and go leave nothing behind`, async () => {
  const live = await openLive({
    OPERATIONS_PER_SECOND: '1000000',
    SUBSCRIPTIONS_PER_SOCKET: '1000',
    SUBSCRIPTIONS_PER_USER: '10000',
  });
  const { startChain } = await live.ask(
    'mutation { startChain(input: { name: "open", steps: [{ name: "wait", signal: { name: "go" } }] }) { chain { id } asOf } }',
  );
  const { chain, asOf } = startChain;

  /** Opens and completes so many on one socket: some before they were answered, some after their first word. */
  const churn = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(live.socketUrl, 'graphql-transport-ws');
      let next = 0;
      let open = 0;
      const begin = () => {
        while (open < together && next < count) {
          const id = String(next);
          const query = `subscription ($after: Cursor) { ${fields(chain.id, next)} { type } }`;
          socket.send(
            JSON.stringify({ id, type: 'subscribe', payload: { query, variables: { after: asOf } } }),
          );
          open += 1;
          next += 1;
          // Followed by the answer to a question, it has begun; without one it may not have.
          if (Number(id) % 2 === 0) complete(id);
          else socket.send(JSON.stringify({ type: 'ping', payload: { id } }));
        }
        if (open === 0 && next === count) socket.close();
      };
      const complete = (id: string) => {
        socket.send(JSON.stringify({ id, type: 'complete' }));
        open -= 1;
      };
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data));
        if (type === 'pong') complete(payload.id);
        if (type === 'pong' || type === 'connection_ack') begin();
      });
      socket.on('close', () => (next === count ? resolve() : reject(new Error(`closed after ${next}`))));
      socket.on('error', reject);
    });
  const churnAll = (count: number) =>
    Promise.all(Array.from({ length: sockets }, () => churn(count / sockets)));

  await churnAll(warm);
  const [heapBefore, timersBefore] = [await heapBytes(), timerCount()];
  await churnAll(churned);
  const [heapAfter, timersAfter] = [await heapBytes(), timerCount()];
  const { viewer } = await live.ask('{ viewer { subscriptions { state } limits { name value remaining } } }');
  expect(viewer.subscriptions).toEqual([]);
  const limit = viewer.limits.find(({ name }: { name: string }) => name === 'SUBSCRIPTIONS_PER_USER');
  expect(limit.remaining).toBe(limit.value);
  expect(timersAfter).toBeLessThanOrEqual(timersBefore + 1);
  // 100 bytes each would be 10 MB.
  expect((heapAfter - heapBefore) / 2 ** 20).toBeLessThan(5);
}, 400_000);
