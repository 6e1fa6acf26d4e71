import { z } from 'zod';
import type { IssueId } from '../../domain/ids.ts';
import { issueId } from '../../tools/issue-arguments.ts';
import { connectionId, previewOutsideComment, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import type { LinearOperation } from './call.ts';
import { linearIdOf } from './issue.ts';
import { timeoutMs } from './tool-arguments.ts';
import { workspaceOf } from './workspace.ts';

interface CommentRequest {
  readonly issueId: IssueId;
  readonly body: string;
}

const comment = z.object({ id: z.string(), url: z.string() });

const createComment = {
  document: `mutation CreateComment($input: CommentCreateInput!) {
    commentCreate(input: $input) { success comment { id url } }
  }`,
  answer: z.object({ commentCreate: z.object({ success: z.literal(true), comment }) }),
} satisfies LinearOperation<unknown>;

const findComment = {
  document: `query FindComment($id: ID!) {
    comments(filter: { id: { eq: $id } }, first: 1, includeArchived: true) { nodes { id url } }
  }`,
  answer: z.object({ comments: z.object({ nodes: z.array(comment) }) }),
} satisfies LinearOperation<unknown>;

export const commentLinearIssue = defineExternalTool({
  name: 'linear_comment_issue',
  description: 'Writes a comment on an issue in Linear, in the name of whose key the connection has.',
  category: 'issues',
  destructive: false,
  repeatability: 'CLIENT_ID',
  timeoutMs,
  arguments: z.strictObject({
    connectionId,
    id: issueId,
    body: z.string().trim().min(1).max(50_000).meta({ description: 'Markdown.' }),
  }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'LINEAR'),
  stream: ({ id }) => id,
  preview: ({ body, ...target }, { outside }) => previewOutsideComment(target, body, outside),
  prepare: ({ id, body }) => ({ issueId: id, body }),
  send: async (request, { connect, key, signal }) => {
    const access = await connect();
    const { issueId: id, body } = request as unknown as CommentRequest;
    const input = { id: key, issueId: linearIdOf(id), body };
    const made = await workspaceOf(access).call(access, createComment, { input }, signal);
    if (made.kind !== 'DATA') return made;
    const { url } = made.data.commentCreate.comment;
    return { kind: 'DONE', result: { issueId: id, commentId: key }, url };
  },
  lookUp: async (request, { connect, key, signal }) => {
    const access = await connect();
    const found = await workspaceOf(access).call(access, findComment, { id: key }, signal);
    if (found.kind !== 'DATA') return found;
    const [first] = found.data.comments.nodes;
    if (first === undefined) return { kind: 'NOT_FOUND' };
    const { issueId: id } = request as unknown as CommentRequest;
    return { kind: 'FOUND', result: { issueId: id, commentId: first.id }, url: first.url };
  },
});
