import type { Actor } from '../domain/actor.ts';
import type { OrganizationId } from '../domain/ids.ts';

export const roles = ['VIEWER', 'PROPOSER', 'APPROVER', 'OPERATOR', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** Who asks, for which organization, with which authority. */
export interface Viewer {
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly actor: Actor;
  readonly role: Role;
}

/** One request of a viewer; everything that it sets going carries the correlation id. */
export interface Caller {
  readonly viewer: Viewer;
  readonly correlationId: string;
}
