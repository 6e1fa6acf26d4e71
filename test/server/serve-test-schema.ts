import { parseConfig } from '../../src/config.ts';
import type { Services } from '../../src/resolvers/context.ts';
import { runServer } from '../../src/server/run.ts';
import { describeStartFailure } from '../../src/server/start-failure.ts';
import { testSchema } from './fixture.ts';

// The process that the tests of starting and stopping send signals to.
try {
  await runServer(parseConfig(process.env), {
    assemble: async ({ store }) => ({
      schema: testSchema({ bumps: 0, open: new Set() }),
      services: { store } as Services,
    }),
  });
} catch (error) {
  process.stderr.write(`${describeStartFailure(error, process.env)}\n`);
  process.exit(1);
}
