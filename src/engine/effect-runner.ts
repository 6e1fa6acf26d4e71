import type { Effect, EffectKind } from '../domain/effect.ts';
import type { ActionId } from '../domain/ids.ts';
import { defaultRetryPolicy, retryDelayMs } from '../domain/retry.ts';
import {
  readDueInside,
  readDueOutside,
  readEffectsToLookFor,
  readLostEffects,
  readNextDue,
  readNextLease,
  readNextLook,
} from '../store/read/due-effects.ts';
import { bringBackFuture, postponeEffect, releaseInterrupted, setLookAt } from '../store/write/effects.ts';
import { bringBackTimers } from '../store/write/timers.ts';
import { continueChain } from './continue-chain.ts';
import { executeAction, recoverAction } from './execute-action.ts';
import { LongRuns } from './long-runs.ts';
import { lookAgain } from './look-again.ts';
import type { EngineParts } from './parts.ts';
import { beginPlanning } from './planning-run.ts';
import { runReply } from './reply-run.ts';
import { untilStored } from './storage-retry.ts';
import { runSuggestion } from './suggestion-run.ts';
import type { WorkSignals } from './work-signals.ts';

type Work = () => Promise<void>;

/**
 * Carries out one effect: claims it, does the work, records the outcome. What is left of long work can be told to go on
 * beside the effects. Both may be begun again after a fault.
 */
type EffectHandler = (
  parts: EngineParts,
  effect: Effect,
  signals: WorkSignals,
  goOnBeside: (rest: Work) => void,
) => Promise<void>;

const handlers: Record<EffectKind, EffectHandler> = {
  ACTION: executeAction,
  PLANNING_RUN: async (parts, effect, { closing }, goOnBeside) =>
    goOnBeside(await beginPlanning(parts, effect, closing)),
  CHAIN_ADVANCE: continueChain,
  SUGGESTION_RUN: runSuggestion,
  REPLY_RUN: runReply,
};

interface InHand {
  readonly run: Promise<void>;
  /** Tells this one to stop. */
  readonly stop: AbortController;
  readonly actionId: ActionId | null;
}

const lookRetryMs = 1_000;
/** What is on its way to the outside world when the engine stops may come to its end for this long. */
const closingGraceMs = 5_000;
/** A clock that is set forward makes a timer late by as much: look this often at least. */
const longestTimerMs = 60_000;

/**
 * Carries out what stands in the outbox, as soon as it is due and at most so many effects at a time, and takes up what
 * has lost its worker. What stays inside has as many places of its own, and no connection takes all of the others, so
 * that a slow target holds up neither. It is woken by commits and by one timer for the next time that matters; it never polls.
 */
export class EffectRunner implements AsyncDisposable {
  readonly #parts: EngineParts;
  /** By effect and fence: one that has been put back is another piece of work. */
  readonly #inHand = new Map<string, InHand>();
  /** How many of them are of each connection; null for what stays inside. */
  readonly #taken = new Map<string | null, number>();
  /** Documents wait for a reader, and pages for their server: what was approved does not wait with them. */
  readonly #beside: LongRuns;
  readonly #closing = new AbortController();
  readonly #stopListening: () => void;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  /** Whether something was due for which there was no room. */
  #isHeldBack = false;
  /** When the next lease runs out or unknown outcome is looked for, in epoch milliseconds, as of the last look. */
  #nextCheck = 0;
  /** When that was last looked through, in epoch milliseconds. */
  #checkedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#beside = new LongRuns(parts.limits.effectConcurrency);
    this.#stopListening = parts.store.onCommit(({ effectsDue, stops }) => {
      for (const actionId of stops) this.#stopAction(actionId);
      if (effectsDue) this.wake();
    });
  }

  /** Takes up what an earlier process left, then what is due. */
  async start(): Promise<void> {
    const { store, now } = this.#parts;
    await store.transact(async (tx) => {
      await releaseInterrupted(tx, now());
      await bringBackFuture(tx, now());
      await bringBackTimers(tx, now());
    });
    this.wake();
  }

  /** Looks for due effects now. */
  wake(): void {
    if (this.#closing.signal.aborted) return;
    this.#lookAgain = true;
    if (this.#hasRoom()) this.#looking ??= this.#look();
  }

  /**
   * Starts nothing new and waits for what is in hand: a long run stops at its next decision and goes on at the next
   * start; what is on its way to the outside world may end, and is told to stop when that takes long.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#stopListening();
    clearTimeout(this.#timer);
    const giveUp = setTimeout(() => {
      for (const { stop } of this.#inHand.values()) stop.abort();
    }, closingGraceMs);
    await this.#looking;
    await Promise.all([...this.#inHand.values()].map(({ run }) => run));
    await this.#beside[Symbol.asyncDispose]();
    clearTimeout(giveUp);
  }

  async #look(): Promise<void> {
    const { now, reportFault } = this.#parts;
    const closing = this.#closing.signal;
    // What is launched while it closes comes back untouched, and would be found due for ever.
    while (!closing.aborted && this.#lookAgain && this.#hasRoom()) {
      this.#lookAgain = false;
      this.#isHeldBack = false;
      try {
        // One time for the whole look: what becomes due during it would be neither due nor next.
        const at = now();
        const hasMore = this.#nextCheck <= at && (await this.#takeUpUnknown(at));
        await this.#takeUpDue(at);
        if (hasMore) {
          this.#nextCheck = at;
          this.#isHeldBack = true;
          if (this.#room('OUTSIDE') > 0) this.#lookAgain = true;
        }
      } catch (cause) {
        reportFault(cause, { while: 'looking for due effects' });
        this.#arm(now() + lookRetryMs);
      }
    }
    // In the same breath as the last look at the condition: who wakes it from now on starts another.
    this.#looking = null;
  }

  async #takeUpDue(at: number): Promise<void> {
    const { store, limits } = this.#parts;
    const most = limits.effectConcurrency;
    const ofEach = this.#mostOfEach();
    const full = this.#fullConnections();
    // Effects in hand may not have committed their claim yet: ask for enough to see past them.
    const due = await store.read(async (reader) => [
      ...(await readDueInside(reader, at, most)),
      ...(await readDueOutside(reader, at, { limit: 2 * most, ofEach, without: full })),
    ]);
    const fresh = due.filter((effect) => !this.#inHand.has(pieceOfWork(effect)));
    const launched = fresh.filter((effect) => {
      const hasRoom = this.#room(laneOf(effect)) > 0 && !this.#isFull(effect.connection);
      if (hasRoom) this.#launch(effect, handlers[effect.kind]);
      return hasRoom;
    });
    if (full.length > 0 || due.length >= ofEach || fresh.length > launched.length) {
      this.#isHeldBack = true;
      // Whoever ends looks again; without that only what has been taken up may have hidden others.
      if (launched.length > 0) {
        this.#lookAgain = true;
        return;
      }
    }
    const since = Math.min(this.#checkedAt, at);
    const next = await store.read(async (reader) => ({
      due: await readNextDue(reader, at),
      lease: await readNextLease(reader, since),
      look: await readNextLook(reader, since),
    }));
    this.#nextCheck = earliest(next.lease, next.look);
    this.#arm(earliest(next.due, this.#nextCheck));
  }

  /** What has lost its worker, and what may have happened and can be looked for; answers whether more may be left. */
  async #takeUpUnknown(at: number): Promise<boolean> {
    const { store, limits } = this.#parts;
    const most = limits.effectConcurrency;
    const { lost, unknown } = await store.read(async (reader) => ({
      lost: await readLostEffects(reader, at, most),
      unknown: await readEffectsToLookFor(reader, at, most),
    }));
    this.#checkedAt = at;
    const fresh = [...lost, ...unknown].filter((effect) => !this.#isInHand(effect));
    const room = this.#room('OUTSIDE');
    for (const effect of fresh.slice(0, room)) {
      this.#launch(effect, effect.state === 'UNKNOWN' ? lookAgain : recoverAction);
    }
    return lost.length === most || unknown.length === most || fresh.length > room;
  }

  #hasRoom(): boolean {
    return this.#room('INSIDE') > 0 || this.#room('OUTSIDE') > 0;
  }

  /** How many effects may be launched now. */
  #room(lane: Lane): number {
    const inside = this.#taken.get(null) ?? 0;
    const taken = lane === 'INSIDE' ? inside : this.#inHand.size - inside;
    return Math.max(this.#parts.limits.effectConcurrency - taken, 0);
  }

  /** How many due effects of one connection may be in hand. */
  #mostOfEach(): number {
    return Math.max(Math.ceil(this.#parts.limits.effectConcurrency / 4), 2);
  }

  #isFull(connection: string | null): boolean {
    return connection !== null && (this.#taken.get(connection) ?? 0) >= this.#mostOfEach();
  }

  #fullConnections(): string[] {
    return [...this.#taken.keys()].filter((each) => each !== null).filter((each) => this.#isFull(each));
  }

  #count(connection: string | null, by: 1 | -1): void {
    const taken = (this.#taken.get(connection) ?? 0) + by;
    if (taken === 0) this.#taken.delete(connection);
    else this.#taken.set(connection, taken);
  }

  /** Whether this process is at it. A claim raises the fence of what is in hand. */
  #isInHand({ id, fence, state }: Effect): boolean {
    const begunWith = state === 'EXECUTING' ? fence - 1 : fence;
    return (
      this.#inHand.has(pieceOfWork({ id, fence })) || this.#inHand.has(pieceOfWork({ id, fence: begunWith }))
    );
  }

  #launch(effect: Effect, handler: EffectHandler): void {
    const stop = new AbortController();
    const signals = { closing: this.#closing.signal, stop: stop.signal };
    const goOnBeside = (rest: Work) => this.#beside.start(effect.id, () => this.#carryOut(effect, rest));
    const run = this.#carryOut(effect, () => handler(this.#parts, effect, signals, goOnBeside)).finally(
      () => {
        this.#inHand.delete(pieceOfWork(effect));
        this.#count(effect.connection, -1);
        // More was due than there was room for, or is found to be by a look that does not know of this room yet.
        if (this.#isHeldBack || this.#looking !== null || this.#lookAgain) this.wake();
      },
    );
    this.#inHand.set(pieceOfWork(effect), { run, stop, actionId: effect.actionId });
    this.#count(effect.connection, 1);
  }

  #stopAction(actionId: ActionId): void {
    for (const each of this.#inHand.values()) if (each.actionId === actionId) each.stop.abort();
  }

  async #carryOut(effect: Effect, work: Work): Promise<void> {
    const closing = this.#closing.signal;
    try {
      await untilStored(closing, work);
    } catch (cause) {
      if (closing.aborted) return;
      this.#parts.reportFault(cause, { effect: effect.id, kind: effect.kind });
      await this.#postpone(effect, cause);
    }
  }

  /** Work whose handling failed for a reason of ours is tried again later and later. */
  async #postpone(effect: Effect, cause: unknown): Promise<void> {
    const { store, now, random } = this.#parts;
    const delayMs = retryDelayMs({ ...defaultRetryPolicy, jitter: false }, effect.tries + 1, random());
    const error = cause instanceof Error ? cause.name : 'fault';
    try {
      const nextAttemptAt = now() + delayMs;
      await store.transact((tx) =>
        effect.state === 'UNKNOWN'
          ? setLookAt(tx, effect.id, nextAttemptAt)
          : postponeEffect(tx, { id: effect.id, nextAttemptAt, error, now: now() }),
      );
    } catch (failure) {
      this.#parts.reportFault(failure, { effect: effect.id, kind: effect.kind });
    }
  }

  #arm(due: number): void {
    clearTimeout(this.#timer);
    if (due === Number.POSITIVE_INFINITY || this.#closing.signal.aborted) return;
    const delay = Math.min(Math.max(due - this.#parts.now(), 0), longestTimerMs);
    this.#timer = setTimeout(() => this.wake(), delay);
  }
}

/** Where an effect has its place. */
type Lane = 'INSIDE' | 'OUTSIDE';

function laneOf({ connection }: Pick<Effect, 'connection'>): Lane {
  return connection === null ? 'INSIDE' : 'OUTSIDE';
}

function earliest(...times: readonly (number | null)[]): number {
  return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}

function pieceOfWork({ id, fence }: Pick<Effect, 'id' | 'fence'>): string {
  return `${id}:${fence}`;
}
