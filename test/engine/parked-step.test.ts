import { expect, test } from 'vitest';
import { groupDigest } from '../../src/domain/group.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { advanceChain, finishStep, parkStep, takeChain } from '../../src/engine/chain.ts';
import { type Decision, decide, originOfCaller } from '../../src/engine/decide.ts';
import { decideGroup } from '../../src/engine/decide-actions.ts';
import type { ChainInHand } from '../../src/engine/step.ts';
import { readStepsOfChains } from '../../src/store/read/chains.ts';
import { readGroupMembers } from '../../src/store/read/groups.ts';
import { epicOf, openRig, planText, type Rig } from './rig.ts';

/** A session whose steps are started and never carried out: its engine is stopped before the approval. */
async function startedSession(plan: string) {
  const rig = await openRig();
  const session = await rig.run(plan, 'REQUIRED');
  await rig.engine[Symbol.asyncDispose]();
  const { groupId, chainId } = session;
  if (groupId === null || chainId === null) throw new Error('the session proposed nothing');
  const members = await rig.store.read((reader) => readGroupMembers(reader, [groupId]));
  const digest = groupDigest(members);
  const note = null;
  const decided = await decideGroup(rig.parts, rig.caller, { groupId, decision: 'APPROVE', digest, note });
  if (isRefusal(decided)) throw new Error(decided.message);
  await inDecision(rig, chainId, advanceChain);
  return { rig, chainId, sessionId: session.id };
}

async function inDecision(
  rig: Rig,
  chainId: ChainInHand['now']['id'],
  work: (decision: Decision, hand: ChainInHand) => Promise<void>,
) {
  await decide(rig.parts, originOfCaller(rig.caller), async (own) => {
    // However slow the machine is, all is done in the one decision.
    const decision = { ...own, isSpent: () => false };
    // Steps that are started are left to the runner, which is stopped.
    const hand = await takeChain(decision, chainId);
    await work(decision, { ...hand, inside: 'HANDED_OVER' });
  });
}

async function statusesOf(rig: Rig, sessionId: Parameters<Rig['steps']>[0]): Promise<string[]> {
  return (await rig.steps(sessionId)).map((step) => step.status);
}

const timeout = { code: 'TIMEOUT', message: 'No answer came in time.' };

test('a chain waits while all that is left stands behind an unknown outcome, and goes on when it is known', async () => {
  const { rig, chainId, sessionId } = await startedSession(epicOf(2));
  const readSteps = () => rig.store.read((reader) => readStepsOfChains(reader, [chainId]));

  await inDecision(rig, chainId, async (decision, hand) => {
    const [epic] = await readSteps();
    if (epic !== undefined) await parkStep(decision, hand, epic, timeout);
  });
  expect(await statusesOf(rig, sessionId)).toEqual(['OUTCOME_UNKNOWN', 'PENDING', 'PENDING']);
  expect(await rig.chain(sessionId)).toMatchObject({ status: 'WAITING', running_steps: 0, open_steps: 3 });
  expect((await readSteps())[0]).toMatchObject({ error: timeout });
  expect((await rig.events()).slice(-2)).toMatchObject([
    { type: 'ChainStepStatusChanged', body: { status: 'OUTCOME_UNKNOWN', previous: 'RUNNING' } },
    { type: 'ChainAdvanced', body: { status: 'WAITING' } },
  ]);

  await inDecision(rig, chainId, async (decision, hand) => {
    const [epic] = await readSteps();
    const outcome = { status: 'SUCCEEDED', result: null, error: null } as const;
    if (epic !== undefined) await finishStep(decision, hand, epic, outcome);
  });
  expect(await statusesOf(rig, sessionId)).toEqual(['SUCCEEDED', 'RUNNING', 'RUNNING']);
  expect(await rig.chain(sessionId)).toMatchObject({ status: 'RUNNING', running_steps: 2, open_steps: 2 });
});

test('what does not depend on an unknown outcome goes on', async () => {
  const plan = planText([
    ['EPIC', 'First'],
    ['EPIC', 'Second'],
  ]);
  const { rig, chainId, sessionId } = await startedSession(plan);
  await inDecision(rig, chainId, async (decision, hand) => {
    const [first] = await rig.store.read((reader) => readStepsOfChains(reader, [chainId]));
    if (first !== undefined) await parkStep(decision, hand, first, timeout);
  });
  expect(await statusesOf(rig, sessionId)).toEqual(['OUTCOME_UNKNOWN', 'RUNNING']);
  expect(await rig.chain(sessionId)).toMatchObject({ status: 'RUNNING', running_steps: 1 });
});
