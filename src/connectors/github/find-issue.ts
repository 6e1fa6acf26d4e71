import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import type { ToolCall } from '../../tools/tool.ts';
import { readBody } from './body.ts';
import type { GitHubAnswer } from './call.ts';
import { type GitHubIssue, issueMark, issueShape, numberInId } from './issue.ts';
import { type GitHubRepository, pageLength } from './repository.ts';

/** Our clock and GitHub's are apart by no more than this. */
export const clockMarginMs = 5 * 60_000;
const mostPages = 10;

/**
 * Issues by the marks in their bodies, the newest first, as far back as a time. Listed and not searched for: the index of
 * the search lags by seconds to minutes. By creation and not by update: what is edited while pages are read would move
 * from one to the other, and be passed over.
 */
export async function findMarkedIssues(
  repository: GitHubRepository,
  ids: readonly IssueId[],
  since: number,
): Promise<GitHubAnswer<Map<IssueId, GitHubIssue>>> {
  const wanted = new Map(ids.map((id) => [issueMark(id), id]));
  const found = new Map<IssueId, GitHubIssue>();
  for (let page = 1; page <= mostPages && found.size < ids.length; page += 1) {
    const read = await repository.ask(
      'GET /repos/{owner}/{repo}/issues',
      { state: 'all', sort: 'created', direction: 'desc', per_page: pageLength, page },
      z.array(issueShape),
    );
    if (read.kind !== 'DATA') return read;
    for (const issue of read.data) {
      const id = wanted.get(readBody(issue.body).mark ?? '');
      if (id !== undefined) found.set(id, issue);
    }
    const oldest = read.data.at(-1);
    const isBefore = oldest !== undefined && Date.parse(oldest.created_at) < since - clockMarginMs;
    if (read.data.length < pageLength || isBefore) break;
  }
  return { kind: 'DATA', data: found };
}

/** The number of an issue: as it is remembered, as its id says, or by the mark in its body. */
export async function numberOf(
  repository: GitHubRepository,
  id: IssueId,
  { findIssue }: Pick<ToolCall, 'findIssue'>,
): Promise<GitHubAnswer<number>> {
  const told = numberInId(id);
  if (told !== null) return { kind: 'DATA', data: told };
  const known = await findIssue(id);
  if (known !== null) return { kind: 'DATA', data: Number(known.key) };
  const found = await findMarkedIssues(repository, [id], 0);
  if (found.kind !== 'DATA') return found;
  const number = found.data.get(id)?.number;
  if (number !== undefined) return { kind: 'DATA', data: number };
  const message = `The repository ${repository.name} has no issue that is known as ${id}.`;
  return { kind: 'REJECTED', code: 'ISSUE_NOT_FOUND', message, answer: null };
}
