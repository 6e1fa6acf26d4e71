import type { GroupId, OrganizationId, SessionId } from './ids.ts';

/** Actions that are decided together. Times are epoch milliseconds. */
export interface ProposalGroup {
  readonly id: GroupId;
  readonly organizationId: OrganizationId;
  readonly title: string;
  readonly sessionId: SessionId | null;
  readonly createdAt: number;
  /** When the last open decision of the group was taken. */
  readonly resolvedAt: number | null;
}
