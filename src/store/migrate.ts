import { CompiledQuery, type Driver, type Kysely } from 'kysely';
import * as foundation from '../../migrations/0001-foundation.ts';
import * as decisions from '../../migrations/0002-decisions.ts';
import * as chains from '../../migrations/0003-chains.ts';
import * as effects from '../../migrations/0004-effects.ts';
import * as log from '../../migrations/0005-log.ts';
import * as identity from '../../migrations/0007-identity.ts';
import * as models from '../../migrations/0008-models.ts';
import * as lists from '../../migrations/0009-lists.ts';
import * as connections from '../../migrations/0010-connections.ts';
import * as outsideIssues from '../../migrations/0011-outside-issues.ts';
import * as difference from '../../migrations/0012-difference.ts';
import * as webhooks from '../../migrations/0013-webhooks.ts';
import * as sessionPages from '../../migrations/0014-session-pages.ts';
import * as chainLayouts from '../../migrations/0015-chain-layouts.ts';
import * as approvalLinks from '../../migrations/0016-approval-links.ts';
import * as revokedLinks from '../../migrations/0019-revoked-links.ts';
import * as planRows from '../../migrations/0020-plan-rows.ts';
import * as startOrder from '../../migrations/0021-start-order.ts';
import * as replacedIssues from '../../migrations/0022-replaced-issues.ts';
import * as sinceWhen from '../../migrations/0024-since-when.ts';
import * as openEffects from '../../migrations/0025-open-effects.ts';
import * as countedOnce from '../../migrations/0026-counted-once.ts';
import * as dueByConnection from '../../migrations/0027-due-by-connection.ts';
import { kyselyOver } from './sqlite.ts';

interface Migration {
  readonly name: string;
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}

/** In the order in which they run. Each is frozen once it has landed. */
const migrations: readonly Migration[] = [
  { name: '0001-foundation', up: foundation.up },
  { name: '0002-decisions', up: decisions.up },
  { name: '0003-chains', up: chains.up },
  { name: '0004-effects', up: effects.up },
  { name: '0005-log', up: log.up },
  { name: '0007-identity', up: identity.up },
  { name: '0008-models', up: models.up },
  { name: '0009-lists', up: lists.up },
  { name: '0010-connections', up: connections.up },
  { name: '0011-outside-issues', up: outsideIssues.up },
  { name: '0012-difference', up: difference.up },
  { name: '0013-webhooks', up: webhooks.up },
  { name: '0014-session-pages', up: sessionPages.up },
  { name: '0015-chain-layouts', up: chainLayouts.up },
  { name: '0016-approval-links', up: approvalLinks.up },
  { name: '0019-revoked-links', up: revokedLinks.up },
  { name: '0020-plan-rows', up: planRows.up },
  { name: '0021-start-order', up: startOrder.up },
  { name: '0022-replaced-issues', up: replacedIssues.up },
  { name: '0024-since-when', up: sinceWhen.up },
  { name: '0025-open-effects', up: openEffects.up },
  { name: '0026-counted-once', up: countedOnce.up },
  { name: '0027-due-by-connection', up: dueByConnection.up },
];

/**
 * Brings the tables up to date: each migration that has not run yet, in a transaction of its own, so that a kill
 * leaves whole migrations only. Returns the names of those that ran. Throws when the file is newer than this program.
 */
export async function migrate(writer: Driver): Promise<string[]> {
  const db = kyselyOver<{ schema_migrations: { name: string; applied_at: number } }>(keepOpen(writer));
  await db.executeQuery(
    CompiledQuery.raw(
      'create table if not exists schema_migrations (name text primary key, applied_at integer not null)',
    ),
  );
  const rows = await db.selectFrom('schema_migrations').select('name').execute();
  const applied = new Set(rows.map((row) => row.name));
  const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `The database was made by a newer version: it has had ${unknown.join(', ')}. Update this program.`,
    );
  }
  const due = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of due) {
    await db.transaction().execute(async (tx) => {
      await migration.up(tx as unknown as Kysely<unknown>);
      await tx
        .insertInto('schema_migrations')
        .values({ name: migration.name, applied_at: Date.now() })
        .execute();
    });
  }
  return due.map((migration) => migration.name);
}

/** Whether this program can read a file's tables as they are. Throws when the file holds none. */
export async function compareVersions(reader: Driver): Promise<'same' | 'older' | 'newer'> {
  const db = kyselyOver<{ schema_migrations: { name: string } }>(keepOpen(reader));
  const applied = await db.selectFrom('schema_migrations').select('name').execute();
  const known = new Set(migrations.map((migration) => migration.name));
  if (applied.some((row) => !known.has(row.name))) return 'newer';
  return applied.length < known.size ? 'older' : 'same';
}

/** The driver without its end: this Kysely borrows the connection that the store goes on using. */
function keepOpen(driver: Driver): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: () => driver.acquireConnection(),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: async () => {},
  };
}
