import { getPolicyOfTool, getTools } from '../resolvers/tool.ts';
import { approvalMode } from './action.ts';
import { builder } from './builder.ts';
import { role } from './viewer.ts';

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
      description: 'Whether someone may decide on what they proposed.',
    }),
    expiresAfterSeconds: t.exposeInt('expiresAfterSeconds', {
      description: 'How long an action waits for decisions before it expires, in seconds.',
    }),
  }),
});

builder.objectType('Tool', {
  description: 'A kind of action that can be proposed.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Stable name.' }),
    description: t.exposeString('description', { description: 'What it does.' }),
    category: t.exposeString('category', { description: 'What it belongs to, for grouping.' }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether it takes something away: such an action always needs a person.',
    }),
    argumentSchema: t.field({
      type: 'JSON',
      description: 'JSON Schema of the arguments.',
      resolve: (tool) => tool.argumentSchema,
    }),
    policy: t.field({
      type: 'Policy',
      description: 'What has to happen before such an action is carried out.',
      resolve: (tool) => getPolicyOfTool(tool),
    }),
  }),
});

builder.queryField('tools', (t) =>
  t.field({
    type: ['Tool'],
    description: 'Everything that can be proposed.',
    resolve: (_root, _args, context) => getTools(context),
  }),
);
