import { z } from 'zod';
import { previewField } from '../../domain/action.ts';
import { connectionId, vetConnection } from '../../tools/outside-issue.ts';
import { defineExternalTool } from '../../tools/tool.ts';
import { readBody, writeBody } from './body.ts';
import { pullRequestShape } from './pull-request.ts';
import { type GitHubRepository, pageLength } from './repository.ts';
import { gitHubBody, gitHubTitle, openRepository, timeoutMs } from './tool-arguments.ts';

interface PullRequestRequest {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

const branch = z
  .string()
  .regex(/^[^\s~^:?*[\\]+$/, 'must be the name of a branch')
  .max(255);

/** GitHub takes one open pull request of a head into a base: a second one is refused, as under an id of ours. */
export const createGitHubPullRequest = defineExternalTool({
  name: 'github_create_pull_request',
  description: 'Opens a pull request in the repository of a GitHub connection.',
  category: 'pull requests',
  destructive: false,
  repeatability: 'CLIENT_ID',
  timeoutMs,
  arguments: z.strictObject({
    connectionId,
    title: gitHubTitle,
    body: gitHubBody.default(''),
    head: branch.meta({ description: 'Branch of the repository that is to be merged.' }),
    base: branch.meta({ description: 'Branch that it is to be merged into.' }),
    draft: z.boolean().default(false),
  }),
  connection: (args) => args.connectionId,
  vet: ({ connectionId: id }, ports) => vetConnection(ports, id, 'GITHUB'),
  stream: ({ head, base }) => `pull request of ${head} into ${base}`,
  preview: async ({ connectionId: connection, title, body, head, base, draft }) => [
    previewField('connectionId', connection, connection),
    previewField('title', null, title),
    ...(body === '' ? [] : [previewField('body', null, body)]),
    previewField('head', null, head),
    previewField('base', null, base),
    previewField('draft', null, draft),
  ],
  prepare: ({ connectionId: _, ...request }) => request,
  send: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { body: text, ...asked } = request as unknown as PullRequestRequest;
    const body = writeBody({ text, mark: markOf(call.key), entries: [] });
    const made = await opened.data.ask(
      'POST /repos/{owner}/{repo}/pulls',
      { ...asked, body },
      pullRequestShape,
    );
    return made.kind === 'DATA' ? { kind: 'DONE', ...resultOf(made.data) } : made;
  },
  lookUp: async (request, call) => {
    const opened = await openRepository(call);
    if (opened.kind !== 'DATA') return opened;
    const { head, base } = request as unknown as PullRequestRequest;
    const read = await readPullRequests(opened.data, { head, base });
    if (read.kind !== 'DATA') return read;
    const found = read.data.find(({ body }) => readBody(body).mark === markOf(call.key));
    return found === undefined ? { kind: 'NOT_FOUND' } : { kind: 'FOUND', ...resultOf(found) };
  },
});

function markOf(key: string): string {
  return `pull-request:${key}`;
}

/** Those of a head into a base, the newest hundred, whether they are open, closed or merged. */
async function readPullRequests(
  repository: GitHubRepository,
  { head, base }: { head: string; base: string },
) {
  const [owner] = repository.name.split('/');
  const wanted = { state: 'all', head: `${owner}:${head}`, base } as const;
  return await repository.ask(
    'GET /repos/{owner}/{repo}/pulls',
    { ...wanted, sort: 'created', direction: 'desc', per_page: pageLength },
    z.array(pullRequestShape),
  );
}

function resultOf({ number, html_url: url, head }: z.infer<typeof pullRequestShape>) {
  return { result: { number, headSha: head.sha }, url };
}
