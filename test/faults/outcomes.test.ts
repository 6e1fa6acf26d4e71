import { describe, expect, test } from 'vitest';
import type { TargetFault } from '../../scripts/torture/target.ts';
import { externalClasses } from '../../scripts/torture/target-tools.ts';
import type { ExternalRepeatability } from '../../src/domain/effect-attempt.ts';
import { logFaults } from '../contracts/log-checker.ts';
import { until } from '../engine/rig.ts';
import { appliedOf, attemptsOf, effectsOf, openEffectRig, reach, send } from './effects.ts';

type Ends = 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN';

/** What has to come of one fault, by the class of the tool. */
const expected: Record<TargetFault, (repeatability: ExternalRepeatability) => Ends> = {
  'reset before': (repeatability) => (isProvable(repeatability) ? 'SUCCEEDED' : 'OUTCOME_UNKNOWN'),
  'error before': (repeatability) => (isProvable(repeatability) ? 'SUCCEEDED' : 'OUTCOME_UNKNOWN'),
  'reset after': (repeatability) => (repeatability === 'BLIND' ? 'OUTCOME_UNKNOWN' : 'SUCCEEDED'),
  'timeout after': (repeatability) => (repeatability === 'BLIND' ? 'OUTCOME_UNKNOWN' : 'SUCCEEDED'),
  'error after': (repeatability) => (repeatability === 'BLIND' ? 'OUTCOME_UNKNOWN' : 'SUCCEEDED'),
  'garbage after': (repeatability) => (repeatability === 'BLIND' ? 'OUTCOME_UNKNOWN' : 'SUCCEEDED'),
  'too many': () => 'SUCCEEDED',
  busy: () => 'SUCCEEDED',
  invalid: () => 'FAILED',
  unauthorized: () => 'SUCCEEDED',
};

/** Whether not having happened can be told from having happened, or does not matter. */
function isProvable(repeatability: ExternalRepeatability): boolean {
  return repeatability !== 'MARKER' && repeatability !== 'BLIND';
}

const firstOutcomes: Record<TargetFault, string> = {
  'reset before': 'AMBIGUOUS',
  'reset after': 'AMBIGUOUS',
  'timeout after': 'AMBIGUOUS',
  'error before': 'AMBIGUOUS',
  'error after': 'AMBIGUOUS',
  'garbage after': 'AMBIGUOUS',
  'too many': 'REFUSED',
  busy: 'REFUSED',
  invalid: 'REJECTED',
  unauthorized: 'BLOCKED',
};

const faults = Object.keys(expected) as TargetFault[];

describe.each(externalClasses)('an effect of a tool of class %s', (repeatability) => {
  test('is carried out once when nothing goes wrong', async () => {
    const { rig, target } = await openEffectRig();
    const { id } = await send(rig, repeatability);
    const action = await reach(rig, id, ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN']);
    expect(action).toMatchObject({ state: 'SUCCEEDED', runs: 1, error: null });
    expect(await appliedOf(rig, target, id)).toBe(1);
    expect(await attemptsOf(rig, id)).toMatchObject([{ outcome: 'DONE', error: null }]);
  });

  test.each(faults)('that meets "%s" ends as it has to, and never happens twice', async (fault) => {
    const { rig, target } = await openEffectRig({ faults: [fault] });
    const { id } = await send(rig, repeatability);
    if (fault === 'unauthorized') {
      await until('it is blocked', async () => (await effectsOf(rig, id))[0]?.state === 'BLOCKED');
      await rig.engine.retryAction(rig.caller, id);
    }
    const end = expected[fault](repeatability);
    const action = await reach(rig, id, ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN']);
    expect(action.state).toBe(end);
    const applied = await appliedOf(rig, target, id);
    expect(applied).toBeLessThanOrEqual(1);
    if (end === 'SUCCEEDED') expect(applied).toBe(1);
    if (end === 'FAILED') expect(applied).toBe(0);
    const [first] = await attemptsOf(rig, id);
    expect(first?.outcome).toBe(firstOutcomes[fault]);
    expect(first?.error).toEqual(expect.any(String));
    expect(action.error === null).toBe(end === 'SUCCEEDED');
    expect(logFaults(await rig.eventRows())).toEqual([]);
    expect(rig.faults).toEqual([]);
  });
});
