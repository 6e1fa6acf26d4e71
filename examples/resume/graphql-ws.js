import { createClient } from 'graphql-ws';
import { answered, followToTheEnd, print, query } from './loop.js';

const [server = 'http://localhost:4000', sessionId] = process.argv.slice(2);

// Its own retry would subscribe again with the variables that it began with: off.
const client = createClient({ url: `${server.replace('http', 'ws')}/graphql`, retryAttempts: 0 });

await followToTheEnd(async (after, onEvent) => {
  for await (const { data, errors } of client.iterate({ query, variables: { sessionId, after } })) {
    if (errors) throw answered(errors);
    onEvent(data.planningSessionEvents);
  }
}, print);
await client.dispose();
