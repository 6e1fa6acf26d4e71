import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';

// The server of the benchmark, in a process of its own, that says what it has cost so far.

const server = await startServer(parseConfig(process.env), { logger: createLogger('error') });
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit(0));
process.send?.({ url: server.url });
