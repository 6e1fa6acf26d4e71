import type { SendOutcome } from '../../domain/effect-attempt.ts';
import type { IssueId } from '../../domain/ids.ts';
import type { IssueFields } from '../../domain/plan.ts';
import type { IssueChanges } from '../../tools/issue-changes.ts';
import type { ToolCall } from '../../tools/tool.ts';
import { readBody, writeBody } from './body.ts';
import { type GitHubAnswer, isAbsent, unsent } from './call.ts';
import { labelsOf, readLabels } from './field-labels.ts';
import { numberOf } from './find-issue.ts';
import { type GitHubIssue, idOfNumber, issueShape, outsideIssue, parentNumber, toldParent } from './issue.ts';
import { putUnder, takeFrom } from './parents.ts';
import type { GitHubRepository } from './repository.ts';

/** What to set of an issue beside its place. */
export interface WrittenChanges extends Omit<IssueChanges, 'parentId'> {
  readonly milestone?: number | null | undefined;
  /** Made of the labels that are there, priority and points among them. */
  readonly relabel?: (names: readonly string[]) => readonly string[];
}

const labelledFields = ['labels', 'priority', 'estimate'] as const;

/**
 * Sets fields of an issue, and answers it as it is then. What GitHub keeps in one field for several of ours is read
 * before, since it takes such a field only whole.
 */
export async function writeIssue(
  repository: GitHubRepository,
  { id, changes, call }: { id: IssueId; changes: WrittenChanges; call: ToolCall },
): Promise<GitHubAnswer<GitHubIssue>> {
  const found = unsent(await numberOf(repository, id, call));
  if (found.kind !== 'DATA') return found;
  const target = { issue_number: found.data };
  return await repository.alone(found.data, async () => {
    const { title, state, milestone, description } = changes;
    const simple = {
      ...(title === undefined ? {} : { title }),
      ...(milestone === undefined ? {} : { milestone }),
      ...(state === undefined ? {} : stateChange[state]),
    };
    const isRelabelled =
      changes.relabel !== undefined || labelledFields.some((field) => changes[field] !== undefined);
    if (description === undefined && !isRelabelled && Object.keys(simple).length > 0) {
      return noteMissing(id, await repository.ask(writeRoute, { ...target, ...simple }, issueShape));
    }
    const present = noteMissing(id, unsent(await repository.ask(readRoute, target, issueShape)));
    if (present.kind !== 'DATA') return present;
    const body =
      description === undefined
        ? {}
        : { body: writeBody({ ...readBody(present.data.body), text: description }) };
    const labels = isRelabelled ? relabelled(present.data.labels, changes) : null;
    const unlabelled = await repository.makeLabels(labels ?? []);
    if (unlabelled !== null) return unsent(unlabelled);
    const written = { ...simple, ...body, ...(labels === null ? {} : { labels }) };
    // Only its place changes.
    if (Object.keys(written).length === 0) return present;
    const answer = await repository.ask(writeRoute, { ...target, ...written }, issueShape);
    if (answer.kind === 'REJECTED') repository.forgetLabels();
    return noteMissing(id, answer);
  });
}

const readRoute = 'GET /repos/{owner}/{repo}/issues/{issue_number}';
const writeRoute = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';

/** What a plan closes has been given up. */
const stateChange = {
  OPEN: { state: 'open' },
  CLOSED: { state: 'closed', state_reason: 'not_planned' },
} as const;

function relabelled(present: readonly string[], { relabel, ...changes }: WrittenChanges): string[] {
  if (relabel !== undefined) return [...relabel(present)];
  const known = readLabels(present);
  const { labels = known.labels, priority = known.priority, estimate = known.estimate } = changes;
  return labelsOf({ labels, priority, estimate });
}

function noteMissing<Data>(id: IssueId, answer: GitHubAnswer<Data>): GitHubAnswer<Data> {
  if (answer.kind !== 'REJECTED' || !isAbsent(answer)) return answer;
  return { ...answer, code: 'ISSUE_NOT_FOUND', message: `The issue ${id} is not there any more.` };
}

/** Puts an issue where it belongs when a parent is named (null for none), and says what stands at GitHub then. */
export async function moveIssue(
  repository: GitHubRepository,
  {
    id,
    issue,
    parentId,
    call,
  }: {
    id: IssueId;
    issue: GitHubIssue;
    parentId?: IssueFields['parentId'] | undefined;
    call: ToolCall;
  },
): Promise<SendOutcome> {
  const before = await parentBefore(repository, { id, issue }, call);
  // Whatever is remembered of its parent, it stands under another one.
  const isElsewhere = toldParent(repository.name, issue)?.isForeign === true;
  const moved =
    parentId === undefined || (parentId === before?.id && !isElsewhere)
      ? null
      : await move(repository, issue, { parentId, before: before?.number ?? null, call });
  if (moved !== null) return moved;
  const outside = outsideIssue(repository.name, issue, {
    id,
    parentId: parentId === undefined ? (before?.id ?? null) : parentId,
  });
  const { identifier, url } = outside;
  return { kind: 'DONE', result: { issueId: id, identifier }, url, issue: outside };
}

async function move(
  repository: GitHubRepository,
  issue: GitHubIssue,
  { parentId, before, call }: { parentId: IssueId | null; before: number | null; call: ToolCall },
): Promise<Exclude<SendOutcome, { kind: 'DONE' }> | null> {
  const parent = parentId === null ? null : await numberOf(repository, parentId, call);
  if (parent !== null && parent.kind !== 'DATA') return parent;
  const isSubIssue = before !== null && parentNumber(repository.name, issue) === before;
  // A sub-issue leaves its old parent by itself; an entry in a list does not.
  if (before !== null && before !== parent?.data && (parent === null || !isSubIssue)) {
    const failure = await takeFrom(repository, issue, before);
    if (failure !== null && !isAbsent(failure)) return failure;
  }
  return parent === null ? null : await putUnder(repository, issue, parent.data);
}

/** The issue above in this repository, as GitHub tells it, or as it was read last where it does not. */
async function parentBefore(
  repository: GitHubRepository,
  { id, issue }: { id: IssueId; issue: GitHubIssue },
  { findIssue }: ToolCall,
): Promise<{ readonly id: IssueId; readonly number: number } | null> {
  const parentId = (await findIssue(id))?.fields.parentId ?? null;
  const known = parentId === null ? null : await findIssue(parentId);
  const told = parentNumber(repository.name, issue);
  if (known !== null && (told === null || Number(known.key) === told)) {
    return { id: known.id, number: Number(known.key) };
  }
  return told === null ? null : { id: idOfNumber(told), number: told };
}
