import { Worker } from 'node:worker_threads';
import type { OrganizationId } from '../domain/ids.ts';
import type { IssueBounds } from '../domain/issue.ts';
import {
  lengthOf,
  type PlanChange,
  type PlanSource,
  type Reading,
  type ReadOutcome,
  type SectionCoverage,
  type TrackedIssue,
} from '../domain/plan.ts';

/** A document to read, and what it stands for. */
export interface PlanDocument {
  readonly text: PlanSource;
  readonly organizationId: OrganizationId;
  readonly documentKey: string;
  /** The session's title. */
  readonly title: string;
  /** What an issue of its tracker can hold; left out: in the built-in one. */
  readonly bounds?: IssueBounds;
}

export type RefusedReading = Extract<ReadOutcome, { kind: 'refused' }>;
export type Planned = { readonly kind: 'planned'; readonly reading: Reading; readonly changes: PlanChange[] };
/** A document that has been read; what its items mean for the tracker follows. */
export interface ReadDocument {
  readonly kind: 'read';
  readonly reading: Reading;
  readonly changes: Promise<RefusedReading | PlanChange[]>;
}

/** Waits for what follows. */
export async function wholePlan(answer: RefusedReading | ReadDocument): Promise<RefusedReading | Planned> {
  if (answer.kind === 'refused') return answer;
  const changes = await answer.changes;
  return 'kind' in changes ? changes : { kind: 'planned', reading: answer.reading, changes };
}

/** Reads documents beside the event loop, within bounds of time and memory. */
export interface PlanReader extends AsyncDisposable {
  /** Whether a document can be read and holds an item. */
  check(document: PlanDocument): Promise<RefusedReading | { readonly kind: 'readable' }>;
  /** What a document's items mean for the issues that its earlier readings made. */
  plan(document: PlanDocument, tracker: TrackerNow): Promise<RefusedReading | ReadDocument>;
  /** The same, whole, for somebody who waits for it: throws ReaderBusyError where too many documents wait. */
  preview(document: PlanDocument, tracker: TrackerNow): Promise<RefusedReading | Planned>;
}

/** A reader with threads of its own. */
export interface ThreadedPlanReader extends PlanReader {
  /** Makes ready before it is needed: the modules take longer to load than most documents to read. */
  prepare(): void;
}

interface TrackerNow {
  readonly trackerId: string;
  readonly tracked: readonly TrackedIssue[];
}

export type ReaderTask =
  | { readonly kind: 'check'; readonly document: PlanDocument }
  | {
      readonly kind: 'plan';
      readonly document: PlanDocument;
      readonly trackerId: string;
      readonly tracked: readonly TrackedIssue[];
    };

/**
 * A plan comes in slices and then its end, so that taking in a large one does not hold the event loop: each as the JSON
 * text of its rows, which costs half of what copying them does.
 */
export type ReaderReply =
  | RefusedReading
  | { readonly kind: 'readable' }
  | { readonly kind: 'slice'; readonly part: PlanPart; readonly rows: string }
  | { readonly kind: 'read'; readonly warnings: Reading['warnings'] }
  | { readonly kind: 'planned' };

export type PlanPart = 'items' | 'coverage' | 'changes';
type Answer = RefusedReading | { readonly kind: 'readable' } | ReadDocument;

/** Out of memory or out of stack: the document was too much, the server is not. */
function isTooMuch(cause: unknown): boolean {
  if (cause instanceof RangeError) return true;
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

interface Job {
  readonly task: ReaderTask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: unknown) => void;
  readonly slices: Record<PlanPart, unknown[]>;
  /** What follows the answer, where that is half of a plan. */
  readonly changes: PromiseWithResolvers<RefusedReading | PlanChange[]>;
}

const tooComplex: RefusedReading = {
  kind: 'refused',
  fault: 'TOO_COMPLEX',
  message: 'The document takes too much time or memory to read: split it, or flatten its nesting.',
  location: null,
};

interface ReaderBounds {
  readonly readTimeoutMs: number;
  readonly memoryMb: number;
}

/** Documents that may wait to be looked at before new ones are refused. */
const longestLine = 50;

/** Too many documents wait to be looked at. */
export class ReaderBusyError extends Error {
  override readonly name = 'ReaderBusyError';
  /** Documents that may wait. */
  readonly limit = longestLine;
}

/** Characters up to which a document does not wait behind larger ones. */
const smallDocument = 100_000;

/** Who has a document read: a run of a session, or somebody who waits for the answer. */
type Asker = 'run' | 'caller';
const other = { run: 'caller', caller: 'run' } as const satisfies Record<Asker, Asker>;

/** Two reader threads: one for small documents, one for the others. */
export function createPlanReader(bounds: ReaderBounds): ThreadedPlanReader {
  const small = createLane(bounds);
  const large = createLane(bounds);
  const laneFor = ({ text }: PlanDocument) => (lengthOf(text) <= smallDocument ? small : large);
  return {
    check: (document) => laneFor(document).check(document),
    plan: (document, tracker) => laneFor(document).plan(document, tracker),
    preview: (document, tracker) => laneFor(document).preview(document, tracker),
    prepare: () => small.prepare(),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([small[Symbol.asyncDispose](), large[Symbol.asyncDispose]()]);
    },
  };
}

/** One reader thread, made when it is needed and anew when a document broke it; documents wait in two lines. */
function createLane(bounds: ReaderBounds): ThreadedPlanReader {
  const waiting: Record<Asker, Job[]> = { run: [], caller: [] };
  let last: Asker = 'run';
  let worker: Worker | null = null;
  let job: Job | null = null;
  let timeout: NodeJS.Timeout | undefined;
  let closed = false;

  function hear(reply: ReaderReply): void {
    if (job === null) return;
    const { slices } = job;
    switch (reply.kind) {
      case 'slice':
        for (const row of JSON.parse(reply.rows) as unknown[]) slices[reply.part].push(row);
        setImmediate(() => worker?.postMessage('next'));
        break;
      case 'read': {
        const { items, coverage } = slices as unknown as Reading;
        const reading = { items, coverage, warnings: reply.warnings };
        job.resolve({ kind: 'read', reading, changes: job.changes.promise });
        break;
      }
      case 'planned':
        job.changes.resolve(slices.changes as PlanChange[]);
        end();
        break;
      case 'refused':
        job.resolve({ ...reply, coverage: slices.coverage as SectionCoverage[] });
        end();
        break;
      case 'readable':
        job.resolve(reply);
        end();
    }
  }

  /** Goes on with the next document. */
  function end(): void {
    clearTimeout(timeout);
    job = null;
    worker?.unref();
    next();
  }

  /** Lets go of the thread and tells its document's caller: it was too much, or the fault is ours. */
  function abandonWorker(cause?: unknown): void {
    const broken = worker;
    worker = null;
    broken?.removeAllListeners();
    broken?.on('error', () => {});
    void broken?.terminate();
    if (job !== null && cause !== undefined && !isTooMuch(cause)) reject(job, cause);
    job?.resolve(tooComplex);
    job?.changes.resolve(tooComplex);
    end();
  }

  function reject(unfinished: Job, cause: unknown): void {
    unfinished.reject(cause);
    unfinished.changes.reject(cause);
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./plan-reader-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: bounds.memoryMb, stackSizeMb: 16 },
    });
    started.on('message', hear);
    started.on('error', abandonWorker);
    started.unref();
    return started;
  }

  function next(): void {
    if (job !== null || closed) return;
    // By turns: somebody who waits for an answer does not wait for every run, nor the runs for every caller.
    last = waiting[other[last]].length > 0 ? other[last] : last;
    const taken = waiting[last].shift();
    if (taken === undefined) return;
    job = taken;
    worker ??= startWorker();
    worker.ref();
    timeout = setTimeout(() => abandonWorker(), bounds.readTimeoutMs);
    worker.postMessage(taken.task);
  }

  /** A run waits as long as it takes; a caller is told when the line is long. */
  function submit(task: ReaderTask, who: Asker): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new Error('the plan reader is closed'));
      if (who === 'caller' && waiting.caller.length >= longestLine) return reject(new ReaderBusyError());
      const changes = Promise.withResolvers<RefusedReading | PlanChange[]>();
      // Where the document's caller has gone, nobody hears of it.
      changes.promise.catch(() => {});
      waiting[who].push({ task, resolve, reject, slices: { items: [], coverage: [], changes: [] }, changes });
      next();
    });
  }

  async function plan(who: Asker, document: PlanDocument, tracker: TrackerNow) {
    const reply = await submit({ kind: 'plan', document, ...tracker }, who);
    if (reply.kind === 'readable') throw new Error('the plan reader answered another question');
    return reply;
  }

  return {
    check: async (document) => {
      const reply = await submit({ kind: 'check', document }, 'caller');
      return reply.kind === 'read' ? { kind: 'readable' } : reply;
    },
    plan: (document, tracker) => plan('run', document, tracker),
    preview: async (document, tracker) => await wholePlan(await plan('caller', document, tracker)),
    prepare: () => {
      worker ??= startWorker();
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      clearTimeout(timeout);
      const left = [...waiting.run.splice(0), ...waiting.caller.splice(0)];
      const unfinished = job === null ? left : [job, ...left];
      job = null;
      for (const each of unfinished) reject(each, new Error('the server is stopping'));
      worker?.removeAllListeners();
      await worker?.terminate();
      worker = null;
    },
  };
}
