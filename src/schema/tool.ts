import { getPolicyOfTool } from '../resolvers/policy.ts';
import { getTools } from '../resolvers/tool.ts';
import { builder } from './builder.ts';

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
    resultFields: t.stringList({
      nullable: true,
      description:
        'Names of what the result holds, as later steps of a chain refer to it (`steps.name.result.issueId`); null where that is known only when it is there.',
      resolve: (tool) => tool.resultFields ?? null,
    }),
    policy: t.field({
      type: 'Policy',
      description: 'The policy in force: what has to happen before such an action is carried out.',
      resolve: (tool, _args, context) => getPolicyOfTool(context, tool),
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
