import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ActionState, actionTransitions } from '../../src/domain/action.ts';
import { type StepStatus, stepStatusOfAction, stepTransitions } from '../../src/domain/chain.ts';
import { type EffectState, effectTransitions } from '../../src/domain/effect.ts';
import {
  type AttemptBounds,
  type AttemptOutcome,
  canLookUp,
  type ExternalRepeatability,
  endOfSending,
  repeatabilities,
  type Verdict,
  verdictAtEnd,
  verdictOn,
} from '../../src/domain/effect-attempt.ts';
import { mayFollow } from '../../src/domain/machine.ts';

// One action with its effect, the workers that carry it out, and the target that they speak to, in a world where
// processes die, answers are lost, requests arrive late and twice, and records come in any order.

type Weather = 'well' | 'lost before' | 'lost after' | 'refused' | 'rejected' | 'blocked' | 'not sent';
const weathers: readonly Weather[] = [
  'well',
  'lost before',
  'lost after',
  'refused',
  'rejected',
  'blocked',
  'not sent',
];

/** Somebody who has claimed the effect, and may have lost the claim since. */
interface Worker {
  readonly fence: number;
  readonly claimedInDoubt: boolean;
  inDoubt: boolean;
  stage: 'look' | 'send' | 'look again' | 'record';
  outcome: AttemptOutcome | null;
  lookedUpOnly: boolean;
}

const actionOf = {
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
  DEAD: 'FAILED',
  UNKNOWN: 'OUTCOME_UNKNOWN',
} as const;

class World {
  readonly repeatability: ExternalRepeatability;
  now = 1_000;
  state: EffectState = 'PENDING';
  action: ActionState = 'APPROVED';
  step: StepStatus = 'RUNNING';
  fence = 0;
  inDoubt = false;
  nextAttemptAt = 0;
  bounds: AttemptBounds;
  /** The truth: how often the target did it. */
  applied = 0;
  /** Whether somebody who had lost it still had it in hand when it was said how it ended. */
  #wasHeldByOthers = false;
  readonly workers: Worker[] = [];
  readonly #decide: typeof verdictOn;

  constructor(
    repeatability: ExternalRepeatability,
    attempts: number,
    deadlineAt: number | null,
    decide: typeof verdictOn,
  ) {
    this.repeatability = repeatability;
    this.#decide = decide;
    const retry = { attempts, backoff: 'FIXED', initialDelayMs: 10, maxDelayMs: 10, jitter: true } as const;
    this.bounds = { retry, tries: 0, tryingSince: this.now, deadlineAt, stopRequestedAt: null };
  }

  move(to: EffectState): void {
    if (!mayFollow(effectTransitions, this.state, to)) throw new Error(`${this.state} > ${to}`);
    this.state = to;
    this.fence += 1;
  }

  moveAction(to: ActionState): void {
    if (!mayFollow(actionTransitions, this.action, to)) throw new Error(`action ${this.action} > ${to}`);
    this.action = to;
    const step = stepStatusOfAction[to];
    if (step === null || this.step === step) return;
    if (!mayFollow(stepTransitions, this.step, step)) throw new Error(`step ${this.step} > ${step}`);
    this.step = step;
  }

  follow(verdict: Verdict): void {
    this.move(verdict.state);
    if (verdict.state === 'PENDING') this.nextAttemptAt = verdict.nextAttemptAt;
    if (verdict.state !== 'COMPLETED') this.inDoubt = verdict.inDoubt;
    if (verdict.state === 'PENDING' || verdict.state === 'BLOCKED') return;
    this.#wasHeldByOthers ||= this.workers.some(({ stage }) => stage !== 'record');
    if (this.action === 'APPROVED' || this.action === 'FAILED') this.moveAction('EXECUTING');
    this.moveAction(actionOf[verdict.state]);
  }

  claim(): void {
    const { repeatability, inDoubt } = this;
    const end = endOfSending(this.bounds, this.now);
    const looks = inDoubt && canLookUp(repeatability);
    if (end !== null && !looks) {
      this.follow(verdictAtEnd(end, { repeatability, inDoubt }));
      return;
    }
    this.move('EXECUTING');
    this.bounds = { ...this.bounds, tries: this.bounds.tries + 1 };
    if (this.action !== 'EXECUTING') this.moveAction('EXECUTING');
    this.workers.push({
      fence: this.fence,
      claimedInDoubt: inDoubt,
      inDoubt,
      stage: looks ? 'look' : 'send',
      outcome: null,
      lookedUpOnly: looks,
    });
  }

  /** The target does what it is asked to, in the manner of its class; answers whether it agreed. */
  apply(): boolean {
    const isKnown = this.applied > 0;
    if (isKnown && this.repeatability === 'CLIENT_ID') return false;
    const isSame = this.repeatability === 'IDEMPOTENCY_KEY' || this.repeatability === 'IDEMPOTENT';
    if (!(isKnown && isSame)) this.applied += 1;
    return true;
  }

  /** One step of a worker: what it is doing meets some weather. */
  advance(worker: Worker, weather: Weather): void {
    if (worker.stage === 'send') this.#send(worker, weather);
    else this.#look(worker, weather);
  }

  #look(worker: Worker, weather: Weather): void {
    const again = worker.stage === 'look again';
    if (weather !== 'well') {
      worker.inDoubt = true;
      worker.lookedUpOnly = true;
      this.#answered(worker, outcomeOf(weather));
    } else if (this.applied > 0) {
      this.#answered(worker, { kind: 'DONE', result: null, url: null });
    } else if (again) {
      worker.stage = 'record';
    } else if (this.repeatability === 'MARKER' || endOfSending(this.bounds, this.now) !== null) {
      this.#answered(worker, { kind: 'NOT_FOUND', message: 'nothing' });
    } else {
      worker.inDoubt = false;
      worker.lookedUpOnly = false;
      worker.stage = 'send';
    }
  }

  #send(worker: Worker, weather: Weather): void {
    const isApplied = weather === 'well' || weather === 'lost after' ? this.apply() : null;
    const isRejected = weather === 'rejected' || (weather === 'well' && isApplied === false);
    this.#answered(worker, isRejected ? outcomeOf('rejected') : outcomeOf(weather));
    if (isRejected && worker.claimedInDoubt && canLookUp(this.repeatability)) worker.stage = 'look again';
  }

  #answered(worker: Worker, outcome: AttemptOutcome): void {
    worker.outcome = outcome;
    worker.stage = 'record';
  }

  /** Records what a worker brings; one that has lost its claim is refused. */
  record(worker: Pick<Worker, 'fence' | 'inDoubt' | 'lookedUpOnly' | 'outcome'>, random: number): void {
    const { outcome, inDoubt, lookedUpOnly } = worker;
    if (outcome === null || this.state !== 'EXECUTING' || worker.fence !== this.fence) return;
    const { repeatability, bounds, now } = this;
    const attempts = bounds.tries;
    this.follow(
      this.#decide({ repeatability, bounds, attempts, now, outcome, inDoubt, lookedUpOnly, random }),
    );
  }

  /** What has lost its worker goes on, whether or not that worker comes back. */
  recover(random: number): void {
    const { fence, inDoubt } = this;
    const outcome: AttemptOutcome = { kind: 'AMBIGUOUS', message: 'lost' };
    this.record({ fence, inDoubt, lookedUpOnly: false, outcome }, random);
  }

  /** What is wrong at this moment, as a sentence; null when nothing is. */
  lie(): string | null {
    const { state, applied } = this;
    if (applied > 1) return `it happened ${applied} times`;
    if (state === 'COMPLETED' && applied === 0) return 'it is COMPLETED, and did not happen';
    // Only of what nobody else has in hand can it be said that it did not happen.
    const isOver = (state === 'FAILED' || (state === 'DEAD' && !this.inDoubt)) && !this.#wasHeldByOthers;
    return isOver && applied > 0 ? `it is ${state}, and happened` : null;
  }
}

function outcomeOf(weather: Weather): AttemptOutcome {
  switch (weather) {
    case 'well':
      return { kind: 'DONE', result: null, url: null };
    case 'lost before':
    case 'lost after':
      return { kind: 'AMBIGUOUS', message: 'lost' };
    case 'refused':
      return { kind: 'REFUSED', message: 'later', retryAfterMs: null };
    case 'rejected':
      return { kind: 'REJECTED', code: 'NO', message: 'no' };
    case 'blocked':
      return { kind: 'BLOCKED', message: 'who' };
    case 'not sent':
      return { kind: 'NOT_SENT', message: 'no route' };
  }
}

type Step = fc.Command<object, World>;

function command(
  name: string,
  check: (world: World) => boolean,
  run: (world: World) => void,
): Step & { world: World | null } {
  return {
    world: null,
    check: () => true,
    run: (_model, world) => {
      if (!check(world)) return;
      run(world);
      const lie = world.lie();
      if (lie !== null) throw new Error(lie);
    },
    toString: () => name,
  };
}

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const commands: fc.Arbitrary<Step>[] = [
  fc.constant(
    command(
      'claim',
      (world) => world.state === 'PENDING' && world.nextAttemptAt <= world.now,
      (world) => world.claim(),
    ),
  ),
  fc.tuple(fc.nat(3), fc.constantFrom(...weathers)).map(([which, weather]) =>
    command(
      `worker ${which} ${weather}`,
      (world) => (world.workers[which]?.stage ?? 'record') !== 'record',
      (world) => world.advance(world.workers[which] as Worker, weather),
    ),
  ),
  fc.tuple(fc.nat(3), unit, fc.boolean()).map(([which, random, twice]) =>
    command(
      `worker ${which} records${twice ? ' twice' : ''}`,
      (world) => world.workers[which]?.stage === 'record',
      (world) => {
        const worker = world.workers[which] as Worker;
        world.record(worker, random);
        if (twice) world.record(worker, random);
        world.workers.splice(which, 1);
      },
    ),
  ),
  // Requests that were on their way when the process died arrive, or do not.
  fc.tuple(fc.boolean(), unit).map(([arrive, random]) =>
    command(
      `crash, what was on its way ${arrive ? 'arrives' : 'is lost'}, restart`,
      () => true,
      (world) => {
        const sending = world.workers.filter((worker) => worker.stage === 'send');
        world.workers.length = 0;
        if (arrive) for (const _ of sending) world.apply();
        world.recover(random);
      },
    ),
  ),
  unit.map((random) =>
    command(
      'lease runs out',
      (world) => world.state === 'EXECUTING',
      (world) => world.recover(random),
    ),
  ),
  fc.nat(200).map((ms) =>
    command(
      `${ms} ms pass`,
      () => true,
      (world) => {
        world.now += ms;
      },
    ),
  ),
  fc.constant(
    command(
      'resume',
      (world) => world.state === 'BLOCKED',
      (world) => {
        world.move('PENDING');
        world.nextAttemptAt = world.now;
        world.bounds = { ...world.bounds, tries: 0, tryingSince: world.now };
      },
    ),
  ),
  fc.constant(
    command(
      'stop',
      (world) => ['PENDING', 'EXECUTING', 'BLOCKED'].includes(world.state),
      (world) => {
        world.bounds = { ...world.bounds, stopRequestedAt: world.bounds.stopRequestedAt ?? world.now };
      },
    ),
  ),
  fc.constant(
    command(
      'retry',
      (world) => world.action === 'FAILED' && world.workers.length === 0,
      (world) => {
        // Another effect: the same request again when this one may have gone through.
        world.step = 'RUNNING';
        world.state = 'PENDING';
        world.fence += 1;
        world.nextAttemptAt = world.now;
        const { retry } = world.bounds;
        world.bounds = { retry, tries: 0, tryingSince: world.now, deadlineAt: null, stopRequestedAt: null };
      },
    ),
  ),
  fc.constant(
    command(
      'a person looks and says what happened',
      (world) => world.state === 'UNKNOWN' && world.workers.length === 0,
      (world) => {
        const happened = world.applied > 0;
        world.move(happened ? 'COMPLETED' : 'FAILED');
        world.moveAction(happened ? 'SUCCEEDED' : 'FAILED');
        world.inDoubt = false;
      },
    ),
  ),
];

function property(decide: typeof verdictOn) {
  return fc.property(
    fc.constantFrom(...repeatabilities.filter((each) => each !== 'IN_TRANSACTION')),
    fc.integer({ min: 1, max: 4 }),
    fc.option(fc.integer({ min: 1_000, max: 1_300 })),
    fc.commands(commands, { maxCommands: 40, size: 'max' }),
    (repeatability, attempts, deadlineAt, steps) => {
      const real = () => new World(repeatability, attempts, deadlineAt, decide);
      fc.modelRun(() => ({ model: {}, real: real() }), steps);
    },
  );
}

test('whatever dies, repeats, comes late or in another order: nothing is doubled, and nothing lies', () => {
  fc.assert(property(verdictOn), { numRuns: 10_000 });
});

test.each([
  ['repeats blindly', { repeatability: 'IDEMPOTENT' }],
  ['forgets a doubt', { inDoubt: false }],
] as const)('a machine that %s is found out', (_name, blind) => {
  const careless: typeof verdictOn = (ended) => verdictOn({ ...ended, ...blind });
  expect(fc.check(property(careless), { numRuns: 50_000 }).failed).toBe(true);
});
