import { z } from 'zod';
import type { LookUpOutcome, SendOutcome } from '../../domain/effect-attempt.ts';
import { formatId, type IssueId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { IssueFields } from '../../domain/plan.ts';
import {
  issueDescription,
  issueEstimate,
  issueId,
  issueLabels,
  issueParent,
  issuePriority,
  issueTitle,
} from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideCreation, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool, type ToolCall } from '../../tools/tool.ts';
import { issueInput, linearIdOf, wholePoints } from './issue.ts';
import { readLinearIssues } from './read-issues.ts';
import { linearCycle, linearStatus, timeoutMs } from './tool-arguments.ts';
import { workspaceOf } from './workspace.ts';
import { createIssueOperation, resolveNames, unsent, writeIssue } from './write-issue.ts';

/** What is sent: the arguments, and the id that the issue gets at each attempt. */
interface CreateRequest extends Omit<IssueFields, 'labels'> {
  readonly id: IssueId;
  readonly labels: string[];
  readonly status: string | null;
  readonly cycle: number | null;
}

export const createLinearIssue = defineExternalTool({
  name: 'linear_create_issue',
  description: 'Creates an issue in the team of a Linear connection. Labels that are missing are made.',
  category: 'issues',
  destructive: false,
  repeatability: 'CLIENT_ID',
  timeoutMs,
  arguments: z.strictObject({
    connectionId,
    id: issueId
      .optional()
      .meta({ description: 'The id that it shall have: iss_ and a UUID v4. Left out: one is made.' }),
    title: issueTitle,
    description: issueDescription.default(''),
    labels: issueLabels.default([]),
    priority: issuePriority.default(null),
    estimate: issueEstimate.default(null),
    parentId: issueParent.default(null),
    status: linearStatus.nullable().default(null),
    cycle: linearCycle.nullable().default(null),
  }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'LINEAR'),
  stream: ({ id }) => id ?? null,
  makes: ({ id }) => id ?? null,
  // One that is there already is left as it is.
  preview: async ({ connectionId: connection, id, status, cycle, ...fields }, { outside }) => {
    if (id !== undefined && (await outside.find(connection, id)) !== null) return [];
    const estimate = wholePoints(fields.estimate);
    return previewOutsideCreation(connection, id, { ...fields, estimate }, { status, cycle });
  },
  prepare: ({ connectionId: _, id, ...fields }, key) => ({ ...fields, id: id ?? formatId('issue', key) }),
  send: async (request, call) => {
    const access = await call.connect();
    const { id, labels, status, cycle, ...fields } = request as unknown as CreateRequest;
    const workspace = workspaceOf(access);
    const team = unsent(await workspace.team(access, call.signal));
    if (team.kind !== 'DATA') return team;
    const names = await resolveNames(access, { labels, status, cycle: cycle ?? undefined }, call.signal);
    if (names.kind !== 'DATA') return names;
    const input = { ...issueInput(fields), ...names.data, id: linearIdOf(id), teamId: team.data.id };
    const made = await writeIssue(access, createIssueOperation, { input }, call.signal);
    return made.kind === 'REJECTED' ? await explainRejection(made, request, call) : made;
  },
  lookUp: (request, call) => lookUpIssue(request, call),
});

type Rejection = Extract<SendOutcome, { kind: 'REJECTED' }>;

/** Linear takes an id once: where it is taken, the issue that has it is what is told of. */
async function explainRejection(made: Rejection, request: JsonObject, call: ToolCall): Promise<Rejection> {
  const found = await lookUpIssue(request, call);
  if (found.kind !== 'FOUND' || found.issue === undefined) return made;
  const { issue } = found;
  const message = `Linear has an issue under its id already, ${issue.identifier}, and it is left as it is: read the document again to see what would change.`;
  return { kind: 'REJECTED', code: 'ISSUE_EXISTS', message, issue };
}

/** Looks for the issue by its id, also where somebody has thrown it away since. */
async function lookUpIssue(request: JsonObject, { connect, signal }: ToolCall): Promise<LookUpOutcome> {
  const { id } = request as unknown as CreateRequest;
  const read = await readLinearIssues(await connect(), [{ id }], signal, { withTrash: true });
  if (read.kind !== 'DATA') return read;
  const [issue] = read.data;
  if (issue === undefined) return { kind: 'NOT_FOUND' };
  const { identifier, url } = issue;
  return { kind: 'FOUND', result: { issueId: id, identifier }, url, issue };
}
