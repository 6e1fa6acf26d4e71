import type { ActionProposal } from '../../src/domain/action.ts';
import { type Chain, newChain, newStep, type Step } from '../../src/domain/chain.ts';
import type { ProposalGroup } from '../../src/domain/group.ts';
import { builtInTrackerId, type Issue } from '../../src/domain/issue.ts';
import type { PlanChange, PlanItem } from '../../src/domain/plan.ts';
import type { PlanningSession } from '../../src/domain/session.ts';
import { epoch, newId, type World } from './world.ts';

type Own = Pick<World, 'organizationId' | 'caller'>;

/** Rows with everything in place, to be written by tests that only read. */
export function aSession(world: Own, given: Partial<PlanningSession> = {}): PlanningSession {
  return {
    id: newId('session'),
    organizationId: world.organizationId,
    title: 'Checkout',
    status: 'PENDING',
    run: 0,
    progress: 0,
    progressMessage: null,
    approval: 'REQUIRED',
    documentKey: 'checkout',
    source: { kind: 'INLINE', notation: 'MARKDOWN', bytes: 12 },
    trackerId: builtInTrackerId,
    chainId: null,
    groupId: null,
    createdBy: world.caller.viewer.actor,
    createdAt: epoch,
    updatedAt: epoch,
    ...given,
  };
}

export function anItem(given: Partial<PlanItem> = {}): PlanItem {
  return {
    id: newId('item'),
    kind: 'STORY',
    title: 'Pay by card',
    description: 'As a customer…',
    key: null,
    parentId: null,
    labels: ['web'],
    priority: 2,
    storyPoints: 2.5,
    acceptanceCriteria: ['The card is charged once.'],
    featureType: null,
    enablerType: null,
    dependsOn: [],
    status: null,
    attributes: { Owner: 'Ada' },
    location: { headingPath: ['Checkout'], line: 7, elementPath: null },
    warnings: [],
    ...given,
  };
}

export function aChange(item: PlanItem, given: Partial<PlanChange> = {}): PlanChange {
  return {
    kind: 'CREATE',
    itemId: item.id,
    issueId: newId('issue'),
    after: [],
    formerItemId: null,
    identifier: null,
    url: null,
    fields: [
      {
        field: 'title',
        oldValue: null,
        newValue: item.title,
        documentBefore: null,
        documentNow: item.title,
      },
    ],
    leftAlone: [],
    agreed: {},
    target: {
      title: item.title,
      description: '',
      labels: [],
      priority: null,
      estimate: null,
      parentId: null,
    },
    ...given,
  };
}

export function anAction(world: Own, given: Partial<ActionProposal> = {}): ActionProposal {
  return {
    id: newId('action'),
    organizationId: world.organizationId,
    tool: 'create_issue',
    arguments: { title: 'Pay by card' },
    digest: 'digest-1',
    version: 1,
    state: 'PROPOSED',
    preview: [{ field: 'title', oldValue: null, newValue: 'Pay by card', hiddenCharacters: false }],
    reason: null,
    repeatOf: null,
    supersededBy: null,
    proposedBy: world.caller.viewer.actor,
    requiredApprovals: 1,
    expiresAt: null,
    result: null,
    resultUrl: null,
    error: null,
    runs: 0,
    groupId: null,
    sessionId: null,
    itemId: null,
    chainId: null,
    stepId: null,
    conversationId: null,
    messageId: null,
    createdAt: epoch,
    updatedAt: epoch,
    ...given,
  };
}

export function aGroup(world: Own, given: Partial<ProposalGroup> = {}): ProposalGroup {
  return {
    id: newId('group'),
    organizationId: world.organizationId,
    title: 'Checkout',
    sessionId: null,
    createdAt: epoch,
    resolvedAt: null,
    ...given,
  };
}

export function aChain(world: Own, given: Partial<Chain> = {}): Chain {
  return newChain({
    id: newId('chain'),
    organizationId: world.organizationId,
    name: 'Checkout',
    status: 'RUNNING',
    onFailure: 'ABORT',
    stepCount: 0,
    concurrency: 8,
    createdBy: world.caller.viewer.actor,
    createdAt: epoch,
    startedAt: epoch,
    ...given,
  });
}

export function aStep(chain: Chain, given: Partial<Step> = {}): Step {
  return newStep({
    id: newId('step'),
    chainId: chain.id,
    index: 0,
    name: 'create Pay by card',
    kind: 'ACTION',
    dependsOn: [],
    ...given,
  });
}

let issueNumber = 0;

export function anIssue(world: Own, given: Partial<Issue> = {}): Issue {
  const id = newId('issue');
  issueNumber += 1;
  return {
    id,
    number: issueNumber,
    organizationId: world.organizationId,
    identifier: `CS-${id.slice(-8)}`,
    title: 'Pay by card',
    description: '',
    priority: null,
    estimate: null,
    state: 'OPEN',
    parentId: null,
    itemId: null,
    createdAt: epoch,
    updatedAt: epoch,
    ...given,
  };
}
