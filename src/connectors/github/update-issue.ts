import type { SendOutcome } from '../../domain/effect-attempt.ts';
import type { IssueId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { issueId } from '../../tools/issue-arguments.ts';
import { type IssueChanges, issueChanges } from '../../tools/issue-changes.ts';
import { connectionId, previewOutsideChange, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import {
  gitHubBody,
  gitHubLabels,
  gitHubMilestone,
  gitHubTitle,
  openRepository,
  timeoutMs,
} from './tool-arguments.ts';
import { moveIssue, writeIssue } from './write-issue.ts';

export interface UpdateRequest extends IssueChanges {
  readonly id: IssueId;
  readonly milestone?: number | null;
}

export const updateGitHubIssue = defineExternalTool({
  name: 'github_update_issue',
  description: 'Sets fields of an issue in GitHub; fields that are left out stay as they are.',
  category: 'issues',
  destructive: false,
  repeatability: 'IDEMPOTENT',
  timeoutMs,
  arguments: issueChanges
    .extend({
      connectionId,
      id: issueId,
      title: gitHubTitle.optional(),
      description: gitHubBody.optional(),
      labels: gitHubLabels.optional(),
      milestone: gitHubMilestone.nullable().optional(),
    })
    .refine((args) => Object.keys(args).length > 2, 'has to name a field to set'),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  target: ({ id }) => id,
  stream: ({ id }) => id,
  preview: async ({ connectionId: connection, id, milestone, ...changes }, { outside }) => {
    if (await outside.isGone(connection, id)) return [];
    const present = await outside.find(connection, id);
    return previewOutsideChange({ connectionId: connection, id }, present, changes, {
      ...(milestone === undefined
        ? {}
        : { milestone: { oldValue: present?.cycle ?? null, newValue: milestone } }),
    });
  },
  prepare: ({ connectionId: _, ...request }) => request as JsonObject,
  send: async (request, call): Promise<SendOutcome> => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { id, parentId, ...changes } = request as unknown as UpdateRequest;
    const written = await writeIssue(opened.data, { id, changes, call });
    if (written.kind !== 'DATA') return written;
    return await moveIssue(opened.data, { id, issue: written.data, parentId, call });
  },
});
