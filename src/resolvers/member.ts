import { parseId, type UserId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { countMembers, listMembers } from '../store/read/members.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { idCursors } from './row-cursor.ts';

export interface MemberPayload {
  readonly member: Member | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export function getMembers(
  context: Context,
  args: PageArguments,
): Connection<Member, UserId> | RefusalOf<'VALIDATION'> {
  const { organizationId } = context.viewer;
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('user'),
    order: 'OLDEST_FIRST',
    list: (slice) => snapshot.read((reader) => listMembers(reader, organizationId, slice)),
    count: () => snapshot.read((reader) => countMembers(reader, organizationId)),
  });
}

export async function setMemberRole(
  context: Context,
  input: { readonly userId: string; readonly role: Role },
): Promise<MemberPayload> {
  const userId = parseId('user', input.userId);
  const answer =
    userId === null
      ? refuseNotFound('member', ['input', 'userId'])
      : await context.services.engine.setMemberRole(context, { userId, role: input.role });
  context.reads.refresh();
  if (isRefusal(answer)) return { member: null, asOf: null, errors: [answer] };
  return { member: answer.value, asOf: answer.asOf, errors: [] };
}
