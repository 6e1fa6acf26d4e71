import { type CompiledQuery, sql } from 'kysely';
import type { OrganizationId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';

/** What makes a repeated request the same request. */
export interface RequestKey {
  readonly organizationId: OrganizationId;
  readonly actorId: string;
  readonly operation: string;
  readonly key: string;
}

const select = query((db, $: Parameter<RequestKey>) =>
  db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'result_id'])
    .where('organization_id', '=', $('organizationId'))
    .where('actor_id', '=', $('actorId'))
    .where('operation', '=', $('operation'))
    .where('key', '=', $('key')),
);

/** What an earlier request with this key asked for and made, or null. */
export async function readRequest(
  reader: Reader,
  key: RequestKey,
): Promise<{ fingerprint: string; resultId: string } | null> {
  const row = await reader.first(select, key);
  return row === undefined ? null : { fingerprint: row.fingerprint, resultId: row.result_id };
}

const insertRow = insertion('idempotency_keys', [
  'organization_id',
  'actor_id',
  'operation',
  'key',
  'fingerprint',
  'result_id',
  'created_at',
]);

export async function saveRequest(
  tx: Transaction,
  key: RequestKey,
  made: { fingerprint: string; resultId: string; now: number },
): Promise<void> {
  await tx.run(insertRow, {
    organization_id: key.organizationId,
    actor_id: key.actorId,
    operation: key.operation,
    key: key.key,
    fingerprint: made.fingerprint,
    result_id: made.resultId,
    created_at: made.now,
  });
}

const deleteOldest = query((db, $: Parameter<{ before: number; limit: number }>) => ({
  compile: () =>
    sql`delete from idempotency_keys where (organization_id, actor_id, operation, key) in (
      select organization_id, actor_id, operation, key from idempotency_keys
        where created_at < (select ${$('before')}) order by created_at limit (select ${$('limit')})
    )`.compile(db) as CompiledQuery<never>,
}));

/** Forgets the oldest keys that were used before a time, up to `limit` of them; answers how many. */
export function trimRequests(tx: Transaction, oldest: { before: number; limit: number }): Promise<number> {
  return tx.run(deleteOldest, oldest);
}
