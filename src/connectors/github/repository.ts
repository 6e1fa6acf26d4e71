import { z } from 'zod';
import { labelColor } from '../../domain/issue.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { ConnectionAccess } from '../../domain/outside.ts';
import { keptOfKey, keptState } from '../kept-state.ts';
import { RequestQueue } from '../request-queue.ts';
import {
  callGitHub,
  type Failure,
  type GitHubAnswer,
  type GitHubParameters,
  type GitHubRoute,
} from './call.ts';

export const repositorySettings = z.strictObject({
  repository: z
    .string()
    .trim()
    .regex(/^[\w.-]+\/[\w.-]+$/),
});

/** Names are read anew after this time. */
const keptMs = 10 * 60_000;
/** GitHub asks for one request after the other: those side by side run into its secondary limits. */
const lanes = 1;
export const pageLength = 100;

/** Labels by their names in lower case, as they are written. */
type Labels = Map<string, string>;

/** What one connection knows of its repository: its labels, and what is being written. */
class RepositoryState {
  /** What is kept is kept for a while, whatever time it is. */
  readonly elapsedMs = () => performance.now();
  /** Ends of what is being written, by the number of the issue. */
  readonly busy = new Map<number | 'labels', Promise<void>>();
  labels: { readonly read: Promise<GitHubAnswer<Labels>>; readonly until: number } | null = null;
  /** Until when it is taken for granted that there are no sub-issues. */
  withoutSubIssuesUntil = 0;
}

const stateOf = keptState(() => new RepositoryState());
const queueOf = keptOfKey(() => new RequestQueue({ lanes }));
const label = z.object({ name: z.string() });

/** The repository of a connection, for as long as one call takes. */
export class GitHubRepository {
  readonly name: string;
  readonly #access: ConnectionAccess;
  readonly #signal: AbortSignal;
  readonly #state: RepositoryState;

  constructor(access: ConnectionAccess, signal: AbortSignal) {
    this.name = nameIn(access.settings);
    this.#access = access;
    this.#signal = signal;
    this.#state = stateOf(access);
  }

  /** Asks for something of the repository, once. */
  async ask<Route extends GitHubRoute, Data>(
    route: Route,
    parameters: GitHubParameters<Route>,
    answer: z.ZodType<Data>,
  ): Promise<GitHubAnswer<Data>> {
    const [owner = '', repo = ''] = this.name.split('/');
    const way = { access: this.#access, queue: queueOf(this.#access) };
    return await callGitHub(
      way,
      { route, parameters: { ...parameters, owner, repo } as never, answer },
      this.#signal,
    );
  }

  /** Makes labels that are missing, in the colours of the plan; what is there already stays as it is. */
  async makeLabels(names: readonly string[]): Promise<Failure | null> {
    if (names.length === 0) return null;
    const labels = await this.#labels();
    if (labels.kind !== 'DATA') return labels;
    const missing = names.filter((name) => !labels.data.has(name.toLowerCase()));
    if (missing.length === 0) return null;
    // Those who need one label at the same time make it once.
    return await this.alone('labels', () => this.#makeMissing(labels.data, missing));
  }

  async #makeMissing(labels: Labels, names: readonly string[]): Promise<Failure | null> {
    for (const name of names) {
      if (labels.has(name.toLowerCase())) continue;
      const color = labelColor(name).slice(1).toLowerCase();
      const made = await this.ask('POST /repos/{owner}/{repo}/labels', { name, color }, label);
      // Whoever made it meanwhile has made it for us.
      if (made.kind !== 'DATA' && !isTaken(made)) {
        this.forgetLabels();
        return made;
      }
      labels.set(name.toLowerCase(), name);
    }
    return null;
  }

  forgetLabels(): void {
    this.#state.labels = null;
  }

  /** Whether parents are told by sub-issues here, as far as is known. */
  get hasSubIssues(): boolean {
    return this.#state.withoutSubIssuesUntil <= this.#state.elapsedMs();
  }

  noteNoSubIssues(): void {
    this.#state.withoutSubIssuesUntil = this.#state.elapsedMs() + keptMs;
  }

  /** Does what reads and then writes one thing while nothing else of ours does: GitHub takes no condition on a write. */
  async alone<Result>(what: number | 'labels', work: () => Promise<Result>): Promise<Result> {
    const { busy } = this.#state;
    const before = busy.get(what) ?? Promise.resolve();
    const mine = before.then(work);
    const ended = mine.then(
      () => {},
      () => {},
    );
    busy.set(what, ended);
    try {
      return await mine;
    } finally {
      if (busy.get(what) === ended) busy.delete(what);
    }
  }

  async #labels(): Promise<GitHubAnswer<Labels>> {
    const state = this.#state;
    const now = state.elapsedMs();
    if (state.labels === null || state.labels.until <= now) {
      state.labels = { read: this.#readLabels(), until: now + keptMs };
    }
    const { read } = state.labels;
    const answer = await read;
    if (answer.kind !== 'DATA' && state.labels?.read === read) state.labels = null;
    return answer;
  }

  async #readLabels(): Promise<GitHubAnswer<Labels>> {
    const labels: Labels = new Map();
    for (let page = 1; ; page += 1) {
      const read = await this.ask(
        'GET /repos/{owner}/{repo}/labels',
        { per_page: pageLength, page },
        z.array(label),
      );
      if (read.kind !== 'DATA') return read;
      for (const { name } of read.data) labels.set(name.toLowerCase(), name);
      if (read.data.length < pageLength) return { kind: 'DATA', data: labels };
    }
  }
}

function isTaken({ answer }: Failure): boolean {
  return answer?.status === 422 && answer.text.includes('already_exists');
}

function nameIn(settings: JsonObject): string {
  const read = repositorySettings.safeParse(settings);
  return read.success ? read.data.repository : '';
}
