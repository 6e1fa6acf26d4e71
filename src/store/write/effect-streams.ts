import { sql } from 'kysely';
import type { Effect } from '../../domain/effect.ts';
import type { EffectId, OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const selectTail = query((db, $: Parameter<{ organizationId: OrganizationId; stream: string }>) =>
  db
    .selectFrom('effects')
    .select('id')
    .where('organization_id', '=', $('organizationId'))
    .where('stream', '=', $('stream'))
    .where(sql<boolean>`stream is not null and state in ('PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN')`)
    .orderBy(sql`rowid`, 'desc')
    .limit(1),
);

/** The last open effect of a stream, behind which the next one goes; null when none is open. */
export async function readTail(
  tx: Transaction,
  organizationId: OrganizationId,
  stream: string,
): Promise<EffectId | null> {
  return ((await tx.first(selectTail, { organizationId, stream }))?.id as EffectId | undefined) ?? null;
}

const updateFollowers = query((db, $: Parameter<{ id: EffectId; waitsFor: EffectId | null }>) =>
  db
    .updateTable('effects')
    .set({ waits_for: $('waitsFor') })
    .where('waits_for', '=', $('id')),
);

/** Takes an effect that has ended out of its stream: what waited for it waits for what was before it. */
export async function leaveStream(tx: Transaction, { id, stream, waitsFor }: Effect): Promise<void> {
  if (stream !== null && (await tx.run(updateFollowers, { id, waitsFor })) > 0) tx.effectsDue = true;
}
