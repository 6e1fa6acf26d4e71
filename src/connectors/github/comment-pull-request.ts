import { z } from 'zod';
import { previewField } from '../../domain/action.ts';
import { connectionId, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { findComment, writeComment } from './comment.ts';
import { previewPullRequest, pullRequestNumber } from './pull-request.ts';
import { commentBody, openRepository, timeoutMs } from './tool-arguments.ts';

interface CommentRequest {
  readonly number: number;
  readonly body: string;
}

export const commentGitHubPullRequest = defineExternalTool({
  name: 'github_comment_pull_request',
  description: 'Writes a comment on a pull request in GitHub, in the name of whose token the connection has.',
  category: 'pull requests',
  destructive: false,
  repeatability: 'MARKER',
  timeoutMs,
  arguments: z.strictObject({ connectionId, number: pullRequestNumber, body: commentBody }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  stream: ({ number }) => `pull request ${number}`,
  preview: async ({ connectionId: connection, number, body }) => [
    ...previewPullRequest(connection, number),
    previewField('comment', null, body),
  ],
  prepare: ({ connectionId: _, ...request }) => request,
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { number, body: text } = request as unknown as CommentRequest;
    return await writeComment(opened.data, { number, text, result: { number } }, call);
  },
  lookUp: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { number } = request as unknown as CommentRequest;
    return await findComment(opened.data, { number, result: { number } }, call);
  },
});
