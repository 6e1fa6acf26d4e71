import type { LoggedEvent } from '../domain/event.ts';
import type { EventFilter, FilterCondition } from '../domain/event-filter.ts';
import type { ActionId, ChainId, OrganizationId, SessionId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import type { Holder } from './held-streams.ts';

/** The entity that a subscription follows to its end. */
export type FollowedEntity =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'action'; readonly id: ActionId }
  | { readonly kind: 'chain'; readonly id: ChainId; readonly subChains: boolean };

export interface FollowRequest {
  readonly organizationId: OrganizationId;
  /** Whose subscription it is, by the id of the actor; absent for one of the server's own. */
  readonly followedBy?: string;
  /** All events that pass a filter, without end; or one entity's, to its end. */
  readonly subject: { readonly filter: EventFilter } | { readonly entity: FollowedEntity };
  /** Events after this position; null: an entity's from its beginning, a filter's from now. */
  readonly after: number | null;
}

export type Followed = LoggedEvent | Notice;

/** Where the events of a subscription go. Never called again once it was let go. */
export interface Sink {
  /**
   * Takes one in every case; false when it wants no more until it has drained. Those read from the log may be told to
   * others later; those of a commit are told to all in one go.
   */
  take(followed: Followed, from: 'log' | 'commit'): boolean;
  /** Resolves when it wants more again, or when it was let go. */
  drained(): Promise<void>;
  /** Nothing more comes: the subject has ended, the hub has, or following broke for a cause. */
  end(cause?: unknown): void;
}

/** How a subscription is doing, for whoever wonders why it is quiet. */
export interface FollowingStatus {
  /** What is followed to its end; null for all events that meet the conditions. */
  readonly entityId: string | null;
  /** All must hold. */
  readonly conditions: readonly FilterCondition[];
  /** Reading the log, or hearing commits as they come. */
  readonly state: 'CATCHING_UP' | 'LIVE';
  /** Events of the log that passed the conditions since it began. */
  readonly matched: number;
  /** Events and notices that were handed on to the transport. */
  readonly delivered: number;
  /** Through here everything was looked at. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly since: number;
}

export type FollowRefusal = RefusalOf<'NOT_FOUND'> | RefusalOf<'VALIDATION'> | RefusalOf<'LIMIT_EXCEEDED'>;

/** One subscription. It holds nothing until it is given a sink. */
export interface Following {
  /** Events in order, each exactly once: history, cutover, live. At most one sink, once. */
  pipe(sink: Sink): void;
  /** Stops at once; the sink hears no more. */
  close(): void;
}

/** Broadcast with filtering: every subscription over the log rides it. Those that tell of text as it comes are counted. */
export interface Hub {
  /** Subscriptions that are being followed now. */
  readonly followerCount: number;
  /** Subscriptions of one actor that are being followed now, the oldest first. */
  followingsOf(organizationId: OrganizationId, actorId: string): FollowingStatus[];
  /** How many an actor has, also those that begin, and those that were counted by `hold`. */
  heldBy(organizationId: OrganizationId, actorId: string): number;
  /**
   * Counts one that does not ride the hub among those of its actor: the way to let go of it, once. Refuses with
   * LIMIT_EXCEEDED when the actor has as many as are allowed.
   */
  hold(holder: Holder): (() => void) | RefusalOf<'LIMIT_EXCEEDED'>;
  /**
   * Refuses with NOT_FOUND for an entity that the organization does not have, with VALIDATION for a position beyond the
   * head, and with LIMIT_EXCEEDED when the actor has as many as are allowed. Whoever is given one closes it, or pipes it
   * to its end.
   */
  follow(request: FollowRequest): Promise<Following | FollowRefusal>;
}
