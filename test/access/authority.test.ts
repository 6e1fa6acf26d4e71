import { expect, test } from 'vitest';
import {
  authority,
  denialOf,
  isRootField,
  type RootField,
  refuseOthers,
  refuseWiderScopes,
} from '../../src/access/authority.ts';
import { type Role, roleIncludes, roles } from '../../src/domain/role.ts';
import { schema } from '../../src/schema/index.ts';
import { rootFieldsOf } from '../server/root-fields.ts';
import { leastRoles } from './least-roles.ts';

const fields = Object.keys(authority) as RootField[];

test('every field that operations begin with has a least role', () => {
  const undecided = rootFieldsOf(schema).filter((field) => !leastRoles.has(field.name));
  expect(undecided.map((field) => field.name)).toEqual([]);
});

test('each role may do what the ones before it may, and what it needs is said', () => {
  for (const field of fields) {
    for (const role of roles) {
      const denial = denialOf({ role }, field);
      const may = roleIncludes(role, authority[field].role);
      expect([field, role, denial === null]).toEqual([field, role, may]);
      if (denial !== null) {
        expect(denial.message).toMatch(/^\w+ needs the role \w+; yours is \w+\.$/);
        expect(denial.roles).toEqual(roles.slice(roles.indexOf(authority[field].role)));
      }
    }
  }
});

test('a key that is kept to scopes may only what its scopes hold, never more than its role', () => {
  expect(denialOf({ role: 'ADMIN', scopes: ['READ'] }, 'Query.issues')).toBeNull();
  expect(denialOf({ role: 'ADMIN', scopes: ['READ'] }, 'Query.viewer')).toBeNull();
  expect(denialOf({ role: 'ADMIN', scopes: ['READ'] }, 'Mutation.setPolicy')).toMatchObject({
    scope: 'ADMINISTRATION',
  });
  expect(denialOf({ role: 'VIEWER', scopes: ['ADMINISTRATION'] }, 'Mutation.setPolicy')).toMatchObject({
    scope: null,
    roles: ['ADMIN'],
  });
});

test('a key that is kept to scopes makes no key with more of them', () => {
  const viewer = { scopes: ['ADMINISTRATION', 'READ'] as const };
  expect(refuseWiderScopes({}, null)).toBeNull();
  expect(refuseWiderScopes(viewer, ['READ'])).toBeNull();
  expect(refuseWiderScopes(viewer, null)).toMatchObject({ code: 'FORBIDDEN', path: ['input', 'scopes'] });
  expect(refuseWiderScopes(viewer, ['READ', 'SESSIONS'])).toMatchObject({ code: 'FORBIDDEN' });
});

test('what someone else began takes an operator to cancel, retry or delete', () => {
  const pat = (role: Role) => ({ role, actor: { kind: 'USER', id: 'usr_pat', name: 'pat' } }) as const;
  const field = 'Mutation.cancelPlanningSession';
  expect(refuseOthers(pat('PROPOSER'), field, { id: 'usr_pat' })).toBeNull();
  expect(refuseOthers(pat('APPROVER'), field, { id: 'usr_ada' })).toMatchObject({
    code: 'FORBIDDEN',
    roles: ['OPERATOR', 'ADMIN'],
    message: 'cancelPlanningSession of what someone else began needs the role OPERATOR; yours is APPROVER.',
  });
  expect(refuseOthers(pat('OPERATOR'), field, { id: 'usr_ada' })).toBeNull();
  expect(refuseOthers(pat('PROPOSER'), 'Mutation.startPlanningSession', { id: 'usr_ada' })).toBeNull();
});

test('only what the table names is a field to begin with', () => {
  expect(['Query.viewer', 'Query.toString', 'viewer'].filter(isRootField)).toEqual(['Query.viewer']);
});
