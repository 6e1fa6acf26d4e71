import { expect, onTestFinished, test } from 'vitest';
import { startTarget, type TargetFault } from '../../scripts/torture/target.ts';
import { toolsOfTarget } from '../../scripts/torture/target-tools.ts';
import { tools } from '../../src/tools/registry.ts';
import { until } from '../engine/rig.ts';
import { type Live, openLive } from './live.ts';

/** A server whose tools need no approval and speak to a target that meets its first requests with these faults. */
async function openLiveWithTarget(faults: readonly TargetFault[]) {
  const left = [...faults];
  const target = await startTarget({ manners: () => 'naive', fault: () => left.shift() ?? null });
  onTestFinished(() => target[Symbol.asyncDispose]());
  const problems: unknown[] = [];
  const live = await openLive(
    {},
    {
      tools: [...tools, ...toolsOfTarget({ url: target.url, timeoutMs: 20_000 })],
      reportError: (cause) => problems.push(cause),
    },
  );
  await live.ask('mutation { setPolicy(input: { approval: AUTOMATIC }) { errors { message } } }');
  return { live, target, problems };
}

async function startChain(live: Live, steps: readonly object[]): Promise<string> {
  const { startChain: started } = await live.ask(
    'mutation ($input: StartChainInput!) { startChain(input: $input) { chain { id } errors { message } } }',
    { input: { steps } },
  );
  expect(started.errors).toEqual([]);
  return started.chain.id;
}

const shown = `query ($id: ID!) { chain(id: $id) { status steps { name status error { code }
  action { id state error { code } attempts { outcome } } } } }`;

// biome-ignore lint/suspicious/noExplicitAny: The shape is the query's.
async function reach(live: Live, id: string, holds: (chain: any) => boolean): Promise<any> {
  const read = async () => (await live.ask(shown, { id })).chain;
  await until('the chain is there', async () => holds(await read()));
  return await read();
}

const blind = { tool: 'target_blind', arguments: {} };

test('a chain that is cancelled stops what is on its way; what may have happened is said and can be settled', async () => {
  const { live, target, problems } = await openLiveWithTarget(['timeout after']);
  const id = await startChain(live, [
    { name: 'first', action: blind },
    { name: 'second', action: blind },
  ]);
  await until('the target has it', () => target.seen.length === 1);
  await live.ask('mutation ($id: ID!) { cancelChain(input: { chainId: $id }) { errors { message } } }', {
    id,
  });
  const cancelled = await reach(live, id, ({ steps }) => steps[0].action.state === 'OUTCOME_UNKNOWN');
  expect(cancelled).toMatchObject({
    status: 'CANCELLED',
    steps: [{ status: 'OUTCOME_UNKNOWN' }, { status: 'CANCELLED' }],
  });
  const actionId = cancelled.steps[0].action.id;
  const { resolveAction } = await live.ask(
    `mutation ($id: ID!) { resolveAction(input: { actionId: $id, happened: true, note: "I looked." }) {
      action { state } errors { message } } }`,
    { id: actionId },
  );
  expect(resolveAction).toEqual({ action: { state: 'SUCCEEDED' }, errors: [] });
  expect(await reach(live, id, () => true)).toMatchObject({
    status: 'CANCELLED',
    steps: [{ status: 'SUCCEEDED' }, { status: 'CANCELLED' }],
  });
  expect(target.seen).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('a step whose time is over is TIMED_OUT when nothing was sent, and its chain goes by its policy', async () => {
  const { live, problems } = await openLiveWithTarget(['busy', 'busy', 'busy']);
  const id = await startChain(live, [
    { name: 'first', action: blind, timeoutSeconds: 1, onFailure: 'SKIP' },
    { name: 'second', action: { tool: 'target_idempotent', arguments: {} } },
  ]);
  const chain = await reach(live, id, ({ status }) => ['COMPLETED', 'FAILED'].includes(status));
  expect(chain.steps[0]).toMatchObject({
    action: { state: 'FAILED', error: { code: 'TIMED_OUT' }, attempts: [{ outcome: 'REFUSED' }] },
  });
  expect(chain.steps[1]).toMatchObject({ status: 'SUCCEEDED' });
  expect(problems).toEqual([]);
});
