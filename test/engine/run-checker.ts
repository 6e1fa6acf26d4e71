import { expect } from 'vitest';
import { sessionStream } from '../../src/domain/event.ts';
import type { SessionId } from '../../src/domain/ids.ts';
import { mayFollow } from '../../src/domain/machine.ts';
import { sessionTransitions } from '../../src/domain/session.ts';
import { logFaults } from '../contracts/log-checker.ts';
import { bodyOf, type Rig } from './rig.ts';

/**
 * What holds after any run, however it went: the log is whole, progress went forward, every session's events tell moves
 * that are allowed and end where the session stands, counters are what the steps say, and nothing faulted unseen.
 */
export async function expectSoundRun(rig: Rig, id: SessionId): Promise<void> {
  expect(rig.faults).toEqual([]);
  expect(logFaults(await rig.eventRows())).toEqual([]);
  const session = await rig.session(id);
  const events = (await rig.events()).filter((event) => event.stream === sessionStream(id));
  let status = 'PENDING';
  let progress = 0;
  for (const event of events) {
    if (event.type === 'PlanningSessionStatusChanged') {
      const move = bodyOf(event, event.type);
      expect(move.previous).toBe(status);
      expect(mayFollow(sessionTransitions, move.previous, move.status)).toBe(true);
      if (move.previous === 'FAILED') progress = 0;
      status = move.status;
    }
    if (event.type === 'PlanningSessionProgressed') {
      const next = bodyOf(event, event.type).progress;
      expect(next).toBeGreaterThanOrEqual(progress);
      progress = next;
    }
  }
  expect(status).toBe(session.status);
  expect(progress).toBe(session.progress);
  if (session.chainId === null) return;
  const chain = await rig.chain(id);
  const steps = await rig.steps(id);
  const open = steps.filter((step) =>
    ['PENDING', 'AWAITING_APPROVAL', 'WAITING', 'RUNNING'].includes(step.status),
  );
  expect({ open: chain.open_steps, running: chain.running_steps }).toEqual({
    open: open.length,
    running: steps.filter((step) => step.status === 'RUNNING').length,
  });
  expect(chain.failed_steps).toBe(steps.filter((step) => step.status === 'FAILED').length);
}

/** What holds when nothing more is to come: no effect is open, no step runs, the streams have been ended. */
export async function expectNothingOpen(rig: Rig, id: SessionId): Promise<void> {
  await expectSoundRun(rig, id);
  expect(await rig.openEffects(id)).toBe(0);
  const events = (await rig.events()).filter((event) => event.sessionId === id);
  expect(events.findLast((event) => event.ends.includes('session'))).toBeDefined();
}
