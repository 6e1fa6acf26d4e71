import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { actionStream, chainStream, sessionStream } from '../../src/domain/event.ts';
import type { Issue } from '../../src/domain/issue.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { assembleModels } from '../../src/server/assemble-models.ts';
import { assembleOutside } from '../../src/server/assemble-outside.ts';
import { readPlanChanges } from '../../src/store/read/plan-changes.ts';
import { insertActions, setSupersededBy } from '../../src/store/write/actions.ts';
import { insertIssue, setIssueLabels } from '../../src/store/write/issues.ts';
import { savePolicy } from '../../src/store/write/policies.ts';
import { sharedPlanReader } from '../engine/shared-plan-reader.ts';
import { anAction, anIssue } from './rows.ts';
import { type Planned, seedPlanned } from './seed.ts';
import { type EventToAppend, epoch, newId, openWorld, type World } from './world.ts';

/** The statements of an operation over few rows and over many: their number may not depend on the rows. */
async function statementsOf(world: World, query: string): Promise<string[]> {
  world.statements.length = 0;
  await world.read(query);
  // The snapshot is given back in a later turn of the loop.
  return world.statements.filter((text) => text !== 'rollback');
}

async function expectSameCount(
  query: string,
  seed: (world: World, rows: number) => Promise<void>,
  atMost: number,
): Promise<void> {
  const few = await openWorld();
  await seed(few, 2);
  const many = await openWorld();
  await seed(many, 50);
  const expected = await statementsOf(few, query);
  expect(await statementsOf(many, query)).toEqual(expected);
  expect(expected.length).toBeLessThanOrEqual(atMost);
}

async function seedSessions(world: World, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await seedPlanned(world, `session ${index}`);
}

test('sessions with their plans', () =>
  expectSameCount(
    `{ planningSessions(first: 50) {
      totalCount
      nodes {
        title asOf errors { message } warnings { message }
        plan {
          items { title issueId parent { title parent { title } } dependsOn { title } warnings { code } }
          changes { kind item { title } action { state tool { name } } }
          coverage { heading }
        }
        chain { status steps { name } } group { digest counts { state count } }
        actions(first: 2) { totalCount nodes { id } }
      }
    } }`,
    seedSessions,
    24,
  ));

test('actions with tool, group, session, chain, step and decisions', () =>
  expectSameCount(
    `{ actions(first: 100) { nodes {
      id asOf tool { name policy { approvers } } decisions { decision decidedBy { name } } attempts { attempt }
      group { digest title actions(first: 3) { nodes { id } totalCount } }
      planningSession { title } planItem { title } chain { name planningSession { title } }
      step { name waitingFor action { id } }
      repeatOf { state decisions { note } repeatOf { id } } supersededBy { state tool { policy { roles } } }
    } } }`,
    seedRepeats,
    26,
  ));

/** Sessions with actions of which each repeats one and gave way to one. */
async function seedRepeats(world: World, count: number): Promise<void> {
  await seedSessions(world, count);
  const declined = anAction(world, { state: 'DECLINED' });
  const newer = anAction(world);
  await world.write(async (tx) => {
    await insertActions(tx, [declined]);
    await insertActions(tx, [newer]);
    for (let index = 0; index < count; index += 1) {
      const action = anAction(world, { state: 'SUPERSEDED', repeatOf: declined.id });
      await insertActions(tx, [action]);
      await setSupersededBy(tx, action.id, newer.id);
    }
  });
}

test('tools and policies, however many were set', async () => {
  const world = await openWorld();
  const query = '{ policies { tool roles } tools { name policy { approval } } }';
  const before = await statementsOf(world, query);
  expect(before).toEqual(['begin', expect.stringContaining('"policies"')]);
  await world.write(async (tx) => {
    for (const { name } of world.services.tools) {
      const policy = { approval: 'REQUIRED', approvers: 1, roles: ['ADMIN'], selfApproval: true } as const;
      await savePolicy(tx, world.organizationId, { tool: name, ...policy, expiresAfterSeconds: 60 });
    }
  });
  expect(await statementsOf(world, query)).toEqual(before);
});

test('chains with their steps and the actions of these', () =>
  expectSameCount(
    `{ chains(first: 50) { totalCount nodes {
      name executionPath asOf parent { id } children { id } planningSession { title }
      steps { name waitingFor action { state step { name } chain { name } } }
    } } }`,
    seedSessions,
    14,
  ));

const wholePlan = `
  plan {
    items { id title issueId parent { title } children { title } dependsOn { title }
      changes { kind } subtree { digest counts { state count } actions { id } } }
    roots { title }
    changes {
      kind fields { field declined { id } } leftAlone { field } issueId issueIdentifier issueUrl
      item { title } formerItem { title } location { line } source { kind } planningSession { title }
      issue { identifier planItem { title } planChanges { kind } actions { state } planningSessions { title } }
      action {
        state repeatOf { id } decisions { note } planItem { title } planChange { kind item { title } } issue { title }
        effects { state attempts { attempt } step { name } action { id } }
        step { name action { id } } chain { name planningSession { title } }
      }
    }
    coverage { heading }
    counts { create total }
  }`;

test('a plan of 2,000 items with its whole causal trail', async () => {
  const statements = async (stories: number) => {
    const world = await openWorld();
    const { session } = await seedPlanned(world, 'session', stories);
    await world.write(async (tx) => {
      for (const { issueId, itemId } of await readPlanChanges(tx, [session.id])) {
        await insertIssue(tx, anIssue(world, { id: issueId, itemId }));
      }
    });
    return await statementsOf(world, `{ planningSession(id: "${session.id}") { ${wholePlan} } }`);
  };
  const few = await statements(2);
  expect(await statements(1_999)).toEqual(few);
  expect(few.length).toBeLessThanOrEqual(30);
});

async function seedIssues(world: World, count: number): Promise<void> {
  const insert = (issue: Issue) =>
    world.write(async (tx) => {
      await insertIssue(tx, issue);
      await setIssueLabels(tx, issue, [{ name: 'Epic', color: '#F2994A' }]);
    });
  for (let index = 0; index < count; index += 1) {
    const epic = anIssue(world);
    const feature = anIssue(world, { parentId: epic.id });
    const story = anIssue(world, { parentId: feature.id });
    for (const issue of [epic, feature, story]) await insert(issue);
  }
}

test('trees of issues, three deep, with labels and comments', () =>
  expectSameCount(
    `{ issues(first: 50, filter: { rootsOnly: true }) { totalCount nodes {
      ...own children { ...own parent { title } children { ...own parent { title } children { title } } }
      planItem { title } planChanges { kind action { state } } actions { state } planningSessions { title }
    } } }
    fragment own on Issue { identifier title labels { name color } comments { body author { name } } }`,
    seedIssues,
    20,
  ));

async function seedEvents(world: World, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const planned = await seedPlanned(world, `session ${index}`, 1);
    await world.append(eventsOf(planned));
  }
}

function eventsOf({ session, actions, chain, group }: Planned): EventToAppend[] {
  const ids = { sessionId: session.id, chainId: chain.id, groupId: group.id };
  return [
    {
      type: 'PlanningSessionProgressed',
      stream: sessionStream(session.id),
      body: { progress: 60, message: 'Creating issues' },
      ids,
    },
    ...actions.map(
      (action): EventToAppend => ({
        type: 'ActionProposed',
        stream: actionStream(action.id),
        body: { version: 1, digest: action.digest },
        ids: { ...ids, actionId: action.id, stepId: action.stepId },
      }),
    ),
    { type: 'ChainAdvanced', stream: chainStream(chain.id), body: { status: 'WAITING' }, ids },
  ];
}

test('events with what they concern', () =>
  expectSameCount(
    `{ events(first: 100) { totalCount nodes {
      type cursor planningSession { title } action { state tool { name } } chain { status } step { name } group { title }
    } } }`,
    seedEvents,
    10,
  ));

test('events alone are two statements in one snapshot: where the log ends, and the events', async () => {
  const world = await openWorld();
  await seedEvents(world, 2);
  const statements = await statementsOf(
    world,
    '{ events(first: 100) { nodes { type seq actor { name } ... on ActionProposed { digest } } } }',
  );
  expect(statements).toEqual([
    'begin',
    expect.stringContaining('"log_heads"'),
    expect.stringContaining('"events"'),
  ]);
});

test('a preview of a plan, however many items the document has and the tracker knows', async () => {
  const query = (
    stories: number,
  ) => `{ planDocument(input: { title: "Shop", document: { markdown: ${JSON.stringify(
    `# Epic: Shop\n${Array.from({ length: stories }, (_, index) => `\n## US-${index} Do ${index}\nDepends on: US-0\n`).join('')}`,
  )} } }) {
    items { title issueId parent { title parent { title } } dependsOn { title } warnings { code } }
    changes { kind item { title parent { title } } action { state } fields { field } }
    coverage { heading } warnings { code } counts { stories } asOf errors { message }
  } }`;
  const world = await openWorld({ engine: previewingEngine });
  // The engine looks for work when it starts.
  await world.read(query(1));
  const few = await statementsOf(world, query(2));
  expect(await statementsOf(world, query(50))).toEqual(few);
  expect(few).toHaveLength(4);
});

function previewingEngine(store: World['store']): Promise<Engine> {
  return createEngine({
    store,
    tools: new Map(),
    planReader: sharedPlanReader(),
    models: assembleModels(parseConfig({}).models, store),
    outside: assembleOutside(parseConfig({}).outside),
    now: () => epoch,
    newId,
    random: Math.random,
    reportFault: (cause) => {
      throw cause;
    },
    limits: { documentMaxBytes: 1_000_000, effectConcurrency: 1, chainConcurrency: 1 },
  });
}
