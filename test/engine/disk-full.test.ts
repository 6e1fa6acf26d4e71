import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { TimerRunner } from '../../src/engine/timer-runner.ts';
import { StorageUnavailableError, type Store } from '../../src/store/store.ts';
import { readNextTimer, setTimer } from '../../src/store/write/timers.ts';
import { done, epicOf, newId, openRig, type Rig, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

/** Lets the database grow by so many pages and no more. */
async function capPages(rig: Rig, room: number): Promise<void> {
  const ask = (sql: string) =>
    rig.store.transact((tx) => tx.list(() => ({ compile: () => CompiledQuery.raw(sql) }) as never));
  const [size] = (await ask('pragma page_count')) as unknown as { page_count: number }[];
  await ask(`pragma max_page_count = ${(size?.page_count ?? 0) + room}`);
}

test.each([0, 4, 30, 60])(
  'a run that meets a full disk after %i pages waits, and ends well when there is room',
  async (room) => {
    const rig = await openRig();
    const { id } = await rig.create(epicOf(60));
    await capPages(rig, room);
    const started = rig.engine.startPlanningSession(rig.caller, id);
    const began = await started.then(
      () => true,
      (cause: unknown) => {
        expect(cause).toBeInstanceOf(StorageUnavailableError);
        return false;
      },
    );
    let refused = !began;
    await until('the disk is full', async () => {
      if (refused) return true;
      const large = rig.create(epicOf(200), { documentKey: 'other' });
      refused = await large.then(
        () => false,
        (cause: unknown) => cause instanceof StorageUnavailableError,
      );
      return refused;
    });
    const { status } = await rig.session(id);
    expect(['PENDING', 'PROCESSING', 'COMPLETED']).toContain(status);

    // What shares its commit with a write that finds no room is refused with it.
    await until('there is room', () =>
      capPages(rig, 1_000_000).then(
        () => true,
        () => false,
      ),
    );

    if (status === 'PENDING') done(await rig.engine.startPlanningSession(rig.caller, id));
    await rig.reach(id, ['COMPLETED']);
    expect(await rig.issues()).toHaveLength(61);
    expect((await rig.steps(id)).every((step) => step.attempts === 1)).toBe(true);
    await expectNothingOpen(rig, id);
  },
);

/** A store that has no room for the first writes. */
function fullFor(store: Store, writes: number): Store {
  let left = writes;
  const refuse = () => Promise.reject(new StorageUnavailableError('There is no room.'));
  return new Proxy(store, {
    get: (real, name) => {
      if (name === 'transact' && left > 0) {
        left -= 1;
        return refuse;
      }
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}

test('a timer that meets a full disk is carried out a moment after there is room', async () => {
  const rig = await openRig();
  await rig.engine[Symbol.asyncDispose]();
  const { organizationId } = rig;
  const kind = 'EXPIRE_SUGGESTION';
  const dueAt = Date.now();
  await rig.store.transact((tx) =>
    setTimer(tx, { key: 'late', organizationId, kind, subjectId: newId('job'), dueAt }, dueAt),
  );
  await using timers = new TimerRunner({ ...rig.parts, store: fullFor(rig.store, 1) });
  timers.look();
  await until('it is carried out', async () => (await rig.store.read(readNextTimer)) === null, 15_000);
});
