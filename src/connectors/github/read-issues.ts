import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import type { ConnectionAccess, OutsideIssue, OutsideIssueName } from '../../domain/outside.ts';
import { numbersIn, readBody } from './body.ts';
import { type Failure, type GitHubAnswer, isAbsent } from './call.ts';
import { repositoryShape } from './check.ts';
import { findMarkedIssues } from './find-issue.ts';
import { type GitHubIssue, idOfNumber, issueShape, numberInId, outsideIssue, parentNumber } from './issue.ts';
import { readSubIssues } from './parents.ts';
import { GitHubRepository, pageLength } from './repository.ts';

/** Issues by their numbers, a hundred to a request where they lie close together; those that are gone are left out. */
export async function readGitHubIssues(
  access: ConnectionAccess,
  names: readonly OutsideIssueName[],
  signal: AbortSignal,
): Promise<GitHubAnswer<OutsideIssue[]>> {
  const repository = new GitHubRepository(access, signal);
  const named = await numbersOf(repository, names);
  if (named.kind !== 'DATA') return named;
  const ids = named.data;
  const read = await readNumbers(repository, new Set(ids.keys()));
  if (read.kind !== 'DATA') return read;
  const known = new Map([...parentsOf(names), ...ids]);
  const above = await readAbove(repository, { names, ids, issues: read.data });
  if (above.kind !== 'DATA') return above;
  const parents = await readParents(repository, [...read.data, ...above.data]);
  if (parents.kind !== 'DATA') return parents;
  return {
    kind: 'DATA',
    data: read.data.map((issue) => {
      const parent = parentNumber(repository.name, issue) ?? parents.data.get(issue.number);
      const parentId = parent === undefined ? null : (known.get(parent) ?? idOfNumber(parent));
      return outsideIssue(repository.name, issue, { id: ids.get(issue.number) as IssueId, parentId });
    }),
  };
}

/** Ids by number; one of which no number is known is looked for by its mark. */
async function numbersOf(
  repository: GitHubRepository,
  names: readonly OutsideIssueName[],
): Promise<GitHubAnswer<Map<number, IssueId>>> {
  const ids = new Map<number, IssueId>();
  const unknown: IssueId[] = [];
  for (const name of names) {
    const number = numberOfName(name);
    if (number === null) unknown.push(name.id);
    else ids.set(number, name.id);
  }
  if (unknown.length > 0) {
    const marked = await findMarkedIssues(repository, unknown, 0);
    if (marked.kind !== 'DATA') return marked;
    for (const [id, { number }] of marked.data) ids.set(number, id);
  }
  return { kind: 'DATA', data: ids };
}

/** Ids of the issues above by their numbers, as they were known last. */
function parentsOf(names: readonly OutsideIssueName[]): [number, IssueId][] {
  return names.flatMap(({ parent }) => {
    const number = parent === null ? null : numberOfName(parent);
    return parent === null || number === null ? [] : [[number, parent.id]];
  });
}

function numberOfName({ id, key }: Pick<OutsideIssueName, 'id' | 'key'>): number | null {
  return key === null ? numberInId(id) : Number(key);
}

/** The issues above those that do not tell theirs: whether they still stand there is told above. */
async function readAbove(
  repository: GitHubRepository,
  {
    names,
    ids,
    issues,
  }: {
    names: readonly OutsideIssueName[];
    ids: ReadonlyMap<number, IssueId>;
    issues: readonly GitHubIssue[];
  },
): Promise<GitHubAnswer<GitHubIssue[]>> {
  const untold = new Set(
    issues
      .filter((issue) => parentNumber(repository.name, issue) === null)
      .map(({ number }) => ids.get(number)),
  );
  const numbers = parentsOf(names.filter(({ id }) => untold.has(id))).map(([number]) => number);
  return await readNumbers(repository, new Set(numbers.filter((number) => !ids.has(number))));
}

/**
 * In the order of creation the issue with the number n is the nth at the latest, so that the page of each is known but
 * for what was deleted before it: pages are read downwards from the page of the highest. What they do not show is asked
 * for by itself, and so is everything where that takes fewer requests.
 */
async function readNumbers(
  repository: GitHubRepository,
  numbers: ReadonlySet<number>,
): Promise<GitHubAnswer<GitHubIssue[]>> {
  if (numbers.size === 0) return { kind: 'DATA', data: [] };
  const lowest = Math.min(...numbers);
  const lastPage = Math.ceil(Math.max(...numbers) / pageLength);
  const pages = lastPage - Math.ceil(lowest / pageLength) + 1;
  const found = new Map<number, GitHubIssue>();
  const spare = 2;
  for (let page = lastPage; page > Math.max(0, lastPage - pages - spare); page -= 1) {
    if (pages > numbers.size || found.size === numbers.size) break;
    const read = await repository.ask(
      'GET /repos/{owner}/{repo}/issues',
      { state: 'all', sort: 'created', direction: 'asc', per_page: pageLength, page },
      z.array(issueShape),
    );
    if (read.kind !== 'DATA')
      return isAbsent(read) ? ((await absenceOfRepository(repository)) ?? read) : read;
    for (const issue of read.data) if (numbers.has(issue.number)) found.set(issue.number, issue);
    const [oldest] = read.data;
    if (oldest !== undefined && oldest.number <= lowest) break;
  }
  const missing = [...numbers].filter((number) => !found.has(number));
  const single = await readSingly(repository, missing);
  return single.kind === 'DATA' ? { kind: 'DATA', data: [...found.values(), ...single.data] } : single;
}

async function readSingly(
  repository: GitHubRepository,
  numbers: readonly number[],
): Promise<GitHubAnswer<GitHubIssue[]>> {
  const issues: GitHubIssue[] = [];
  let isThere = false;
  for (const number of numbers) {
    const target = { issue_number: number };
    const read = await repository.ask('GET /repos/{owner}/{repo}/issues/{issue_number}', target, issueShape);
    if (read.kind === 'DATA') issues.push(read.data);
    else if (!isAbsent(read)) return read;
    else if (!isThere) {
      const absence = await absenceOfRepository(repository);
      if (absence !== null) return absence;
      isThere = true;
    }
  }
  return { kind: 'DATA', data: issues };
}

/** A repository that the token may not see any more looks as if all of its issues were deleted. */
async function absenceOfRepository(repository: GitHubRepository): Promise<Failure | null> {
  const read = await repository.ask('GET /repos/{owner}/{repo}', {}, repositoryShape);
  if (read.kind !== 'DATA') {
    if (!isAbsent(read)) return read;
    const message = `GitHub has no repository ${repository.name} that the token may see.`;
    return { kind: 'BLOCKED', message, answer: read.answer };
  }
  if (read.data.has_issues) return null;
  const message = `Issues are switched off in the repository ${repository.name}.`;
  return { kind: 'BLOCKED', message, answer: null };
}

/** Numbers of parents that the issues themselves do not tell: by lists in bodies, and by lists of sub-issues. */
async function readParents(
  repository: GitHubRepository,
  issues: readonly GitHubIssue[],
): Promise<GitHubAnswer<Map<number, number>>> {
  const parents = new Map<number, number>();
  for (const { number, body } of issues) {
    for (const child of numbersIn(readBody(body).entries)) parents.set(child, number);
  }
  // An Enterprise that has sub-issues and does not tell them at the issue below.
  const untold = issues.filter(
    (issue) => issue.parent_issue_url === undefined && (issue.sub_issues_summary?.total ?? 0) > 0,
  );
  for (const { number } of untold) {
    const below = await readSubIssues(repository, number);
    if (below.kind !== 'DATA') return below;
    for (const child of below.data) parents.set(child, number);
  }
  return { kind: 'DATA', data: parents };
}
