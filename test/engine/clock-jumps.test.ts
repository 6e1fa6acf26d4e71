import { describe, expect, test } from 'vitest';
import { timeOfId } from '../../src/domain/ids.ts';
import { idMaker } from '../../src/engine/new-id.ts';
import { steadyClock } from '../../src/engine/steady-clock.ts';
import { readEvents } from '../../src/store/read/events.ts';
import { readNewestIdTime } from '../../src/store/read/newest-id.ts';
import { call, openChainRig, signal, timer } from './chains.ts';
import { type Rig, until } from './rig.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A rig over a system clock that can be set. */
async function openJumpingRig() {
  let setBy = 0;
  const wall = () => Date.now() + setBy;
  const now = steadyClock(wall, () => performance.now());
  const opened = await openChainRig({ now });
  const set = (byMs: number) => {
    setBy += byMs;
  };
  return { ...opened, set, wall };
}

function logOf(rig: Rig) {
  const { organizationId } = rig;
  return rig.store.read((reader) =>
    readEvents(reader, { organizationId, conditions: [], direction: 'FORWARD', limit: 10_000 }),
  );
}

function inOrder(values: readonly (string | number)[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] ?? value) <= value);
}

const retry = {
  attempts: 5,
  backoff: 'FIXED',
  initialDelaySeconds: 0.2,
  maxDelaySeconds: null,
  jitter: false,
} as const;

describe('a clock that is set back by hours', () => {
  test('holds up neither steps nor timers nor retries, and leaves times in order', async () => {
    const { start, reach, statuses, rig, log, set } = await openJumpingRig();
    log.answer = async (attempt) => {
      set(-2 * hourMs);
      if (attempt < 3) return { kind: 'NOT_SENT', message: 'it is away' };
      return { kind: 'DONE', result: 'sent', url: null };
    };
    const { id } = await start([
      call('a'),
      timer('pause', 1),
      call('out', {}, { tool: 'send', retry }),
      timer('again', 1, { delaySeconds: 1 }),
      call('z'),
    ]);
    set(-3 * hourMs);
    await reach(id, 'COMPLETED');
    expect(Object.values(await statuses(id))).toEqual(Array.from({ length: 5 }, () => 'SUCCEEDED'));
    expect(log.attempts).toBe(3);
    const events = await logOf(rig);
    expect(inOrder(events.map((event) => event.occurredAt))).toBe(true);
    expect(rig.faults).toEqual([]);
  });

  test('while nothing ran leaves nothing waiting for the time to come again', async () => {
    const { start, reach, rig, log, set } = await openJumpingRig();
    log.answer = async (attempt) =>
      attempt === 1
        ? { kind: 'NOT_SENT', message: 'it is away' }
        : { kind: 'DONE', result: 'sent', url: null };
    const patient = { ...retry, initialDelaySeconds: 2 };
    const { id } = await start([call('out', {}, { tool: 'send', retry: patient }), call('z')]);
    await until('it was tried', async () =>
      (await logOf(rig)).some(({ type }) => type === 'ActionAttemptFailed'),
    );
    set(-5 * hourMs);
    await rig.restartEngine({
      now: steadyClock(
        () => Date.now() - 5 * hourMs,
        () => performance.now(),
      ),
    });
    await reach(id, 'COMPLETED');
    expect(log.attempts).toBe(2);
  });

  test('while nothing ran holds up no timer, and moves no fixed time', async () => {
    const { start, reach, chain, steps, statuses, rig, set } = await openJumpingRig();
    const late = await start([call('a')], { delaySeconds: 2 });
    const { id } = await start([timer('pause', 2), timer('again', 1, { delaySeconds: 1 }), call('z')]);
    const paused = await start([timer('delayed', 1, { delaySeconds: 2 })]);
    const silent = await start([signal('go', { signal: { name: 'go', timeoutSeconds: 2 } })]);
    const short = await start([signal('go')], { timeoutSeconds: 2 });
    const until5 = Date.now() + 5_000;
    const fixed = await start([timer('fixed', 0, { timer: { durationSeconds: null, until: until5 } })]);
    set(-5 * hourMs);
    await rig.restartEngine({
      now: steadyClock(
        () => Date.now() - 5 * hourMs,
        () => performance.now(),
      ),
    });
    await reach(late.id, 'COMPLETED');
    await reach(id, 'COMPLETED');
    await reach(paused.id, 'COMPLETED');
    await reach(silent.id, 'FAILED');
    await reach(short.id, 'TIMED_OUT');
    expect((await chain(fixed.id)).status).toBe('WAITING');
    expect((await steps(fixed.id))[0]).toMatchObject({ dueAt: until5 });
    expect(await statuses(fixed.id)).toEqual({ fixed: 'WAITING' });
    expect(rig.faults).toEqual([]);
  });

  test('goes on at half the pace until the system has caught up', () => {
    let [wall, elapsed] = [10 * hourMs, 0];
    const now = steadyClock(
      () => wall,
      () => elapsed,
    );
    const pass = (ms: number) => {
      wall += ms;
      elapsed += ms;
      return now();
    };
    expect(pass(1_000)).toBe(10 * hourMs + 1_000);
    wall -= 2 * hourMs;
    expect(now()).toBe(10 * hourMs + 1_000);
    expect(pass(hourMs)).toBe(10.5 * hourMs + 1_000);
    expect(pass(3 * hourMs)).toBe(wall);
    expect(pass(3 * dayMs)).toBe(wall);
  });

  test('leaves ids in the order in which they are made, also of another process', async () => {
    const { start, reach, rig } = await openJumpingRig();
    const { id } = await start([call('a')]);
    await reach(id, 'COMPLETED');
    const newest =
      (await logOf(rig))
        .map((event) => event.id)
        .toSorted()
        .at(-1) ?? '';
    const after = await rig.store.read(readNewestIdTime);
    expect(after).toBe(timeOfId(newest));
    const newId = idMaker(() => Date.now() - 5 * hourMs, after);
    const made = Array.from({ length: 1_000 }, () => newId('event'));
    expect(inOrder([newest, ...made])).toBe(true);
  });
});

describe('a clock that is set forward by days', () => {
  test('makes due what is due by then, and does nothing twice', async () => {
    const { start, reach, chain, statuses, rig, log, set } = await openJumpingRig();
    const sent = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    log.answer = async () => {
      sent.resolve();
      await answered.promise;
      return { kind: 'DONE', result: 'sent', url: null };
    };
    const { id } = await start([
      call('out', {}, { tool: 'send' }),
      timer('long', 2 * 24 * 3_600, { dependsOn: [] }),
      call('asked', {}, { tool: 'ask', dependsOn: [] }),
    ]);
    const late = await start([signal('never')], { timeoutSeconds: 24 * 3_600 });
    await sent.promise;
    set(30 * dayMs);
    // Whatever happens next lets the timers be looked at; without it they are within a minute.
    await start([timer('now', 1)]);
    await reach(late.id, 'TIMED_OUT');
    await until('the timer has run out', async () => (await statuses(id))['long'] === 'SUCCEEDED');
    await until('nobody can approve any more', async () => (await statuses(id))['asked'] === 'CANCELLED');
    expect((await statuses(id))['out']).toBe('RUNNING');
    answered.resolve();
    await until('it is over', async () => (await chain(id)).openSteps === 0);
    expect(await statuses(id)).toEqual({ out: 'SUCCEEDED', long: 'SUCCEEDED', asked: 'CANCELLED' });
    expect(log.attempts).toBe(1);
    set(-30 * dayMs);
    const next = await start([call('a'), timer('pause', 1), call('b')]);
    await reach(next.id, 'COMPLETED');
    expect(rig.faults).toEqual([]);
  });
});
