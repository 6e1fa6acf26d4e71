import { createServer } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { PubSub, withFilter } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { serve } from '../live/serve.ts';
import { peerSchema } from './schema.js';

// What Apollo Server's documentation shows for subscriptions: graphql-subscriptions and graphql-ws.
const isGlobal = process.argv[2] === 'global';
const pubsub = new PubSub();
pubsub.ee.setMaxListeners(0);
const schema = makeExecutableSchema({
  typeDefs: peerSchema,
  resolvers: {
    Subscription: {
      events: {
        subscribe: isGlobal
          ? withFilter(
              () => pubsub.asyncIterableIterator('events'),
              ({ events }, { chain }) => events.chainId === chain,
            )
          : (_root, { chain }) => pubsub.asyncIterableIterator(chain),
      },
    },
  },
});
const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(0, '127.0.0.1', () => {
  serve(server, server.address().port, (batch) => {
    for (const { event } of batch)
      void pubsub.publish(isGlobal ? 'events' : event.chainId, { events: event });
  });
});
