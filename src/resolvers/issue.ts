import { parseId } from '../domain/ids.ts';
import type { Comment, Issue, Label } from '../domain/issue.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { countIssues, type IssueKey, listIssues } from '../store/read/issue-lists.ts';
import { type Connection, connect, type Order, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { filterFault, given } from './filter.ts';
import { issueCursors } from './row-cursor.ts';

export async function getIssue(context: Context, id: string): Promise<Issue | null> {
  const issueId = parseId('issue', id);
  return issueId === null ? null : context.reads.loaders.issue.load(issueId);
}

type Maybe<Value> = Value | null | undefined;

export interface IssueListArguments extends PageArguments {
  readonly filter?: Maybe<{
    readonly ids?: Maybe<readonly string[]>;
    readonly identifiers?: Maybe<readonly string[]>;
    readonly parentId?: Maybe<string>;
    readonly rootsOnly?: Maybe<boolean>;
    readonly labels?: Maybe<readonly string[]>;
    readonly state?: Maybe<string>;
    readonly titleContains?: Maybe<string>;
    readonly sessionId?: Maybe<string>;
    readonly createdSince?: Maybe<number>;
  }>;
  readonly orderBy?: Maybe<Order>;
}

export function getIssues(
  context: Context,
  args: IssueListArguments,
): Connection<Issue, IssueKey> | RefusalOf<'VALIDATION'> {
  const fault = filterFault(args.filter);
  if (fault !== null) return fault;
  const { rootsOnly, ...conditions } = given(args.filter);
  const filter = {
    organizationId: context.viewer.organizationId,
    ...conditions,
    ...(rootsOnly === true ? { rootsOnly } : {}),
  };
  const { snapshot } = context.reads;
  return connect(args, {
    ...issueCursors,
    order: args.orderBy ?? 'OLDEST_FIRST',
    list: (slice) => snapshot.read((reader) => listIssues(reader, filter, slice)),
    count: () => snapshot.read((reader) => countIssues(reader, filter)),
  });
}

export function getLabels(context: Context, issue: Issue): Promise<readonly Label[]> {
  return context.reads.loaders.labelsOfIssue.load(issue.id);
}

export function getComments(context: Context, issue: Issue): Promise<readonly Comment[]> {
  return context.reads.loaders.commentsOfIssue.load(issue.id);
}

export async function getParentIssue(context: Context, issue: Issue): Promise<Issue | null> {
  return issue.parentId === null ? null : context.reads.loaders.issue.load(issue.parentId);
}

export function getChildIssues(context: Context, issue: Issue): Promise<readonly Issue[]> {
  return context.reads.loaders.childrenOfIssue.load(issue.id);
}

/** The built-in tracker has no pages of its own. */
export function getIssueUrl(): string | null {
  return null;
}
