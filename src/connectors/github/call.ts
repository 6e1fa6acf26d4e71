import { endpoint } from '@octokit/endpoint';
import type { Endpoints } from '@octokit/types';
import { z } from 'zod';
import type { Json } from '../../domain/json.ts';
import type { ConnectionAccess, HttpAnswer, HttpMethod, HttpOutcome } from '../../domain/outside.ts';
import type { RequestQueue } from '../request-queue.ts';
import { waitForReset } from '../stated-wait.ts';

/** What kept a request from being answered well. */
export type Failure = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

export type GitHubAnswer<Data> =
  | { readonly kind: 'DATA'; readonly data: Data; readonly headers?: HttpAnswer['headers'] }
  | Failure;

/** A route of a repository in GitHub's REST interface, such as `POST /repos/{owner}/{repo}/issues`. */
export type GitHubRoute = Extract<keyof Endpoints, `${string} /repos/{owner}/{repo}${string}`>;

/** What a route takes beside the repository. */
export type GitHubParameters<Route extends GitHubRoute> = Omit<
  Endpoints[Route]['parameters'],
  'owner' | 'repo'
>;

/** One request, and the shape of what it is answered with. */
export interface GitHubRequest<Route extends GitHubRoute, Data> {
  readonly route: Route;
  readonly parameters: Endpoints[Route]['parameters'];
  readonly answer: z.ZodType<Data>;
}

const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
/** GitHub's own word for how long to wait where an answer says no time. */
const untoldWaitMs = 60_000;

/** Asks GitHub once, in the turn of its key, and reads what came of it. */
export async function callGitHub<Route extends GitHubRoute, Data>(
  { access, queue }: { access: ConnectionAccess; queue: RequestQueue },
  { route, parameters, answer }: GitHubRequest<Route, Data>,
  signal: AbortSignal,
): Promise<GitHubAnswer<Data>> {
  const { method, url, body } = endpoint(route as GitHubRoute, { ...parameters, baseUrl: access.baseUrl });
  const content = body === undefined ? {} : { body: { ...(body as object) } as Json };
  return await queue.send(signal, async () => {
    const asked = { method: method as HttpMethod, url, headers, ...content };
    const outcome = inGitHubsWords(await access.http.call(asked, signal));
    if (outcome.answer !== null) noteBudget(queue, outcome.answer);
    if (outcome.kind === 'REFUSED' && outcome.retryAfterMs !== null) queue.closeFor(outcome.retryAfterMs);
    return outcome.kind === 'ANSWERED' ? readAnswer(answer, outcome) : outcome;
  });
}

/** What is asked beforehand does not make it uncertain whether the thing itself was written. */
export function unsent<Answer extends { readonly kind: string }>(
  answer: Answer | Failure,
): Answer | Exclude<Failure, { kind: 'AMBIGUOUS' }> {
  const read = answer as Failure;
  return read.kind === 'AMBIGUOUS' ? { ...read, kind: 'NOT_SENT' } : (answer as Answer);
}

/** Whether GitHub knows nothing there; what it does not want to show looks the same. */
export function isAbsent({ answer }: Failure): boolean {
  return answer !== null && [301, 404, 410].includes(answer.status);
}

function readAnswer<Data>(
  shape: z.ZodType<Data>,
  { body, answer }: Extract<HttpOutcome, { kind: 'ANSWERED' }>,
): GitHubAnswer<Data> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return { kind: 'DATA', data: parsed.data, headers: answer.headers };
  const message = 'GitHub answered something that is no answer to what it was asked.';
  return { kind: 'AMBIGUOUS', message, answer };
}

/** A failure with GitHub's own sentence; a limit that looks like a refusal, as the limit that it is. */
function inGitHubsWords(outcome: HttpOutcome): HttpOutcome {
  if (outcome.kind === 'ANSWERED' || outcome.answer === null) return outcome;
  const { answer } = outcome;
  const sentence = sentenceOf(answer);
  const message = sentence === null ? outcome.message : `GitHub says: ${sentence}`;
  const isSecondary = sentence !== null && /secondary rate limit|abuse detection/i.test(sentence);
  if (outcome.kind === 'REFUSED' || (outcome.kind === 'BLOCKED' && isSecondary)) {
    const told = outcome.kind === 'REFUSED' && 'retry-after' in answer.headers ? outcome.retryAfterMs : null;
    return { kind: 'REFUSED', message, retryAfterMs: told ?? waitOf(answer), answer };
  }
  return { ...outcome, message };
}

const refusal = z.object({
  message: z.string(),
  errors: z
    .array(
      z.union([z.string(), z.object({ field: z.string(), code: z.string(), message: z.string() }).partial()]),
    )
    .catch([])
    .default([]),
});

/** What an answer that is no good says, with the fields that it names; null when it is none of GitHub's. */
function sentenceOf({ text }: HttpAnswer): string | null {
  const read = refusal.safeParse(bodyOf(text));
  if (!read.success) return null;
  const { message, errors } = read.data;
  const details = errors.map((error) =>
    typeof error === 'string' ? error : (error.message ?? [error.field, error.code].join(' ').trim()),
  );
  return details.length === 0 ? message : `${message} (${details.join('; ')})`;
}

/** Whether an answer is GitHub's own, and not of something else that stands at the address. */
export function isGitHubs(answer: HttpAnswer | null): boolean {
  return answer !== null && sentenceOf(answer) !== null;
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How long GitHub wants to wait where it does not say: until the hour begins anew, or else a minute. */
function waitOf(answer: HttpAnswer): number {
  const isSpent = numberIn(answer, 'x-ratelimit-remaining') === 0;
  return (isSpent ? resetOf(answer) : null) ?? untoldWaitMs;
}

/** How long it is until the hour's budget is whole again; null when GitHub does not say. */
function resetOf(answer: HttpAnswer): number | null {
  const seconds = numberIn(answer, 'x-ratelimit-reset');
  return seconds === null ? null : waitForReset(seconds * 1000, answer.headers);
}

function noteBudget(queue: RequestQueue, answer: HttpAnswer): void {
  const left = numberIn(answer, 'x-ratelimit-remaining');
  const resetsInMs = resetOf(answer);
  if (left !== null && resetsInMs !== null) queue.note({ left, resetsInMs });
}

function numberIn({ headers: told }: HttpAnswer, name: string): number | null {
  const text = told[name];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
