import { type Kysely, sql } from 'kysely';
import type { Effect } from '../../domain/effect.ts';
import type { ActionId, EffectId, OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseEffect } from './effects.ts';
import { type Slice, sliceInSql } from './slice.ts';

/** The effects of an organization that were given up and that nobody has retried, ordered by id. */
export async function listDeadLetters(
  reader: Reader,
  organizationId: OrganizationId,
  slice: Slice<EffectId>,
): Promise<Effect[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = dead(db, organizationId).selectAll().orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseEffect);
}

export async function countDeadLetters(reader: Reader, organizationId: OrganizationId): Promise<number> {
  const [row] = await reader.list((db) =>
    dead(db, organizationId).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function dead(db: Kysely<Tables>, organizationId: OrganizationId) {
  return db
    .selectFrom('effects')
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`state = 'DEAD' and redriven_by is null`);
}

const selectOfActions = query((db, $: Parameter<{ organizationId: OrganizationId; actionIds: string }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where('action_id', 'in', listOf($('actionIds')))
    .where(sql<boolean>`action_id is not null`)
    .where('organization_id', '=', $('organizationId'))
    .orderBy('id'),
);

/** Every run of these actions, oldest first. */
export async function readEffectsOfActions(
  reader: Reader,
  organizationId: OrganizationId,
  actionIds: readonly ActionId[],
): Promise<Effect[]> {
  const rows = await reader.all(selectOfActions, { organizationId, actionIds: JSON.stringify(actionIds) });
  return rows.map(parseEffect);
}

const selectWaits = query((db, $: Parameter<{ organizationId: OrganizationId; actionIds: string }>) =>
  db
    .selectFrom('effects')
    .leftJoin('effects as head', 'head.id', 'effects.waits_for')
    .leftJoin('paused_connections as paused', (join) =>
      join
        .onRef('paused.organization_id', '=', 'effects.organization_id')
        .onRef('paused.connection', '=', 'effects.connection'),
    )
    .select([
      'effects.action_id',
      'effects.state',
      'effects.stream',
      'effects.attempts',
      'effects.next_attempt_at',
      'head.action_id as head_action_id',
      'paused.connection as paused_connection',
      'paused.reason as pause_reason',
    ])
    .where('effects.action_id', 'in', listOf($('actionIds')))
    .where('effects.organization_id', '=', $('organizationId'))
    .where(sql<boolean>`effects.state in ('PENDING', 'BLOCKED')`),
);

/** What an action that was handed to the effect runner waits for. */
export type EffectWait = { readonly actionId: ActionId } & (
  | { readonly kind: 'CONNECTION'; readonly connection: string; readonly reason: string }
  | { readonly kind: 'STREAM'; readonly stream: string; readonly headId: ActionId }
  | { readonly kind: 'TIME'; readonly nextAttemptAt: number }
);

/** What these actions wait for in the outbox; those that are on their way or have ended are left out. */
export async function readWaits(
  reader: Reader,
  organizationId: OrganizationId,
  actionIds: readonly ActionId[],
): Promise<EffectWait[]> {
  const rows = await reader.all(selectWaits, { organizationId, actionIds: JSON.stringify(actionIds) });
  return rows.flatMap((row): EffectWait[] => {
    const actionId = row.action_id as ActionId;
    const { paused_connection: connection, pause_reason: reason, stream } = row;
    if (row.state === 'BLOCKED' && connection !== null && reason !== null) {
      return [{ actionId, kind: 'CONNECTION', connection, reason }];
    }
    const headId = row.head_action_id as ActionId | null;
    if (headId !== null && stream !== null) return [{ actionId, kind: 'STREAM', stream, headId }];
    return row.attempts === 0 ? [] : [{ actionId, kind: 'TIME', nextAttemptAt: row.next_attempt_at }];
  });
}
