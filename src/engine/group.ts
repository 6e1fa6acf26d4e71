import { groupStream } from '../domain/event.ts';
import type { GroupId, SessionId } from '../domain/ids.ts';
import { resolveGroup } from '../store/write/groups.ts';
import type { Decision } from './decide.ts';

/** Notes that nothing of a group is left to decide. */
export async function closeGroup(
  decision: Decision,
  id: GroupId,
  sessionId: SessionId | null,
): Promise<void> {
  if (!(await resolveGroup(decision.tx, id, decision.now))) return;
  decision.record({
    type: 'GroupResolved',
    stream: groupStream(id),
    ids: { groupId: id, sessionId },
    body: {},
  });
}
