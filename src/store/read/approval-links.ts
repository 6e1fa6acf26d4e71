import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Decision } from '../../domain/action.ts';
import type { ApprovalLink, ApprovalLinkState } from '../../domain/approval-link.ts';
import type { ActionId, ApprovalLinkId, OrganizationId, UserId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type Slice, sliceInSql } from './slice.ts';

const selectById = query((db, $: Parameter<{ id: ApprovalLinkId }>) =>
  db.selectFrom('approval_links').selectAll().where('id', '=', $('id')),
);

/** The link with this id, of whichever organization: whoever asks has shown its signature, or looks at whose it is. */
export async function readApprovalLink(reader: Reader, id: ApprovalLinkId): Promise<ApprovalLink | null> {
  const row = await reader.first(selectById, { id });
  return row === undefined ? null : parseApprovalLink(row);
}

/** All given conditions must hold; a list holds when one of its values does. */
export interface ApprovalLinkFilter {
  readonly organizationId: OrganizationId;
  readonly actionId?: string;
  readonly approverId?: string;
  readonly states?: readonly ApprovalLinkState[];
  /** When the states hold, in epoch milliseconds. */
  readonly now: number;
}

/** The links of an organization that pass, ordered by id and so by time of creation. */
export async function listApprovalLinks(
  reader: Reader,
  filter: ApprovalLinkFilter,
  slice: Slice<ApprovalLinkId>,
): Promise<ApprovalLink[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).selectAll().orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseApprovalLink);
}

export async function countApprovalLinks(reader: Reader, filter: ApprovalLinkFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(
  db: Kysely<Tables>,
  { organizationId, actionId, approverId, states, now }: ApprovalLinkFilter,
) {
  let select = db.selectFrom('approval_links').where('organization_id', '=', organizationId);
  if (actionId !== undefined) select = select.where('action_id', '=', actionId);
  if (approverId !== undefined) select = select.where('approver_id', '=', approverId);
  if (states !== undefined) {
    select = select.where((each) => each.or(states.map((state) => isIn(each, state, now))));
  }
  return select;
}

/** The states of `stateOfLink`, in SQL. */
function isIn(each: ExpressionBuilder<Tables, 'approval_links'>, state: ApprovalLinkState, now: number) {
  switch (state) {
    case 'USED':
      return each('used_at', 'is not', null);
    case 'REVOKED':
      return each('revoked_at', 'is not', null);
    case 'EXPIRED':
    case 'OPEN':
      return each.and([
        each('used_at', 'is', null),
        each('revoked_at', 'is', null),
        each('expires_at', state === 'OPEN' ? '>' : '<=', now),
      ]);
  }
}

function parseApprovalLink(row: RowOf<'approval_links', keyof Tables['approval_links']>): ApprovalLink {
  return {
    id: row.id as ApprovalLinkId,
    organizationId: row.organization_id as OrganizationId,
    actionId: row.action_id as ActionId,
    approver: { id: row.approver_id as UserId, name: row.approver_name },
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    decision: row.decision as Decision | null,
    revokedAt: row.revoked_at,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
  };
}
