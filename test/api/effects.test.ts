import { expect, onTestFinished, test } from 'vitest';
import { startTarget, type TargetFault } from '../../scripts/torture/target.ts';
import { toolsOfTarget } from '../../scripts/torture/target-tools.ts';
import { formatCursor } from '../../src/domain/cursor.ts';
import { tools } from '../../src/tools/registry.ts';
import { until } from '../engine/rig.ts';
import { type Live, openLive } from './live.ts';

/** A whole server whose tools speak to a target that meets its first requests with these faults. */
async function openLiveWithTarget(faults: readonly TargetFault[]): Promise<Live> {
  const left = [...faults];
  const target = await startTarget({ manners: () => 'naive', fault: () => left.shift() ?? null });
  onTestFinished(() => target[Symbol.asyncDispose]());
  return await openLive({}, { tools: [...tools, ...toolsOfTarget({ url: target.url })] });
}

const shown = `id state waitingFor error { code message } result
  attempts { attempt outcome error startedAt endedAt nextAttemptAt }
  resolution { happened externalId note resolvedBy { name } resolvedAt }`;

async function propose(live: Live, tool: string, args: object = {}): Promise<string> {
  const { proposeAction } = await live.ask(
    `mutation ($input: ProposeActionInput!) { proposeAction(input: $input) { action { id digest } errors { message } } }`,
    { input: { tool, arguments: args } },
  );
  const { id: actionId, digest } = proposeAction.action;
  await live.ask(
    `mutation ($input: ApproveActionInput!) { approveAction(input: $input) { errors { message } } }`,
    { input: { actionId, digest } },
  );
  return actionId;
}

// biome-ignore lint/suspicious/noExplicitAny: The shape is the query's.
async function reach(live: Live, id: string, holds: (action: any) => boolean): Promise<any> {
  const read = async () =>
    (await live.ask(`query ($id: ID!) { action(id: $id) { ${shown} } }`, { id })).action;
  await until(`${id} is there`, async () => holds(await read()));
  return await read();
}

const unknown = `query { actions(filter: { states: [OUTCOME_UNKNOWN] }) { totalCount nodes { id } } }`;

test('an outcome that nobody knows is listed, and settled by the word of a person', async () => {
  const live = await openLiveWithTarget(['reset after']);
  const id = await propose(live, 'target_blind');
  const action = await reach(live, id, ({ state }) => state === 'OUTCOME_UNKNOWN');
  expect(action).toMatchObject({
    error: { code: 'OUTCOME_UNKNOWN', message: expect.stringContaining('say what happened') },
    attempts: [{ attempt: 1, outcome: 'AMBIGUOUS', endedAt: expect.any(String), nextAttemptAt: null }],
    resolution: null,
  });
  expect((await live.ask(unknown)).actions).toEqual({ totalCount: 1, nodes: [{ id }] });
  const { resolveAction } = await live.ask(
    `mutation ($input: ResolveActionInput!) { resolveAction(input: $input) { action { ${shown} } errors { message } } }`,
    { input: { actionId: id, happened: true, externalId: 'T-7', note: 'It is there.' } },
    'bob',
  );
  expect(resolveAction).toMatchObject({
    action: {
      state: 'SUCCEEDED',
      error: null,
      result: { externalId: 'T-7' },
      resolution: { happened: true, externalId: 'T-7', note: 'It is there.', resolvedBy: { name: 'bob' } },
    },
    errors: [],
  });
  expect((await live.ask(unknown)).actions.totalCount).toBe(0);
});

test('what nobody resolves is refused with the states that are allowed', async () => {
  const live = await openLiveWithTarget([]);
  const id = await propose(live, 'target_blind');
  await reach(live, id, ({ state }) => state === 'SUCCEEDED');
  const { resolveAction } = await live.ask(
    `mutation ($input: ResolveActionInput!) { resolveAction(input: $input) {
      action { id } errors { code path ... on InvalidTransitionError { from to allowed } }
    } }`,
    { input: { actionId: id, happened: false, note: 'It is not there.' } },
  );
  expect(resolveAction).toEqual({
    action: null,
    errors: [
      {
        code: 'INVALID_TRANSITION',
        path: ['input', 'actionId'],
        from: 'SUCCEEDED',
        to: 'FAILED',
        allowed: [],
      },
    ],
  });
});

test('an attempt that will be followed by another is told of, with when', async () => {
  const live = await openLiveWithTarget(['too many']);
  const id = await propose(live, 'target_idempotency_key');
  const heard: { type: string }[] = [];
  const follow = `subscription ($id: ID!, $after: Cursor) { actionEvents(actionId: $id, after: $after) {
    type ... on ActionAttemptFailed { attempt outcome error nextAttemptAt }
  } }`;
  for await (const event of live.follow(follow, { id, after: formatCursor(0) })) heard.push(event);
  expect(heard.map(({ type }) => type)).toEqual([
    'ActionProposed',
    'ApprovalResolved',
    'ActionStatusChanged',
    'ActionAttemptFailed',
    'ActionStatusChanged',
    'SubscriptionEnded',
  ]);
  expect(heard[3]).toEqual({
    type: 'ActionAttemptFailed',
    attempt: 1,
    outcome: 'REFUSED',
    error: 'The target answered 429: {}',
    nextAttemptAt: expect.any(String),
  });
  const action = await reach(live, id, ({ state }) => state === 'SUCCEEDED');
  expect(action.attempts).toMatchObject([
    { attempt: 1, outcome: 'REFUSED', nextAttemptAt: expect.any(String) },
    { attempt: 2, outcome: 'DONE', nextAttemptAt: null },
  ]);
});
