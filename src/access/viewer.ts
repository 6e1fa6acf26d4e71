import type { Actor } from '../domain/actor.ts';
import type { ApiKeyScope } from '../domain/api-key.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Role } from '../domain/role.ts';

/** Who asks, for which organization, with which authority. */
export interface Viewer {
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly actor: Actor;
  readonly role: Role;
  /** What an API key is kept to; left out: everything that the role allows. */
  readonly scopes?: readonly ApiKeyScope[];
}

/** How much of a socket is in use, the operation that asks for it included. */
export interface SocketUsage {
  /** Operations that are open. */
  readonly open: number;
  /** Operations that were begun in the present second. */
  readonly begun: number;
  /** Milliseconds until the next second. */
  readonly resetsInMs: number;
}

/** One request of a viewer; everything that it sets going carries the correlation id. */
export interface Caller {
  readonly viewer: Viewer;
  readonly correlationId: string;
  /** Of a stream that is taken up again: the cursor that was heard last. It outranks `after`. */
  readonly resumeAfter?: StreamCursor;
  /** Of the socket that it came by; left out: it came by HTTP. */
  readonly socket?: SocketUsage;
}

/**
 * All that an answer to a viewer can depend on, as a key: who have the same may share what was worked out for one of
 * them. `role` for what is the same for everyone of the organization with that role, `person` for anything else.
 */
export function authorityOf(viewer: Viewer, within: 'role' | 'person'): string {
  const { organizationId, actor, role, scopes = null } = viewer;
  return JSON.stringify(
    within === 'role'
      ? [organizationId, role, scopes]
      : [organizationId, role, scopes, actor.kind, actor.id, actor.name],
  );
}
