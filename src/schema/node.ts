import { getNode, getNodes, maxNodeIds, typeOfNode } from '../resolvers/node.ts';
import { builder } from './builder.ts';
import { orError } from './outcome.ts';

builder.interfaceType('Node', {
  description: 'Something with a global id.',
  resolveType: typeOfNode,
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'Global id: a prefix that says what it is, such as `ses_`, and a UUID. The same id works in `node` and in every argument that takes an id.',
    }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: 'Node',
    nullable: true,
    description: 'Anything by its global id; null when there is nothing with it.',
    args: { id: t.arg.id({ required: true, description: 'A global id.' }) },
    resolve: (_root, args, context) => getNode(context, args.id),
  }),
  nodes: t.field({
    type: ['Node'],
    nullable: { list: false, items: true },
    description: 'Many things by their global ids, each in its place; null where there is nothing.',
    args: {
      ids: t.arg.idList({ required: true, description: `Global ids, at most ${maxNodeIds}.` }),
    },
    resolve: async (_root, args, context) => orError(await getNodes(context, args.ids)),
  }),
}));
