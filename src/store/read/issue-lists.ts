import { type Kysely, sql } from 'kysely';
import type { OrganizationId } from '../../domain/ids.ts';
import type { Issue } from '../../domain/issue.ts';
import { listOf } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseIssue } from './issues.ts';
import { type Slice, sliceInSql } from './slice.ts';

/** All given conditions must hold; a list holds when one of its values does. */
export interface IssueFilter {
  readonly organizationId: OrganizationId;
  readonly ids?: readonly string[];
  readonly identifiers?: readonly string[];
  readonly parentId?: string;
  /** Only issues without a parent. */
  readonly rootsOnly?: true;
  readonly labels?: readonly string[];
  readonly state?: string;
  /** Part of the title; ASCII letters in either case. */
  readonly titleContains?: string;
  /** Issues that the plan of this session concerns. */
  readonly sessionId?: string;
  /** Epoch milliseconds, inclusive. */
  readonly createdSince?: number;
}

/** Where an issue stands in the order of creation; ids of issues are derived and do not sort by time. */
export interface IssueKey {
  readonly number: number;
}

/** The issues of an organization that pass, in the order of creation. */
export async function listIssues(
  reader: Reader,
  filter: IssueFilter,
  slice: Slice<IssueKey>,
): Promise<Issue[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).selectAll().orderBy('number', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('number', after, slice.after.number);
    if (slice.before !== null) select = select.where('number', before, slice.before.number);
    return select;
  });
  return rows.map(parseIssue);
}

export async function countIssues(reader: Reader, filter: IssueFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(db: Kysely<Tables>, filter: IssueFilter) {
  let select = db.selectFrom('issues').where('organization_id', '=', filter.organizationId);
  const { ids, identifiers, parentId, rootsOnly, labels, state, titleContains, sessionId, createdSince } =
    filter;
  if (ids !== undefined) select = select.where('id', 'in', listOf(JSON.stringify(ids)));
  if (identifiers !== undefined) {
    select = select.where('identifier', 'in', listOf(JSON.stringify(identifiers)));
  }
  if (parentId !== undefined) select = select.where('parent_id', '=', parentId);
  if (rootsOnly === true) select = select.where('parent_id', 'is', null);
  if (state !== undefined) select = select.where('state', '=', state);
  if (createdSince !== undefined) select = select.where('created_at', '>=', createdSince);
  if (titleContains !== undefined) {
    select = select.where(sql<boolean>`issues.title like ${likePattern(titleContains)} escape '\\'`);
  }
  if (labels !== undefined) {
    select = select.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('issue_labels')
          .select('place')
          .whereRef('issue_id', '=', 'issues.id')
          .where('name', 'in', listOf(JSON.stringify(labels))),
      ),
    );
  }
  if (sessionId !== undefined) {
    select = select.where('id', 'in', (inner) =>
      inner.selectFrom('plan_changes').select('issue_id').where('session_id', '=', sessionId),
    );
  }
  return select;
}

function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
