import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { memberStream } from '../domain/event.ts';
import type { UserId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { readMember } from '../store/read/members.ts';
import { saveMemberRole } from '../store/write/members.ts';
import { answer, originOfCaller } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** Sets the role of someone else in the organization; it need not be someone who was seen before. */
export async function setMemberRole(
  parts: EngineParts,
  caller: Caller,
  { userId: id, role }: { readonly userId: UserId; readonly role: Role },
): Promise<Answer<Member>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  if (id === origin.actor.id) {
    const message = 'Nobody sets their own role: ask another administrator.';
    return refuse('VALIDATION', message, ['input', 'userId'], {});
  }
  return await answer(parts, origin, async ({ tx, now, record }): Promise<Member | Refusal> => {
    const present = await readMember(tx, organizationId, id);
    if (present?.role === role) return present;
    await saveMemberRole(tx, { organizationId, id, role, now });
    record({
      type: 'MemberRoleChanged',
      stream: memberStream(organizationId),
      ids: {},
      body: { userId: id, role, previousRole: present?.role ?? null },
    });
    const member = await readMember(tx, organizationId, id);
    if (member === null) throw new Error(`the role of ${id} was not kept`);
    return member;
  });
}
