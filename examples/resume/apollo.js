import { ApolloClient, CombinedGraphQLErrors, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { answered, followToTheEnd, print, query } from './loop.js';

const [server = 'http://localhost:4000', sessionId] = process.argv.slice(2);

const sockets = createClient({ url: `${server.replace('http', 'ws')}/graphql`, retryAttempts: 0 });
const client = new ApolloClient({ link: new GraphQLWsLink(sockets), cache: new InMemoryCache() });
const document = gql(query);

await followToTheEnd(
  (after, onEvent) =>
    new Promise((resolve, reject) => {
      // Events are facts that pass by: nothing is gained by putting them into the cache.
      const options = { query: document, variables: { sessionId, after }, fetchPolicy: 'no-cache' };
      client.subscribe(options).subscribe({
        next: ({ data, error }) => {
          if (CombinedGraphQLErrors.is(error)) reject(answered(error.errors));
          else if (error) reject(error.cause ?? error);
          else if (data) onEvent(data.planningSessionEvents);
        },
        error: reject,
        complete: resolve,
      });
    }),
  print,
);
client.stop();
await sockets.dispose();
