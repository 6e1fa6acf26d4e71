import type { Connection, ConnectionCheck, ConnectionKind } from '../domain/connection.ts';
import { parseId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { isRefusal, type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readConnections } from '../store/read/connections.ts';
import type { Context } from './context.ts';

export interface ConnectionPayload {
  readonly connection: Connection | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface CheckPayload extends ConnectionPayload {
  readonly check: ConnectionCheck | null;
}

type Maybe<Value> = Value | null | undefined;

export function getConnections(context: Context): Promise<readonly Connection[]> {
  const { snapshot } = context.reads;
  return snapshot.read((reader) => readConnections(reader, context.viewer.organizationId));
}

export async function getConnection(context: Context, id: string): Promise<Connection | null> {
  const connectionId = parseId('connection', id);
  return connectionId === null ? null : context.reads.loaders.connection.load(connectionId);
}

interface SaveConnectionInput {
  readonly connectionId?: Maybe<string>;
  readonly kind?: Maybe<ConnectionKind>;
  readonly name?: Maybe<string>;
  readonly baseUrl?: Maybe<string>;
  readonly allowedHosts?: Maybe<readonly string[]>;
  readonly settings?: Maybe<Json>;
  readonly credentials?: Maybe<{ readonly token: string; readonly user?: Maybe<string> }>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function saveConnection(
  context: Context,
  input: SaveConnectionInput,
): Promise<ConnectionPayload> {
  const connectionId = input.connectionId == null ? null : parseId('connection', input.connectionId);
  if (connectionId === null && input.connectionId != null) return refused(missing());
  const settings = input.settings ?? null;
  if (settings !== null && !isObject(settings)) {
    return refused(refuse('VALIDATION', 'settings has to be an object.', ['input', 'settings'], {}));
  }
  const { credentials } = input;
  const answer = await context.services.engine.saveConnection(context, {
    connectionId,
    kind: input.kind ?? null,
    name: input.name ?? null,
    baseUrl: input.baseUrl ?? null,
    allowedHosts: input.allowedHosts ?? null,
    settings,
    credentials: credentials == null ? null : { token: credentials.token, user: credentials.user ?? null },
    idempotencyKey: input.idempotencyKey ?? null,
  });
  context.reads.refresh();
  return isRefusal(answer) ? refused(answer) : { connection: answer.value, asOf: answer.asOf, errors: [] };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function checkConnection(context: Context, id: string): Promise<CheckPayload> {
  const connectionId = parseId('connection', id);
  const answer =
    connectionId === null ? missing() : await context.services.engine.checkConnection(context, connectionId);
  context.reads.refresh();
  if (isRefusal(answer)) return { ...refused(answer), check: null };
  return { ...answer.value, asOf: answer.asOf, errors: [] };
}

export async function deleteConnection(context: Context, id: string): Promise<ConnectionPayload> {
  const connectionId = parseId('connection', id);
  const answer =
    connectionId === null ? missing() : await context.services.engine.deleteConnection(context, connectionId);
  context.reads.refresh();
  return isRefusal(answer) ? refused(answer) : { connection: answer.value, asOf: answer.asOf, errors: [] };
}

function missing(): Refusal {
  return refuseNotFound('connection', ['input', 'connectionId']);
}

function refused(refusal: Refusal): ConnectionPayload {
  return { connection: null, asOf: null, errors: [refusal] };
}
