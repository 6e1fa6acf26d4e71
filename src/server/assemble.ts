import type { Viewer } from '../access/viewer.ts';
import { createEngine } from '../engine/create-engine.ts';
import { idMaker } from '../engine/new-id.ts';
import { createPlanReader, type PlanReader } from '../engine/plan-reader.ts';
import { steadyClock } from '../engine/steady-clock.ts';
import { createHub } from '../pubsub/create-hub.ts';
import { schema } from '../schema/index.ts';
import { readNewestIdTime } from '../store/read/newest-id.ts';
import { ensureOrganization } from '../store/write/organizations.ts';
import { assembleModels, checkScript } from './assemble-models.ts';
import { assembleOutside } from './assemble-outside.ts';
import type { ServerParts } from './graphql.ts';
import { developmentOrganization, organizationIdOf } from './identity.ts';
import { logOutbound } from './outbound-log.ts';
import { refuseExceeded } from './rate-limits.ts';
import type { Foundation } from './server.ts';

/** A document that takes longer, or more, is refused as too complex. */
const reading = { readTimeoutMs: 30_000, memoryMb: 1024 };

/** Where the engine, the hub and the schema come together: each is given what it needs, and put on the stack. */
export async function assembleParts({
  config,
  store,
  logger,
  reportError,
  tools,
  reachFaultPoint,
  connections,
  prepare,
  planReader,
  stack,
  rates,
}: Foundation): Promise<ServerParts> {
  const now = steadyClock(Date.now, () => performance.now());
  await store.transact((tx) => ensureOrganization(tx, { ...developmentOrganization, now: now() }));
  const { organization } = config.outside;
  if (organization !== null) {
    const named = { id: organizationIdOf(organization), name: organization };
    await store.transact((tx) => ensureOrganization(tx, { ...named, now: now() }));
  }
  const hub = stack.use(createHub(store, now, { perActor: config.live.subscriptionsPerUser }));
  await checkScript(config.models.scriptFile);
  const models = assembleModels(config.models, store);
  const texts = stack.use(models.texts);
  const outside = stack.use(assembleOutside(config.outside));
  stack.defer(logOutbound(logger));
  const engine = stack.use(
    await createEngine({
      store,
      tools: new Map(tools.map((tool) => [tool.name, tool])),
      planReader: planReader ?? openPlanReader(prepare),
      models,
      outside,
      now,
      newId: idMaker(now, await store.read(readNewestIdTime)),
      random: Math.random,
      reachFaultPoint,
      reportFault: (cause, about) => {
        logger.error({ err: cause, ...about }, 'a fault that no caller waits for');
        reportError?.(cause, { correlationId: about['correlationId'] ?? 'none' });
      },
      limits: {
        documentMaxBytes: config.documentMaxBytes,
        logKeptMs: config.logRetentionDays * 86_400_000,
        requestKeysKeptMs: config.idempotencyKeyRetentionDays * 86_400_000,
        openSessions: config.openSessions,
        ...(config.identity.kind === 'development' ? { unsetRole: 'ADMIN' } : {}),
        effectConcurrency: config.effectConcurrency,
        chainConcurrency: config.effectConcurrency,
      },
    }),
  );
  const limits = {
    documentBytes: config.documentMaxBytes,
    openSessions: config.openSessions,
    live: config.live,
    connectionsOf: (viewer: Viewer) => connections.usedBy(viewer),
    usage: (viewer: Viewer) => rates.lookAtAll(viewer),
    takeDocument: async (viewer: Viewer, bytes: number) => {
      const { exceeded } = await rates.take(viewer, 'documentBytesPerHour', bytes);
      return exceeded === null ? null : refuseExceeded(exceeded, now());
    },
  };
  return { schema, services: { store, engine, hub, texts, tools, limits, publicUrl: config.publicUrl } };
}

function openPlanReader(prepare: boolean): PlanReader {
  const reader = createPlanReader(reading);
  if (prepare) reader.prepare();
  return reader;
}
