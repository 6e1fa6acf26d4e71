import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import {
  type Connection,
  type ConnectionChange,
  type ConnectionCheck,
  type ConnectionSettings,
  type Credentials,
  changeConnection,
  credentialsFault,
  mostHosts,
  newConnection,
  ofEnvironment,
} from '../domain/connection.ts';
import { connectionStream } from '../domain/event.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { canonicalJson } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readConnection, readConnections } from '../store/read/connections.ts';
import type { Reader } from '../store/store.ts';
import {
  deleteConnectionRow,
  insertConnection,
  saveCheck,
  saveCredentials,
  updateConnection,
} from '../store/write/connections.ts';
import { resumeConnection } from './connection.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { openConnection, sealNameOf } from './open-connection.ts';
import type { EngineParts } from './parts.ts';
import { answerEarlier, keyFault, once, type RepeatableRequest } from './request.ts';

export interface ConnectionToSave extends ConnectionChange {
  /** Null for a new one. */
  readonly connectionId: ConnectionId | null;
  /** Null keeps those that are there, or has none. */
  readonly credentials: Credentials | null;
  readonly idempotencyKey: string | null;
}

/** A connection, and what its check found. */
export interface CheckedConnection {
  readonly connection: Connection;
  readonly check: ConnectionCheck;
}

const path = ['input', 'connectionId'];
const mostConnections = 100;
const checkTimeoutMs = 20_000;

/** Makes a connection or changes one. New credentials let what waits for it go on. */
export async function saveConnection(
  parts: EngineParts,
  caller: Caller,
  input: ConnectionToSave,
): Promise<Answer<Connection>> {
  const { connectionId, credentials, idempotencyKey, ...change } = input;
  const fault =
    keyFault('idempotencyKey', idempotencyKey) ??
    (credentials === null ? null : (keyMissing(parts) ?? credentialsFault(credentials)));
  if (fault !== null) return fault;
  const origin = originOfCaller(caller);
  const request = requestOf(parts, input);
  const recall = (reader: Reader, id: string) =>
    readConnection(reader, origin.organizationId, id as ConnectionId);
  const earlier = await answerEarlier(parts, origin, request, recall);
  if (earlier !== null) return earlier;
  const forbidden = await addressFault(parts, change);
  if (forbidden !== null) return forbidden;
  return await answer(parts, origin, (decision) =>
    once<Connection>(decision, request, {
      recall: (id) => recall(decision.tx, id),
      make: () =>
        connectionId === null
          ? make(decision, change, credentials)
          : alter(decision, { id: connectionId, change, credentials }),
    }),
  );
}

/** Other credentials are another request. They are known again by a signature, so that nothing can be guessed from it. */
function requestOf(
  { outside: { sealing } }: EngineParts,
  { credentials, idempotencyKey: key, ...change }: ConnectionToSave,
): RepeatableRequest {
  const asked = { ...change, allowedHosts: change.allowedHosts && [...change.allowedHosts] };
  if (credentials === null || sealing === null) return { operation: 'saveConnection', key, input: asked };
  const signature = sealing.sign(`credentials of a request ${canonicalJson({ ...credentials })}`);
  return { operation: 'saveConnection', key, input: { ...asked, credentials: signature } };
}

/** Why a connection would lead where nothing may be sent to, or null. */
async function addressFault(
  { outside: { outbound } }: EngineParts,
  { baseUrl, allowedHosts }: Pick<ConnectionChange, 'baseUrl' | 'allowedHosts'>,
): Promise<RefusalOf<'VALIDATION'> | null> {
  const ofBase = baseUrl === null ? null : await outbound.addressFault(baseUrl);
  if (ofBase !== null) return refuse('VALIDATION', ofBase, ['input', 'baseUrl'], {});
  const hosts = (allowedHosts ?? []).slice(0, mostHosts);
  const faults = await Promise.all(hosts.map((host) => outbound.addressFault(`https://${host}`)));
  const first = faults.findIndex((fault) => fault !== null);
  if (first === -1) return null;
  return refuse('VALIDATION', `${hosts[first]}: ${faults[first]}`, ['input', 'allowedHosts'], {});
}

function keyMissing({ outside }: EngineParts): RefusalOf<'VALIDATION'> | null {
  if (outside.sealing !== null) return null;
  const message =
    'Credentials cannot be kept: set SECRETS_KEY in the environment of the server, such as to what `openssl rand -base64 32` prints, and start it anew.';
  return refuse('VALIDATION', message, ['input', 'credentials'], {});
}

async function make(
  decision: Decision,
  change: ConnectionChange,
  credentials: Credentials | null,
): Promise<Connection | Refusal> {
  const { tx, parts, origin, now } = decision;
  const settings = newConnection(change);
  if (isRefusal(settings)) return settings;
  const fault = kindFault(parts, settings);
  if (fault !== null) return fault;
  const { length } = await readConnections(tx, origin.organizationId);
  if (length >= mostConnections) {
    const message = `There are ${length} connections, the most that an organization can have: delete one first.`;
    return refuse('LIMIT_EXCEEDED', message, null, { limit: mostConnections, retryAt: null });
  }
  const connection: Connection = {
    ...settings,
    id: parts.newId('connection'),
    organizationId: origin.organizationId,
    hasCredentials: credentials !== null,
    fromEnvironment: false,
    state: 'ACTIVE',
    pausedReason: null,
    lastCheck: null,
    createdBy: origin.actor,
    createdAt: now,
    updatedAt: now,
  };
  await insertConnection(tx, connection, credentials === null ? null : seal(parts, connection, credentials));
  return noteSaved(decision, connection, credentials !== null);
}

async function alter(
  decision: Decision,
  asked: { id: ConnectionId; change: ConnectionChange; credentials: Credentials | null },
): Promise<Connection | Refusal> {
  const { tx, parts, origin, now } = decision;
  const { id, change, credentials } = asked;
  const present = await readConnection(tx, origin.organizationId, id);
  if (present === null) return refuseNotFound('connection', path);
  const settings = changeConnection(present, change, { withCredentials: credentials !== null });
  if (isRefusal(settings)) return settings;
  const fault = kindFault(parts, settings);
  if (fault !== null) return fault;
  await updateConnection(tx, { ...present, ...settings, updatedAt: now });
  if (credentials !== null) {
    await saveCredentials(tx, id, seal(parts, present, credentials));
    await resumeConnection(decision, id);
  }
  const changed = await readConnection(tx, origin.organizationId, id);
  if (changed === null) throw new Error(`the connection ${id} is gone`);
  return noteSaved(decision, changed, credentials !== null);
}

function kindFault({ outside }: EngineParts, settings: ConnectionSettings): RefusalOf<'VALIDATION'> | null {
  const connector = outside.connectors.get(settings.kind);
  if (connector === undefined) {
    const known = [...outside.connectors.keys()].join(', ');
    const message = `This server speaks to no ${settings.kind}. Kinds are ${known}.`;
    return refuse('VALIDATION', message, ['input', 'kind'], {});
  }
  const message = connector.settingsFault(settings.settings);
  return message === null ? null : refuse('VALIDATION', message, ['input', 'settings'], {});
}

function seal(
  { outside }: EngineParts,
  { id, organizationId }: Connection,
  credentials: Credentials,
): string {
  if (outside.sealing === null) throw new Error('there is no key to seal with');
  return outside.sealing.seal(JSON.stringify(credentials), sealNameOf(id, organizationId));
}

/** Tells that a connection was saved, and answers it. */
export function noteSaved(decision: Decision, saved: Connection, withCredentials: boolean): Connection {
  const { id: connection, kind: connectionKind, name } = saved;
  decision.record({
    type: 'ConnectionSaved',
    stream: connectionStream(connection),
    ids: {},
    body: { connection, connectionKind, name, withCredentials },
  });
  return saved;
}

/** Makes a real call and keeps what it found. One that is answered well lets what waits for the connection go on. */
export async function checkConnection(
  parts: EngineParts,
  caller: Caller,
  id: ConnectionId,
): Promise<Answer<CheckedConnection>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  const opened = await openConnection(parts, organizationId, id);
  if (opened.kind === 'closed') {
    if (opened.reason === 'GONE') return refuseNotFound('connection', path);
    return refuse('CONNECTOR', opened.message, path, { retryable: false, retryAt: null });
  }
  const { connection: checked, access } = opened;
  const connector = parts.outside.connectors.get(checked.kind);
  if (connector === undefined) throw new Error(`there is no connector for ${checked.kind}`);
  const finding = await connector.check(access, AbortSignal.timeout(checkTimeoutMs));
  return await answer(parts, origin, async (decision): Promise<CheckedConnection | Refusal> => {
    const { tx, now } = decision;
    const check = { ...finding, checkedAt: now };
    const isOfPresent = await saveCheck(tx, { id, asOf: checked.updatedAt, check });
    if (isOfPresent) {
      const { verdict } = check;
      const stream = connectionStream(id);
      decision.record({ type: 'ConnectionChecked', stream, ids: {}, body: { connection: id, verdict } });
      if (verdict === 'OK') await resumeConnection(decision, id);
    }
    const connection = await readConnection(tx, organizationId, id);
    return connection === null ? refuseNotFound('connection', path) : { connection, check };
  });
}

/** Deletes a connection and its credentials. What waits for it fails. */
export function deleteConnection(
  parts: EngineParts,
  caller: Caller,
  id: ConnectionId,
): Promise<Answer<Connection>> {
  const origin = originOfCaller(caller);
  return answer(parts, origin, async (decision): Promise<Connection | Refusal> => {
    const connection = await readConnection(decision.tx, origin.organizationId, id);
    if (connection === null) return refuseNotFound('connection', path);
    if (connection.fromEnvironment) return refuse('VALIDATION', ofEnvironment, path, {});
    await takeOut(decision, connection);
    return connection;
  });
}

/** Deletes a connection; what waits for it goes on, and finds it gone. */
export async function takeOut(decision: Decision, { id, name }: Connection): Promise<void> {
  await deleteConnectionRow(decision.tx, id, decision.now);
  await resumeConnection(decision, id);
  const body = { connection: id, name };
  decision.record({ type: 'ConnectionDeleted', stream: connectionStream(id), ids: {}, body });
}
