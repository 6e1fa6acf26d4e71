import { z } from 'zod';
import { previewField } from '../../domain/action.ts';
import { connectionId, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import type { Failure } from './call.ts';
import { previewPullRequest, pullRequestNumber, pullRequestShape } from './pull-request.ts';
import { openRepository, timeoutMs } from './tool-arguments.ts';

interface MergeRequest {
  readonly number: number;
  readonly headSha: string;
  readonly method: 'merge' | 'squash' | 'rebase';
}

const merged = z.object({ sha: z.string(), merged: z.literal(true) });

/** GitHub merges a head once, and only the one that was approved: a second request is refused, as under an id of ours. */
export const mergeGitHubPullRequest = defineExternalTool({
  name: 'github_merge_pull_request',
  description:
    'Merges a pull request in GitHub, if its head is still the commit that is named: what was pushed since is not merged.',
  category: 'pull requests',
  // What is in the base branch cannot be taken out of its history again.
  destructive: true,
  repeatability: 'CLIENT_ID',
  timeoutMs,
  arguments: z.strictObject({
    connectionId,
    number: pullRequestNumber,
    headSha: z
      .string()
      .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'must be the whole name of a commit')
      .meta({ description: 'Commit that the head has to be: 40 or 64 hexadecimal digits.' }),
    method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
  }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  stream: ({ number }) => `pull request ${number}`,
  preview: async ({ connectionId: connection, number, headSha, method }) => [
    ...previewPullRequest(connection, number),
    previewField('headSha', headSha, headSha),
    previewField('method', null, method),
    previewField('merged', false, true),
  ],
  prepare: ({ connectionId: _, ...request }) => request,
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const repository = opened.data;
    const { number, headSha, method } = request as unknown as MergeRequest;
    const answer = await repository.ask(
      'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
      { pull_number: number, sha: headSha, merge_method: method },
      merged,
    );
    if (answer.kind !== 'DATA') return inOurWords(answer, request as unknown as MergeRequest);
    return { kind: 'DONE', result: { number, headSha, mergeSha: answer.data.sha }, url: null };
  },
  lookUp: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { number, headSha } = request as unknown as MergeRequest;
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
    const read = await opened.data.ask(route, { pull_number: number }, pullRequestShape);
    if (read.kind !== 'DATA') return read;
    const { merged: isMerged, merge_commit_sha: mergeSha = null, head, html_url: url } = read.data;
    // Merged with another head it was by somebody else.
    if (isMerged !== true || head.sha !== headSha) return { kind: 'NOT_FOUND' };
    return { kind: 'FOUND', result: { number, headSha, mergeSha }, url };
  },
});

function inOurWords(failure: Failure, { number, headSha }: MergeRequest): Failure {
  if (failure.kind !== 'REJECTED') return failure;
  switch (failure.answer?.status) {
    case 409:
      return {
        ...failure,
        code: 'HEAD_CHANGED',
        message: `The head of #${number} is not ${headSha} any more: look at what was pushed, and propose to merge that.`,
      };
    case 405:
      return {
        ...failure,
        code: 'NOT_MERGEABLE',
        message: `#${number} cannot be merged. ${failure.message}`,
      };
    default:
      return failure;
  }
}
