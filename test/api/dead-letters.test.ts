import { expect, onTestFinished, test } from 'vitest';
import { startTarget } from '../../scripts/torture/target.ts';
import { toolsOfTarget } from '../../scripts/torture/target-tools.ts';
import { tools } from '../../src/tools/registry.ts';
import { until } from '../engine/rig.ts';
import { openLive } from './live.ts';

const letters = `{ deadLetters(first: 5) { totalCount pageInfo { hasNextPage } nodes {
  state connection error attempts { attempt outcome error } action { id state chain { status } }
} } }`;

test('what is given up is a dead letter with every attempt, and leaves the list when it is retried', async () => {
  let isAway = true;
  const target = await startTarget({
    manners: () => 'idempotency key',
    fault: () => (isAway ? 'error before' : null),
  });
  onTestFinished(() => target[Symbol.asyncDispose]());
  const live = await openLive({}, { tools: [...tools, ...toolsOfTarget({ url: target.url })] });
  await live.ask(
    'mutation { setPolicy(input: { tool: "target_idempotency_key", approval: AUTOMATIC }) { errors { message } } }',
  );
  const { startChain } = await live.ask(
    'mutation ($input: StartChainInput!) { startChain(input: $input) { chain { id } errors { message } } }',
    {
      input: {
        steps: [
          {
            name: 'tell',
            action: { tool: 'target_idempotency_key', arguments: {} },
            retry: { attempts: 3, backoff: 'FIXED', initialDelaySeconds: 0.01, jitter: false },
          },
        ],
      },
    },
  );
  expect(startChain.errors).toEqual([]);
  await until('it is given up', async () => (await live.ask(letters)).deadLetters.totalCount === 1);
  const { deadLetters } = await live.ask(letters);
  expect(deadLetters).toMatchObject({
    pageInfo: { hasNextPage: false },
    nodes: [
      {
        state: 'DEAD',
        connection: 'target',
        error: 'The target answered 500: {}',
        attempts: [1, 2, 3].map((attempt) => ({ attempt, outcome: 'AMBIGUOUS' })),
        action: { state: 'FAILED', chain: { status: 'FAILED' } },
      },
    ],
  });
  isAway = false;
  await live.ask('mutation ($id: ID!) { retryChain(input: { chainId: $id }) { errors { message } } }', {
    id: startChain.chain.id,
  });
  await until('the chain has completed', async () => {
    const { chain } = await live.ask('query ($id: ID!) { chain(id: $id) { status } }', {
      id: startChain.chain.id,
    });
    return chain.status === 'COMPLETED';
  });
  expect((await live.ask(letters)).deadLetters.totalCount).toBe(0);
  expect([...target.applied.values()]).toEqual([1]);
});
