import type { OrganizationId } from './ids.ts';

/** Told to one follower, never logged. */
export type Notice = {
  readonly organizationId: OrganizationId;
  /** The log position at which it is told. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
} & (
  | { readonly type: 'SubscriptionEnded'; readonly reason: string; readonly entityId: string }
  | { readonly type: 'HistoryTrimmed'; readonly oldestPosition: number }
);
