import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import { issueId } from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideComment, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { unsent } from './call.ts';
import { findComment, writeComment } from './comment.ts';
import { numberOf } from './find-issue.ts';
import { commentBody, openRepository, timeoutMs } from './tool-arguments.ts';

interface CommentRequest {
  readonly issueId: IssueId;
  readonly body: string;
}

export const commentGitHubIssue = defineExternalTool({
  name: 'github_comment_issue',
  description: 'Writes a comment on an issue in GitHub, in the name of whose token the connection has.',
  category: 'issues',
  destructive: false,
  repeatability: 'MARKER',
  timeoutMs,
  arguments: z.strictObject({ connectionId, id: issueId, body: commentBody }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  stream: ({ id }) => id,
  preview: ({ body, ...target }, { outside }) => previewOutsideComment(target, body, outside),
  prepare: ({ id, body }) => ({ issueId: id, body }),
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { issueId: id, body: text } = request as unknown as CommentRequest;
    const number = unsent(await numberOf(opened.data, id, call));
    if (number.kind !== 'DATA') return number;
    return await writeComment(opened.data, { number: number.data, text, result: { issueId: id } }, call);
  },
  lookUp: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { issueId: id } = request as unknown as CommentRequest;
    const number = await numberOf(opened.data, id, call);
    if (number.kind !== 'DATA') return number;
    return await findComment(opened.data, { number: number.data, result: { issueId: id } }, call);
  },
});
