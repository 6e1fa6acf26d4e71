import { systemActor } from '../domain/actor.ts';
import type { Connection } from '../domain/connection.ts';
import { canonicalJson } from '../domain/json.ts';
import {
  readConnection,
  readEnvironmentConnections,
  readSealedOfEachKey,
} from '../store/read/connections.ts';
import { readWebhookSecretOfEachKey } from '../store/read/webhooks.ts';
import { insertConnection, saveCredentials, updateConnection } from '../store/write/connections.ts';
import { resumeConnection } from './connection.ts';
import { type Decision, decide } from './decide.ts';
import { openCredentials } from './open-connection.ts';
import type { ConnectionOfEnvironment, EngineParts } from './parts.ts';
import { noteSaved, takeOut } from './saved-connection.ts';
import { sealNameOfWebhook } from './webhook.ts';

/** Secrets are kept that this process cannot open. The message says what to set. */
export class SealedSecretsError extends Error {
  override readonly name = 'SealedSecretsError';
}

/** Brings the connections that the environment describes into the database, and takes out those that it does not any more. */
export async function takeInConnections(parts: EngineParts): Promise<void> {
  await checkSealed(parts);
  const { fromEnvironment } = parts.outside;
  const known = await parts.store.read(readEnvironmentConnections);
  const isDescribed = ({ id }: Connection) => fromEnvironment.some((each) => each.id === id);
  for (const described of fromEnvironment) {
    await decideFor(parts, described, (decision) => takeIn(decision, described));
  }
  for (const gone of known.filter((each) => !isDescribed(each))) {
    await decideFor(parts, gone, (decision) => takeOut(decision, gone));
  }
}

/** Throws when something sealed in the database opens with no key of this process. One of each key tells. */
async function checkSealed({ store, outside }: EngineParts): Promise<void> {
  const { sealing } = outside;
  const { credentials, secrets } = await store.read(async (reader) => ({
    credentials: await readSealedOfEachKey(reader),
    secrets: await readWebhookSecretOfEachKey(reader),
  }));
  if (credentials.length === 0 && secrets.length === 0) return;
  if (sealing === null) {
    throw new SealedSecretsError(
      'The database holds sealed secrets, and SECRETS_KEY is not set: set it to the key that they were sealed with.',
    );
  }
  const opens =
    credentials.every((each) => openCredentials(sealing, each) !== null) &&
    secrets.every((each) => sealing.open(each.sealed, sealNameOfWebhook(each)) !== null);
  if (opens) return;
  throw new SealedSecretsError(
    'Secrets in the database do not open with SECRETS_KEY: set every key that they were sealed with, the new one first, with commas between.',
  );
}

async function decideFor(
  parts: EngineParts,
  { organizationId }: Pick<Connection, 'organizationId'>,
  work: (decision: Decision) => Promise<void>,
): Promise<void> {
  const origin = { organizationId, actor: systemActor, correlationId: null, causedBy: null };
  await decide(parts, origin, work);
}

async function takeIn(decision: Decision, described: ConnectionOfEnvironment): Promise<void> {
  const { tx, now, origin } = decision;
  const { credentials: _credentials, ...named } = described;
  // Its credentials may be others by now.
  await resumeConnection(decision, described.id);
  const present = await readConnection(tx, origin.organizationId, described.id);
  const isSame =
    present?.baseUrl === described.baseUrl &&
    canonicalJson(present.settings) === canonicalJson(described.settings);
  if (isSame) return;
  const connection: Connection = {
    ...named,
    allowedHosts: [],
    hasCredentials: true,
    fromEnvironment: true,
    state: 'ACTIVE',
    pausedReason: null,
    lastCheck: null,
    createdBy: systemActor,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await insertConnection(tx, connection, null))) {
    await updateConnection(tx, connection);
    await saveCredentials(tx, connection.id, null);
  }
  noteSaved(decision, connection, true);
}
