import { newChain } from '../domain/chain.ts';
import type { Effect } from '../domain/effect.ts';
import { sessionStream } from '../domain/event.ts';
import type { ChainId, GroupId, SessionId } from '../domain/ids.ts';
import { builtInTrackerId } from '../domain/issue.ts';
import { retryAtOf } from '../domain/outside.ts';
import type { PlanSource, TrackedIssue } from '../domain/plan.ts';
import { type PlanningSession, progressLadder, waitingForDecisions } from '../domain/session.ts';
import { countPlan } from '../planning/changes/plan-counts.ts';
import { readSession, readSessionDocument } from '../store/read/sessions.ts';
import { readTrackedIssues } from '../store/read/tracked-issues.ts';
import { type Reader, StorageUnavailableError } from '../store/store.ts';
import { hasOpenDecision } from '../store/write/actions.ts';
import { insertChain } from '../store/write/chains.ts';
import { claimEffect, claimed, holdsClaim, settleEffect } from '../store/write/effect-claims.ts';
import { insertGroup } from '../store/write/groups.ts';
import { rememberReading } from '../store/write/plan-links.ts';
import { clearPlan, insertCoverage, insertPlanChanges, insertPlanItems } from '../store/write/plans.ts';
import { setPlanned } from '../store/write/sessions.ts';
import { startChain, takeChain } from './chain.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import type { PageFault } from './find-page.ts';
import { closeGroup } from './group.ts';
import { issueBoundsOf, readTracker, rememberIssues } from './outside-issues.ts';
import type { EngineParts } from './parts.ts';
import type { ReadDocument, RefusedReading } from './plan-reader.ts';
import { askAboutChanges, proposeChanges, proposedKinds, takeBackOutdated } from './propose-plan.ts';
import { readPages } from './read-pages.ts';
import { type NewSessionIssue, writeIssue } from './session-issue.ts';
import { followChain } from './session-outcome.ts';
import { putOffUntil, shelfOfSession } from './session-pages.ts';
import { writeProgress, writeStatus } from './session-reports.ts';

/** Rows of a plan that are written before the clock is looked at. */
const rowsPerSlice = 100;

type ProposableSession = PlanningSession & { chainId: ChainId; groupId: GroupId };

/**
 * Takes up the run of a session's document through to its chain, and answers what goes on beside the effects. It can be
 * broken off anywhere and begun again: until the plan is written whole nothing refers to it, and after that the
 * proposals go on where they stopped.
 */
export async function beginPlanning(
  parts: EngineParts,
  effect: Effect,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const run = new PlanningRun(parts, effect, signal);
  await run.claim();
  return async () => {
    try {
      await run.carryOut();
    } catch (cause) {
      if (signal.aborted || cause instanceof StorageUnavailableError) throw cause;
      parts.reportFault(cause, { effect: effect.id, session: effect.sessionId ?? '' });
      const message = 'Something went wrong on our side while planning. Retry the session.';
      await run.fail({ code: 'INTERNAL', message });
    }
  };
}

class PlanningRun {
  readonly #parts: EngineParts;
  readonly #sessionId: SessionId;
  readonly #signal: AbortSignal;
  #effect: Effect;

  constructor(parts: EngineParts, effect: Effect, signal: AbortSignal) {
    if (effect.sessionId === null) throw new Error(`the run ${effect.id} has no session`);
    this.#parts = parts;
    this.#effect = effect;
    this.#sessionId = effect.sessionId;
    this.#signal = signal;
  }

  async claim(): Promise<void> {
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async ({ tx, now }) => {
      // A run ends with its process, so it needs no lease.
      const claim = { leaseUntil: null, now };
      // Claimed already when the disk failed over it: whether it still is, each decision asks.
      return (await claimEffect(tx, this.#effect, claim)) ?? claimed(this.#effect, claim);
    });
    this.#effect = value;
  }

  async carryOut(): Promise<void> {
    const session = await this.#current();
    if (session === null) return await this.#end();
    if (session.chainId === null) {
      const read = await this.#readDocument(session);
      if (read === null) return;
      const refused = await this.#writePlan(session, read);
      if (refused !== null) return await this.#failToRead(refused);
    }
    await this.#propose();
    await this.#begin();
  }

  /** The session while this run is still wanted; null once it was cancelled or has ended. */
  async #current(): Promise<PlanningSession | null> {
    return await this.#parts.store.read(async (reader) => {
      return await this.#wanted(reader);
    });
  }

  async #readDocument(session: PlanningSession): Promise<ReadDocument | null> {
    await this.#progress(progressLadder.fetching);
    const text = await this.#fetchDocument(session);
    if (text === null) return null;
    const tracked = await this.#readTracker(session);
    if (tracked === null) return null;
    await this.#progress(progressLadder.parsing);
    const { organizationId, documentKey, title, trackerId } = session;
    const bounds = await issueBoundsOf(this.#parts, session);
    const reply = await this.#parts.planReader.plan(
      { text, organizationId, documentKey, title, bounds },
      { trackerId, tracked },
    );
    if (reply.kind === 'refused') {
      await this.#failToRead(reply);
      return null;
    }
    await this.#progress(progressLadder.extracting);
    return reply;
  }

  #failToRead({ fault: code, message, location }: RefusedReading): Promise<void> {
    return this.fail({ code, message, location });
  }

  /** What was handed in, or the pages as they are now; null when this run has ended, or goes on later. */
  async #fetchDocument(session: PlanningSession): Promise<PlanSource | null> {
    const { source, organizationId } = session;
    if (source.kind === 'INLINE') {
      const text = await this.#parts.store.read((reader) => readSessionDocument(reader, session.id));
      if (text === null) throw new Error(`the session ${session.id} has no document`);
      return text;
    }
    const shelf = shelfOfSession(this.#parts.store, session.id, (work) => this.#decide(work));
    const pages = await readPages(this.#parts, { ...source, organizationId }, shelf, this.#signal);
    if (pages === null) await this.#end();
    else if ('pages' in pages) return pages;
    else await this.#endOrPutOff(pages, { code: 'PAGE', work: 'fetch the document' });
    return null;
  }

  /** The document's issues as the tracker shows them now; null when this run has ended, or goes on later. */
  async #readTracker(session: PlanningSession): Promise<readonly TrackedIssue[] | null> {
    const { store, now } = this.#parts;
    const askedAt = now();
    const readLinks = () => store.read((reader) => readTrackedIssues(reader, session));
    const read = await readTracker(this.#parts, session, readLinks, this.#signal);
    if (read.kind === 'fault') {
      await this.#endOrPutOff(read, { code: 'TRACKER', work: 'read the tracker' });
      return null;
    }
    const outside = new Map(read.outside.map((issue) => [issue.id, issue]));
    if (session.trackerId !== builtInTrackerId) {
      const { organizationId, trackerId: connectionId } = session;
      const ids = read.tracked.map(({ issueId }) => issueId);
      await this.#bySlice(ids, (decision, slice) =>
        rememberIssues(decision, { organizationId, connectionId }, slice, { outside, askedAt }),
      );
    }
    return read.tracked;
  }

  /** What asks us to come back later is asked again then; anything else is for people to look at. */
  async #endOrPutOff(fault: PageFault, about: { code: string; work: string }): Promise<void> {
    const now = this.#parts.now();
    const at = putOffUntil(fault, { effect: this.#effect, now });
    const { code, message, retryable } = fault;
    if (at === null) {
      const retryAt = retryAtOf(fault, now);
      const when = retryAt === null ? null : new Date(retryAt).toISOString();
      await this.fail({ code: `${about.code}_${code}`, message, details: { retryable, retryAt: when } });
      return;
    }
    const { progress } = progressLadder.fetching;
    const waiting = `Waiting until ${new Date(at).toISOString()} to ${about.work}: ${message}`;
    const putOff = await this.#decide(async (decision, session) => {
      const record = { to: 'PENDING', outcome: 'REFUSED', error: message, nextAttemptAt: at } as const;
      await settleEffect(decision.tx, this.#effect, { ...record, inDoubt: false, now: decision.now });
      await writeProgress(decision, session, { progress, message: waiting });
      return true;
    });
    if (putOff === null) await this.#end();
  }

  /**
   * Writes items, coverage, changes and warnings, then the group and the chain that make the plan count. Answers why
   * there are no changes, when there are none.
   */
  async #writePlan(session: PlanningSession, read: ReadDocument): Promise<RefusedReading | null> {
    const { reading } = read;
    await this.#decide(({ tx }) => clearPlan(tx, this.#sessionId));
    const of = { sessionId: this.#sessionId, organizationId: this.#effect.organizationId };
    await this.#bySlice(reading.items, ({ tx }, items, place) =>
      insertPlanItems(tx, { ...of, place }, items),
    );
    await this.#bySlice(reading.coverage, ({ tx }, parts, place) =>
      insertCoverage(tx, { ...of, place }, parts),
    );
    const changes = await read.changes;
    if ('kind' in changes) return changes;
    const items = new Map(reading.items.map((item) => [item.id, item]));
    await this.#bySlice(changes, async ({ tx }, slice, place) => {
      for (const change of slice) {
        const item = change.itemId === null ? undefined : items.get(change.itemId);
        await rememberReading(tx, session, change, item ?? null);
      }
      await insertPlanChanges(tx, { ...of, place }, slice);
    });
    const kinds: readonly string[] = proposedKinds;
    const stepCount = changes.filter((change) => kinds.includes(change.kind)).length;
    await this.#decide(async (decision, session) => {
      const warnings = [...reading.warnings, ...reading.items.flatMap((item) => item.warnings)];
      for (const warning of warnings.slice(0, warningsKept)) {
        await writeIssue(decision, 'WARNING', session, { ...warning, details: null });
      }
      if (warnings.length > warningsKept) {
        const message = `${warnings.length - warningsKept} further warnings are not listed.`;
        const more = { code: 'MORE_WARNINGS', message, details: null, location: null, itemId: null };
        await writeIssue(decision, 'WARNING', session, more);
      }
      await this.#insertChain(decision, session, stepCount);
      decision.record({
        type: 'PlanExtracted',
        stream: sessionStream(session.id),
        ids: { sessionId: session.id },
        body: { ...countPlan(reading), changes: stepCount },
      });
    });
    return null;
  }

  async #insertChain(decision: Decision, session: PlanningSession, stepCount: number): Promise<void> {
    const { tx, now, parts } = decision;
    const { id: sessionId, organizationId, title, createdBy } = session;
    const groupId = parts.newId('group');
    const chainId = parts.newId('chain');
    await insertGroup(tx, {
      id: groupId,
      organizationId,
      title,
      sessionId,
      createdAt: now,
      resolvedAt: null,
    });
    const chain = { id: chainId, organizationId, name: title, sessionId, stepCount, createdBy };
    const { chainConcurrency: concurrency } = parts.limits;
    await insertChain(tx, newChain({ ...chain, onFailure: 'DEAD_LETTER', concurrency, createdAt: now }));
    await setPlanned(tx, { id: sessionId, chainId, groupId, now });
  }

  /** Proposes what is left of the plan, slice by slice, until nothing is or the session was cancelled. */
  async #propose(): Promise<void> {
    for (const propose of [proposeChanges, askAboutChanges, takeBackOutdated]) {
      let next: number | null = 0;
      while (next !== null) {
        const from: number = next;
        next = await this.#decide((decision, session) => propose(decision, proposable(session), from));
      }
    }
  }

  /** Lets the chain run, or wait for people; ends this effect in the same decision. */
  async #begin(): Promise<void> {
    const begun = await this.#decide(async (decision, session) => {
      await this.#settle(decision, null);
      const { chainId, groupId } = proposable(session);
      const hand = await takeChain(decision, chainId);
      const awaitsApproval = await hasOpenDecision(decision.tx, groupId);
      const next = awaitsApproval ? waitingForDecisions : progressLadder.creating;
      const creating = await writeProgress(decision, session, next);
      if (!awaitsApproval) await closeGroup(decision, groupId, session.id);
      await startChain(decision, hand);
      if (awaitsApproval) await writeStatus(decision, creating, 'AWAITING_APPROVAL', null);
      else await followChain(decision, creating, hand.now);
      return true;
    });
    if (begun === null) await this.#end();
  }

  /** Ends the session with an error; the effect is done. */
  async fail(error: Pick<NewSessionIssue, 'code' | 'message'> & Partial<NewSessionIssue>): Promise<void> {
    const failed = await this.#decide(async (decision, session) => {
      await this.#settle(decision, error.message);
      await writeIssue(decision, 'ERROR', session, {
        details: null,
        location: null,
        itemId: null,
        ...error,
      });
      await writeStatus(decision, session, 'FAILED', error.message);
      return true;
    });
    if (failed === null) await this.#end();
  }

  /** Ends the effect of a run that is no longer wanted. */
  async #end(): Promise<void> {
    await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      await this.#settle(decision, 'no longer wanted');
    });
  }

  async #settle(decision: Decision, error: string | null): Promise<void> {
    const to = error === null ? 'COMPLETED' : 'FAILED';
    const outcome = error === null ? 'DONE' : 'REJECTED';
    await settleEffect(decision.tx, this.#effect, {
      to,
      outcome,
      error,
      nextAttemptAt: null,
      inDoubt: false,
      now: decision.now,
    });
  }

  #progress(progress: { progress: number; message: string }): Promise<unknown> {
    return this.#decide((decision, session) => writeProgress(decision, session, progress));
  }

  /** Writes rows in as few decisions as may hold the writer for them. */
  async #bySlice<Row>(
    rows: readonly Row[],
    write: (decision: Decision, slice: readonly Row[], start: number) => Promise<void>,
  ): Promise<void> {
    let written: number | null = 0;
    while (written !== null && written < rows.length) {
      const from: number = written;
      written = await this.#decide(async (decision) => {
        let start = from;
        while (start < rows.length && !decision.isSpent()) {
          await write(decision, rows.slice(start, start + rowsPerSlice), start);
          start += rowsPerSlice;
        }
        return start;
      });
    }
  }

  /** A decision of this run; null, and nothing written, when the session no longer wants it. */
  async #decide<Value>(
    work: (decision: Decision, session: PlanningSession) => Promise<Value>,
  ): Promise<Value | null> {
    this.#signal.throwIfAborted();
    const { value } = await decide(this.#parts, originOfEffect(this.#effect), async (decision) => {
      const session = await this.#wanted(decision.tx);
      return session === null ? null : await work(decision, session);
    });
    return value;
  }

  /** The session, as long as it is in this run: one that was cancelled, or retried meanwhile, has dropped the effect. */
  async #wanted(reader: Reader): Promise<PlanningSession | null> {
    const session = await readSession(reader, this.#effect.organizationId, this.#sessionId);
    return session?.status === 'PROCESSING' && (await holdsClaim(reader, this.#effect)) ? session : null;
  }
}

const warningsKept = 500;

function proposable(session: PlanningSession): ProposableSession {
  const { chainId, groupId } = session;
  if (chainId === null || groupId === null) throw new Error(`the session ${session.id} has no plan yet`);
  return { ...session, chainId, groupId };
}
