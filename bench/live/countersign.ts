import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../src/config.ts';
import { assembleParts } from '../../src/server/assemble.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';
import type { Commit, Store } from '../../src/store/store.ts';
import { loggedEvent } from './event.ts';
import { serve } from './serve.ts';

// The product as it is, but for one thing: commits are announced without having been written, so that what is measured
// is the way from the commit to the sockets. With a database as second argument it serves what is in there.

const [settings = '{}', given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const database = given ?? join(folder, 'bench.db');
const listeners = new Set<(commit: Commit) => void>();
const server = await startServer(
  parseConfig({
    PORT: '0',
    DATABASE_URL: `file:${database}`,
    ...JSON.parse(settings),
  }),
  {
    logger: createLogger('silent'),
    assemble: (foundation) => assembleParts({ ...foundation, store: announcing(foundation.store) }),
  },
);
const quiet = { effectsDue: false, timersSet: false, stops: [] } satisfies Omit<Commit, 'events'>;
// Only its connections are looked at.
const none: Server = createServer();
serve(none, server.port, (batch) => {
  const events = batch.map(({ position, event }) => loggedEvent(position, event));
  for (const listener of listeners) listener({ ...quiet, events });
});

function announcing(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'onCommit') {
        return (listener: (commit: Commit) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
