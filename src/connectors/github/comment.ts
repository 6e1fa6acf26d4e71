import { z } from 'zod';
import type { LookUpOutcome, SendOutcome } from '../../domain/effect-attempt.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { ToolCall } from '../../tools/tool.ts';
import { readBody, writeBody } from './body.ts';
import { clockMarginMs } from './find-issue.ts';
import { type GitHubRepository, pageLength } from './repository.ts';

const comment = z.object({ id: z.number(), html_url: z.string(), body: z.string().nullish() });
const mostPages = 10;

function markOf(key: string): string {
  return `comment:${key}`;
}

/** Writes a comment on an issue or a pull request, marked with the key of the attempt. */
export async function writeComment(
  repository: GitHubRepository,
  { number, text, result }: { number: number; text: string; result: JsonObject },
  { key }: ToolCall,
): Promise<SendOutcome> {
  const body = writeBody({ text, mark: markOf(key), entries: [] });
  const made = await repository.ask(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: number, body },
    comment,
  );
  if (made.kind !== 'DATA') return made;
  const { id, html_url: url } = made.data;
  return { kind: 'DONE', result: { ...result, commentId: String(id) }, url };
}

/** Looks for the comment by its mark, among those since it was asked for. */
export async function findComment(
  repository: GitHubRepository,
  { number, result }: { number: number; result: JsonObject },
  { key, askedAt }: ToolCall,
): Promise<LookUpOutcome> {
  const since = new Date(askedAt - clockMarginMs).toISOString();
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await repository.ask(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { issue_number: number, since, per_page: pageLength, page },
      z.array(comment),
    );
    if (read.kind !== 'DATA') return read;
    const found = read.data.find(({ body }) => readBody(body).mark === markOf(key));
    if (found !== undefined) {
      return { kind: 'FOUND', result: { ...result, commentId: String(found.id) }, url: found.html_url };
    }
    if (read.data.length < pageLength) break;
  }
  return { kind: 'NOT_FOUND' };
}
