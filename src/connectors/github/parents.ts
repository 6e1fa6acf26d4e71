import { z } from 'zod';
import { entryOf, numbersIn, readBody, writeBody } from './body.ts';
import { type Failure, type GitHubAnswer, isAbsent, unsent } from './call.ts';
import { type GitHubIssue, isSameRepository, issueShape, parentNumber } from './issue.ts';
import { type GitHubRepository, pageLength } from './repository.ts';

/**
 * Puts an issue under another: as a sub-issue, or where GitHub has none or takes no more of them, as an entry of the list
 * in the other's body. Putting it there twice is putting it there once.
 */
export async function putUnder(
  repository: GitHubRepository,
  child: GitHubIssue,
  parent: number,
): Promise<Failure | null> {
  if (parentNumber(repository.name, child) === parent) return null;
  if (!repository.hasSubIssues) return await listUnder(repository, child.number, parent);
  const added = await repository.ask(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues',
    { issue_number: parent, sub_issue_id: child.id, replace_parent: true },
    z.object({}),
  );
  if (added.kind === 'DATA') return null;
  if (added.answer?.status === 422) {
    const below = await readSubIssues(repository, parent);
    if (below.kind !== 'DATA') return below;
    // It was put there before, and is refused a second time.
    if (below.data.includes(child.number)) return null;
  } else if (!isAbsent(added)) return added;
  const listed = await listUnder(repository, child.number, parent);
  // The parent is there, so what is not there are sub-issues.
  if (listed === null && isAbsent(added)) repository.noteNoSubIssues();
  return listed;
}

/** Whether an issue stands under another, whichever way it was put there. */
export async function isUnder(
  repository: GitHubRepository,
  child: GitHubIssue,
  parent: number,
): Promise<GitHubAnswer<boolean>> {
  if (parentNumber(repository.name, child) === parent) return { kind: 'DATA', data: true };
  const read = await repository.ask(readRoute, { issue_number: parent }, issueShape);
  if (read.kind !== 'DATA') return read;
  if (numbersIn(readBody(read.data.body).entries).includes(child.number)) return { kind: 'DATA', data: true };
  const isTold = child.parent_issue_url !== undefined || (read.data.sub_issues_summary?.total ?? 0) === 0;
  if (isTold) return { kind: 'DATA', data: false };
  const below = await readSubIssues(repository, parent);
  return below.kind === 'DATA' ? { kind: 'DATA', data: below.data.includes(child.number) } : below;
}

/** Takes an issue out from under another, whichever way it was put there. */
export async function takeFrom(
  repository: GitHubRepository,
  child: GitHubIssue,
  parent: number,
): Promise<Failure | null> {
  if (
    parentNumber(repository.name, child) === parent ||
    (child.parent_issue_url === undefined && repository.hasSubIssues)
  ) {
    const removed = await repository.ask(
      'DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue',
      { issue_number: parent, sub_issue_id: child.id },
      z.object({}),
    );
    if (removed.kind === 'DATA') return null;
    if (!isAbsent(removed)) return removed;
  }
  return await editList(repository, parent, (entries) =>
    entries.filter((entry) => !numbersIn([entry]).includes(child.number)),
  );
}

/** One of another repository may have the number of one here. */
const subIssueShape = z.object({ number: z.number(), repository_url: z.string().optional() });

/** The numbers of the sub-issues of an issue that stand in its repository. */
export async function readSubIssues(
  repository: GitHubRepository,
  parent: number,
): Promise<GitHubAnswer<number[]>> {
  const numbers: number[] = [];
  for (let page = 1; ; page += 1) {
    const read = await repository.ask(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues',
      { issue_number: parent, per_page: pageLength, page },
      z.array(subIssueShape),
    );
    if (read.kind !== 'DATA') return read;
    const here = read.data.filter(({ repository_url: url }) => isHere(repository.name, url));
    numbers.push(...here.map(({ number }) => number));
    if (read.data.length < pageLength) return { kind: 'DATA', data: numbers };
  }
}

function isHere(repository: string, url: string | undefined): boolean {
  const name = /\/repos\/([^/]+\/[^/]+)$/.exec(url ?? '')?.[1];
  return name === undefined || isSameRepository(name, repository);
}

const readRoute = 'GET /repos/{owner}/{repo}/issues/{issue_number}';

function listUnder(repository: GitHubRepository, child: number, parent: number): Promise<Failure | null> {
  return editList(repository, parent, (entries) =>
    numbersIn(entries).includes(child) ? entries : [...entries, entryOf(child)],
  );
}

async function editList(
  repository: GitHubRepository,
  parent: number,
  edit: (entries: readonly string[]) => readonly string[],
): Promise<Failure | null> {
  return await repository.alone(parent, async () => {
    const target = { issue_number: parent };
    const read = unsent(await repository.ask(readRoute, target, issueShape));
    if (read.kind === 'REJECTED' && isAbsent(read)) {
      const message = `The parent issue #${parent} is not there any more.`;
      return { ...read, code: 'PARENT_NOT_FOUND', message };
    }
    if (read.kind !== 'DATA') return read;
    const present = readBody(read.data.body);
    const entries = edit(present.entries);
    if (entries.join('\n') === present.entries.join('\n')) return null;
    const body = writeBody({ ...present, entries });
    const written = await repository.ask(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      { ...target, body },
      issueShape,
    );
    return written.kind === 'DATA' ? null : written;
  });
}
