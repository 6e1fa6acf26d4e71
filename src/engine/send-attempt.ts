import type { Effect } from '../domain/effect.ts';
import type { AttemptOutcome, LookUpOutcome, SendOutcome } from '../domain/effect-attempt.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ClosedConnection } from '../domain/outside.ts';
import { readOutsideIssues } from '../store/read/outside-issues.ts';
import type { ExternalTool, FindableTool, ToolCall } from '../tools/tool.ts';
import { ClosedConnectionError, openConnection } from './open-connection.ts';
import type { EngineParts } from './parts.ts';

/** A claimed effect, with what is to be sent. */
export interface Attempt {
  readonly effect: Effect;
  readonly tool: ExternalTool;
  readonly request: JsonObject;
  readonly key: string;
  /** False when its time is over, and all there is to do is to look what came of it. */
  readonly maySend: boolean;
}

/** How an attempt went. */
export interface EndedSending {
  readonly outcome: AttemptOutcome;
  /** Whether an attempt before this one may have been applied, as far as is known by now. */
  readonly inDoubt: boolean;
  readonly lookedUpOnly: boolean;
}

const defaultTimeoutMs = 30_000;
/** A tool that was told to stop and does not is waited for no longer than this. */
const stopGraceMs = 2_000;

export function timeoutOf(tool: ExternalTool): number {
  return tool.timeoutMs ?? defaultTimeoutMs;
}

/** Makes one attempt: looks first for what an earlier one may have done, and sends when nothing is found. */
export async function sendAttempt(
  parts: EngineParts,
  attempt: Attempt,
  stop: AbortSignal,
): Promise<EndedSending> {
  const { effect, tool, maySend } = attempt;
  let { inDoubt } = effect;
  if (inDoubt && isFindable(tool)) {
    const found = await findEarlier(parts, tool, attempt, stop);
    if (found !== null) return { outcome: found, inDoubt, lookedUpOnly: true };
    const message = 'It was looked for at the target and not found.';
    // Under an id of ours a second one would be refused, so it is safe to send; a mark that is not there proves nothing.
    if (tool.repeatability === 'MARKER' || !maySend) {
      return { outcome: { kind: 'NOT_FOUND', message }, inDoubt, lookedUpOnly: true };
    }
    inDoubt = false;
  }
  const { request } = attempt;
  const outcome = await within(parts, attempt, stop, (signal) =>
    tool.send(request, callOf(parts, attempt, signal)),
  );
  if (outcome.kind === 'REJECTED' && effect.inDoubt && isFindable(tool)) {
    // An earlier attempt may have come through since it was looked for: its id is taken then.
    const found = await findEarlier(parts, tool, attempt, stop);
    if (found !== null) return { outcome: found, inDoubt: found.kind !== 'DONE', lookedUpOnly: true };
  }
  return { outcome, inDoubt, lookedUpOnly: false };
}

function isFindable(tool: ExternalTool): tool is FindableTool {
  return 'lookUp' in tool;
}

/** Looks once for what may have been done; null when its tool has no way to. */
export async function lookOnce(
  parts: EngineParts,
  attempt: Attempt,
  stop: AbortSignal,
): Promise<LookUpOutcome | null> {
  const { tool } = attempt;
  if (!isFindable(tool)) return null;
  return await within(parts, attempt, stop, (signal) => lookUp(parts, tool, attempt, signal));
}

function lookUp(
  parts: EngineParts,
  tool: FindableTool,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<LookUpOutcome> {
  return tool.lookUp(attempt.request, callOf(parts, attempt, signal));
}

/** What came of an earlier attempt; null when it is not found. What it did by half is done whole, where there is time. */
async function findEarlier(
  parts: EngineParts,
  tool: FindableTool,
  attempt: Attempt,
  stop: AbortSignal,
): Promise<AttemptOutcome | null> {
  const looked = await within(parts, attempt, stop, (signal) => lookUp(parts, tool, attempt, signal));
  switch (looked.kind) {
    case 'NOT_FOUND':
      return null;
    case 'FOUND':
      return { ...looked, kind: 'DONE' };
    case 'HALF_DONE': {
      const { finish } = tool;
      if (finish === undefined || !attempt.maySend) {
        return { kind: 'AMBIGUOUS', message: 'A part of it was found at the target.' };
      }
      return await within(parts, attempt, stop, (signal) =>
        finish(attempt.request, looked.found, callOf(parts, attempt, signal)),
      );
    }
    default:
      return looked;
  }
}

function callOf(parts: EngineParts, { effect, key }: Attempt, signal: AbortSignal): ToolCall {
  const { organizationId, connection } = effect;
  return {
    key,
    signal,
    askedAt: effect.createdAt,
    findIssue: async (id) => {
      const tracker = { organizationId, connectionId: connection ?? '' };
      const [issue] = await parts.store.read((reader) => readOutsideIssues(reader, tracker, [id]));
      return issue ?? null;
    },
    connect: async () => {
      const opened = await openConnection(parts, organizationId, connection ?? '');
      if (opened.kind === 'closed') throw new ClosedConnectionError(opened);
      return opened.access;
    },
  };
}

type BrokenOff = Extract<SendOutcome, { kind: 'NOT_SENT' | 'AMBIGUOUS' | 'REJECTED' | 'BLOCKED' }>;

/** What is missing can be put in its place, and then what waits goes on; what is gone is gone. */
function outcomeOfClosed({ reason, message }: ClosedConnection): BrokenOff {
  return reason === 'GONE'
    ? { kind: 'REJECTED', code: 'CONNECTION_GONE', message }
    : { kind: 'BLOCKED', message };
}

/** Makes one request; however it breaks off, that is an outcome. */
async function within<Outcome>(
  parts: EngineParts,
  { effect, tool }: Attempt,
  stop: AbortSignal,
  request: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome | BrokenOff> {
  if (stop.aborted) return { kind: 'NOT_SENT', message: 'It was told to stop before anything was sent.' };
  const timeoutMs = timeoutOf(tool);
  const ended = new AbortController();
  const tooLong = setTimeout(() => ended.abort(), timeoutMs);
  const signal = AbortSignal.any([stop, ended.signal]);
  try {
    return await Promise.race([request(signal), abandoned(signal)]);
  } catch (cause) {
    if (cause instanceof ClosedConnectionError) return outcomeOfClosed(cause.closed);
    if (signal.aborted) {
      const message = stop.aborted
        ? 'It was told to stop while it was on its way.'
        : `There was no answer within ${timeoutMs / 1000} s.`;
      return { kind: 'AMBIGUOUS', message };
    }
    parts.reportFault(cause, { effect: effect.id, tool: tool.name });
    return { kind: 'AMBIGUOUS', message: 'It broke off, and what became of it is not known.' };
  } finally {
    clearTimeout(tooLong);
  }
}

/** Rejects when a signal has been aborted and its grace is over. */
function abandoned(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => {
      setTimeout(() => reject(new Error('it did not stop when it was told to')), stopGraceMs).unref();
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
