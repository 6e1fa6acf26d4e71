import { Client, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { answered, followToTheEnd, print, query } from './loop.js';

const [server = 'http://localhost:4000', sessionId] = process.argv.slice(2);

const sockets = createClient({ url: `${server.replace('http', 'ws')}/graphql`, retryAttempts: 0 });
const client = new Client({
  url: `${server}/graphql`,
  preferGetMethod: false,
  exchanges: [
    subscriptionExchange({
      forwardSubscription: (operation) => ({
        subscribe: (sink) => ({
          unsubscribe: sockets.subscribe(
            { query: operation.query ?? '', variables: operation.variables ?? {} },
            sink,
          ),
        }),
      }),
    }),
  ],
});

await followToTheEnd(
  (after, onEvent) =>
    new Promise((resolve, reject) => {
      let last = null;
      client.subscription(query, { sessionId, after }).subscribe((result) => {
        const event = result.data?.planningSessionEvents;
        // urql hands out the last result a second time when the subscription completes.
        if (event && event.id !== last) {
          last = event.id;
          onEvent(event);
        }
        if (result.error?.graphQLErrors.length) reject(answered(result.error.graphQLErrors));
        else if (result.error) reject(result.error.networkError);
        else if (!result.hasNext) resolve();
      });
    }),
  print,
);
await sockets.dispose();
