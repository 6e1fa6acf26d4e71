import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changePolicy,
  generalPolicy,
  type Policy,
  type PolicyChange,
  policyFault,
  policyFor,
} from '../../src/access/policy.ts';

const aPolicy: fc.Arbitrary<Policy> = fc.record({
  tool: fc.constantFrom(null, 'create_issue', 'delete_issue'),
  approval: fc.constantFrom('REQUIRED' as const, 'AUTOMATIC' as const),
  approvers: fc.integer({ min: 1, max: 20 }),
  roles: fc.subarray(['APPROVER', 'OPERATOR', 'ADMIN'] as const, { minLength: 1 }),
  selfApproval: fc.boolean(),
  expiresAfterSeconds: fc.integer({ min: 1, max: 366 * 86_400 }),
});
const saved = fc.uniqueArray(aPolicy, { selector: (policy) => policy.tool });

test('the policy in force is the tool’s own, else the organization’s, else the default', () => {
  fc.assert(
    fc.property(saved, fc.constantFrom('create_issue', 'update_issue'), (policies, name) => {
      const found = policyFor({ name, destructive: false }, policies);
      const own = policies.find((policy) => policy.tool === name);
      const general = policies.find((policy) => policy.tool === null);
      expect(found).toEqual({ ...(own ?? general ?? generalPolicy([])), tool: name });
    }),
  );
  expect(policyFor({ name: 'x', destructive: false }, [])).toMatchObject({
    approval: 'REQUIRED',
    approvers: 1,
  });
});

test('what destroys needs a person, whatever any policy says', () => {
  fc.assert(
    fc.property(saved, (policies) => {
      expect(policyFor({ name: 'delete_issue', destructive: true }, policies).approval).toBe('REQUIRED');
    }),
  );
  for (const policy of [{ ...generalPolicy([]), approval: 'AUTOMATIC' as const }]) {
    expect(policyFault(policy, { destructive: true })).toMatchObject({ path: ['input', 'approval'] });
    expect(policyFault(policy, { destructive: false })).toBeNull();
  }
});

test('a change sets what it names and keeps the rest', () => {
  const keep = {
    approval: null,
    approvers: null,
    roles: null,
    selfApproval: null,
    expiresAfterSeconds: null,
  };
  fc.assert(
    fc.property(aPolicy, aPolicy, fc.subarray(Object.keys(keep)), (present, wanted, named) => {
      const set = Object.fromEntries(named.map((rule) => [rule, wanted[rule as keyof Policy]]));
      const change = { tool: present.tool, ...keep, ...set } as PolicyChange;
      const changed = changePolicy(present, change);
      for (const rule of ['approval', 'approvers', 'selfApproval', 'expiresAfterSeconds'] as const) {
        expect(changed[rule]).toBe(named.includes(rule) ? wanted[rule] : present[rule]);
      }
      expect(new Set(changed.roles)).toEqual(new Set(named.includes('roles') ? wanted.roles : present.roles));
      expect(policyFault(changed, null)).toBeNull();
    }),
  );
});

test.each([
  ['approvers', 0],
  ['approvers', 21],
  ['approvers', 1.5],
  ['approvers', Number.NaN],
  ['roles', []],
  // They may never decide, whatever a policy says.
  ['roles', ['VIEWER']],
  ['roles', ['PROPOSER', 'ADMIN']],
  ['expiresAfterSeconds', 0],
  ['expiresAfterSeconds', 366 * 86_400 + 1],
  ['expiresAfterSeconds', Number.POSITIVE_INFINITY],
] as const)('%s of %j is refused with its field', (field, value) => {
  const fault = policyFault({ ...generalPolicy([]), [field]: value }, null);
  expect(fault).toMatchObject({ code: 'VALIDATION', path: ['input', field] });
});
