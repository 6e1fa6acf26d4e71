import { getPolicies, setPolicy } from '../resolvers/policy.ts';
import { approvalMode } from './action.ts';
import { builder } from './builder.ts';
import { role } from './role.ts';

builder.objectType('Policy', {
  description: 'What has to happen before an action of a tool is carried out.',
  fields: (t) => ({
    tool: t.exposeString('tool', {
      nullable: true,
      description: 'Name of the tool; null: of every tool that has no policy of its own.',
    }),
    approval: t.expose('approval', { type: approvalMode, description: 'Whether a person has to decide.' }),
    approvers: t.exposeInt('approvers', { description: 'How many different people have to approve.' }),
    roles: t.expose('roles', { type: [role], description: 'Who may decide.' }),
    selfApproval: t.exposeBoolean('selfApproval', {
      description:
        'Whether someone may approve what they proposed, or what a model proposed in a conversation in which they asked it; declining it is always allowed.',
    }),
    expiresAfterSeconds: t.exposeInt('expiresAfterSeconds', {
      description: 'How long an action waits for decisions before it expires, in seconds.',
    }),
  }),
});

const setPolicyInput = builder.inputType('SetPolicyInput', {
  description: 'A policy to set. What is left out or null stays as it is in force.',
  fields: (t) => ({
    tool: t.string({
      description: 'Name of the tool; left out or null: all tools that have no policy of their own.',
    }),
    approval: t.field({
      type: approvalMode,
      description: 'Whether a person has to decide. What a destructive tool does always waits for one.',
    }),
    approvers: t.int({ description: 'How many different people have to approve, 1 to 20.' }),
    roles: t.field({
      type: [role],
      description:
        'Who may decide: exactly these, at least one of APPROVER, OPERATOR and ADMIN; a higher one is not meant along.',
    }),
    selfApproval: t.boolean({ description: 'Whether someone may approve what they proposed.' }),
    expiresAfterSeconds: t.int({
      description: 'How long an action waits for decisions before it expires: 1 second to 366 days.',
    }),
  }),
});

builder.objectType('PolicyPayload', {
  description: 'The policy as it was set, or why nothing changed.',
  fields: (t) => ({
    policy: t.expose('policy', {
      type: 'Policy',
      nullable: true,
      description: 'The policy; null when `errors` holds something.',
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

builder.queryField('policies', (t) =>
  t.field({
    type: ['Policy'],
    description:
      'The policy of all tools that have none of their own, then those that were set for single tools. `Tool.policy` is the one in force for a tool.',
    resolve: (_root, _args, context) => getPolicies(context),
  }),
);

builder.mutationField('setPolicy', (t) =>
  t.field({
    type: 'PolicyPayload',
    description:
      'Sets what has to happen before actions of a tool are carried out. Holds for actions that are proposed or revised from now on; who may decide holds at once.',
    args: { input: t.arg({ type: setPolicyInput, required: true, description: 'The policy.' }) },
    resolve: (_root, { input }, context) => setPolicy(context, input),
  }),
);
