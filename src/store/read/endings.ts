import { type ActionState, settledActionStates } from '../../domain/action.ts';
import { type ChainStatus, settledChainStatuses } from '../../domain/chain.ts';
import type { ActionId, ChainId, OrganizationId, SessionId } from '../../domain/ids.ts';
import { isSettled, type SessionStatus } from '../../domain/session.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import { hasOpenEffect } from './open-effects.ts';

export type Entity =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'action'; readonly id: ActionId }
  | { readonly kind: 'chain'; readonly id: ChainId };

/** Where an entity stands: its status, and whether it is settled with no effect of it open. */
export interface EntityEnding {
  readonly status: string;
  readonly ended: boolean;
  /** When it was made: epoch milliseconds. No event tells of it before. */
  readonly createdAt: number;
}

interface Key {
  organizationId: OrganizationId;
  id: string;
}

const selectStatus = {
  session: query((db, $: Parameter<Key>) =>
    db
      .selectFrom('planning_sessions')
      .select(['status', 'created_at'])
      .where('id', '=', $('id'))
      .where('organization_id', '=', $('organizationId')),
  ),
  action: query((db, $: Parameter<Key>) =>
    db
      .selectFrom('actions')
      .select(['state as status', 'created_at'])
      .where('id', '=', $('id'))
      .where('organization_id', '=', $('organizationId')),
  ),
  chain: query((db, $: Parameter<Key>) =>
    db
      .selectFrom('chains')
      .select(['status', 'created_at'])
      .where('id', '=', $('id'))
      .where('organization_id', '=', $('organizationId')),
  ),
};

const settled: Record<Entity['kind'], (status: string) => boolean> = {
  session: (status) => isSettled(status as SessionStatus),
  action: (status) => (settledActionStates as readonly string[]).includes(status as ActionState),
  chain: (status) => (settledChainStatuses as readonly string[]).includes(status as ChainStatus),
};

/** Null for an entity that the organization does not have. */
export async function readEnding(
  reader: Reader,
  organizationId: OrganizationId,
  entity: Entity,
): Promise<EntityEnding | null> {
  const row = await reader.first(selectStatus[entity.kind], { organizationId, id: entity.id });
  if (row === undefined) return null;
  const ended = settled[entity.kind](row.status) && !(await hasOpenEffect(reader, entity));
  return { status: row.status, ended, createdAt: row.created_at };
}
