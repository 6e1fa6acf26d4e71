import { parse, validate } from 'graphql';
import { parseConfig } from '../../src/config.ts';
import type { ExecutionGuard } from '../../src/server/execution-guard.ts';
import { type Authenticate, developmentOrganization } from '../../src/server/identity.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';

// The server of the benchmark, in a process of its own: `on` with every check there is, `off` with none.

const isOff = process.argv[2] === 'off';
const { id: organizationId, name: organizationName } = developmentOrganization;

const everyone: Authenticate = async () => ({
  kind: 'authenticated',
  keyId: null,
  expiresAt: null,
  viewer: {
    organizationId,
    organizationName,
    actor: { kind: 'USER', id: 'usr_bench', name: 'bench' },
    role: 'ADMIN',
  },
});

const unguarded: ExecutionGuard = {
  check: { parse, validate, rules: [], operationFault: () => null, hidesSchema: false },
  bound: (execute) => execute,
  mutationFault: async () => null,
};

const server = await startServer(parseConfig(process.env), {
  logger: createLogger('error'),
  ...(isOff ? { authenticate: everyone, guard: unguarded } : {}),
});
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit(0));
process.send?.({ url: server.url });
