import { z } from 'zod';
import type { EffectOutcome } from '../domain/effect.ts';
import type { IssueId } from '../domain/ids.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import {
  issueDescription,
  issueEstimate,
  issueLabels,
  issueParent,
  issuePriority,
  issueState,
  issueTitle,
} from './issue-arguments.ts';
import type { PresentIssue, Tracker } from './tool.ts';

/** Fields to set on an issue; those that are left out stay as they are. */
export const issueChanges = z.strictObject({
  title: issueTitle.optional(),
  description: issueDescription.optional(),
  labels: issueLabels.optional(),
  priority: issuePriority.optional(),
  estimate: issueEstimate.optional(),
  parentId: issueParent.optional(),
  state: issueState.optional(),
});
export type IssueChanges = z.infer<typeof issueChanges>;

export function applyChanges(present: PresentIssue, changes: IssueChanges): PresentIssue {
  return {
    title: changes.title ?? present.title,
    description: changes.description ?? present.description,
    labels: changes.labels ?? present.labels,
    priority: changes.priority === undefined ? present.priority : changes.priority,
    estimate: changes.estimate === undefined ? present.estimate : changes.estimate,
    parentId: changes.parentId === undefined ? present.parentId : changes.parentId,
    state: changes.state ?? present.state,
  };
}

type Rejection = Extract<EffectOutcome, { kind: 'rejected' }>;

export function rejectMissing(id: IssueId): Rejection {
  return { kind: 'rejected', code: 'ISSUE_NOT_FOUND', message: `The issue ${id} does not exist any more.` };
}

/** Why nothing can be proposed about an issue of the built-in tracker: there is none under the id; null when there is one. */
export async function vetIssue(
  tracker: Tracker,
  id: IssueId,
  path: readonly string[] = ['id'],
): Promise<RefusalOf<'VALIDATION'> | null> {
  if (await tracker.has(id)) return null;
  const message = `There is no issue ${id} in the built-in tracker.`;
  return refuse('VALIDATION', message, ['input', 'arguments', ...path], {});
}

/** Why fields cannot be set on an issue as it is now, or null. */
export async function changeFault(
  tracker: Tracker,
  id: IssueId,
  { parentId }: IssueChanges,
): Promise<Rejection | null> {
  const present = await tracker.find(id);
  if (present === null) return rejectMissing(id);
  if (parentId === undefined || parentId === null || parentId === present.parentId) return null;
  if (!(await tracker.has(parentId))) return rejectParent(parentId);
  if (!(await tracker.wouldCircle(id, parentId))) return null;
  return { kind: 'rejected', code: 'PARENT_CIRCLE', message: `The issue ${parentId} stands below ${id}.` };
}

/** Sets fields of one issue, or says why it cannot be. */
export async function changeIssue(
  tracker: Tracker,
  id: IssueId,
  changes: IssueChanges,
): Promise<Rejection | null> {
  const fault = await changeFault(tracker, id, changes);
  const present = await tracker.find(id);
  if (fault !== null || present === null) return fault;
  await tracker.update(id, applyChanges(present, changes));
  return null;
}

export function rejectParent(parentId: IssueId): Rejection {
  return {
    kind: 'rejected',
    code: 'PARENT_NOT_FOUND',
    message: `The parent issue ${parentId} does not exist.`,
  };
}
