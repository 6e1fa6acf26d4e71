import { sql } from 'kysely';
import type { ConnectionCheck, Connection as SavedConnection } from '../../domain/connection.ts';
import type { ConnectionId, OrganizationId } from '../../domain/ids.ts';
import { insertionOnce, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
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
    .where(sql<boolean>`state in ('PENDING', 'BLOCKED') and state = 'PENDING' and connection is not null`)
    // What nothing is sent of any more does not wait to be let in: it ends when it is claimed.
    .where(sql<boolean>`stop_requested_at is null and (deadline_at is null or deadline_at > ${$('now')})`),
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

const insertRow = insertionOnce('connections', [
  'id',
  'organization_id',
  'kind',
  'name',
  'base_url',
  'allowed_hosts',
  'settings',
  'credentials',
  'has_credentials',
  'from_environment',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
]);

/** Adds a connection, false when it is there already; `sealed` are its credentials, null when none are kept here. */
export async function insertConnection(
  tx: Transaction,
  connection: SavedConnection,
  sealed: string | null,
): Promise<boolean> {
  const row = {
    id: connection.id,
    organization_id: connection.organizationId,
    kind: connection.kind,
    name: connection.name,
    base_url: connection.baseUrl,
    allowed_hosts: toJson([...connection.allowedHosts]),
    settings: toJson(connection.settings),
    credentials: sealed,
    has_credentials: connection.hasCredentials ? 1 : 0,
    from_environment: connection.fromEnvironment ? 1 : 0,
    created_by_kind: connection.createdBy.kind,
    created_by_id: connection.createdBy.id,
    created_by_name: connection.createdBy.name,
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
  };
  return (await tx.run(insertRow, row)) === 1;
}

interface ChangedConnection {
  id: ConnectionId;
  name: string;
  baseUrl: string;
  allowedHosts: string;
  settings: string;
  now: number;
}

const updateRow = query((db, $: Parameter<ChangedConnection>) =>
  db
    .updateTable('connections')
    .set({
      name: $('name'),
      base_url: $('baseUrl'),
      allowed_hosts: $('allowedHosts'),
      settings: $('settings'),
      check_verdict: null,
      check_message: null,
      checked_at: null,
      deleted_at: null,
      updated_at: $('now'),
    })
    .where('id', '=', $('id')),
);

/** Writes what a connection has become; what was found out about it before is forgotten. */
export async function updateConnection(tx: Transaction, connection: SavedConnection): Promise<void> {
  const { id, name, baseUrl, allowedHosts, settings, updatedAt: now } = connection;
  await tx.run(updateRow, {
    id,
    name,
    baseUrl,
    allowedHosts: toJson([...allowedHosts]),
    settings: toJson(settings),
    now,
  });
}

const updateCredentials = query(
  (db, $: Parameter<{ id: ConnectionId; sealed: string | null; has: number }>) =>
    db
      .updateTable('connections')
      .set({ credentials: $('sealed'), has_credentials: $('has') })
      .where('id', '=', $('id')),
);

/** Puts credentials in the place of those that a connection had; null: they are kept elsewhere. */
export async function saveCredentials(
  tx: Transaction,
  id: ConnectionId,
  sealed: string | null,
): Promise<void> {
  await tx.run(updateCredentials, { id, sealed, has: 1 });
}

const updateCheck = query(
  (db, $: Parameter<{ id: ConnectionId; asOf: number; verdict: string; message: string; now: number }>) =>
    db
      .updateTable('connections')
      .set({ check_verdict: $('verdict'), check_message: $('message'), checked_at: $('now') })
      .where('id', '=', $('id'))
      .where('updated_at', '=', $('asOf'))
      .where('deleted_at', 'is', null),
);

/** Notes what a check found; false when the connection has changed since `asOf`, the time of the change that was checked. */
export async function saveCheck(
  tx: Transaction,
  { id, asOf, check }: { id: ConnectionId; asOf: number; check: ConnectionCheck },
): Promise<boolean> {
  const { verdict, message, checkedAt: now } = check;
  return (await tx.run(updateCheck, { id, asOf, verdict, message, now })) === 1;
}

const markDeleted = query((db, $: Parameter<{ id: ConnectionId; now: number }>) =>
  db
    .updateTable('connections')
    .set({ deleted_at: $('now'), updated_at: $('now') })
    .where('id', '=', $('id')),
);

/** Deletes a connection and its credentials; what was done with it keeps its id. */
export async function deleteConnectionRow(tx: Transaction, id: ConnectionId, now: number): Promise<void> {
  await tx.run(updateCredentials, { id, sealed: null, has: 0 });
  await tx.run(markDeleted, { id, now });
}
