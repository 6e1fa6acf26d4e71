import { sql } from 'kysely';
import type { CheckVerdict, Connection, ConnectionKind } from '../../domain/connection.ts';
import type { ConnectionId, OrganizationId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectAll = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db
    .selectFrom('connections')
    .leftJoin('paused_connections as paused', (join) =>
      join
        .onRef('paused.organization_id', '=', 'connections.organization_id')
        .onRef('paused.connection', '=', 'connections.id'),
    )
    .selectAll('connections')
    .select('paused.reason as paused_reason')
    .where('connections.organization_id', '=', $('organizationId'))
    .where('deleted_at', 'is', null)
    .orderBy('connections.id'),
);

/** The connections of an organization, oldest first. */
export async function readConnections(reader: Reader, organizationId: OrganizationId): Promise<Connection[]> {
  return (await reader.all(selectAll, { organizationId })).map(parseConnection);
}

const selectByIds = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('connections')
    .leftJoin('paused_connections as paused', (join) =>
      join
        .onRef('paused.organization_id', '=', 'connections.organization_id')
        .onRef('paused.connection', '=', 'connections.id'),
    )
    .selectAll('connections')
    .select('paused.reason as paused_reason')
    .where('connections.id', 'in', listOf($('ids')))
    .where('connections.organization_id', '=', $('organizationId'))
    .where('deleted_at', 'is', null),
);

/** In no order; those that are missing, deleted or another organization's are left out. */
export async function readConnectionsById(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ConnectionId[],
): Promise<Connection[]> {
  return (await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseConnection);
}

export async function readConnection(
  reader: Reader,
  organizationId: OrganizationId,
  id: ConnectionId,
): Promise<Connection | null> {
  return (await readConnectionsById(reader, organizationId, [id]))[0] ?? null;
}

const selectOfEnvironment = query((db) =>
  db
    .selectFrom('connections')
    .selectAll()
    .select((each) => each.val<string | null>(null).as('paused_reason'))
    .where('from_environment', '=', 1)
    .where('deleted_at', 'is', null),
);

/** The connections of all organizations that came from the environment. */
export async function readEnvironmentConnections(reader: Reader): Promise<Connection[]> {
  return (await reader.all(selectOfEnvironment, {})).map(parseConnection);
}

const selectSealed = query((db, $: Parameter<{ id: ConnectionId }>) =>
  db.selectFrom('connections').select('credentials').where('id', '=', $('id')),
);

/** The sealed credentials of a connection; null when none are kept. */
export async function readSealedCredentials(reader: Reader, id: ConnectionId): Promise<string | null> {
  return (await reader.first(selectSealed, { id }))?.credentials ?? null;
}

// What is sealed begins with its version and the id of its key.
const selectSealedOfEachKey = query((db) =>
  db
    .selectFrom('connections')
    .select((each) => [each.fn.min('id').as('id'), 'organization_id', 'credentials'])
    .where('credentials', 'is not', null)
    .groupBy(sql`substr(credentials, 1, 12)`),
);

/** One connection for each key that credentials are sealed with. */
export async function readSealedOfEachKey(
  reader: Reader,
): Promise<{ id: ConnectionId; organizationId: OrganizationId; sealed: string }[]> {
  const rows = await reader.all(selectSealedOfEachKey, {});
  return rows.map((row) => ({
    id: row.id as ConnectionId,
    organizationId: row.organization_id as OrganizationId,
    sealed: row.credentials ?? '',
  }));
}

type ConnectionRow = RowOf<'connections', keyof Tables['connections']> & {
  readonly paused_reason: string | null;
};

function parseConnection(row: ConnectionRow): Connection {
  const { check_verdict: verdict, check_message: message, checked_at: checkedAt } = row;
  return {
    id: row.id as ConnectionId,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as ConnectionKind,
    name: row.name,
    baseUrl: row.base_url,
    allowedHosts: JSON.parse(row.allowed_hosts) as string[],
    settings: JSON.parse(row.settings) as JsonObject,
    hasCredentials: row.has_credentials === 1,
    fromEnvironment: row.from_environment === 1,
    state: row.paused_reason === null ? 'ACTIVE' : 'PAUSED',
    pausedReason: row.paused_reason,
    lastCheck:
      verdict === null || message === null || checkedAt === null
        ? null
        : { verdict: verdict as CheckVerdict, message, checkedAt },
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const selectKind = query((db, $: Parameter<{ organizationId: OrganizationId; id: string }>) =>
  db
    .selectFrom('connections')
    .select('kind')
    .where('organization_id', '=', $('organizationId'))
    .where('id', '=', $('id')),
);

/** To whom a connection is, also when it has been deleted since; null when there never was one. */
export async function readConnectionKind(
  reader: Reader,
  organizationId: OrganizationId,
  id: string,
): Promise<ConnectionKind | null> {
  return ((await reader.first(selectKind, { organizationId, id }))?.kind ?? null) as ConnectionKind | null;
}
