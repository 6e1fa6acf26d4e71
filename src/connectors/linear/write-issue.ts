import { z } from 'zod';
import type { SendOutcome } from '../../domain/effect-attempt.ts';
import type { IssueState } from '../../domain/issue.ts';
import type { ConnectionAccess } from '../../domain/outside.ts';
import type { LinearAnswer, LinearOperation } from './call.ts';
import { issueIdOf, issueParts, issueShape, type LinearIssue, outsideIssue } from './issue.ts';
import { workspaceOf } from './workspace.ts';

/** Names that only the workspace has ids for. */
export interface NamedParts {
  readonly labels?: readonly string[] | undefined;
  readonly addedLabels?: readonly string[] | undefined;
  readonly state?: IssueState | undefined;
  /** Name of a workflow state. */
  readonly status?: string | null | undefined;
  /** A cycle's number; null for none. */
  readonly cycle?: number | null | undefined;
}

/** The ids of what is named. Nothing of the issue has been sent yet, whatever became of asking. */
export async function resolveNames(
  access: ConnectionAccess,
  { labels, addedLabels, state, status, cycle }: NamedParts,
  signal: AbortSignal,
): Promise<LinearAnswer<Record<string, string | string[] | null>>> {
  const workspace = workspaceOf(access);
  const input: Record<string, string | string[] | null> = {};
  for (const [field, names] of [
    ['labelIds', labels],
    ['addedLabelIds', addedLabels],
  ] as const) {
    if (names === undefined || (field === 'addedLabelIds' && names.length === 0)) continue;
    const ids = await workspace.labelIds(access, names, signal);
    if (ids.kind !== 'DATA') return unsent(ids);
    input[field] = ids.data;
  }
  const wanted = status ?? state;
  if (wanted !== undefined) {
    const id = await workspace.stateId(access, wanted, signal);
    if (id.kind !== 'DATA') return unsent(id);
    input['stateId'] = id.data;
  }
  if (cycle === null) input['cycleId'] = null;
  if (cycle != null) {
    const id = await workspace.cycleId(access, cycle, signal);
    if (id.kind !== 'DATA') return unsent(id);
    input['cycleId'] = id.data;
  }
  return { kind: 'DATA', data: input };
}

/** What is asked beforehand does not make it uncertain whether the issue was written. */
export function unsent<Data>(answer: LinearAnswer<Data>): LinearAnswer<Data> {
  return answer.kind === 'AMBIGUOUS' ? { ...answer, kind: 'NOT_SENT' } : answer;
}

const payload = z.object({ success: z.literal(true), issue: issueShape });

export const createIssueOperation = {
  document: `mutation CreateIssue($input: IssueCreateInput!) {
    issueCreate(input: $input) { success issue { ...IssueParts } }
  } ${issueParts}`,
  answer: z.object({ issueCreate: payload }).transform(({ issueCreate }) => issueCreate.issue),
} satisfies LinearOperation<LinearIssue>;

export const updateIssueOperation = {
  document: `mutation UpdateIssue($id: String!, $input: IssueUpdateInput!) {
    issueUpdate(id: $id, input: $input) { success issue { ...IssueParts } }
  } ${issueParts}`,
  answer: z.object({ issueUpdate: payload }).transform(({ issueUpdate }) => issueUpdate.issue),
} satisfies LinearOperation<LinearIssue>;

/** Writes an issue, and says what stands at Linear now. */
export async function writeIssue(
  access: ConnectionAccess,
  operation: LinearOperation<LinearIssue>,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const workspace = workspaceOf(access);
  const written = await workspace.call(access, operation, variables, signal);
  if (written.kind !== 'DATA') {
    // What it was made of may be gone: the next attempt asks again for names.
    if (written.kind === 'REJECTED') workspace.forget();
    return written;
  }
  const names = await workspace.labelNames(access, written.data.labelIds, signal);
  const { id, identifier, url } = written.data;
  const done = { kind: 'DONE', result: { issueId: issueIdOf(id), identifier }, url } as const;
  return names.kind === 'DATA' ? { ...done, issue: outsideIssue(written.data, names.data) } : done;
}
