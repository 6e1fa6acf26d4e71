import DataLoader from 'dataloader';
import type { Policy } from '../access/policy.ts';
import type { ChainDefinition, DefinitionReference } from '../domain/chain-definition.ts';
import type {
  ActionId,
  ChainId,
  ConversationId,
  IssueId,
  ItemId,
  OrganizationId,
  SessionId,
  StepId,
} from '../domain/ids.ts';
import { gatherBySubtree } from '../domain/plan-tree.ts';
import type { PlanningResult } from '../domain/planning-result.ts';

import { type ActionOwner, countActionsOfOwners, listActionsOfOwners } from '../store/read/action-lists.ts';
import { readActions, readDecisions } from '../store/read/actions.ts';
import { readAgentsById } from '../store/read/agents.ts';
import { readAttempts } from '../store/read/attempts.ts';
import { readDefinitions } from '../store/read/chain-definitions.ts';
import { readChildChains } from '../store/read/chain-lists.ts';
import { readChains, readExecutionPaths, readSteps, readStepsOfChains } from '../store/read/chains.ts';
import { readConnectionsById } from '../store/read/connections.ts';
import { readConversations } from '../store/read/conversations.ts';
import { readEffectsOfActions, readWaits } from '../store/read/effect-lists.ts';
import { countGroupStates, readGroupMembers, readGroups } from '../store/read/groups.ts';
import { readChildIssues, readComments, readIssueLabels, readIssues } from '../store/read/issues.ts';
import { listMessages, readMessages, readToolCalls } from '../store/read/messages.ts';
import { readRunsOfJobs, readRunsOfMessages } from '../store/read/model-runs.ts';
import {
  readChangesOfActions,
  readChangesOfIssues,
  readItemsOfIssues,
  readPlanChanges,
} from '../store/read/plan-changes.ts';
import { type PlanMember, readPlanMembers, readPlanNodes } from '../store/read/plan-members.ts';
import {
  readCoverage,
  readItemsOfSessions,
  readNewestItems,
  readPlanItems,
  readPlanLinks,
  readPlannedSessions,
  type SessionItem,
} from '../store/read/plans.ts';
import { readPolicies } from '../store/read/policies.ts';
import { readResolutions } from '../store/read/resolutions.ts';
import { readSessionPages } from '../store/read/session-pages.ts';
import { readSessionResults } from '../store/read/session-results.ts';
import { readSessionIssues, readSessions } from '../store/read/sessions.ts';
import type { Slice } from '../store/read/slice.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { readSuggestionJobs } from '../store/read/suggestions.ts';
import type { Reader, Store } from '../store/store.ts';
import { byId, derived, listBy, listByRequest } from './batch.ts';
import { OperationSnapshot } from './snapshot.ts';

/** What an operation has read so far: asking for the same thing twice, or for many things at once, is one statement. */
export class Reads {
  readonly #store: Store;
  readonly #organizationId: OrganizationId;
  #snapshot: OperationSnapshot | null = null;
  #loaders: Loaders | null = null;

  constructor(store: Store, organizationId: OrganizationId) {
    this.#store = store;
    this.#organizationId = organizationId;
  }

  get snapshot(): OperationSnapshot {
    this.#snapshot ??= new OperationSnapshot(this.#store, this.#organizationId);
    return this.#snapshot;
  }

  get loaders(): Loaders {
    this.#loaders ??= createLoaders(this.snapshot, this.#organizationId);
    return this.#loaders;
  }

  /** Forgets what was read: after a command, and before each event of a subscription. */
  refresh(): void {
    this.#snapshot = null;
    this.#loaders = null;
  }
}

/** One item as one session read it. */
interface SessionItemKey {
  readonly sessionId: SessionId;
  readonly itemId: ItemId;
}

function nameOfDefinition({ name, version }: DefinitionReference): string {
  return `${version} ${name}`;
}

export type Loaders = ReturnType<typeof createLoaders>;

function createLoaders(snapshot: OperationSnapshot, organizationId: OrganizationId) {
  type OfKeys<Key, Row> = (reader: Reader, keys: readonly Key[]) => Promise<Row[]>;
  type OfIds<Id, Row> = (
    reader: Reader,
    organizationId: OrganizationId,
    ids: readonly Id[],
  ) => Promise<Row[]>;

  const entity = <Id extends string, Row extends { readonly id: Id }>(readMany: OfIds<Id, Row>) =>
    byId((ids: readonly Id[]) => snapshot.readAsOf((reader) => readMany(reader, organizationId, ids)));
  const list = <Key extends string, Row>(readMany: OfKeys<Key, Row>, keyOf: (row: Row) => string | null) =>
    listBy((keys: readonly Key[]) => snapshot.read((reader) => readMany(reader, keys)), keyOf);

  const linksOfSession = list(readPlanLinks, (row) => row.sessionId);
  const itemOfSession = new DataLoader<SessionItemKey, SessionItem | null, string>(
    async (keys) => {
      const sessionIds = [...new Set(keys.map((key) => key.sessionId))];
      const itemIds = [...new Set(keys.map((key) => key.itemId))];
      const items = await snapshot.read((reader) => readItemsOfSessions(reader, sessionIds, itemIds));
      const found = new Map(items.map((item) => [`${item.sessionId} ${item.id}`, item]));
      return keys.map((key) => found.get(`${key.sessionId} ${key.itemId}`) ?? null);
    },
    { cacheKeyFn: (key) => `${key.sessionId} ${key.itemId}` },
  );
  const itemsOfSession = list(
    async (reader, ids: readonly SessionId[]) => {
      const items = await readPlanItems(reader, ids);
      // Their parents and prerequisites are among them.
      for (const item of items) itemOfSession.prime({ sessionId: item.sessionId, itemId: item.id }, item);
      return items;
    },
    (row) => row.sessionId,
  );
  const changesOfSession = list(readPlanChanges, (row) => row.sessionId);
  const stepsOfChain = list(readStepsOfChains, (row) => row.chainId);

  return {
    session: entity(readSessions),
    action: entity(readActions),
    group: entity(readGroups),
    chain: entity(readChains),
    step: entity(readSteps),
    issue: entity(readIssues),
    newestItem: entity(readNewestItems),
    agent: entity(readAgentsById),
    connection: entity(readConnectionsById),
    suggestionJob: entity(readSuggestionJobs),
    conversation: entity(readConversations),
    message: entity(readMessages),
    messagesOfConversation: listByRequest(
      ({ slice }: { slice: Slice<number> }, ids) =>
        snapshot.read((reader) => listMessages(reader, ids as readonly ConversationId[], slice)),
      (message) => message.conversationId,
    ),
    callsOfMessage: list(readToolCalls, (row) => row.messageId),
    runsOfMessage: list(readRunsOfMessages, (row) => row.messageId),
    runsOfJob: list(readRunsOfJobs, (row) => row.jobId),

    errorsOfSession: list(
      (reader, ids: readonly SessionId[]) => readSessionIssues(reader, 'ERROR', ids),
      (row) => row.sessionId,
    ),
    warningsOfSession: list(
      (reader, ids: readonly SessionId[]) => readSessionIssues(reader, 'WARNING', ids),
      (row) => row.sessionId,
    ),
    pagesOfSession: list(readSessionPages, (row) => row.sessionId),
    resultOfSession: new DataLoader<SessionId, PlanningResult | null>(async (ids) => {
      const rows = await snapshot.read((reader) => readSessionResults(reader, ids));
      const results = new Map(rows.map((row) => [row.sessionId, row.result]));
      return ids.map((id) => results.get(id) ?? null);
    }),
    isPlanned: new DataLoader<SessionId, boolean>(async (ids) => {
      const planned = new Set(await snapshot.read((reader) => readPlannedSessions(reader, ids)));
      return ids.map((id) => planned.has(id));
    }),
    itemsOfSession,
    childItems: derived(itemsOfSession, (items) => Map.groupBy(items, (item) => item.parentId)),
    changesOfSession,
    changesOfItem: derived(changesOfSession, (changes) => Map.groupBy(changes, (change) => change.itemId)),
    changeOfAction: list(readChangesOfActions, (row) => row.actionId),
    changesOfIssue: list(
      (reader, ids: readonly IssueId[]) => readChangesOfIssues(reader, organizationId, ids),
      (row) => row.issueId,
    ),
    itemOfIssue: list(
      (reader, ids: readonly IssueId[]) => readItemsOfIssues(reader, organizationId, ids),
      (row) => row.issueId,
    ),
    membersBySubtree: new DataLoader<SessionId, ReadonlyMap<ItemId, readonly PlanMember[]>>(async (ids) => {
      const [nodes, members] = await snapshot.read(
        async (reader) => [await readPlanNodes(reader, ids), await readPlanMembers(reader, ids)] as const,
      );
      const nodesOf = Map.groupBy(nodes, (node) => node.sessionId);
      const membersOf = Map.groupBy(members, (member) => member.sessionId);
      return ids.map((id) => gatherBySubtree(nodesOf.get(id) ?? [], membersOf.get(id) ?? []));
    }),
    coverageOfSession: list(readCoverage, (row) => row.sessionId),
    issueOfItem: derived(linksOfSession, (links) => new Map(links.map((row) => [row.itemId, row]))),
    itemOfSession,

    decisionsOfAction: list(readDecisions, (row) => row.actionId),
    attemptsOfAction: list(readAttempts, (row) => row.actionId),
    resolutionsOfAction: list(readResolutions, (row) => row.actionId),
    effectsOfAction: list(
      (reader, ids: readonly ActionId[]) => readEffectsOfActions(reader, organizationId, ids),
      (row) => row.actionId,
    ),
    waitsOfAction: list(
      (reader, ids: readonly ActionId[]) => readWaits(reader, organizationId, ids),
      (row) => row.actionId,
    ),
    actionsOfOwner: listByRequest(
      ({ owner, slice }: { owner: ActionOwner; slice: Slice<ActionId> }, ids) =>
        snapshot.readAsOf((reader) => listActionsOfOwners(reader, owner, ids, slice)),
      (action, { owner }) => action[`${owner}Id`],
    ),
    actionCountOfOwner: listByRequest(
      ({ owner }: { owner: ActionOwner }, ids) =>
        snapshot.read((reader) => countActionsOfOwners(reader, owner, ids)),
      (row) => row.ownerId,
    ),

    membersOfGroup: list(readGroupMembers, (row) => row.groupId),
    statesOfGroup: list(countGroupStates, (row) => row.groupId),

    policies: new DataLoader((ids: readonly OrganizationId[]) =>
      snapshot.read((reader) =>
        Promise.all(ids.map(async (id) => (await readPolicies(reader, id)) as readonly Policy[])),
      ),
    ),

    definition: new DataLoader<DefinitionReference, ChainDefinition | null, string>(
      async (references) => {
        const found = await snapshot.read((reader) => readDefinitions(reader, organizationId, references));
        const byReference = new Map(found.map((each) => [nameOfDefinition(each), each]));
        return references.map((each) => byReference.get(nameOfDefinition(each)) ?? null);
      },
      { cacheKeyFn: nameOfDefinition },
    ),
    signalOfStep: new DataLoader<StepId, string | null>(async (ids) => {
      const specs = await snapshot.read((reader) => readStepSpecs(reader, ids));
      return ids.map((id) => {
        const work = specs.get(id)?.work;
        return work?.kind === 'SIGNAL' ? work.signal : null;
      });
    }),
    stepsOfChain,
    stepByName: derived(stepsOfChain, (steps) => new Map(steps.map((step) => [step.name, step]))),
    pathOfChain: list(readExecutionPaths, (row) => row.chainId),
    childrenOfChain: listBy(
      (ids: readonly ChainId[]) => snapshot.readAsOf((reader) => readChildChains(reader, ids)),
      (row) => row.parentId,
    ),

    labelsOfIssue: list(
      (reader, ids: readonly IssueId[]) => readIssueLabels(reader, organizationId, ids),
      (row) => row.issueId,
    ),
    commentsOfIssue: list(readComments, (row) => row.issueId),
    childrenOfIssue: list(readChildIssues, (row) => row.parentId),
  };
}
