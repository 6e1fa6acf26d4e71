import type { Answer } from '../domain/answer.ts';
import { sessionStream } from '../domain/event.ts';
import type { SessionId } from '../domain/ids.ts';
import { mayFollow, refuseTransition } from '../domain/machine.ts';
import { type PlanningResult, withAnswers } from '../domain/planning-result.ts';
import { refuseNotFound } from '../domain/refusal.ts';
import {
  isSettled,
  type PlanningSession,
  type Progress,
  progressLadder,
  type SessionStatus,
  sessionTransitions,
} from '../domain/session.ts';
import { readAnsweredQuestions } from '../store/read/session-results.ts';
import { readSession } from '../store/read/sessions.ts';
import { dropEffects } from '../store/write/effects.ts';
import { moveSession, setProgress, setResult } from '../store/write/sessions.ts';
import { abortChain, takeChain } from './chain.ts';
import { answer, type Decision, type Origin } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { type NewSessionIssue, writeIssue } from './session-issue.ts';

/**
 * How a run reports on its session: progress, warnings, errors, and the result. Each is one decision with one event of
 * its own, so any number of reports may be made at the same time and none is lost.
 */
export interface SessionReports {
  /** Sets percent (0 to 100) and message; a lower percent than before leaves the percent where it is. */
  recordProgress(origin: Origin, id: SessionId, progress: Progress): Promise<Answer<PlanningSession>>;
  /** Adds a warning; changes nothing else. */
  recordWarning(origin: Origin, id: SessionId, warning: NewSessionIssue): Promise<Answer<PlanningSession>>;
  /** Adds an error; a fatal one makes the session FAILED, and nothing new of its chain starts. */
  recordError(
    origin: Origin,
    id: SessionId,
    error: NewSessionIssue & { readonly fatal: boolean },
  ): Promise<Answer<PlanningSession>>;
  /** Sets the result and makes the session COMPLETED. */
  recordResult(origin: Origin, id: SessionId, result: PlanningResult): Promise<Answer<PlanningSession>>;
}

export function sessionReports(parts: EngineParts): SessionReports {
  return {
    recordProgress: (origin, id, progress) =>
      answer(parts, origin, async (decision) => {
        const session = await readReportable(decision, id, null);
        if (session.kind === 'refused') return session;
        return await writeProgress(decision, session.session, progress);
      }),
    recordWarning: (origin, id, warning) =>
      answer(parts, origin, async (decision) => {
        const session = await readReportable(decision, id, null);
        if (session.kind === 'refused') return session;
        await writeIssue(decision, 'WARNING', session.session, warning);
        return session.session;
      }),
    recordError: (origin, id, { fatal, ...error }) =>
      answer(parts, origin, async (decision) => {
        const session = await readReportable(decision, id, fatal ? 'FAILED' : null);
        if (session.kind === 'refused') return session;
        await writeIssue(decision, 'ERROR', session.session, error);
        return fatal ? await failSession(decision, session.session, error.message) : session.session;
      }),
    recordResult: (origin, id, result) =>
      answer(parts, origin, async (decision) => {
        const session = await readReportable(decision, id, 'COMPLETED');
        if (session.kind === 'refused') return session;
        return await writeCompletion(decision, session.session, result);
      }),
  };
}

/** A run that failed takes its chain with it; a retry goes on with both. */
async function failSession(
  decision: Decision,
  session: PlanningSession,
  reason: string,
): Promise<PlanningSession> {
  const failed = await writeStatus(decision, session, 'FAILED', reason);
  if (session.chainId !== null) await abortChain(decision, await takeChain(decision, session.chainId));
  return failed;
}

/** `to` is the state that the report makes, or null when it makes none. */
async function readReportable(decision: Decision, id: SessionId, to: SessionStatus | null) {
  const path = ['sessionId'];
  const session = await readSession(decision.tx, decision.origin.organizationId, id);
  if (session === null) return refuseNotFound('planning session', path);
  const { status: from } = session;
  if (isSettled(from) || (to !== null && !mayFollow(sessionTransitions, from, to))) {
    const move = { from, to: to ?? ('PROCESSING' as const) };
    return refuseTransition('planning session', sessionTransitions, move, path);
  }
  return { kind: 'found', session } as const;
}

/** Sets percent and message; percent never goes back within a run. */
export async function writeProgress(
  { tx, now, record }: Decision,
  session: PlanningSession,
  reported: Progress,
): Promise<PlanningSession> {
  // What is no number counts as no progress.
  const progress = Math.max(session.progress, Math.min(100, Math.trunc(reported.progress) || 0));
  const { message } = reported;
  await setProgress(tx, { id: session.id, progress, message, now });
  record({
    type: 'PlanningSessionProgressed',
    stream: sessionStream(session.id),
    ids: { sessionId: session.id },
    body: { progress, message },
  });
  return { ...session, progress, progressMessage: message, updatedAt: now };
}

/** Moves a session by compare-and-set and notes it. */
export async function writeStatus(
  decision: Decision,
  session: PlanningSession,
  to: SessionStatus,
  reason: string | null,
): Promise<PlanningSession> {
  const { tx, now, record } = decision;
  const { id, status: from } = session;
  if (!mayFollow(sessionTransitions, from, to)) throw new Error(`a session cannot go from ${from} to ${to}`);
  const run = to === 'PROCESSING' && from !== 'AWAITING_APPROVAL' ? session.run + 1 : session.run;
  const moved = await moveSession(tx, { id, from, to, run, now });
  if (!moved) throw new Error(`the session ${id} moved inside a decision`);
  record({
    type: 'PlanningSessionStatusChanged',
    stream: sessionStream(id),
    ids: { sessionId: id },
    outcome: to,
    body: { status: to, previous: from, reason },
  });
  if (isSettled(to)) {
    // A run that is still reading has nothing more to say: only what works on issues is waited for.
    await dropEffects(tx, { kind: 'PLANNING_RUN', sessionId: id }, now);
    decision.settled({ kind: 'session', id });
  }
  return { ...session, status: to, run, updatedAt: now };
}

export async function writeResult(
  { tx, now, record }: Decision,
  session: PlanningSession,
  result: PlanningResult,
): Promise<void> {
  await setResult(tx, { id: session.id, result, now });
  const { entries: _, ...counts } = withAnswers(result, await readAnsweredQuestions(tx, [session.id]));
  record({
    type: 'PlanningSessionResultSet',
    stream: sessionStream(session.id),
    ids: { sessionId: session.id },
    body: counts,
  });
}

/** The good end of a run: result, 100 percent, COMPLETED. */
export async function writeCompletion(
  decision: Decision,
  session: PlanningSession,
  result: PlanningResult,
): Promise<PlanningSession> {
  await writeResult(decision, session, result);
  const done = await writeProgress(decision, session, progressLadder.done);
  return await writeStatus(decision, done, 'COMPLETED', null);
}
