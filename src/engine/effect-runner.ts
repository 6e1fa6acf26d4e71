import type { Effect, EffectKind } from '../domain/effect.ts';
import type { ActionId, EffectId } from '../domain/ids.ts';
import { defaultRetryPolicy, retryDelayMs } from '../domain/retry.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { postponeEffect, readDueEffects, readNextDue, releaseInterrupted } from '../store/write/effects.ts';
import { continueChain } from './continue-chain.ts';
import { executeAction } from './execute-action.ts';
import type { EngineParts } from './parts.ts';
import { runPlanning } from './planning-run.ts';

/** Carries out one effect: claims it, does the work, records the outcome. May be begun again after a fault. */
export type EffectHandler = (parts: EngineParts, effect: Effect, signal: AbortSignal) => Promise<void>;

const handlers: Record<EffectKind, EffectHandler> = {
  ACTION: executeAction,
  PLANNING_RUN: runPlanning,
  CHAIN_ADVANCE: continueChain,
};

interface InHand {
  readonly run: Promise<void>;
  /** Tells this one to stop. */
  readonly stop: AbortController;
  readonly actionId: ActionId | null;
}

const storageRetryMs = 1_000;
/** A clock that is set back makes a timer late by as much: look this often at least. */
const longestTimerMs = 60_000;

/**
 * Carries out what stands in the outbox, as soon as it is due and at most so many effects at a time. It is woken by
 * commits and by one timer for the next due time; it never polls.
 */
export class EffectRunner implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #inHand = new Map<EffectId, InHand>();
  readonly #stop = new AbortController();
  readonly #stopListening: () => void;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#stopListening = parts.store.onCommit(({ effectsDue, stops }) => {
      for (const actionId of stops) this.#stopAction(actionId);
      if (effectsDue) this.wake();
    });
  }

  /** Takes up what an earlier process left, then what is due. */
  async start(): Promise<void> {
    const { store, now } = this.#parts;
    await store.transact((tx) => releaseInterrupted(tx, now()));
    this.wake();
  }

  /** Looks for due effects now. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#lookAgain = true;
    if (this.#inHand.size < this.#parts.limits.effectConcurrency) this.#looking ??= this.#look();
  }

  /** Starts nothing new and waits for what is in hand; a long run stops at its next decision and goes on at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all([...this.#inHand.values()].map(({ run }) => run));
  }

  async #look(): Promise<void> {
    const { store, limits, now, reportFault } = this.#parts;
    while (this.#lookAgain && this.#inHand.size < limits.effectConcurrency) {
      this.#lookAgain = false;
      try {
        // Effects in hand may not have committed their claim yet: ask for enough to see past them.
        const due = await store.read((reader) => readDueEffects(reader, now(), limits.effectConcurrency));
        const fresh = due.filter((effect) => !this.#inHand.has(effect.id));
        const taken = fresh.slice(0, limits.effectConcurrency - this.#inHand.size);
        for (const effect of taken) this.#launch(effect);
        if (due.length < limits.effectConcurrency && taken.length === fresh.length)
          this.#arm(await store.read((reader) => readNextDue(reader, now())));
        else this.#lookAgain = true;
      } catch (cause) {
        reportFault(cause, { while: 'looking for due effects' });
        this.#arm(now() + storageRetryMs);
      }
    }
    // In the same breath as the last look at the condition: who wakes it from now on starts another.
    this.#looking = null;
  }

  #launch(effect: Effect): void {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, stop.signal]);
    const run = this.#carryOut(effect, signal).finally(() => {
      this.#inHand.delete(effect.id);
      // More was due than there was room for.
      if (this.#lookAgain) this.wake();
    });
    this.#inHand.set(effect.id, { run, stop, actionId: effect.actionId });
  }

  #stopAction(actionId: ActionId): void {
    for (const each of this.#inHand.values()) if (each.actionId === actionId) each.stop.abort();
  }

  async #carryOut(effect: Effect, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await handlers[effect.kind](this.#parts, effect, signal);
      } catch (cause) {
        if (signal.aborted) return;
        if (!(cause instanceof StorageUnavailableError)) {
          this.#parts.reportFault(cause, { effect: effect.id, kind: effect.kind });
          return await this.#postpone(effect, cause);
        }
        await pause(storageRetryMs, signal);
      }
    }
  }

  /** Work whose handling failed for a reason of ours is tried again later, and not for ever. */
  async #postpone(effect: Effect, cause: unknown): Promise<void> {
    const { store, now } = this.#parts;
    const attempts = effect.attempts + 1;
    const policy = effect.retry ?? defaultRetryPolicy;
    const delayMs = retryDelayMs(policy, attempts, Math.random());
    const state = attempts >= policy.attempts ? 'DEAD' : 'PENDING';
    const error = cause instanceof Error ? cause.name : 'fault';
    try {
      await store.transact((tx) =>
        postponeEffect(tx, {
          id: effect.id,
          state,
          attempts,
          nextAttemptAt: now() + delayMs,
          error,
          now: now(),
        }),
      );
    } catch (failure) {
      this.#parts.reportFault(failure, { effect: effect.id, kind: effect.kind });
    }
  }

  #arm(due: number | null): void {
    clearTimeout(this.#timer);
    if (due === null || this.#stop.signal.aborted) return;
    const delay = Math.min(Math.max(due - this.#parts.now(), 0), longestTimerMs);
    this.#timer = setTimeout(() => this.wake(), delay);
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done);
  });
}
