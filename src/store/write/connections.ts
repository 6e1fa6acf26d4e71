import { sql } from 'kysely';
import type { OrganizationId } from '../../domain/ids.ts';
import { insertionOnce, type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';

interface Connection {
  organizationId: OrganizationId;
  connection: string;
}

const selectPaused = query((db, $: Parameter<Connection>) =>
  db
    .selectFrom('paused_connections')
    .select('connection')
    .where('organization_id', '=', $('organizationId'))
    .where('connection', '=', $('connection')),
);

/** Whether the effects of a connection wait until somebody resumes it. */
export async function isPaused(
  reader: Reader,
  organizationId: OrganizationId,
  connection: string,
): Promise<boolean> {
  return (await reader.first(selectPaused, { organizationId, connection })) !== undefined;
}

const insertPaused = insertionOnce('paused_connections', [
  'organization_id',
  'connection',
  'reason',
  'paused_at',
]);

const blockPending = query((db, $: Parameter<Connection & { now: number }>) =>
  db
    .updateTable('effects')
    .set({ state: 'BLOCKED', updated_at: $('now') })
    .where('organization_id', '=', $('organizationId'))
    .where('connection', '=', $('connection'))
    .where(sql<boolean>`state in ('PENDING', 'BLOCKED') and state = 'PENDING' and connection is not null`),
);

/** Lets every effect of a connection wait; false when it was paused already. */
export async function pauseConnection(
  tx: Transaction,
  { organizationId, connection, reason, now }: Connection & { reason: string; now: number },
): Promise<boolean> {
  const row = { organization_id: organizationId, connection, reason, paused_at: now };
  if ((await tx.run(insertPaused, row)) === 0) return false;
  await tx.run(blockPending, { organizationId, connection, now });
  return true;
}

const deletePaused = query((db, $: Parameter<Connection>) =>
  db
    .deleteFrom('paused_connections')
    .where('organization_id', '=', $('organizationId'))
    .where('connection', '=', $('connection')),
);

// What was tried before the pause does not count against what is tried after it.
const unblock = query((db, $: Parameter<Connection & { now: number }>) =>
  db
    .updateTable('effects')
    .set({ state: 'PENDING', next_attempt_at: $('now'), tries: 0, trying_since: null, updated_at: $('now') })
    .where('organization_id', '=', $('organizationId'))
    .where('connection', '=', $('connection'))
    .where(sql<boolean>`state in ('PENDING', 'BLOCKED') and state = 'BLOCKED' and connection is not null`),
);

/** Lets the effects of a connection go on; false when it was not paused. */
export async function resumeConnection(
  tx: Transaction,
  { organizationId, connection, now }: Connection & { now: number },
): Promise<boolean> {
  if ((await tx.run(deletePaused, { organizationId, connection })) === 0) return false;
  await tx.run(unblock, { organizationId, connection, now });
  tx.effectsDue = true;
  return true;
}
