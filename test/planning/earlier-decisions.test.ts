import { expect, test } from 'vitest';
import type { EarlierDecision, FieldChange, PlanChangeKind } from '../../src/domain/plan.ts';
import { describeDecline, findDecline } from '../../src/planning/changes/earlier-decisions.ts';

function setting(field: string, newValue: string | number | readonly string[]): FieldChange {
  return { field, oldValue: null, newValue, documentBefore: null, documentNow: newValue };
}

function decided(
  kind: PlanChangeKind,
  fields: readonly FieldChange[],
  state: EarlierDecision['state'] = 'DECLINED',
): EarlierDecision {
  return {
    actionId: 'act_00000000-0000-7000-8000-000000000001',
    issueId: 'iss_00000000-0000-4000-8000-000000000001',
    kind,
    fields,
    state,
    declinedBy: 'Ada',
    note: null,
  };
}

const five = setting('estimate', 5);
const eight = setting('estimate', 8);
const high = setting('priority', 2);
const declined = decided('UPDATE', [five]);

test.each<[string, PlanChangeKind, FieldChange[], EarlierDecision[], boolean]>([
  ['the same value of a field', 'UPDATE', [five], [declined], true],
  ['another value of it', 'UPDATE', [eight], [declined], false],
  ['another field', 'UPDATE', [high], [declined], false],
  ['the same value beside others', 'RENAME', [high, five], [declined], true],
  [
    'labels in another order',
    'UPDATE',
    [setting('labels', ['a', 'b'])],
    [decided('UPDATE', [setting('labels', ['b', 'a'])])],
    true,
  ],
  [
    'a value that was carried out since',
    'UPDATE',
    [five],
    [decided('UPDATE', [five], 'SUCCEEDED'), declined],
    false,
  ],
  [
    'a value where another field was carried out since',
    'UPDATE',
    [five],
    [decided('UPDATE', [high], 'SUCCEEDED'), declined],
    true,
  ],
  ['a new issue that says something else now', 'CREATE', [high], [decided('CREATE', [five])], true],
  [
    'a new issue that was made since',
    'CREATE',
    [five],
    [decided('CREATE', [five], 'SUCCEEDED'), decided('CREATE', [five])],
    false,
  ],
  ['what an issue was to be made with', 'UPDATE', [five], [decided('CREATE', [five])], false],
  ['nothing', 'UPDATE', [five], [], false],
])('a change repeats what was declined: %s', (_, kind, fields, earlier, isRepeat) => {
  expect(findDecline({ kind, fields }, earlier) !== null).toBe(isRepeat);
});

test('a decline is told with who and why', () => {
  expect(describeDecline(declined)).toBe('Ada declined this before.');
  expect(describeDecline({ ...declined, note: ' Not yet. ' })).toBe('Ada declined this before: “Not yet.”');
});
