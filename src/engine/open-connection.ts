import { createHmac, randomBytes } from 'node:crypto';
import type { Connection, Credentials } from '../domain/connection.ts';
import { type ConnectionId, type OrganizationId, parseId } from '../domain/ids.ts';
import type { ClosedConnection, ConnectionAccess } from '../domain/outside.ts';
import { readConnection, readSealedCredentials } from '../store/read/connections.ts';
import type { EngineParts } from './parts.ts';

export type OpenedConnection =
  | { readonly kind: 'opened'; readonly connection: Connection; readonly access: ConnectionAccess }
  | ClosedConnection;

/** Opens a saved connection for use: reads it, unseals its credentials, and makes its client. Not inside a decision. */
export async function openConnection(
  parts: Pick<EngineParts, 'store' | 'outside'>,
  organizationId: OrganizationId,
  connectionId: string,
): Promise<OpenedConnection> {
  const id = parseId('connection', connectionId);
  if (id === null) return gone;
  const found = await parts.store.read(async (reader) => {
    const connection = await readConnection(reader, organizationId, id);
    return connection === null
      ? null
      : { connection, sealed: connection.hasCredentials ? await readSealedCredentials(reader, id) : null };
  });
  if (found === null) return gone;
  const { connection, sealed } = found;
  const credentials = findCredentials(parts, connection, sealed);
  if (credentials !== null && 'kind' in credentials) return credentials;
  const connector = parts.outside.connectors.get(connection.kind);
  if (connector === undefined) return gone;
  if (credentials === null && connector.needsCredentials) return withoutCredentials(connection);
  const { kind, baseUrl, settings, allowedHosts } = connection;
  const authorization = credentials === null ? {} : connector.authorize(credentials, settings);
  const secrets = credentials === null ? [] : secretsOf(credentials, authorization);
  const http = parts.outside.outbound.clientFor({ id, baseUrl, allowedHosts, authorization, secrets });
  const keyName = credentials === null ? id : keyNameOf(connection, credentials);
  return { kind: 'opened', connection, access: { id, kind, baseUrl, settings, keyName, http } };
}

function findCredentials(
  { outside }: Pick<EngineParts, 'outside'>,
  { id, organizationId, name, hasCredentials, fromEnvironment }: Connection,
  sealed: string | null,
): Credentials | ClosedConnection | null {
  if (!hasCredentials) return null;
  if (fromEnvironment) return outside.fromEnvironment.find((each) => each.id === id)?.credentials ?? gone;
  const { sealing } = outside;
  if (sealing === null) {
    const message = `The credentials of the connection ${name} are sealed, and SECRETS_KEY is not set.`;
    return { kind: 'closed', reason: 'NO_KEY', message };
  }
  const opened = sealed === null ? null : openCredentials(sealing, { id, organizationId, sealed });
  if (opened !== null) return opened;
  const message = `The credentials of the connection ${name} do not open with SECRETS_KEY: save them again, or set the key that they were sealed with.`;
  return { kind: 'closed', reason: 'NO_KEY', message };
}

/** What credentials are sealed under: they open in no other record. */
export function sealNameOf(id: ConnectionId, organizationId: OrganizationId): string {
  return `connection ${organizationId} ${id}`;
}

/** Sealed credentials, opened; null when they do not open with the key. */
export function openCredentials(
  sealing: NonNullable<EngineParts['outside']['sealing']>,
  { id, organizationId, sealed }: { id: ConnectionId; organizationId: OrganizationId; sealed: string },
): Credentials | null {
  const text = sealing.open(sealed, sealNameOf(id, organizationId));
  return text === null ? null : (JSON.parse(text) as Credentials);
}

/** Of this process alone, so that a name gives nothing away. */
const namingKey = randomBytes(32);

function keyNameOf({ kind, baseUrl }: Connection, { token, user }: Credentials): string {
  const named = JSON.stringify([kind, new URL(baseUrl).origin, user, token]);
  return createHmac('sha256', namingKey).update(named).digest('base64url');
}

/** Every form in which the credentials travel. */
function secretsOf({ token }: Credentials, authorization: Readonly<Record<string, string>>): string[] {
  const values = Object.values(authorization).map((value) => value.replace(/^(?:Basic|Bearer) /, ''));
  return [...new Set([token, ...values])];
}

const gone: ClosedConnection = {
  kind: 'closed',
  reason: 'GONE',
  message: 'There is no such connection any more.',
};

function withoutCredentials({ name }: Connection): ClosedConnection {
  const message = `The connection ${name} has no credentials: save them with saveConnection.`;
  return { kind: 'closed', reason: 'NO_CREDENTIALS', message };
}

/** Carries a closed connection out of what would have used it. */
export class ClosedConnectionError extends Error {
  override readonly name = 'ClosedConnectionError';
  readonly closed: ClosedConnection;

  constructor(closed: ClosedConnection) {
    super(closed.message);
    this.closed = closed;
  }
}
