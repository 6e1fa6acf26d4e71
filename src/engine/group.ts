import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { groupStream } from '../domain/event.ts';
import type { ProposalGroup } from '../domain/group.ts';
import type { GroupId, SessionId } from '../domain/ids.ts';
import { titleFault } from '../domain/title.ts';
import { readGroups } from '../store/read/groups.ts';
import { insertGroup, resolveGroup } from '../store/write/groups.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { keyFault, once } from './request.ts';

export interface NewGroup {
  readonly title: string;
  readonly idempotencyKey: string | null;
}

/** Makes a group, without actions, that belongs to no session: `proposeAction` puts them in. */
export async function createProposalGroup(
  parts: EngineParts,
  caller: Caller,
  { title, idempotencyKey: key }: NewGroup,
): Promise<Answer<ProposalGroup>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  const fault = titleFault(title) ?? keyFault('idempotencyKey', key);
  if (fault !== null) return fault;
  const request = { operation: 'createProposalGroup', key, input: { title } };
  return await answer(parts, origin, (decision) =>
    once(decision, request, {
      recall: async (id) => (await readGroups(decision.tx, organizationId, [id as GroupId]))[0] ?? null,
      make: async () => {
        const { tx, now, record } = decision;
        const id = parts.newId('group');
        const group = { id, organizationId, title, sessionId: null, createdAt: now, resolvedAt: null };
        await insertGroup(tx, group);
        record({ type: 'GroupCreated', stream: groupStream(id), ids: { groupId: id }, body: { title } });
        return group;
      },
    }),
  );
}

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
