import Fastify from 'fastify';
import mercurius from 'mercurius';
import { serve } from '../live/serve.ts';
import { peerSchema } from './schema.js';

// mercurius with its own pubsub: one topic for each chain, or one for all.
const isGlobal = process.argv[2] === 'global';
const app = Fastify();
app.register(mercurius, {
  schema: peerSchema,
  resolvers: {
    Subscription: {
      events: {
        subscribe: isGlobal
          ? mercurius.withFilter(
              (_root, _args, { pubsub }) => pubsub.subscribe('events'),
              ({ events }, { chain }) => events.chainId === chain,
            )
          : (_root, { chain }, { pubsub }) => pubsub.subscribe(chain),
      },
    },
  },
  subscription: { fullWsTransport: false },
});
await app.listen({ port: 0, host: '127.0.0.1' });
serve(app.server, app.server.address().port, (batch) => {
  for (const { event } of batch) {
    app.graphql.pubsub.publish({ topic: isGlobal ? 'events' : event.chainId, payload: { events: event } });
  }
});
