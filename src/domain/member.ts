import type { OrganizationId, UserId } from './ids.ts';
import type { Role } from './role.ts';

/** A person whom an organization knows. Times are epoch milliseconds. */
export interface Member {
  readonly id: UserId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  /** What an administrator has set; null: nobody has, and the person's token says it. */
  readonly role: Role | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}
