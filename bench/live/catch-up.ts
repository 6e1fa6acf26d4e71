import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { formatCursor } from '../../src/domain/cursor.ts';
import type { NewEvent } from '../../src/domain/event.ts';
import { formatId } from '../../src/domain/ids.ts';
import { developmentOrganization } from '../../src/server/identity.ts';
import { appendEvents } from '../../src/store/log.ts';
import { openStore } from '../../src/store/store.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { median } from '../measure.ts';
import { Arena, type Contender } from './contender.ts';
import { chainName } from './event.ts';

const eventsPerDecision = 500;

/** Fills the log of a new database with the history of one chain. */
async function fillLog(path: string, events: number): Promise<void> {
  await using store = await openStore({ path });
  const { id: organizationId, name } = developmentOrganization;
  const now = Date.now();
  await store.transact((tx) => ensureOrganization(tx, { id: organizationId, name, now }));
  const chainId = chainName(0);
  for (let start = 0; start < events; start += eventsPerDecision) {
    const decided = Array.from(
      { length: Math.min(eventsPerDecision, events - start) },
      (_, n): NewEvent => ({
        id: formatId('event', v7()),
        type: 'ChainStepStarted',
        stream: `chain:${chainId}`,
        ids: { chainId },
        body: { stepName: 'send the receipt', stepIndex: (start + n + 1) % 100 },
      }),
    );
    const actor = { kind: 'SYSTEM', id: 'system', name: 'Countersign' } as const;
    const origin = { organizationId, now, actor, correlationId: null, causedBy: null };
    await store.transact((tx) => appendEvents(tx, origin, decided));
  }
}

export interface CatchUp {
  readonly events: number;
  readonly subscribers: number;
  readonly rounds: number;
  /** Of the product: settings that allow so many. */
  readonly environment: string;
}

/**
 * Followers that come back together, from before all that is in the log, until each has it all: against reading the rows
 * once and writing them to bare sockets. Answers the median times in milliseconds, bare first.
 */
export async function measureCatchUp({
  events,
  subscribers,
  rounds,
  environment,
}: CatchUp): Promise<[number, number]> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  try {
    const path = join(folder, 'log.db');
    await fillLog(path, events);
    const of = { path: '/graphql', query: 'history', transport: 'socket' } as const;
    const contenders: readonly Contender[] = [
      { name: 'bare ws', program: 'live/bare-catch-up.ts', args: [path, String(subscribers)], ...of },
      { name: 'countersign', program: 'live/countersign.ts', args: [environment, path], ...of },
    ];
    const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        using arena = await Arena.open(contender, { subscribers, chains: 1 });
        times.get(contender.name)?.push(await arena.catchUp(events, formatCursor(0)));
      }
    }
    const [bare = [], product = []] = [...times.values()];
    return [median(bare), median(product)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
