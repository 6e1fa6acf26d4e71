import { z } from 'zod';
import { formatId, type IssueId, uuidOf } from '../../domain/ids.ts';
import type { OutsideIssue } from '../../domain/outside.ts';
import { readBody } from './body.ts';
import { readLabels } from './field-labels.ts';

/** What we read of an issue. */
export const issueShape = z.object({
  id: z.number(),
  number: z.number(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  state_reason: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])),
  milestone: z.object({ number: z.number() }).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  /** Left out by an Enterprise that does not tell it. */
  parent_issue_url: z.string().nullish(),
  sub_issues_summary: z.object({ total: z.number() }).optional(),
});
export type GitHubIssue = z.infer<typeof issueShape>;

/** The mark in the body of an issue that we made. */
export function issueMark(id: IssueId): string {
  return `issue:${id}`;
}

/** Where the issue above stands, where GitHub tells it. */
export interface ToldParent {
  readonly number: number;
  /** One of another repository has no id here, and is left alone. */
  readonly isForeign: boolean;
}

export function toldParent(repository: string, { parent_issue_url: url }: GitHubIssue): ToldParent | null {
  const [, name, number] = /\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)$/.exec(url ?? '') ?? [];
  if (name === undefined) return null;
  return { number: Number(number), isForeign: !isSameRepository(name, repository) };
}

/** The number of the issue above, where GitHub tells one of this repository. */
export function parentNumber(repository: string, issue: GitHubIssue): number | null {
  const told = toldParent(repository, issue);
  return told === null || told.isForeign ? null : told.number;
}

/** Compares `owner/name` as GitHub does. */
export function isSameRepository(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** An id for an issue that is not ours: it holds its number, and needs no memory. */
export function idOfNumber(number: number): IssueId {
  return formatId('issue', `${notOurs}${number.toString(16).padStart(12, '0')}`);
}

/** The number in such an id; null for one of ours. */
export function numberInId(id: IssueId): number | null {
  const uuid = uuidOf(id);
  return uuid.startsWith(notOurs) ? Number.parseInt(uuid.slice(notOurs.length), 16) : null;
}

const notOurs = '00000000-0000-8000-8000-';

/** An issue in our words. */
export function outsideIssue(
  repository: string,
  issue: GitHubIssue,
  { id, parentId }: { readonly id: IssueId; readonly parentId: IssueId | null },
): OutsideIssue {
  const { number, html_url: url, title, body, state, state_reason: reason, labels, milestone } = issue;
  const isOpen = state === 'open';
  return {
    id,
    key: String(number),
    identifier: `${repository}#${number}`,
    url,
    changedAt: Date.parse(issue.updated_at),
    state: isOpen ? 'OPEN' : 'CLOSED',
    status: isOpen ? state : (reason ?? state),
    cycle: milestone?.number ?? null,
    // Nothing says in which order labels come: what is the same should look the same.
    fields: { title, description: readBody(body).text, ...readLabels(labels.toSorted()), parentId },
  };
}
