import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import { issueId, issueLabels } from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideRelabel, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { linearIdOf } from './issue.ts';
import { timeoutMs } from './tool-arguments.ts';
import { workspaceOf } from './workspace.ts';
import { resolveNames, unsent, updateIssueOperation, writeIssue } from './write-issue.ts';

export const labelLinearIssue = defineExternalTool({
  name: 'linear_label_issue',
  description: 'Adds labels to an issue in Linear and takes labels off it. Labels that are missing are made.',
  category: 'issues',
  destructive: false,
  repeatability: 'IDEMPOTENT',
  timeoutMs,
  arguments: z
    .strictObject({
      connectionId,
      id: issueId,
      add: issueLabels.default([]),
      remove: issueLabels.default([]),
    })
    .refine(({ add, remove }) => add.length + remove.length > 0, 'has to name a label to add or to remove'),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'LINEAR'),
  target: ({ id }) => id,
  stream: ({ id }) => id,
  preview: ({ connectionId: connection, id, ...change }, { outside }) =>
    previewOutsideRelabel({ connectionId: connection, id }, change, outside),
  prepare: ({ connectionId: _, ...request }) => request,
  send: async (request, { connect, signal }) => {
    const access = await connect();
    const { id, add, remove } = request as unknown as { id: IssueId; add: string[]; remove: string[] };
    const names = await resolveNames(access, { addedLabels: add }, signal);
    if (names.kind !== 'DATA') return names;
    const team = unsent(await workspaceOf(access).team(access, signal));
    if (team.kind !== 'DATA') return team;
    const { labels } = team.data;
    // A label that the team does not have is on none of its issues.
    const removedLabelIds = remove.flatMap((name) => labels.get(name.toLowerCase())?.id ?? []);
    const input = { ...names.data, removedLabelIds };
    return await writeIssue(access, updateIssueOperation, { id: linearIdOf(id), input }, signal);
  },
});
