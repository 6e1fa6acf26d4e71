import type { LoggedEvent } from '../domain/event.ts';
import type { Store } from '../store/store.ts';
import type { HeldGrants } from './held-grants.ts';
import type { Grant } from './identity.ts';

/** Ends what lives on a key when it is revoked, and what a member has open when the role changes. */
export function endGrantsOnChange(store: Store, grants: HeldGrants): () => void {
  return store.onCommit(({ events }) => {
    for (const event of events) {
      const ended = endOf(event);
      if (ended !== null) grants.endWhere(ended.isMeant, ended.reason);
    }
  });
}

function endOf(event: LoggedEvent): { isMeant: (grant: Grant) => boolean; reason: string } | null {
  switch (event.type) {
    case 'ApiKeyRevoked': {
      const { keyId } = event.body as { keyId: string };
      return { isMeant: (grant) => grant.keyId === keyId, reason: 'The API key was revoked.' };
    }
    case 'MemberRoleChanged': {
      const { userId, role } = event.body as { userId: string; role: string };
      return {
        isMeant: ({ viewer }) =>
          viewer.organizationId === event.organizationId &&
          viewer.actor.id === userId &&
          viewer.role !== role,
        reason: 'Your role has changed: connect again.',
      };
    }
    default:
      return null;
  }
}
