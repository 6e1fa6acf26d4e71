import { type LoopbackFault, type Reply, startLoopback } from '../faults.ts';
import type { SubIssues } from './answers.ts';
import { GitHubRefusal, StoredRepository } from './repository.ts';
import { type Asked, answerOf, routeOf } from './routes.ts';

/** One request that the server saw. */
export interface SeenRequest {
  /** Method and what is asked of the repository, such as `POST issues/{number}/comments`. */
  readonly route: string;
  readonly isWrite: boolean;
  readonly path: string;
  readonly fault: LoopbackFault | null;
}

export interface GitHubServer extends AsyncDisposable {
  /** Base URL of its interface. */
  readonly url: string;
  readonly repository: StoredRepository;
  /** Every request, in the order of arrival. */
  readonly seen: readonly SeenRequest[];
}

/** How a server turns down whoever asks too much: with what it says beside its sentence. */
export type TooMany = 'SECONDARY' | 'SECONDARY WITHOUT TIME' | 'PRIMARY';

export interface GitHubServerOptions {
  readonly token?: string;
  readonly name?: string;
  /** Where its interface lies: `/api/v3` on GitHub Enterprise. */
  readonly prefix?: string;
  readonly subIssues?: SubIssues;
  readonly tooMany?: TooMany;
  /** What to do to the next request. */
  readonly fault?: (request: Omit<SeenRequest, 'fault'>) => LoopbackFault | null;
  /** Requests that a token may make before it has to wait; GitHub's own number when left out. */
  readonly requestsPerHour?: number;
  readonly windowMs?: number;
  /** Rights of a classic token; left out: it is none. */
  readonly scopes?: string;
}

const hourMs = 60 * 60_000;

/** GitHub on loopback: one repository, its shapes, its refusals, its limits, and faults on demand. */
export async function startGitHubServer({
  token = 'ghp_test',
  name = 'acme/shop',
  prefix = '',
  subIssues = 'TOLD',
  tooMany = 'SECONDARY',
  fault = () => null,
  requestsPerHour = 5000,
  windowMs = hourMs,
  scopes,
}: GitHubServerOptions = {}): Promise<GitHubServer> {
  const repository = new StoredRepository();
  const seen: SeenRequest[] = [];
  const budget = new Budget(requestsPerHour, windowMs);
  let url = '';

  const answer = (asked: Asked): Reply => {
    const place = { api: url, web: 'https://github.example', name, subIssues };
    try {
      return answerOf(place, repository, asked);
    } catch (cause) {
      if (cause instanceof GitHubRefusal) return refuse(cause.status, cause.message, cause.errors);
      return refuse(400, 'Problems parsing JSON');
    }
  };

  const loopback = await startLoopback({
    answer: async (request, body) => {
      if (request.headers.authorization !== `Bearer ${token}`) return unauthorized();
      if (!budget.spend()) return { ...primaryLimit(), headers: budget.headers() };
      const reply = answer(askedOf(request, body, prefix, name));
      const told = scopes === undefined ? {} : { 'x-oauth-scopes': scopes };
      return { ...reply, headers: { ...budget.headers(), ...told, ...reply.headers } };
    },
    fault: (request, body) => {
      const asked = askedOf(request, body, prefix, name);
      const told = {
        route: `${asked.method} ${routeOf(asked.path)}`,
        isWrite: asked.method !== 'GET',
        path: request.url ?? '',
      };
      const met = fault(told);
      seen.push({ ...told, fault: met });
      return met;
    },
    refusals: {
      'too many': () => tooManyReply(tooMany, budget),
      unauthorized,
      forbidden: () => refuse(403, 'Resource not accessible by personal access token'),
    },
  });
  url = `${loopback.url}${prefix}`;
  return { url, repository, seen, [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose]() };
}

function askedOf(
  request: { method?: string | undefined; url?: string | undefined },
  body: string,
  prefix: string,
  name: string,
): Asked {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
  const within = `${prefix}/repos/${name}`;
  const isWithin = pathname === within || pathname.startsWith(`${within}/`);
  return {
    method: request.method ?? 'GET',
    path: isWithin ? pathname.slice(within.length + 1) : null,
    query: searchParams,
    body,
  };
}

/** What a token has left in its window, and how it is told. */
class Budget {
  readonly #limit: number;
  readonly #windowMs: number;
  #left: number;
  #resetAt: number;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#left = limit;
    this.#windowMs = windowMs;
    this.#resetAt = Date.now() + windowMs;
  }

  spend(): boolean {
    if (Date.now() >= this.#resetAt) {
      this.#left = this.#limit;
      this.#resetAt = Date.now() + this.#windowMs;
    }
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }

  headers(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(this.#left),
      'x-ratelimit-used': String(this.#limit - this.#left),
      'x-ratelimit-resource': 'core',
      'x-ratelimit-reset': String(Math.ceil(this.#resetAt / 1000)),
    };
  }
}

function tooManyReply(kind: TooMany, budget: Budget): Reply {
  const secondary = refuse(403, 'You have exceeded a secondary rate limit. Please wait a few minutes.');
  switch (kind) {
    case 'SECONDARY':
      return { ...secondary, headers: { ...budget.headers(), 'retry-after': '1' } };
    case 'SECONDARY WITHOUT TIME':
      return { ...secondary, headers: budget.headers() };
    case 'PRIMARY':
      return { ...primaryLimit(), headers: { ...budget.headers(), 'x-ratelimit-remaining': '0' } };
  }
}

function primaryLimit(): Reply {
  return refuse(403, 'API rate limit exceeded for user ID 1.');
}

function unauthorized(): Reply {
  return refuse(401, 'Bad credentials');
}

function refuse(status: number, message: string, errors: readonly object[] = []): Reply {
  const documentation_url = 'https://docs.github.com/rest';
  const told = errors.length === 0 ? {} : { errors };
  return { status, body: JSON.stringify({ message, ...told, documentation_url, status: String(status) }) };
}
