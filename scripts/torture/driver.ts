import type { Chance } from './chance.ts';
import type { Supervisor } from './supervisor.ts';
import { isRepeatable, targetTools } from './target-tools.ts';

/** How a request ended, as its caller saw it: `unknown` when the answer was lost on the way. */
export type Seen = 'ok' | 'failed' | 'unknown';

/** One thing that a caller wanted. */
export interface Operation {
  readonly kind: 'propose' | 'approve' | 'decline' | 'create session' | 'start session';
  /** What it was about, once that is known: `act_…` or `ses_…`. */
  subject: string | null;
  /** How each sending of it ended; the last says how it stands. */
  readonly seen: Seen[];
}

type Answer = Record<string, { errors: { code: string; message: string }[] } & Record<string, unknown>>;

const propose = `mutation ($input: ProposeActionInput!) { answer: proposeAction(input: $input) {
  action { id digest state } errors { code message } } }`;
const approve = `mutation ($input: ApproveActionInput!) { answer: approveAction(input: $input) {
  action { id state } errors { code message } } }`;
const decline = `mutation ($input: DeclineActionInput!) { answer: declineAction(input: $input) {
  action { id state } errors { code message } } }`;
const createSession = `mutation ($input: CreatePlanningSessionInput!) { answer: createPlanningSession(input: $input) {
  planningSession { id status } errors { code message } } }`;
const startSession = `mutation ($input: PlanningSessionInput!) { answer: startPlanningSession(input: $input) {
  planningSession { id status } errors { code message } } }`;
const open = `{ approved: actions(filter: { states: [APPROVED, EXECUTING] }, first: 1) { totalCount }
  running: planningSessions(filter: { statuses: [PENDING, PROCESSING] }, first: 1) { totalCount } }`;

export const issuesPerSession = 5;
const plan = ['# Epic: Torture', ...['one', 'two', 'three', 'four'].map((n) => `## Story: Story ${n}`)].join(
  '\n\n',
);

const pauseMs = 10;
const requestTimeoutMs = 10_000;

/** Callers that want things of a server that keeps dying, and keep a history of what they were told. */
export class Driver {
  readonly history: Operation[] = [];
  readonly #server: Supervisor;
  readonly #chance: Chance;
  readonly #run: string;
  #count = 0;
  #stopped = false;

  constructor(server: Supervisor, chance: Chance, run: string) {
    this.#server = server;
    this.#chance = chance;
    this.#run = run;
  }

  /** Wants things, one after the other, until it is told to stop; then sees to it that nothing is left unknown. */
  async work(): Promise<void> {
    while (!this.#stopped) {
      if (this.#chance() < 0.04) await this.#planSomething();
      else await this.#actOnce();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Whether something is still under way, as far as the server says. */
  async isBusy(): Promise<boolean> {
    const { data } = await this.#post(open, {}, 'ada');
    const { approved, running } = data as Record<string, { totalCount: number }>;
    return (approved?.totalCount ?? 1) + (running?.totalCount ?? 1) > 0;
  }

  async #actOnce(): Promise<void> {
    const key = this.#newKey();
    const tool = this.#chance.oneOf(Object.values(targetTools));
    // Behind an outcome that nobody knows a stream waits for a person, and there is none here.
    const isOrdered = isRepeatable(tool) && this.#chance() < 0.3;
    const about = isOrdered ? `thing ${this.#chance.between(1, 5)}` : null;
    const input = { tool, arguments: { n: this.#count, about }, idempotencyKey: key };
    const proposed = await this.#insist('propose', propose, { input }, 'ada');
    const action = proposed?.['action'] as { id: string; digest: string } | null | undefined;
    if (action == null) return;
    const { id: actionId, digest } = action;
    const approval = { input: { actionId, digest, idempotencyKey: `${key} yes` } };
    const decided = [this.#insist('approve', approve, approval, 'ada', actionId)];
    if (this.#chance() < 0.2) {
      // Somebody else thinks otherwise at the same time: one of them wins.
      const refusal = { input: { actionId, reason: 'no', idempotencyKey: `${key} no` } };
      decided.push(this.#insist('decline', decline, refusal, 'bob', actionId));
    }
    await Promise.all(decided);
  }

  async #planSomething(): Promise<void> {
    const key = this.#newKey();
    const input = {
      title: key,
      document: { markdown: plan },
      documentKey: key,
      approval: 'AUTOMATIC',
      idempotencyKey: key,
    };
    const created = await this.#insist('create session', createSession, { input }, 'ada');
    const session = created?.['planningSession'] as { id: string } | null | undefined;
    if (session == null) return;
    await this.#insist(
      'start session',
      startSession,
      { input: { sessionId: session.id } },
      'ada',
      session.id,
    );
  }

  /** Sends the same request until its answer is known, through as many servers as it takes. */
  async #insist(
    kind: Operation['kind'],
    query: string,
    variables: object,
    person: string,
    subject: string | null = null,
  ): Promise<Record<string, unknown> | null> {
    const operation: Operation = { kind, subject, seen: [] };
    this.history.push(operation);
    for (;;) {
      try {
        const { data } = await this.#post(query, variables, person);
        const answer = (data as Answer)['answer'];
        if (answer === undefined) throw new Error('no answer');
        const isRefused = answer.errors.length > 0;
        operation.seen.push(isRefused ? 'failed' : 'ok');
        if (isRefused) return null;
        const made = (answer['action'] ?? answer['planningSession']) as { id: string };
        operation.subject = made.id;
        return answer;
      } catch {
        operation.seen.push('unknown');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async #post(query: string, variables: object, person: string): Promise<{ data: unknown }> {
    const response = await fetch(await this.#server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-dev-user': person },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    // A fault of the server, such as a full disk: as good as no answer.
    if (errors !== undefined || data == null) throw new Error(JSON.stringify(errors));
    return { data };
  }

  #newKey(): string {
    this.#count += 1;
    return `${this.#run} ${this.#count}`;
  }
}
