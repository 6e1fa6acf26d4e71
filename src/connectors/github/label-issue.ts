import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import { issueId } from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideRelabel, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { gitHubLabels, openRepository, timeoutMs } from './tool-arguments.ts';
import { moveIssue, writeIssue } from './write-issue.ts';

interface LabelRequest {
  readonly id: IssueId;
  readonly add: string[];
  readonly remove: string[];
}

export const labelGitHubIssue = defineExternalTool({
  name: 'github_label_issue',
  description: 'Adds labels to an issue in GitHub and takes labels off it. Labels that are missing are made.',
  category: 'issues',
  destructive: false,
  repeatability: 'IDEMPOTENT',
  timeoutMs,
  arguments: z
    .strictObject({
      connectionId,
      id: issueId,
      add: gitHubLabels.default([]),
      remove: gitHubLabels.default([]),
    })
    .refine(({ add, remove }) => add.length + remove.length > 0, 'has to name a label to add or to remove'),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  target: ({ id }) => id,
  stream: ({ id }) => id,
  preview: ({ connectionId: connection, id, ...change }, { outside }) =>
    previewOutsideRelabel({ connectionId: connection, id }, change, outside),
  prepare: ({ connectionId: _, ...request }) => request,
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { id, add, remove } = request as unknown as LabelRequest;
    const changes = { relabel: (names: readonly string[]) => changed(names, { add, remove }) };
    const written = await writeIssue(opened.data, { id, changes, call });
    if (written.kind !== 'DATA') return written;
    return await moveIssue(opened.data, { id, issue: written.data, call });
  },
});

/** GitHub's labels are the same in any case. */
function changed(names: readonly string[], { add, remove }: Omit<LabelRequest, 'id'>): string[] {
  const gone = new Set(remove.map((name) => name.toLowerCase()));
  const kept = names.filter((name) => !gone.has(name.toLowerCase()));
  const has = new Set(kept.map((name) => name.toLowerCase()));
  return [...kept, ...add.filter((name) => !has.has(name.toLowerCase()))];
}
