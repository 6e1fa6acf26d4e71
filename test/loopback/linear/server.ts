import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, execute, type GraphQLError, parse, validate } from 'graphql';
import { type LoopbackFault, type Reply, startLoopback } from '../faults.ts';
import { complexityOf, mostComplexity } from './complexity.ts';
import { linearRoot } from './root.ts';
import { InputError, LinearWorkspace } from './workspace.ts';

/** One request that the server saw. */
export interface SeenOperation {
  /** Name of the operation, such as `CreateIssue`. */
  readonly name: string;
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly complexity: number;
  readonly fault: LoopbackFault | null;
}

export interface LinearServer extends AsyncDisposable {
  readonly url: string;
  readonly workspace: LinearWorkspace;
  /** Every request, in the order of arrival. */
  readonly seen: readonly SeenOperation[];
}

export interface LinearServerOptions {
  readonly apiKey?: string;
  readonly teamKeys?: readonly string[];
  /** What to do to the next request. */
  readonly fault?: (operation: Omit<SeenOperation, 'fault'>) => LoopbackFault | null;
  /** Requests that a key may make before it has to wait; Linear's own number when left out. */
  readonly requestsPerHour?: number;
  /** How long until the budget is whole again, from the first request on. */
  readonly windowMs?: number;
  readonly port?: number;
  /** How long it thinks about each request; not at all when left out. */
  readonly latencyMs?: number;
}

const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));
const complexityPerHour = 250_000;
const hourMs = 60 * 60_000;

/** Linear on loopback: its schema, its refusals, its budgets, and faults on demand. */
export async function startLinearServer({
  apiKey = 'lin_api_test',
  teamKeys,
  fault = () => null,
  requestsPerHour = 5000,
  windowMs = hourMs,
  port = 0,
  latencyMs = 0,
}: LinearServerOptions = {}): Promise<LinearServer> {
  const workspace = new LinearWorkspace(teamKeys);
  const seen: SeenOperation[] = [];
  const budget = new Budget(requestsPerHour, windowMs);

  const answer = async (request: IncomingMessage, body: string): Promise<Reply> => {
    if (request.method !== 'POST' || request.url !== '/graphql') return { status: 404, body: 'Not Found' };
    if (request.headers.authorization !== apiKey) return unauthorized();
    const { query = '', variables = {} } = JSON.parse(body) as { query?: string; variables?: object };
    const document = parse(query);
    const faults = validate(schema, document);
    if (faults.length > 0)
      return refuse(400, 'GRAPHQL_VALIDATION_FAILED', 'graphql error', faults[0]?.message ?? '');
    const { complexity } = operationOf(body);
    if (complexity > mostComplexity) return refuse(400, 'INPUT_ERROR', 'invalid input', 'Query too complex.');
    if (!budget.spend(complexity)) return { ...rateLimited(), headers: budget.headers() };
    const result = await execute({
      schema,
      document,
      rootValue: linearRoot(workspace),
      variableValues: variables as Record<string, unknown>,
    });
    const headers = { ...budget.headers(), 'x-complexity': String(complexity) };
    const errors = result.errors?.map(inLinearsWords);
    return { status: 200, headers, body: JSON.stringify({ data: result.data, ...(errors && { errors }) }) };
  };

  const loopback = await startLoopback(
    {
      answer: async (request, body) => {
        if (latencyMs > 0) await sleep(latencyMs);
        try {
          return await answer(request, body);
        } catch (cause) {
          return refuse(400, 'GRAPHQL_PARSE_FAILED', 'graphql error', String(cause));
        }
      },
      fault: (_request, body) => {
        const operation = operationOf(body);
        const met = fault(operation);
        seen.push({ ...operation, fault: met });
        return met;
      },
      refusals: {
        'too many': () => ({ ...rateLimited(), headers: { ...budget.headers(), 'retry-after': '1' } }),
        unauthorized,
        forbidden: () => refuse(403, 'FORBIDDEN', 'forbidden', 'Forbidden'),
      },
    },
    port,
  );
  return {
    url: loopback.url,
    workspace,
    seen,
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

/** What a key has left in its window, and how it is told. */
class Budget {
  readonly #requests: number;
  readonly #windowMs: number;
  #requestsLeft: number;
  #complexityLeft = complexityPerHour;
  #resetAt: number;

  constructor(requests: number, windowMs: number) {
    this.#requests = requests;
    this.#requestsLeft = requests;
    this.#windowMs = windowMs;
    this.#resetAt = Date.now() + windowMs;
  }

  spend(complexity: number): boolean {
    if (Date.now() >= this.#resetAt) {
      this.#requestsLeft = this.#requests;
      this.#complexityLeft = complexityPerHour;
      this.#resetAt = Date.now() + this.#windowMs;
    }
    if (this.#requestsLeft === 0 || this.#complexityLeft < complexity) return false;
    this.#requestsLeft -= 1;
    this.#complexityLeft -= complexity;
    return true;
  }

  headers(): Record<string, string> {
    return {
      'x-ratelimit-requests-limit': String(this.#requests),
      'x-ratelimit-requests-remaining': String(this.#requestsLeft),
      'x-ratelimit-requests-reset': String(this.#resetAt),
      'x-ratelimit-complexity-limit': String(complexityPerHour),
      'x-ratelimit-complexity-remaining': String(this.#complexityLeft),
      'x-ratelimit-complexity-reset': String(this.#resetAt),
    };
  }
}

function operationOf(body: string): Omit<SeenOperation, 'fault'> {
  try {
    const { query = '', variables = {} } = JSON.parse(body) as {
      query?: string;
      variables?: Record<string, unknown>;
    };
    const [, kind = '', name = ''] = /^\s*(query|mutation)\s+(\w+)/.exec(query) ?? [];
    const complexity = complexityOf(parse(query), variables);
    return { name, isMutation: kind === 'mutation', variables, complexity };
  } catch {
    return { name: '', isMutation: false, variables: {}, complexity: 0 };
  }
}

function inLinearsWords({ message, path, originalError }: GraphQLError): object {
  const isInput = originalError instanceof InputError;
  return {
    message,
    path,
    extensions: isInput
      ? extensions('INPUT_ERROR', 'invalid input', 400, message)
      : extensions('INTERNAL_SERVER_ERROR', 'internal error', 500, 'Internal server error'),
  };
}

function rateLimited(): Reply {
  return refuse(400, 'RATELIMITED', 'ratelimited', 'Rate limit exceeded.');
}

function unauthorized(): Reply {
  const message = 'Authentication required, not authenticated';
  return refuse(401, 'AUTHENTICATION_ERROR', 'authentication error', message);
}

function refuse(status: number, code: string, type: string, message: string): Reply {
  return {
    status,
    body: JSON.stringify({ errors: [{ message, extensions: extensions(code, type, status, message) }] }),
  };
}

function extensions(code: string, type: string, statusCode: number, userPresentableMessage: string): object {
  return { type, code, statusCode, userError: statusCode < 500, userPresentableMessage };
}
