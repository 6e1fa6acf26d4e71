import { describe, expect, test } from 'vitest';
import { httpRequest } from '../../src/connectors/http/http-request.ts';
import { updateLinearIssue } from '../../src/connectors/linear/update-issue.ts';
import type { ChainId } from '../../src/domain/ids.ts';
import type { StepInput } from '../../src/engine/chain-input.ts';
import { listDeadLetters } from '../../src/store/read/effect-lists.ts';
import { type ChainRig, call, openChainRig, signal, subChain, ToolLog, timer } from './chains.ts';
import { done, newId, until } from './rig.ts';

const firstTen = { order: 'OLDEST_FIRST', from: 'START', after: null, before: null, limit: 10 } as const;

describe('a step that fails', () => {
  test('stops its chain: nothing new starts, and the chain fails when what runs has ended', async () => {
    const { start, reach, statuses, steps, log } = await openChainRig();
    log.failing.set('bad', 1);
    const { id } = await start([
      call('bad', { name: 'bad' }),
      call('after', {}),
      timer('side', 60, { dependsOn: [] }),
      call('asked', {}, { tool: 'ask', dependsOn: [] }),
    ]);
    const chain = await reach(id, 'FAILED');
    expect(chain).toMatchObject({ openSteps: 0, runningSteps: 0, busySteps: 0, failedSteps: 1 });
    expect(await statuses(id)).toEqual({
      bad: 'FAILED',
      after: 'SKIPPED',
      side: 'SKIPPED',
      asked: 'SKIPPED',
    });
    const [bad, after] = await steps(id);
    expect(bad?.error).toMatchObject({ code: 'REFUSED' });
    expect(after?.reason).toBe('CHAIN_ABORTED');
  });

  test('counts as skipped where its policy says so, and what depends on it goes on', async () => {
    const { start, reach, steps, log } = await openChainRig();
    log.failing.set('bad', 1);
    const { id } = await start(
      [
        call('bad', { name: 'bad' }),
        call('after', {}),
        call('needs', { value: '${{ steps.bad.result.name }}' }, { dependsOn: ['bad'] }),
        call('guarded', { value: '${{ has(steps.bad.result) ? 1 : 2 }}' }, { dependsOn: ['bad'] }),
      ],
      { onFailure: 'SKIP' },
    );
    await reach(id, 'COMPLETED');
    expect((await steps(id)).map(({ status, reason }) => [status, reason])).toEqual([
      ['SKIPPED', 'FAILURE_SKIPPED'],
      ['SUCCEEDED', null],
      ['SKIPPED', 'INPUT_MISSING'],
      ['SUCCEEDED', null],
    ]);
    expect((await steps(id))[3]?.result).toEqual({ value: 2 });
  });

  test('stays failed where its policy says so: what depends on it is skipped, the rest goes on', async () => {
    const { start, reach, statuses, log, rig } = await openChainRig();
    log.failing.set('bad', 1);
    const { id } = await start([
      call('bad', { name: 'bad' }, { onFailure: 'DEAD_LETTER' }),
      call('after', {}),
      call('beside', {}, { dependsOn: [] }),
      call('behind', {}, { dependsOn: ['beside'] }),
    ]);
    await reach(id, 'FAILED');
    expect(await statuses(id)).toEqual({
      bad: 'FAILED',
      after: 'SKIPPED',
      beside: 'SUCCEEDED',
      behind: 'SUCCEEDED',
    });
    const letters = () => rig.store.read((reader) => listDeadLetters(reader, rig.organizationId, firstTen));
    expect(await letters()).toMatchObject([{ chainId: id, state: 'DEAD', lastError: 'bad was refused' }]);
    done(await rig.engine.retryChain(rig.caller, id, null));
    expect(await reach(id, 'COMPLETED')).toMatchObject({ failedSteps: 0 });
    expect(await letters()).toEqual([]);
  });

  test('is no dead letter any more once it is proposed anew with other arguments', async () => {
    const { start, reach, log, rig } = await openChainRig();
    log.failing.set('on', 1).set('beside', 2);
    const { id } = await start(
      [
        call('made', { title: 'Pay' }, { tool: 'create_issue' }),
        call('on', { name: 'on', issueId: '${{ steps.made.result.issueId }}' }),
        call('beside', { name: 'beside' }, { dependsOn: [] }),
      ],
      { onFailure: 'DEAD_LETTER' },
    );
    await reach(id, 'FAILED');
    const letters = () => rig.store.read((reader) => listDeadLetters(reader, rig.organizationId, firstTen));
    expect(await letters()).toHaveLength(2);
    done(await rig.engine.retryChain(rig.caller, id, 'made'));
    await reach(id, 'FAILED');
    expect(await letters()).toMatchObject([{ chainId: id, lastError: 'beside was refused' }]);
    expect(rig.faults).toEqual([]);
  });

  test('is tried again as its policy says, and fails when it was tried often enough', async () => {
    const { start, reach, steps, log } = await openChainRig();
    log.answer = () => Promise.resolve({ kind: 'NOT_SENT', message: 'Nobody there.' });
    const retry = {
      attempts: 3,
      backoff: 'FIXED',
      initialDelaySeconds: 0.01,
      maxDelaySeconds: null,
    } as const;
    const { id } = await start([call('out', {}, { tool: 'send' })], { retry: { ...retry, jitter: false } });
    await reach(id, 'FAILED');
    expect(log.attempts).toBe(3);
    expect((await steps(id))[0]).toMatchObject({ status: 'FAILED', error: { code: 'GAVE_UP' } });
  });

  test('has timed out when its time is over before it was done', async () => {
    const { start, reach, steps, log } = await openChainRig();
    log.answer = () => Promise.resolve({ kind: 'NOT_SENT', message: 'Nobody there.' });
    const retry = {
      attempts: 100,
      backoff: 'FIXED',
      initialDelaySeconds: 0.2,
      maxDelaySeconds: null,
    } as const;
    const given = { tool: 'send', timeoutSeconds: 1, retry: { ...retry, jitter: false } };
    const { id } = await start([call('out', {}, given), call('after')]);
    await reach(id, 'FAILED');
    expect((await steps(id))[0]).toMatchObject({ status: 'TIMED_OUT', error: { code: 'TIMED_OUT' } });
  });

  test('fails with a clear error when an expression cannot be evaluated', async () => {
    const { start, reach, steps } = await openChainRig();
    const { id } = await start([
      call('first', {}),
      call('second', { x: '${{ steps.first.result.absent }}' }),
    ]);
    await reach(id, 'FAILED');
    expect((await steps(id))[1]?.error).toEqual({
      code: 'EXPRESSION_FAILED',
      message:
        'The arguments cannot be made. In ${{ steps.first.result.absent }}: `steps.first.result` has no field `absent`, at character 20.',
    });
  });

  test('fails when its arguments are not what the tool takes', async () => {
    const { start, reach, steps } = await openChainRig();
    const { id } = await start([
      call('first', { x: 'text' }),
      call('second', { name: '${{ size(steps.first.result.x) }}' }),
    ]);
    await reach(id, 'FAILED');
    expect((await steps(id))[1]?.error?.code).toBe('INVALID_ARGUMENTS');
  });

  test('because it cannot work is shown to nobody first, and says why', async () => {
    const tools = [...new ToolLog().tools, httpRequest, updateLinearIssue];
    const { start, reach, steps } = await openChainRig({ tools });
    const missing = newId('issue');
    const connection = newId('connection');
    const linear = { connectionId: connection, id: missing, title: 'Pay' };
    const request = { connection, method: 'POST', url: 'https://example.com/' };
    const { id } = await start(
      [
        call('missing', { id: missing, title: 'Pay' }, { tool: 'update_issue', dependsOn: [] }),
        call('behind', { id: missing }, { tool: 'delete_issue', dependsOn: ['missing'] }),
        call('request', request, { tool: 'http_request', dependsOn: [] }),
        call('linear', linear, { tool: 'linear_update_issue', dependsOn: [] }),
      ],
      { onFailure: 'DEAD_LETTER' },
    );
    await reach(id, 'FAILED');
    const code = 'INVALID_ARGUMENTS';
    const unknown = (kind: string) => `There is no connection of the kind ${kind} with this id.`;
    expect((await steps(id)).map(({ status, actionId, error }) => [status, actionId, error])).toEqual([
      ['FAILED', null, { code, message: `There is no issue ${missing} in the built-in tracker.` }],
      ['SKIPPED', null, null],
      ['FAILED', null, { code, message: unknown('HTTP') }],
      ['FAILED', null, { code, message: unknown('LINEAR') }],
    ]);
  });

  test('is no failure where a step before it makes what it is about', async () => {
    const { start, reach, statuses, rig } = await openChainRig();
    const made = newId('issue');
    const { id } = await start([
      call('make', { id: made, title: 'Pay' }, { tool: 'create_issue' }),
      call('gate', {}, { tool: 'ask' }),
      call('remove', { id: made }, { tool: 'delete_issue' }),
    ]);
    await reach(id, 'WAITING');
    expect(await statuses(id)).toMatchObject({ make: 'SUCCEEDED', gate: 'AWAITING_APPROVAL' });
    expect(await rig.issues()).toHaveLength(1);
  });
});

describe('a condition', () => {
  test('that does not hold skips its step, and what depends on it runs unless it needs the result', async () => {
    const { start, reach, steps } = await openChainRig();
    const { id } = await start(
      [
        call('first', {}),
        call('maybe', {}, { when: 'input.wanted' }),
        call('after', { was: '${{ steps.maybe.status }}' }),
        call('needs', { x: '${{ steps.maybe.result.x }}' }, { dependsOn: ['maybe'] }),
        call('behind', {}, { dependsOn: ['needs'] }),
        call('decides', {}, { dependsOn: ['maybe'], when: '${{ steps.maybe.status == "SKIPPED" }}' }),
      ],
      { input: { wanted: false } },
    );
    await reach(id, 'COMPLETED');
    const shown = (await steps(id)).map(({ name, status, reason }) => [name, status, reason]);
    expect(shown).toEqual([
      ['first', 'SUCCEEDED', null],
      ['maybe', 'SKIPPED', 'CONDITION_FALSE'],
      ['after', 'SUCCEEDED', null],
      ['needs', 'SKIPPED', 'INPUT_MISSING'],
      ['behind', 'SUCCEEDED', null],
      ['decides', 'SUCCEEDED', null],
    ]);
    expect((await steps(id))[2]?.result).toEqual({ was: 'SKIPPED' });
  });

  test('lets one of two branches run, and both kinds of joins come after it', async () => {
    const { start, reach, statuses, log } = await openChainRig();
    const { id } = await start(
      [
        call('left', { name: 'left' }, { dependsOn: [], when: 'input.left' }),
        call('right', { name: 'right' }, { dependsOn: [], when: '!input.left', delaySeconds: 0.05 }),
        call('all', { name: 'all' }, { dependsOn: ['left', 'right'] }),
        call('any', { name: 'any' }, { dependsOn: ['left', 'right'], join: 'ANY' }),
      ],
      { input: { left: false } },
    );
    await reach(id, 'COMPLETED');
    expect(await statuses(id)).toEqual({
      left: 'SKIPPED',
      right: 'SUCCEEDED',
      all: 'SUCCEEDED',
      any: 'SUCCEEDED',
    });
    expect(log.calls[0]).toEqual({ name: 'right' });
  });
});

describe('a join on any', () => {
  test('goes on with the first that succeeds and does not wait for the others', async () => {
    const { start, statuses, reach } = await openChainRig();
    const { id } = await start([
      call('fast', {}, { dependsOn: [] }),
      signal('never', { dependsOn: [] }),
      call('joined', {}, { dependsOn: ['fast', 'never'], join: 'ANY' }),
    ]);
    await until('it has gone on', async () => (await statuses(id))['joined'] === 'SUCCEEDED');
    expect(await reach(id, 'WAITING')).toMatchObject({ openSteps: 1 });
  });

  test('is skipped when none succeeds', async () => {
    const { start, statuses, reach, log } = await openChainRig();
    log.failing.set('one', 1);
    const { id } = await start(
      [
        call('one', { name: 'one' }, { dependsOn: [] }),
        call('two', {}, { dependsOn: [], when: 'false' }),
        call('joined', {}, { dependsOn: ['one', 'two'], join: 'ANY' }),
      ],
      { onFailure: 'DEAD_LETTER' },
    );
    await reach(id, 'FAILED');
    expect((await statuses(id))['joined']).toBe('SKIPPED');
  });
});

describe('a decision against a step', () => {
  test('settles it, skips what depends on it, and leaves the rest be', async () => {
    const { start, reach, statuses, decline } = await openChainRig();
    const { id } = await start([
      call('asked', {}, { tool: 'ask' }),
      call('after', {}),
      call('beside', {}, { dependsOn: [] }),
    ]);
    await reach(id, 'WAITING');
    await decline(id, 'asked');
    await reach(id, 'COMPLETED');
    expect(await statuses(id)).toEqual({ asked: 'DECLINED', after: 'SKIPPED', beside: 'SUCCEEDED' });
  });
});

test('a proposal that nobody decides on in time is a decision against its step: the chain goes on', async () => {
  const { start, reach, statuses, steps, rig } = await openChainRig();
  const policy = { approval: null, approvers: null, roles: null, selfApproval: null, expiresAfterSeconds: 1 };
  done(await rig.engine.setPolicy(rig.caller, { tool: 'ask', ...policy }));
  const { id } = await start([
    call('asked', {}, { tool: 'ask' }),
    call('after', {}),
    call('beside', {}, { dependsOn: [] }),
  ]);
  await reach(id, 'COMPLETED');
  expect(await statuses(id)).toEqual({ asked: 'CANCELLED', after: 'SKIPPED', beside: 'SUCCEEDED' });
  expect((await steps(id))[0]?.error).toMatchObject({ code: 'EXPIRED' });
});

describe('what was proposed for a step that is skipped', () => {
  const actionsOf = ({ rig }: ChainRig, chainId: ChainId) =>
    rig.store.read((reader) =>
      reader.list((db) =>
        db.selectFrom('actions').select(['id', 'state']).where('chain_id', '=', chainId).orderBy('id'),
      ),
    );
  const behindSkipped = (name: string) => call(name, {}, { tool: 'ask', dependsOn: ['bad'], join: 'ANY' });

  test('is kept while a retry can use it, and cancelled when its chain is COMPLETED', async () => {
    const kit = await openChainRig();
    const { start, reach, statuses, approve, steps, log, rig } = kit;
    log.failing.set('bad', 1);
    const { id } = await start([
      signal('go'),
      call('bad', { name: 'bad' }, { onFailure: 'SKIP' }),
      behindSkipped('approved'),
      behindSkipped('proposed'),
      signal('last', { dependsOn: ['bad'] }),
    ]);
    await until('it waits', async () => (await statuses(id))['go'] === 'WAITING');
    await approve(id, 'approved');
    const give = async (name: string) =>
      done(await rig.engine.signalChain(rig.caller, { chainId: id, name, payload: 1, idempotencyKey: null }));
    await give('go');
    await until('the last waits', async () => (await statuses(id))['last'] === 'WAITING');
    expect(await statuses(id)).toMatchObject({ approved: 'SKIPPED', proposed: 'SKIPPED' });
    const openStates = ['APPROVED', 'PROPOSED'];
    const states = async () => (await actionsOf(kit, id)).map(({ state }) => state);
    expect(await states()).toEqual(expect.arrayContaining(openStates));
    const followed = (await steps(id)).find(({ name }) => name === 'approved')?.actionId;
    if (followed == null) throw new Error('it has no action');
    const listener = await rig.follow({ entity: { kind: 'action', id: followed } });
    await give('last');
    await reach(id, 'COMPLETED');
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'CANCELLED' });
    expect((await states()).toSorted()).toEqual(['CANCELLED', 'CANCELLED', 'FAILED']);
    expect(rig.faults).toEqual([]);
  });

  test('cannot be decided on until the retry, and is told to be what it is', async () => {
    const { start, reach, steps, approve, rig, log } = await openChainRig();
    log.failing.set('bad', 1);
    const { id } = await start([call('bad', { name: 'bad' }), call('asked', {}, { tool: 'ask' })]);
    await reach(id, 'FAILED');
    const actionId = (await steps(id))[1]?.actionId;
    if (actionId == null) throw new Error('nothing was proposed');
    const declined = {
      actionId,
      decision: 'DECLINE',
      digest: null,
      note: null,
      idempotencyKey: null,
    } as const;
    expect(await rig.engine.decideAction(rig.caller, declined)).toMatchObject({
      code: 'INVALID_TRANSITION',
      message: 'The action is PROPOSED, but its chain is FAILED: retry the chain, then decide.',
      from: 'PROPOSED',
      to: 'DECLINED',
      allowed: ['CANCELLED'],
    });
    done(await rig.engine.retryChain(rig.caller, id, null));
    await approve(id, 'asked');
    await reach(id, 'COMPLETED');
  });

  test('is cancelled with its chain, and in as many decisions as that needs', async () => {
    const kit = await openChainRig();
    const { start, reach, statuses, log, rig } = kit;
    log.failing.set('bad', 2);
    const many = Array.from({ length: 60 }, (_, n) => behindSkipped(`skipped ${n}`));
    const run = async (last: readonly StepInput[]) => {
      const { id } = await start([
        signal('go'),
        call('bad', { name: 'bad' }, { onFailure: 'SKIP' }),
        ...many,
        ...last,
      ]);
      const input = { chainId: id, name: 'go', payload: 1, idempotencyKey: null };
      done(await rig.engine.signalChain(rig.caller, input));
      return id;
    };
    const expectCancelled = async (id: ChainId) => {
      const states = (await actionsOf(kit, id)).map(({ state }) => state);
      expect(states.filter((state) => state === 'CANCELLED')).toHaveLength(60);
    };
    const whole = await run([]);
    await reach(whole, 'COMPLETED');
    await expectCancelled(whole);
    const stopped = await run([signal('last', { dependsOn: ['bad'] })]);
    const skipped = async () => Object.values(await statuses(stopped)).filter((each) => each === 'SKIPPED');
    await until('all are skipped', async () => (await skipped()).length === 61);
    const listener = await rig.follow({ entity: { kind: 'chain', id: stopped, subChains: false } });
    done(await rig.engine.cancelChain(rig.caller, stopped, null));
    await listener.completed;
    await expectCancelled(stopped);
    expect(rig.faults).toEqual([]);
  });
});

describe('a sub-chain', () => {
  test('that fails fails its step, with the reason', async () => {
    const { start, reach, steps, log } = await openChainRig();
    log.failing.set('inner', 1);
    const { id } = await start([subChain('below', { steps: [call('inner', { name: 'inner' })] })]);
    await reach(id, 'FAILED');
    expect((await steps(id))[0]).toMatchObject({
      status: 'FAILED',
      error: { code: 'CHAIN_FAILED', message: 'The step inner of the sub-chain failed: inner was refused' },
    });
  });

  test('is tried again by its policy, from where it failed', async () => {
    const { start, reach, steps, log } = await openChainRig();
    log.failing.set('inner', 1);
    const retry = {
      attempts: 3,
      backoff: null,
      initialDelaySeconds: 0.01,
      maxDelaySeconds: 0.02,
      jitter: false,
    };
    const { id } = await start([
      subChain(
        'below',
        { steps: [call('once', { name: 'once' }), call('inner', { name: 'inner' })] },
        { retry },
      ),
    ]);
    await reach(id, 'COMPLETED');
    expect((await steps(id))[0]).toMatchObject({ status: 'SUCCEEDED', attempts: 2 });
    expect(log.calls.map((args) => args['name'])).toEqual(['once', 'inner', 'inner']);
  });

  test('that waits makes its parent wait, and shows it in the step', async () => {
    const { start, reach, statuses, rig, steps } = await openChainRig();
    const { id } = await start([subChain('below', { steps: [signal('go')] })]);
    await reach(id, 'WAITING');
    expect(await statuses(id)).toEqual({ below: 'WAITING' });
    const child = (await steps(id))[0]?.childChainId;
    if (child == null) throw new Error('it has no child');
    await rig.engine.signalChain(rig.caller, {
      chainId: child,
      name: 'go',
      payload: 5,
      idempotencyKey: null,
    });
    expect(await reach(id, 'COMPLETED')).toMatchObject({ result: 5 });
  });

  test('ends together with its step: nobody sees one without the other', async () => {
    const { start, reach, rig } = await openChainRig();
    const commits: string[][] = [];
    rig.store.onCommit(({ events }) => commits.push(events.map(({ type, chainId }) => `${type} ${chainId}`)));
    const { id } = await start([subChain('below', { steps: [subChain('deeper', { steps: [call('a')] })] })]);
    await reach(id, 'COMPLETED');
    const [last] = commits.filter((commit) => commit.some((event) => event.startsWith('ChainCompleted')));
    expect(last?.filter((event) => event.startsWith('ChainCompleted'))).toHaveLength(3);
    expect(last?.at(-1)).toBe(`ChainCompleted ${id}`);
  });

  test.each([
    ['ABORT', 'FAILED', { below: 'FAILED', after: 'SKIPPED', beside: 'SKIPPED' }],
    ['SKIP', 'COMPLETED', { below: 'SKIPPED', after: 'SUCCEEDED', beside: 'SUCCEEDED' }],
    ['DEAD_LETTER', 'FAILED', { below: 'FAILED', after: 'SKIPPED', beside: 'SUCCEEDED' }],
  ] as const)(
    'that is cancelled by itself counts as failed, by the policy %s of its step',
    async (onFailure, end, ended) => {
      const { start, reach, statuses, steps, rig } = await openChainRig();
      const { id } = await start([
        subChain('below', { steps: [signal('go')] }, { onFailure }),
        call('after'),
        call('beside', {}, { dependsOn: [], delaySeconds: 0.3 }),
      ]);
      await reach(id, 'WAITING');
      const child = (await steps(id))[0]?.childChainId;
      if (child == null) throw new Error('it has no child');
      done(await rig.engine.cancelChain(rig.caller, child, 'not needed'));
      await reach(id, end);
      expect(await statuses(id)).toEqual(ended);
      expect((await steps(id))[0]).toMatchObject({
        error: { code: 'CHAIN_CANCELLED', message: 'The sub-chain was cancelled: not needed' },
      });
    },
  );
});
