import { z } from 'zod';
import type { ConnectionAccess, HttpAnswer, HttpOutcome } from '../../domain/outside.ts';
import type { RequestQueue } from '../request-queue.ts';
import { statedWait, waitForReset } from '../stated-wait.ts';

/** What kept a request from being answered well. */
export type Failure = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

export type LinearAnswer<Data> = { readonly kind: 'DATA'; readonly data: Data } | Failure;

/** A GraphQL document, and the shape of what it is answered with. */
export interface LinearOperation<Data> {
  readonly document: string;
  readonly answer: z.ZodType<Data>;
}

/** Below this much complexity nothing is sent any more before the budget is whole again: one page of issues costs 500. */
const complexityReserve = 1000;

/** Asks Linear once, in the turn of its key, and reads what came of it. */
export async function callLinear<Data>(
  { access, queue }: { access: ConnectionAccess; queue: RequestQueue },
  operation: LinearOperation<Data>,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<LinearAnswer<Data>> {
  return await queue.send(signal, async () => {
    const body = { query: operation.document, variables: variables as Record<string, never> };
    const outcome = await access.http.call({ method: 'POST', url: '/graphql', body }, signal);
    if (outcome.answer !== null) noteBudget(queue, outcome.answer);
    const answer = readAnswer(operation, outcome);
    if (answer.kind === 'REFUSED' && answer.retryAfterMs !== null) queue.closeFor(answer.retryAfterMs);
    return answer;
  });
}

const graphqlErrors = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({ type: z.string(), code: z.string(), userPresentableMessage: z.string() })
          .partial()
          .default({}),
      }),
    )
    .min(1),
});

function readAnswer<Data>(operation: LinearOperation<Data>, outcome: HttpOutcome): LinearAnswer<Data> {
  // Linear says what is wrong in the body, with a status that says less.
  if (outcome.kind === 'REJECTED' || outcome.kind === 'ANSWERED') {
    const told = graphqlErrors.safeParse(outcome.kind === 'ANSWERED' ? outcome.body : bodyOf(outcome.answer));
    if (told.success) return failureOf(told.data, outcome.answer);
  }
  if (outcome.kind !== 'ANSWERED') return outcome;
  const parsed = z.object({ data: operation.answer }).safeParse(outcome.body);
  if (parsed.success) return { kind: 'DATA', data: parsed.data.data };
  const message = 'Linear answered something that is no answer to what it was asked.';
  return { kind: 'AMBIGUOUS', message, answer: outcome.answer };
}

function bodyOf(answer: HttpAnswer | null): unknown {
  try {
    return JSON.parse(answer?.text ?? '');
  } catch {
    return null;
  }
}

/** What others say by the status of an answer, Linear says by the type of an error; of other types nothing is known. */
const meanings: Readonly<Record<string, { kind: Failure['kind']; status: number }>> = {
  ratelimited: { kind: 'REFUSED', status: 429 },
  'authentication error': { kind: 'BLOCKED', status: 401 },
  forbidden: { kind: 'BLOCKED', status: 403 },
  'feature not accessible': { kind: 'REJECTED', status: 400 },
  'graphql error': { kind: 'REJECTED', status: 400 },
  'invalid input': { kind: 'REJECTED', status: 400 },
  'usage limit exceeded': { kind: 'REJECTED', status: 400 },
  'user error': { kind: 'REJECTED', status: 400 },
};

function failureOf({ errors }: z.infer<typeof graphqlErrors>, told: HttpAnswer | null): Failure {
  const [error] = errors;
  const { type = '', code = 'LINEAR_ERROR', userPresentableMessage } = error?.extensions ?? {};
  const { kind, status } = meanings[type] ?? { kind: 'AMBIGUOUS', status: 500 };
  const message = `Linear says: ${userPresentableMessage ?? error?.message ?? 'no'}`;
  const answer = told === null ? null : { ...told, status };
  switch (kind) {
    case 'REFUSED':
      return { kind, message, answer, retryAfterMs: answer === null ? null : waitOf(answer) };
    case 'REJECTED':
      return { kind, code, message, answer };
    default:
      return { kind, message, answer };
  }
}

function noteBudget(queue: RequestQueue, answer: HttpAnswer): void {
  const left = numberIn(answer, 'x-ratelimit-requests-remaining');
  const resetsInMs = resetOf(answer, 'requests');
  if (left !== null && resetsInMs !== null) queue.note({ left, resetsInMs });
  const complexity = numberIn(answer, 'x-ratelimit-complexity-remaining');
  const complexityResetsInMs = resetOf(answer, 'complexity');
  if (complexity !== null && complexityResetsInMs !== null && complexity < complexityReserve) {
    queue.closeFor(complexityResetsInMs);
  }
}

const budgets = ['requests', 'complexity', 'endpoint-requests'] as const;

/** How long it is until a budget that is spent is whole again; null when Linear does not say. */
function waitOf(answer: HttpAnswer): number | null {
  const after = statedWait(answer.headers);
  if (after !== null) return after;
  const spent = budgets.filter((budget) => numberIn(answer, `x-ratelimit-${budget}-remaining`) === 0);
  const waits = spent.flatMap((budget) => resetOf(answer, budget) ?? []);
  return waits.length === 0 ? resetOf(answer, 'requests') : Math.max(...waits);
}

/** How long it is until a budget is whole again; null when Linear does not say. */
function resetOf(answer: HttpAnswer, budget: (typeof budgets)[number]): number | null {
  const resetAt = numberIn(answer, `x-ratelimit-${budget}-reset`);
  return resetAt === null ? null : waitForReset(resetAt, answer.headers);
}

function numberIn({ headers }: HttpAnswer, name: string): number | null {
  const text = headers[name];
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}
