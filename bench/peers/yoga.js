import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga, filter, pipe } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { serve } from '../live/serve.ts';
import { peerSchema } from './schema.js';

// yoga and graphql-ws as their documentation wires them, with createPubSub: one topic for each chain, or one for all.
const isGlobal = process.argv[2] === 'global';
const pubsub = createPubSub();
const schema = createSchema({
  typeDefs: peerSchema,
  resolvers: {
    Subscription: {
      events: {
        subscribe: (_root, { chain }) =>
          isGlobal
            ? pipe(
                pubsub.subscribe('events'),
                filter((event) => event.chainId === chain),
              )
            : pubsub.subscribe('events', chain),
        resolve: (event) => event,
      },
    },
  },
});
const yoga = createYoga({ schema, logging: false });
const server = createServer((request, response) => void yoga(request, response));
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });
useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const enveloped = yoga.getEnveloped({ ...context, params });
      const args = {
        schema: enveloped.schema,
        operationName: params.operationName,
        document: enveloped.parse(params.query),
        variableValues: params.variables,
        contextValue: await enveloped.contextFactory(),
        rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
      };
      const errors = enveloped.validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);
server.listen(0, '127.0.0.1', () => {
  serve(server, server.address().port, (batch) => {
    for (const { event } of batch) {
      if (isGlobal) pubsub.publish('events', event);
      else pubsub.publish('events', event.chainId, event);
    }
  });
});
