import type { ActionProposal } from '../../src/domain/action.ts';
import type { Chain, Step } from '../../src/domain/chain.ts';
import type { ProposalGroup } from '../../src/domain/group.ts';
import type { PlanItem } from '../../src/domain/plan.ts';
import type { PlanningSession } from '../../src/domain/session.ts';
import { insertActions, insertDecisions } from '../../src/store/write/actions.ts';
import { insertChain } from '../../src/store/write/chains.ts';
import { insertGroup } from '../../src/store/write/groups.ts';
import {
  insertCoverage,
  insertPlanChanges,
  insertPlanItems,
  setChangeActions,
} from '../../src/store/write/plans.ts';
import { insertSession, insertSessionIssue } from '../../src/store/write/sessions.ts';
import { insertSteps } from '../../src/store/write/steps.ts';
import { aChain, aChange, aGroup, anAction, anItem, aSession, aStep } from './rows.ts';
import { epoch, newId, type World } from './world.ts';

export interface Planned {
  readonly session: PlanningSession;
  readonly items: readonly PlanItem[];
  readonly actions: readonly ActionProposal[];
  readonly steps: readonly Step[];
  readonly group: ProposalGroup;
  readonly chain: Chain;
}

/** A session whose plan waits for decisions: an epic and stories under it, each with change, action and step. */
export async function seedPlanned(world: World, title: string, stories = 2): Promise<Planned> {
  const sessionId = newId('session');
  const group = aGroup(world, { sessionId });
  const chain = aChain(world, {
    sessionId,
    status: 'WAITING',
    stepCount: stories + 1,
    openSteps: stories + 1,
  });
  const session = aSession(world, {
    id: sessionId,
    title,
    status: 'AWAITING_APPROVAL',
    run: 1,
    progress: 60,
    progressMessage: 'Creating issues',
    groupId: group.id,
    chainId: chain.id,
  });
  const epic = anItem({ kind: 'EPIC', title: `${title} epic` });
  const items = [
    epic,
    ...Array.from({ length: stories }, (_, index) =>
      anItem({
        title: `${title} story ${index}`,
        parentId: epic.id,
        dependsOn: index === 0 ? [] : [epic.id],
      }),
    ),
  ];
  const rows = items.map((item, index) => {
    const stepId = newId('step');
    const action = anAction(world, {
      groupId: group.id,
      sessionId,
      itemId: item.id,
      chainId: chain.id,
      stepId,
    });
    const step = aStep(chain, {
      id: stepId,
      index,
      name: `step ${index}`,
      status: index === 0 ? 'AWAITING_APPROVAL' : 'PENDING',
      dependsOn: index === 0 ? [] : ['step 0'],
      openDependencies: index === 0 ? 0 : 1,
      actionId: action.id,
    });
    return { item, action, step, change: aChange(item) };
  });
  await world.write(async (tx) => {
    await insertSession(tx, session, { notation: 'MARKDOWN', text: '# Epic' });
    await insertSessionIssue(tx, 'WARNING', session, {
      message: 'The document names no parent.',
      code: 'NO_PARENT',
      details: { items: 1 },
      at: epoch,
      location: epic.location,
      itemId: epic.id,
    });
    await insertGroup(tx, group);
    await insertChain(tx, chain);
    const { organizationId } = world;
    for (const [place, { item, action, step, change }] of rows.entries()) {
      await insertPlanItems(tx, { sessionId, organizationId, place }, [item]);
      await insertActions(tx, [action]);
      await insertPlanChanges(tx, { sessionId, place }, [change]);
      await setChangeActions(tx, sessionId, [[place, action.id]]);
      await insertSteps(tx, organizationId, [
        { step, dependencies: place === 0 ? [] : [rows[0]?.step.id ?? step.id] },
      ]);
    }
    const { location } = epic;
    const use = { heading: epic.title, location, use: 'ITEM', itemId: epic.id, reason: null } as const;
    await insertCoverage(tx, { sessionId, place: 0 }, [use]);
    const [first] = rows;
    if (first !== undefined) {
      const decidedBy = world.caller.viewer.actor;
      const decision = {
        decision: 'APPROVE',
        decidedBy,
        decidedAt: epoch,
        note: 'fine',
        version: 1,
      } as const;
      await insertDecisions(tx, [[first.action, decision]]);
    }
  });
  return {
    session,
    items,
    actions: rows.map((row) => row.action),
    steps: rows.map((row) => row.step),
    group,
    chain,
  };
}
