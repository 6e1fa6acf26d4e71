import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionStates, actionTransitions, settledActionStates } from '../../src/domain/action.ts';
import {
  chainEnd,
  chainStatuses,
  chainTransitions,
  settledChainStatuses,
  stepStatuses,
  stepStatusOfAction,
  stepTransitions,
} from '../../src/domain/chain.ts';
import { effectStates, effectTransitions, openEffectStates } from '../../src/domain/effect.ts';
import { finalStates, mayFollow, refuseTransition, type Transitions } from '../../src/domain/machine.ts';
import {
  decideCancel,
  decideDelete,
  decideRetry,
  decideStart,
  isSettled,
  sessionStatuses,
  sessionTransitions,
} from '../../src/domain/session.ts';

// The product's states once more, written by hand as "from > to": a change of one table alone goes red.
const session = `
  PENDING > PROCESSING CANCELLED
  PROCESSING > AWAITING_APPROVAL COMPLETED FAILED CANCELLED
  AWAITING_APPROVAL > PROCESSING COMPLETED FAILED CANCELLED
  FAILED > PROCESSING`;
const action = `
  PROPOSED > APPROVED DECLINED EXPIRED SUPERSEDED CANCELLED
  APPROVED > EXECUTING EXPIRED CANCELLED
  EXECUTING > SUCCEEDED FAILED OUTCOME_UNKNOWN
  FAILED > EXECUTING
  OUTCOME_UNKNOWN > SUCCEEDED FAILED`;
const chain = `
  PENDING > RUNNING CANCELLED
  RUNNING > WAITING COMPLETED FAILED CANCELLED TIMED_OUT
  WAITING > RUNNING COMPLETED FAILED CANCELLED TIMED_OUT
  FAILED > RUNNING
  TIMED_OUT > RUNNING`;
const step = `
  PENDING > AWAITING_APPROVAL WAITING RUNNING SKIPPED DECLINED CANCELLED TIMED_OUT FAILED
  AWAITING_APPROVAL > PENDING RUNNING DECLINED CANCELLED SKIPPED TIMED_OUT
  WAITING > PENDING AWAITING_APPROVAL RUNNING SUCCEEDED FAILED SKIPPED CANCELLED TIMED_OUT
  RUNNING > SUCCEEDED FAILED SKIPPED CANCELLED TIMED_OUT OUTCOME_UNKNOWN WAITING
  OUTCOME_UNKNOWN > SUCCEEDED FAILED SKIPPED CANCELLED TIMED_OUT
  SUCCEEDED > PENDING AWAITING_APPROVAL
  FAILED > PENDING AWAITING_APPROVAL
  SKIPPED > PENDING AWAITING_APPROVAL
  DECLINED > PENDING AWAITING_APPROVAL
  CANCELLED > PENDING AWAITING_APPROVAL
  TIMED_OUT > PENDING AWAITING_APPROVAL`;
const effect = `
  PENDING > EXECUTING FAILED DEAD UNKNOWN BLOCKED
  EXECUTING > PENDING COMPLETED FAILED DEAD UNKNOWN BLOCKED
  FAILED > DEAD
  DEAD > FAILED
  BLOCKED > PENDING FAILED DEAD UNKNOWN
  UNKNOWN > COMPLETED FAILED`;

function moves(byHand: string): Set<string> {
  return new Set(
    byHand
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [from, to] = line.trim().split(' > ');
        return (to ?? '').split(' ').map((state) => `${from} > ${state}`);
      }),
  );
}

function describeMachine<State extends string>(
  name: string,
  states: readonly State[],
  table: Transitions<State>,
  byHand: string,
): void {
  const allowed = moves(byHand);
  const anyState = fc.constantFrom(...states);

  describe(`the states of ${name}`, () => {
    test('hold exactly the moves of the product, and no other', () => {
      const found = states.flatMap((from) => table[from].map((to) => `${from} > ${to}`));
      expect(new Set(found)).toEqual(allowed);
      expect(found).toHaveLength(allowed.size);
      expect(new Set(Object.keys(table))).toEqual(new Set(states));
    });

    test('let any two follow each other only when the product says so', () => {
      fc.assert(
        fc.property(anyState, anyState, (from, to) => {
          expect(mayFollow(table, from, to)).toBe(allowed.has(`${from} > ${to}`));
        }),
      );
    });

    test('are left by no walk for a state that the product does not have', () => {
      fc.assert(
        fc.property(anyState, fc.array(fc.nat()), (start, choices) => {
          let now: State = start;
          for (const choice of choices) {
            const next: State | undefined = table[now][choice % Math.max(1, table[now].length)];
            if (next === undefined) return;
            expect(states).toContain(next);
            expect(allowed).toContain(`${now} > ${next}`);
            now = next;
          }
        }),
      );
    });

    test('name the state, the wish and what is allowed in every refusal', () => {
      fc.assert(
        fc.property(anyState, anyState, (from, to) => {
          const refusal = refuseTransition(name, table, { from, to }, ['input', 'id']);
          // What is refused is not allowed now, whatever the table says.
          const allowed = table[from].filter((state) => state !== to);
          expect(refusal).toMatchObject({ code: 'INVALID_TRANSITION', from, to, allowed });
          for (const state of from === to ? [from] : [from, to, ...allowed])
            expect(refusal.message).toContain(state);
        }),
      );
    });
  });
}

describeMachine('a session', sessionStatuses, sessionTransitions, session);
describeMachine('an action', actionStates, actionTransitions, action);
describeMachine('a chain', chainStatuses, chainTransitions, chain);
describeMachine('a step', stepStatuses, stepTransitions, step);
describeMachine('an effect', effectStates, effectTransitions, effect);

test('what is final is settled, and what may be retried is settled too', () => {
  expect(finalStates(sessionTransitions)).toEqual(['COMPLETED', 'CANCELLED']);
  expect(sessionStatuses.filter(isSettled)).toEqual(['COMPLETED', 'FAILED', 'CANCELLED']);
  expect(new Set(settledActionStates)).toEqual(new Set([...finalStates(actionTransitions), 'FAILED']));
  expect(new Set(settledChainStatuses)).toEqual(
    new Set([...finalStates(chainTransitions), 'FAILED', 'TIMED_OUT']),
  );
});

test('an effect is open until its outcome is known', () => {
  expect(effectStates.filter((state) => !(openEffectStates as readonly string[]).includes(state))).toEqual([
    'COMPLETED',
    'FAILED',
    'DEAD',
  ]);
});

describe('deciding on a session', () => {
  const decisions = [
    { name: 'start', decide: decideStart, to: 'PROCESSING', from: { PENDING: 'start' } },
    { name: 'retry', decide: decideRetry, to: 'PROCESSING', from: { FAILED: 'retry' } },
    {
      name: 'cancel',
      decide: decideCancel,
      to: 'CANCELLED',
      from: {
        PENDING: 'cancel',
        PROCESSING: 'cancel',
        AWAITING_APPROVAL: 'cancel',
        CANCELLED: 'unchanged',
      },
    },
  ] as const;

  test.each(decisions)('to $name it holds in its states and is refused in every other', (decision) => {
    for (const status of sessionStatuses) {
      const verdict = decision.decide({ status });
      const expected = (decision.from as Record<string, string | undefined>)[status];
      if (expected === undefined) {
        expect(verdict).toMatchObject({
          code: 'INVALID_TRANSITION',
          from: status,
          to: decision.to,
          allowed: sessionTransitions[status],
          path: ['input', 'sessionId'],
        });
      } else {
        expect(verdict).toBe(expected);
      }
    }
  });

  test('to delete it is refused while it runs or an effect of it is open', () => {
    const deletable = ['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'];
    for (const status of sessionStatuses) {
      for (const hasOpenEffect of [true, false]) {
        const verdict = decideDelete({ status }, hasOpenEffect);
        if (deletable.includes(status) && !hasOpenEffect) expect(verdict).toBe('delete');
        else expect(verdict).toMatchObject({ code: 'INVALID_TRANSITION', from: status, to: 'DELETED' });
      }
    }
  });
});

test('a step shows how its action ended, and nothing while the action is open', () => {
  for (const state of actionStates) {
    const shown = stepStatusOfAction[state];
    const isOpen = ['PROPOSED', 'APPROVED', 'EXECUTING'].includes(state);
    expect(shown === null).toBe(isOpen);
  }
});

test('a chain fails when a step failed and completes otherwise', () => {
  fc.assert(
    fc.property(fc.nat(1000), (failedSteps) => {
      expect(chainEnd({ aborted: false, failedSteps })).toBe(failedSteps === 0 ? 'COMPLETED' : 'FAILED');
    }),
  );
});
