import type { LoggedEvent } from '../domain/event.ts';
import type { EventFilter } from '../domain/event-filter.ts';
import type { ActionId, ChainId, OrganizationId, SessionId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import type { RefusalOf } from '../domain/refusal.ts';

/** The entity that a subscription follows to its end. */
export type FollowedEntity =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'action'; readonly id: ActionId }
  | { readonly kind: 'chain'; readonly id: ChainId; readonly subChains: boolean };

export interface FollowRequest {
  readonly organizationId: OrganizationId;
  /** All events that pass a filter, without end; or one entity's, to its end. */
  readonly subject: { readonly filter: EventFilter } | { readonly entity: FollowedEntity };
  /** Events after this position; null: an entity's from its beginning, a filter's from now. */
  readonly after: number | null;
}

export type Followed = LoggedEvent | Notice;

/** Broadcast with filtering: every subscription rides it. */
export interface Hub {
  /** Subscriptions that are being followed now. */
  readonly followerCount: number;
  /**
   * Events in order, each exactly once: history, cutover, live. The generator ends with the entity, or when it is
   * returned. Refuses with NOT_FOUND for an entity that the organization does not have, and with VALIDATION for a
   * position beyond the head.
   */
  follow(
    request: FollowRequest,
  ): Promise<AsyncGenerator<Followed, void, void> | RefusalOf<'NOT_FOUND'> | RefusalOf<'VALIDATION'>>;
}
