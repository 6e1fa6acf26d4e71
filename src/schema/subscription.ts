import { followAction, followChain, followEvents, followSession } from '../resolvers/subscription.ts';
import { builder } from './builder.ts';
import { eventFilter } from './event-type.ts';
import { orStreamError } from './outcome.ts';

const afterOfEntity = {
  type: 'Cursor',
  description: 'Only events after this position: a cursor or an `asOf`. Left out: from its beginning.',
} as const;

builder.subscriptionFields((t) => ({
  events: t.field({
    type: 'Event',
    description: 'Every event of the organization that passes the filter: from `after` on, or from now.',
    args: {
      filter: t.arg({ type: eventFilter, description: 'Which events; left out: all.' }),
      after: t.arg({
        type: 'Cursor',
        description: 'Only events after this position: a cursor or an `asOf`. Left out: from now.',
      }),
    },
    subscribe: async (_root, args, context) => orStreamError(await followEvents(context, args)),
    resolve: (event) => event,
  }),
  planningSessionEvents: t.field({
    type: 'Event',
    description:
      'One planning session: its history (from `after`, or from its beginning), then live, then its end.',
    args: {
      sessionId: t.arg.id({ required: true, description: 'Id of the session, `ses_…`.' }),
      after: t.arg(afterOfEntity),
    },
    subscribe: async (_root, args, context) =>
      orStreamError(await followSession(context, args.sessionId, args.after)),
    resolve: (event) => event,
  }),
  actionEvents: t.field({
    type: 'Event',
    description: 'One action: its history (from `after`, or from its beginning), then live, then its end.',
    args: {
      actionId: t.arg.id({ required: true, description: 'Id of the action, `act_…`.' }),
      after: t.arg(afterOfEntity),
    },
    subscribe: async (_root, args, context) =>
      orStreamError(await followAction(context, args.actionId, args.after)),
    resolve: (event) => event,
  }),
  chainEvents: t.field({
    type: 'Event',
    description: 'One chain: its history (from `after`, or from its beginning), then live, then its end.',
    args: {
      chainId: t.arg.id({ required: true, description: 'Id of the chain, `chn_…`.' }),
      after: t.arg(afterOfEntity),
      subChains: t.arg.boolean({
        defaultValue: false,
        description: 'Whether events of the chains that it runs as steps come along.',
      }),
    },
    subscribe: async (_root, args, context) =>
      orStreamError(await followChain(context, { id: args.chainId, subChains: args.subChains }, args.after)),
    resolve: (event) => event,
  }),
}));
