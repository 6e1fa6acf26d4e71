import { getMembers, setMemberRole } from '../resolvers/member.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { role } from './role.ts';

builder.objectType('Member', {
  description: 'A person whom the organization knows: one who has been here, or whose role was set.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the person, `usr_…`.' }),
    name: t.exposeString('name', { description: 'Name to show; the id until the person has been here.' }),
    role: t.expose('role', {
      type: role,
      nullable: true,
      description: 'What was set here; null: nobody has, and the token of the person says it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When first heard of.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When name or role last changed.' }),
  }),
});

const setMemberRoleInput = builder.inputType('SetMemberRoleInput', {
  description: 'A role to set.',
  fields: (t) => ({
    userId: t.id({
      required: true,
      description:
        'Whose: an id `usr_…`, as `viewer.actor`, `members` and events show it. Someone who was never here can be given a role before they come.',
    }),
    role: t.field({ type: role, required: true, description: 'What the person may do from now on.' }),
  }),
});

builder.objectType('MemberPayload', {
  description: 'The member, or why nothing changed.',
  fields: (t) => ({
    member: t.expose('member', {
      type: 'Member',
      nullable: true,
      description: 'The member; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

const memberConnection = connectionOf('Member', 'members');

builder.queryField('members', (t) =>
  t.field({
    type: memberConnection,
    description: 'The people whom the organization knows.',
    args: pageArguments,
    resolve: (_root, args, context) => orError(getMembers(context, args)),
  }),
);

builder.mutationField('setMemberRole', (t) =>
  t.field({
    type: 'MemberPayload',
    description:
      'Sets the role of someone else, over what their token says. It holds at once: sockets and streams of the person end, to be opened anew.',
    args: { input: t.arg({ type: setMemberRoleInput, required: true, description: 'Whose, and which.' }) },
    resolve: (_root, { input }, context) => setMemberRole(context, input),
  }),
);
