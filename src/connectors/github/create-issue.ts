import { z } from 'zod';
import type { LookUpOutcome, SendOutcome } from '../../domain/effect-attempt.ts';
import { formatId, type IssueId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { IssueFields } from '../../domain/plan.ts';
import { issueEstimate, issueId, issueParent, issuePriority } from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideCreation, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool, type ToolCall } from '../../tools/tool.ts';
import { writeBody } from './body.ts';
import { unsent } from './call.ts';
import { labelsOf } from './field-labels.ts';
import { findMarkedIssues, numberOf } from './find-issue.ts';
import { type GitHubIssue, issueMark, issueShape, outsideIssue } from './issue.ts';
import { isUnder, putUnder } from './parents.ts';
import type { GitHubRepository } from './repository.ts';
import {
  gitHubBody,
  gitHubLabels,
  gitHubMilestone,
  gitHubTitle,
  openRepository,
  timeoutMs,
} from './tool-arguments.ts';

/** What is sent: the arguments, and the id that the issue is marked with. */
interface CreateRequest extends IssueFields {
  readonly id: IssueId;
  readonly milestone: number | null;
}

export const createGitHubIssue = defineExternalTool({
  name: 'github_create_issue',
  description:
    'Creates an issue in the repository of a GitHub connection. Labels that are missing are made; priority and points are labels too.',
  category: 'issues',
  destructive: false,
  repeatability: 'MARKER',
  timeoutMs,
  arguments: z.strictObject({
    connectionId,
    id: issueId
      .optional()
      .meta({ description: 'The id that it shall be known by: iss_ and a UUID v4. Left out: one is made.' }),
    title: gitHubTitle,
    description: gitHubBody.default(''),
    labels: gitHubLabels.default([]),
    priority: issuePriority.default(null),
    estimate: issueEstimate.default(null),
    parentId: issueParent.default(null),
    milestone: gitHubMilestone.nullable().default(null),
  }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  stream: ({ id }) => id ?? null,
  makes: ({ id }) => id ?? null,
  // One that is there already is left as it is.
  preview: async ({ connectionId: connection, id, milestone, ...fields }, { outside }) => {
    if (id !== undefined && (await outside.find(connection, id)) !== null) return [];
    return previewOutsideCreation(connection, id, fields, { milestone });
  },
  prepare: ({ connectionId: _, id, ...fields }, key) => ({ ...fields, id: id ?? formatId('issue', key) }),
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const repository = opened.data;
    const { id, title, description, milestone, parentId, ...labelled } = request as unknown as CreateRequest;
    const parent = unsent(await parentOf(repository, parentId, call));
    if (parent.kind !== 'DATA') return parent;
    const labels = labelsOf(labelled);
    const unlabelled = await repository.makeLabels(labels);
    if (unlabelled !== null) return unsent(unlabelled);
    const body = writeBody({ text: description, mark: issueMark(id), entries: [] });
    const planned = milestone === null ? {} : { milestone };
    const made = await repository.ask(
      'POST /repos/{owner}/{repo}/issues',
      { title, body, labels, ...planned },
      issueShape,
    );
    if (made.kind !== 'DATA') {
      // What it was made of may be gone: the next attempt asks again for labels.
      if (made.kind === 'REJECTED') repository.forgetLabels();
      return made;
    }
    const ended = await finish(repository, request, { issue: made.data, parent: parent.data });
    if (ended.kind === 'DONE') return ended;
    // It is there: whatever kept it from its place, it must not be made a second time.
    const message = `It was made as ${repository.name}#${made.data.number}, and not put under its parent: ${ended.message}`;
    return { kind: 'AMBIGUOUS', message };
  },
  lookUp: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    return await lookUpIssue(opened.data, request as unknown as CreateRequest, call);
  },
  finish: async (request, found, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { issue, parent } = found as unknown as MadeIssue;
    return await finish(opened.data, request, { issue, parent });
  },
});

/** An issue that is there, and the number of the one that it belongs under. */
interface MadeIssue {
  readonly issue: GitHubIssue;
  readonly parent: number | null;
}

async function parentOf(repository: GitHubRepository, parentId: IssueId | null, call: ToolCall) {
  return parentId === null
    ? ({ kind: 'DATA', data: null } as const)
    : await numberOf(repository, parentId, call);
}

/** Puts an issue that is there into its place. */
async function finish(
  repository: GitHubRepository,
  request: JsonObject,
  { issue, parent }: MadeIssue,
): Promise<SendOutcome> {
  const failure = parent === null ? null : await putUnder(repository, issue, parent);
  return failure ?? { kind: 'DONE', ...resultOf(repository, request, issue) };
}

function resultOf(repository: GitHubRepository, request: JsonObject, made: GitHubIssue) {
  const { id, parentId } = request as unknown as CreateRequest;
  const issue = outsideIssue(repository.name, made, { id, parentId });
  const { identifier, url } = issue;
  return { result: { issueId: id, identifier }, url, issue };
}

async function lookUpIssue(
  repository: GitHubRepository,
  request: CreateRequest,
  call: ToolCall,
): Promise<LookUpOutcome> {
  const marked = await findMarkedIssues(repository, [request.id], call.askedAt);
  if (marked.kind !== 'DATA') return marked;
  const issue = marked.data.get(request.id);
  if (issue === undefined) return { kind: 'NOT_FOUND' };
  const parent = await parentOf(repository, request.parentId, call);
  if (parent.kind !== 'DATA') return parent;
  const isInPlace =
    parent.data === null
      ? ({ kind: 'DATA', data: true } as const)
      : await isUnder(repository, issue, parent.data);
  if (isInPlace.kind !== 'DATA') return isInPlace;
  return isInPlace.data
    ? { kind: 'FOUND', ...resultOf(repository, request as unknown as JsonObject, issue) }
    : { kind: 'HALF_DONE', found: { issue, parent: parent.data } as unknown as JsonObject };
}
