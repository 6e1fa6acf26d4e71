import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { connectorTools } from '../connectors/registry.ts';
import type { ReachFaultPoint } from '../domain/fault-point.ts';
import { idMaker } from '../engine/new-id.ts';
import type { PlanReader } from '../engine/plan-reader.ts';
import { openStore, type Store } from '../store/store.ts';
import { tools } from '../tools/registry.ts';
import type { Tool } from '../tools/tool.ts';
import { assembleParts } from './assemble.ts';
import { createAuthenticate } from './authenticate.ts';
import { ConnectionLimits } from './connection-limits.ts';
import { ensureFolder } from './data-folder.ts';
import { endGrantsOnChange } from './end-grants.ts';
import type { ExecutionGuard } from './execution-guard.ts';
import type { ServerParts } from './graphql.ts';
import { HeldGrants } from './held-grants.ts';
import type { Authenticate } from './identity.ts';
import { KnownIdentities } from './known-identities.ts';
import { listen } from './listener.ts';
import { createLogger, type Logger, type ReportError } from './logger.ts';
import { OperatorDesk } from './operator-desk.ts';
import { RateLimits } from './rate-limits.ts';
import { StreamTickets } from './stream-tickets.ts';

/** What the parts are made from. */
export interface Foundation {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly rates: RateLimits;
  readonly reportError: ReportError | undefined;
  readonly tools: readonly Tool[];
  readonly reachFaultPoint: ReachFaultPoint | undefined;
  readonly connections: ConnectionLimits;
  readonly prepare: boolean;
  readonly planReader: PlanReader | undefined;
  /** Takes what has to be stopped when the server stops: the last first. */
  readonly stack: AsyncDisposableStack;
}

/** Makes the schema and the services that it calls. */
export type AssembleParts = (foundation: Foundation) => Promise<ServerParts>;

/** What tests and embedders put in place of what the server brings. */
export interface Overrides {
  readonly assemble?: AssembleParts;
  readonly logger?: Logger;
  readonly reportError?: ReportError;
  readonly authenticate?: Authenticate;
  /** What stands before execution. */
  readonly guard?: ExecutionGuard;
  /** Everything that can be proposed; left out: what the registry holds. */
  readonly tools?: readonly Tool[];
  /** Told of each fault point that the engine reaches. */
  readonly reachFaultPoint?: ReachFaultPoint;
  /** Makes ready what the first document would wait for: worth it for a server that stays. */
  readonly prepare?: boolean;
  /** What reads documents; left out: threads of the server's own. */
  readonly planReader?: PlanReader;
}

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

/** The composition root. Resolves when the server listens; disposing stops it, the door first, the database last. */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  await using stack = new AsyncDisposableStack();
  await ensureFolder(dirname(config.databasePath));
  const { reachFaultPoint } = overrides;
  const rates = new RateLimits(config.rates);
  const store = stack.use(await openStore({ path: config.databasePath, reachFaultPoint }));
  const grants = stack.use(new HeldGrants());
  // Hears of a commit before the hub does: what is committed with a revocation is not told to who was revoked.
  stack.defer(endGrantsOnChange(store, grants));
  const connections = new ConnectionLimits(config.live);
  const parts = await (overrides.assemble ?? assembleParts)({
    config,
    store,
    logger,
    rates,
    reportError: overrides.reportError,
    tools: overrides.tools ?? [...tools, ...connectorTools],
    reachFaultPoint,
    connections,
    prepare: overrides.prepare ?? false,
    planReader: overrides.planReader,
    stack,
  });
  const known = stack.use(new KnownIdentities(store));
  const now = () => Date.now();
  stack.use(
    new OperatorDesk({
      databasePath: config.databasePath,
      store,
      now,
      newId: idMaker(now),
      reportFault: (cause) => logger.error({ err: cause }, 'what an operator asked could not be done'),
    }),
  );
  const tickets = new StreamTickets(grants);
  const authenticate = createAuthenticate({
    identity: config.identity,
    store,
    known,
    tickets,
    now,
    reportFault: (cause) => logger.error({ err: cause }, 'who was here could not be noted'),
  });
  const listener = stack.use(
    await listen({
      config,
      parts,
      logger,
      authenticate: overrides.authenticate ?? authenticate,
      grants,
      tickets,
      rates,
      guard: overrides.guard,
      connections,
      reportError: overrides.reportError,
    }),
  );
  logger.info(
    { graphiql: `${listener.url}/graphql`, database: config.databasePath },
    config.identity.kind === 'development'
      ? 'listening, as one development organization on loopback only'
      : 'listening, to whoever shows an API key or a token',
  );
  const started = stack.move();
  return {
    url: listener.url,
    port: listener.port,
    async [Symbol.asyncDispose]() {
      logger.info('stopping');
      await started.disposeAsync();
      logger.info('stopped');
    },
  };
}
