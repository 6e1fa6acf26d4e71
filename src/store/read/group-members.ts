import type { ActionState } from '../../domain/action.ts';
import type { ActionId, GroupId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** What a decision on a whole group is about. */
export interface GroupMember {
  readonly id: ActionId;
  readonly digest: string;
  readonly version: number;
  readonly state: ActionState;
}

const selectMembers = query((db, $: Parameter<{ groupId: GroupId }>) =>
  db
    .selectFrom('actions')
    .select(['id', 'digest', 'version', 'state'])
    .where('group_id', '=', $('groupId'))
    .orderBy('id'),
);

/** The actions of a group, in order. */
export async function readGroupMembers(reader: Reader, groupId: GroupId): Promise<GroupMember[]> {
  const rows = await reader.all(selectMembers, { groupId });
  return rows.map((row) => ({ ...row, id: row.id as ActionId, state: row.state as ActionState }));
}
