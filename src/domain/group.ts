import type { ActionId, GroupId, OrganizationId, SessionId } from './ids.ts';
import { digestOf } from './json.ts';

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

/** What a decision on a whole group refers to: its actions in order, each with what was shown of it. */
export function groupDigest(
  members: readonly { readonly id: ActionId; readonly digest: string; readonly version: number }[],
): string {
  return digestOf(members.map((member) => [member.id, member.digest, member.version]));
}
