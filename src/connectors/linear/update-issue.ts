import type { IssueId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { issueId } from '../../tools/issue-arguments.ts';
import type { IssueChanges } from '../../tools/issue-changes.ts';
import { issueChanges } from '../../tools/issue-changes.ts';
import { connectionId, previewOutsideChange, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { issueInput, linearIdOf, wholePoints } from './issue.ts';
import { linearCycle, linearStatus, timeoutMs } from './tool-arguments.ts';
import { resolveNames, updateIssueOperation, writeIssue } from './write-issue.ts';

interface UpdateRequest extends IssueChanges {
  readonly id: IssueId;
  readonly status?: string;
  readonly cycle?: number | null;
}

export const updateLinearIssue = defineExternalTool({
  name: 'linear_update_issue',
  description: 'Sets fields of an issue in Linear; fields that are left out stay as they are.',
  category: 'issues',
  destructive: false,
  repeatability: 'IDEMPOTENT',
  timeoutMs,
  arguments: issueChanges
    .extend({
      connectionId,
      id: issueId,
      status: linearStatus.optional(),
      cycle: linearCycle.nullable().optional(),
    })
    .refine((args) => Object.keys(args).length > 2, 'has to name a field to set')
    .refine(({ state, status }) => state === undefined || status === undefined, {
      message: 'must not stand beside the status: name one of them',
      path: ['state'],
    }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'LINEAR'),
  target: ({ id }) => id,
  stream: ({ id }) => id,
  preview: async ({ connectionId: connection, id, status, cycle, ...changes }, { outside }) => {
    if (await outside.isGone(connection, id)) return [];
    const present = await outside.find(connection, id);
    const { estimate } = changes;
    const whole = estimate === undefined ? changes : { ...changes, estimate: wholePoints(estimate) };
    return previewOutsideChange({ connectionId: connection, id }, present, whole, {
      ...(status === undefined ? {} : { status: { oldValue: present?.status ?? null, newValue: status } }),
      ...(cycle === undefined ? {} : { cycle: { oldValue: present?.cycle ?? null, newValue: cycle } }),
    });
  },
  prepare: ({ connectionId: _, ...request }) => request as JsonObject,
  send: async (request, { connect, signal }) => {
    const access = await connect();
    const { id, labels, state, status, cycle, ...fields } = request as unknown as UpdateRequest;
    const names = await resolveNames(access, { labels, state, status, cycle }, signal);
    if (names.kind !== 'DATA') return names;
    const input = { ...issueInput(fields), ...names.data };
    return await writeIssue(access, updateIssueOperation, { id: linearIdOf(id), input }, signal);
  },
});
