import { expect, test } from 'vitest';
import { allowTools, followToEnd, getChain, mutate } from './chains.ts';
import { createSession, openLive, startSession } from './live.ts';

const makeIssue = (name: string, title: string, given: object = {}) => ({
  name,
  action: { tool: 'create_issue', arguments: { title } },
  ...given,
});

test('a chain is started with one call and followed with one subscription that ends with it', async () => {
  const live = await openLive();
  await allowTools(live, 'create_issue', 'update_issue');
  const { chain, errors, asOf } = await mutate(live, 'startChain', {
    name: 'Release notes',
    input: { version: '1.2', ready: true },
    steps: [
      makeIssue('epic', 'Release ${{ input.version }}'),
      {
        name: 'label',
        action: {
          tool: 'update_issue',
          arguments: { id: '${{ steps.epic.result.issueId }}', labels: ['release'] },
        },
        when: 'input.ready && steps.epic.status == "SUCCEEDED"',
      },
      { name: 'breath', timer: { durationSeconds: 0.05 } },
    ],
  });
  expect(errors).toEqual([]);
  expect(asOf).not.toBeNull();
  expect(chain).toMatchObject({ name: 'Release notes', definition: null, input: { version: '1.2' } });
  const events = await followToEnd(live, chain.id);
  expect(events.map((event) => event.type)).toEqual([
    'ChainStarted',
    'ActionProposed',
    'ApprovalResolved',
    'ChainStepStarted',
    'ActionStatusChanged',
    'ActionStatusChanged',
    'ChainStepCompleted',
    'ActionProposed',
    'ApprovalResolved',
    'ChainStepStarted',
    'ActionStatusChanged',
    'ActionStatusChanged',
    'ChainStepCompleted',
    'ChainStepStarted',
    'ChainAdvanced',
    'ChainStepCompleted',
    'ChainCompleted',
    'SubscriptionEnded',
  ]);
  const own = events.filter((event) => event.stream === `chain:${chain.id}`);
  expect(own.map((event) => event.seq)).toEqual(own.map((_, index) => index + 1));
  const ended = await getChain(live, chain.id);
  expect(ended).toMatchObject({ status: 'COMPLETED', executionPath: ['epic', 'label', 'breath'] });
  const { issues } = await live.ask('{ issues { nodes { title labels { name } } } }');
  expect(issues.nodes).toEqual([{ title: 'Release 1.2', labels: [{ name: 'release' }] }]);
});

test('what waits says for whom, for what and until when', async () => {
  const live = await openLive();
  const { chain } = await mutate(live, 'startChain', {
    timeoutSeconds: 3600,
    steps: [
      makeIssue('asked', 'Ask first'),
      makeIssue('behind', 'Later ${{ steps.asked.result.identifier }}'),
      { name: 'go', dependsOn: [], signal: { name: 'ready', timeoutSeconds: 60 } },
      { name: 'pause', dependsOn: [], timer: { until: '2099-01-01T00:00:00Z' } },
      { name: 'below', dependsOn: [], chain: { steps: [{ name: 'deep', signal: {} }] } },
      { name: 'late', dependsOn: [], signal: {}, delaySeconds: 60, when: 'true' },
    ],
  });
  await expect.poll(async () => (await getChain(live, chain.id)).status).toBe('WAITING');
  const { steps, expiresAt, children, startedAt } = await getChain(live, chain.id);
  expect(Date.parse(expiresAt) - Date.parse(startedAt)).toBe(3_600_000);
  const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;
  const shown = steps.map((step: { waitingFor: string }) => step.waitingFor.replace(moment, 'T'));
  expect(shown).toEqual([
    "Waits for a person's decision, until T",
    'Waits for step asked',
    'Waits for the signal ready, until T',
    'Waits until T',
    `Waits for its sub-chain ${children[0].id}, which is WAITING`,
    'Waits until T',
  ]);
  expect(steps[4].childChain).toEqual({ id: children[0].id, status: 'WAITING' });
  expect(await getChain(live, children[0].id)).toMatchObject({ parent: { id: chain.id } });
});

test('a definition is saved in versions, and each run keeps the one that it was started with', async () => {
  const live = await openLive();
  const save = async (title: string, name = 'release', steps: object[] = [makeIssue('make', title)]) =>
    (
      await live.ask(
        `mutation ($input: SaveChainDefinitionInput!) { saveChainDefinition(input: $input) {
          chainDefinition { name version stepCount steps settings } errors { code message path ... on ChainDefinitionError { step } } } }`,
        { input: { name, steps, onFailure: 'SKIP' } },
      )
    ).saveChainDefinition;
  expect((await save('First')).chainDefinition).toMatchObject({ version: 1, stepCount: 1 });
  expect((await save('First')).chainDefinition.version).toBe(1);
  const { chain } = await mutate(live, 'startChain', { definition: 'release' });
  const second = await save('Second');
  expect(second.chainDefinition).toMatchObject({ version: 2, settings: { onFailure: 'SKIP' } });
  expect(await getChain(live, chain.id)).toMatchObject({
    name: 'release',
    definition: { name: 'release', version: 1 },
  });
  const { chainDefinitions, chains } = await live.ask(
    `{ chainDefinitions { name version createdBy { name } } chains(filter: { definition: "release" }) { totalCount } }`,
  );
  expect(chainDefinitions).toEqual([{ name: 'release', version: 2, createdBy: { name: 'ada' } }]);
  expect(chains.totalCount).toBe(1);

  const nested = await save('', 'whole', [{ name: 'part', chain: { definition: 'release' } }]);
  expect(nested.chainDefinition).toMatchObject({ version: 1 });
  const circle = await save('', 'release', [{ name: 'back', chain: { definition: 'whole' } }]);
  expect(circle).toMatchObject({
    chainDefinition: null,
    errors: [
      { code: 'CHAIN_DEFINITION', step: 'back', path: ['input', 'steps', '0', 'chain', 'definition'] },
    ],
  });
  // What it shows can be saved again as it is.
  const again = await save('', 'copy', second.chainDefinition.steps);
  expect(again.chainDefinition.steps).toEqual(second.chainDefinition.steps);
});

test('signals, cancelling and retrying answer with the chain, or with why not', async () => {
  const live = await openLive();
  const { chain } = await mutate(live, 'startChain', { steps: [{ name: 'go', signal: {} }] });
  expect(await mutate(live, 'signalChain', { chainId: chain.id, name: 'gone' })).toMatchObject({
    chain: null,
    errors: [{ __typename: 'ValidationError', path: ['input', 'name'] }],
  });
  const signal = { chainId: chain.id, name: 'go', payload: { yes: true }, idempotencyKey: 'one' };
  expect((await mutate(live, 'signalChain', signal)).chain).toMatchObject({
    status: 'COMPLETED',
    result: { yes: true },
  });
  expect((await mutate(live, 'signalChain', signal)).errors).toEqual([]);
  expect((await mutate(live, 'signalChain', { ...signal, payload: 2 })).errors).toMatchObject([
    { code: 'IDEMPOTENCY_KEY_REUSED' },
  ]);
  expect((await mutate(live, 'signalChain', { ...signal, idempotencyKey: 'two' })).errors).toMatchObject([
    { __typename: 'InvalidTransitionError', from: 'COMPLETED' },
  ]);
  for (const mutation of ['cancelChain', 'retryChain']) {
    expect((await mutate(live, mutation, { chainId: chain.id })).errors).toMatchObject([
      { __typename: 'InvalidTransitionError', from: 'COMPLETED', path: ['input', 'chainId'] },
    ]);
    expect((await mutate(live, mutation, { chainId: 'chn_x' })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  }
  const other = await mutate(live, 'startChain', {
    steps: [{ name: 'go', signal: {} }],
    idempotencyKey: 'k',
  });
  const same = await mutate(live, 'startChain', { steps: [{ name: 'go', signal: {} }], idempotencyKey: 'k' });
  expect(same.chain.id).toBe(other.chain.id);
  const cancelled = await mutate(live, 'cancelChain', { chainId: other.chain.id, reason: 'not today' });
  expect(cancelled.chain).toMatchObject({ status: 'CANCELLED', cancelReason: 'not today' });
  expect((await followToEnd(live, other.chain.id)).at(-1)?.type).toBe('SubscriptionEnded');
});

test('the chain of a planning session is left to its session', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'REQUIRED' });
  await startSession(live, sessionId);
  const read = () =>
    live.ask(`query ($id: ID!) { planningSession(id: $id) { status chain { id } } }`, { id: sessionId });
  await expect.poll(async () => (await read()).planningSession.status).toBe('AWAITING_APPROVAL');
  const { chain } = (await read()).planningSession;
  const { errors } = await mutate(live, 'cancelChain', { chainId: chain.id });
  expect(errors).toMatchObject([{ __typename: 'ValidationError' }]);
  expect(errors[0].message).toContain('use cancelPlanningSession');
});
