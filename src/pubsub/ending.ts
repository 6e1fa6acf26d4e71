import type { EndingEntity, EventType, LoggedEvent } from '../domain/event.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { readEnding } from '../store/read/endings.ts';
import { readEvents } from '../store/read/events.ts';
import type { Reader } from '../store/store.ts';
import type { FollowedEntity } from './hub.ts';

/** Where an event carries the id of an entity that it concerns. */
export const columnOfEntity = {
  session: 'sessionId',
  action: 'actionId',
  chain: 'chainId',
} as const satisfies Record<EndingEntity, keyof LoggedEvent>;

/** The events that tell the states of an entity, in its own stream. */
const statesToldBy = {
  session: ['PlanningSessionStatusChanged', 'PlanningSessionDeleted'],
  action: ['ActionStatusChanged', 'ApprovalResolved'],
  chain: ['ChainCompleted'],
} as const satisfies Record<EndingEntity, readonly EventType[]>;

/** The state that an entity had ended in at a position, whatever has become of it since. */
export async function readEnd(
  reader: Reader,
  organizationId: OrganizationId,
  entity: FollowedEntity,
  at: number,
): Promise<string> {
  const [told] = await readEvents(reader, {
    organizationId,
    conditions: [
      { column: 'stream', anyOf: [`${entity.kind}:${entity.id}`] },
      { column: 'type', anyOf: statesToldBy[entity.kind] },
    ],
    before: at + 1,
    direction: 'BACKWARD',
    limit: 1,
  });
  if (told?.type === 'PlanningSessionDeleted') return 'DELETED';
  return told?.outcome ?? (await readEnding(reader, organizationId, entity))?.status ?? 'DELETED';
}
