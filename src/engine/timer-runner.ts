import { systemActor } from '../domain/actor.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Timer, TimerKind } from '../domain/timer.ts';
import { clearTimer, readDueTimers, readNextTimer, setTimer } from '../store/write/timers.ts';
import { expireChain, expireStep, startDelayedChain, wakeStep } from './chain-timers.ts';
import { type Decision, decide } from './decide.ts';
import { endOverdueEffect } from './effect-deadline.ts';
import { expireAction } from './expire-action.ts';
import type { EngineParts } from './parts.ts';
import { untilStored } from './storage-retry.ts';
import { expireSuggestion, forgetSuggestion } from './suggestion.ts';

/** What happens when a timer is due; it has been taken away in the same decision. */
const handlers: Record<TimerKind, (decision: Decision, timer: Timer) => Promise<void>> = {
  EXPIRE_ACTION: expireAction,
  END_EFFECT: endOverdueEffect,
  START_CHAIN: startDelayedChain,
  TIME_OUT_CHAIN: expireChain,
  WAKE_STEP: wakeStep,
  TIME_OUT_STEP: expireStep,
  EXPIRE_SUGGESTION: expireSuggestion,
  FORGET_SUGGESTION: forgetSuggestion,
};

const timersPerLook = 100;
const retryMs = 1_000;
/** A clock that is set forward makes a timeout late by as much: look this often at least. */
const longestSleepMs = 60_000;
/** A timer whose handling fails has its next turn after this time. */
const postponedMs = 60_000;

/** Makes happen what is due at a time: one timeout for the earliest, set anew when an earlier one is stored. */
export class TimerRunner implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #stopListening: () => void;
  #timeout: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  readonly #closing = new AbortController();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#stopListening = parts.store.onCommit(({ timersSet }) => {
      if (timersSet) this.look();
    });
  }

  /** Carries out what is due and waits for what is next. */
  look(): void {
    if (this.#closing.signal.aborted) return;
    this.#lookAgain = true;
    this.#looking ??= this.#carryOut().finally(() => {
      this.#looking = null;
      if (this.#lookAgain) this.look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#stopListening();
    clearTimeout(this.#timeout);
    await this.#looking;
  }

  async #carryOut(): Promise<void> {
    const { store, now, reportFault } = this.#parts;
    try {
      while (this.#lookAgain && !this.#closing.signal.aborted) {
        this.#lookAgain = false;
        const due = await store.read((reader) => readDueTimers(reader, now(), timersPerLook));
        await Promise.all(due.map((timer) => this.#carryThrough(timer)));
        if (due.length > 0) this.#lookAgain = true;
      }
      this.#sleepUntil(await store.read(readNextTimer));
    } catch (cause) {
      reportFault(cause, { while: 'looking for due timers' });
      this.#lookAgain = false;
      this.#sleepUntil(now() + retryMs);
    }
  }

  /** A full disk is no fault of a timer: it waits for room. */
  async #carryThrough(timer: Timer): Promise<void> {
    const closing = this.#closing.signal;
    try {
      await untilStored(closing, () => this.#fire(timer));
    } catch (cause) {
      if (!closing.aborted) await this.#postpone(timer, cause);
    }
  }

  async #fire(timer: Timer): Promise<void> {
    const organizationId: OrganizationId = timer.organizationId;
    const origin = { organizationId, actor: systemActor, correlationId: null, causedBy: null };
    await decide(this.#parts, origin, async (decision) => {
      await clearTimer(decision.tx, timer.key);
      await handlers[timer.kind](decision, timer);
    });
  }

  /** A timer whose handling failed for a reason of ours must not stand in the way of the others. */
  async #postpone(timer: Timer, cause: unknown): Promise<void> {
    const { store, now, reportFault } = this.#parts;
    reportFault(cause, { timer: timer.key });
    await store.transact((tx) => setTimer(tx, { ...timer, dueAt: now() + postponedMs }, now()));
  }

  #sleepUntil(dueAt: number | null): void {
    clearTimeout(this.#timeout);
    if (dueAt === null || this.#closing.signal.aborted) return;
    const delay = Math.min(Math.max(dueAt - this.#parts.now(), 0), longestSleepMs);
    this.#timeout = setTimeout(() => this.look(), delay);
  }
}
