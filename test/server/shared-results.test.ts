import {
  type ExecutionResult,
  executeSubscriptionEvent,
  parse,
  validate,
  validateSubscriptionArgs,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { type EventBodies, type EventType, eventTypes, type LoggedEvent } from '../../src/domain/event.ts';
import type { Followed } from '../../src/pubsub/hub.ts';
import { showFollowed } from '../../src/resolvers/subscription.ts';
import { schema } from '../../src/schema/index.ts';
import { inBytes, payloadFrom, SharedResults } from '../../src/server/shared-results.ts';

const ada: Viewer = {
  organizationId: 'org_1',
  organizationName: 'Acme',
  actor: { kind: 'USER', id: 'usr_ada', name: 'ada' },
  role: 'ADMIN',
};

/** Whoever touches more of the context than who asks is not a function of the event alone. */
function contextOf(viewer: Viewer) {
  return new Proxy({ viewer } as Record<string, unknown>, {
    get: (target, name) => {
      if (name === 'viewer') return target['viewer'];
      throw new Error(`the context was asked for ${String(name)}`);
    },
  });
}

function argsOf(source: string, variableValues: Record<string, unknown> = {}, viewer = ada) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const contextValue = contextOf(viewer);
  const args = validateSubscriptionArgs({ schema, document, variableValues, contextValue });
  if (!('schema' in args)) throw new Error(String(args));
  return args;
}

const texts = ['plain', 'quotes " and \\ and / and \u2028', 'tabs \t and \u0007', 'ümläut 漢字 🚀', ''];
const issue = {
  message: texts[1] ?? '',
  code: 'CODE',
  details: { deep: [1, null, { '1': true, a: 'ü' }] },
  location: { headingPath: ['Epic 🚀', 'Story'], line: 3, elementPath: null },
  itemId: null,
};

const bodies = {
  PlanningSessionCreated: { title: texts[3] ?? '', documentKey: texts[2] ?? '' },
  PlanningSessionStatusChanged: { status: 'PROCESSING', previous: 'PENDING', reason: null },
  PlanningSessionProgressed: { progress: 40, message: texts[1] ?? '' },
  PlanningSessionErrorRecorded: issue,
  PlanningSessionWarningRecorded: { ...issue, location: null, details: null },
  PlanExtracted: { epics: 1, features: 2, stories: 3, enablers: 4, changes: 5 },
  PlanningSessionResultSet: { createdCount: 1, updatedCount: 2, failedCount: 3, skippedCount: 4 },
  PlanningSessionDeleted: {},
  ActionProposed: { version: 1, digest: 'd' },
  ActionRevised: { version: 2, digest: 'e', note: texts[3] ?? '' },
  ApprovalResolved: { decision: 'APPROVE', state: 'APPROVED', decidedBy: ada.actor, note: null },
  ActionStatusChanged: { state: 'SUCCEEDED', previous: 'EXECUTING', reason: '' },
  GroupCreated: { title: 'Clean up' },
  GroupEventAdded: { count: 7 },
  GroupResolved: {},
  PolicyChanged: { policyOf: null },
  ChainStarted: { name: 'chain', stepCount: 3, parentChainId: null },
  ChainStepStarted: { stepName: 'one', stepIndex: 0 },
  ChainStepCompleted: {
    stepName: 'one',
    stepIndex: 0,
    status: 'SUCCEEDED',
    success: true,
    nextSteps: ['two', 'ü'],
  },
  ChainAdvanced: { status: 'WAITING' },
  ChainCompleted: { status: 'COMPLETED', executionPath: [] },
} satisfies Partial<EventBodies>;

function eventOf(
  type: EventType,
  position: number,
  body: object | null = (bodies as Partial<EventBodies>)[type] ?? {},
): LoggedEvent {
  return {
    id: `evt_${position}`,
    organizationId: 'org_1',
    position,
    stream: 'chain:chn_1',
    seq: position,
    type,
    occurredAt: 1_763_000_000_000 + position,
    actor: { kind: 'SYSTEM', id: 'system', name: 'Countersign 漢字' },
    sessionId: 'ses_1',
    actionId: null,
    chainId: 'chn_1',
    stepId: null,
    groupId: null,
    conversationId: null,
    jobId: null,
    correlationId: 'run "1"',
    causedBy: null,
    tool: null,
    outcome: null,
    ends: [],
    body,
  } as LoggedEvent;
}

const erased = eventOf('ActionProposed', 900, null);
const broken = [
  // What no event should be: each makes an error, or a null, that graphql-js has to word.
  eventOf('ActionProposed', 901, { version: null, digest: 'd' }),
  eventOf('ActionStatusChanged', 902, { state: 'NO_STATE', previous: 'EXECUTING', reason: null }),
  eventOf('PlanningSessionProgressed', 903, { progress: 1.5, message: 'x' }),
  eventOf('ChainStepCompleted', 904, { ...bodies.ChainStepCompleted, nextSteps: 'none' }),
  eventOf('ChainStepCompleted', 905, { ...bodies.ChainStepCompleted, nextSteps: ['a', null] }),
  eventOf('ActionRevised', 906, { version: 2, digest: 'e', note: new Error('a note') }),
  eventOf('NoSuchType' as EventType, 907, {}),
];
const notices: Followed[] = [
  {
    type: 'SubscriptionEnded',
    organizationId: 'org_1',
    position: 12,
    occurredAt: 1,
    reason: 'COMPLETED',
    entityId: 'chn_1',
  },
  { type: 'HistoryTrimmed', organizationId: 'org_1', position: 4, occurredAt: 1, oldestPosition: 4 },
];
const corpus: readonly Followed[] = [
  ...eventTypes.map((type, n) => eventOf(type, n + 1)),
  erased,
  ...broken,
  ...notices,
];

const ownFields = Object.values(schema.getTypeMap())
  .filter((type) => 'getInterfaces' in type && type.getInterfaces().some((each) => each.name === 'Event'))
  .map((type) => {
    if (!('getFields' in type)) throw new Error('an event type has fields');
    const names = Object.values(type.getFields())
      .filter((field) => field.extensions['ofEventAlone'] === true)
      .map((field) => {
        const leaf = String(field.type).replace(/[[\]!]/g, '');
        const below = {
          Actor: '{ kind id name __typename }',
          PlanCounts: '{ epics changes }',
          SourceLocation: '{ headingPath line elementPath }',
        }[leaf];
        return `${type.name}_${field.name}: ${field.name} ${below ?? ''}`;
      });
    return `... on ${type.name} { ${names.join(' ')} }`;
  });

const documents: [name: string, source: string, variables?: Record<string, unknown>][] = [
  ['one field', 'subscription { events { id } }'],
  ['every field of every type', `subscription { events { __typename ${ownFields.join(' ')} } }`],
  [
    'aliases',
    'subscription { all: events { __proto: id kind: __typename constructor: seq x: actor { y: name name } } }',
  ],
  [
    'fields merged from several places',
    `subscription { events { actor { id } ...A ... on Event { actor { kind } type } ... on ChainStepCompleted { nextSteps } ...A } }
    fragment A on Event { actor { name id } occurredAt ...B } fragment B on ChainStepCompleted { stepName status }`,
  ],
  [
    'interfaces and unknown to most',
    'subscription { events { ... on ChainCompleted { executionPath } ... on SubscriptionEnded { reason entityId } ... on HistoryTrimmed { oldestCursor } } }',
  ],
  ...[true, false].map((flag): [string, string, Record<string, unknown>] => [
    `directives, with variables that are ${flag}`,
    `subscription ($yes: Boolean!, $no: Boolean = false, $chain: ID!) { chainEvents(chainId: $chain) {
      id @include(if: $yes) type @skip(if: $yes) seq @include(if: $no)
      ...F @skip(if: $yes) ... @include(if: $yes) { cursor actor { name @skip(if: $yes) id } } } }
      fragment F on Event { stream }`,
    { yes: flag, chain: 'chn_1' },
  ]),
  [
    'a fragment on the root',
    'subscription { ...R } fragment R on Subscription { events(after: "YzE6MA") { id cursor } }',
  ],
  [
    'JSON and locations',
    'subscription { events { ... on PlanningSessionErrorRecorded { details location { headingPath line } itemId } ... on PlanningSessionWarningRecorded { details } } }',
  ],
  [
    'errors that travel up',
    'subscription { events { id ... on ActionProposed { version } ... on ActionStatusChanged { state } ... on PlanningSessionProgressed { progress } ... on ChainStepCompleted { nextSteps } ... on ActionRevised { note } } }',
  ],
];

describe('a compiled selection gives the bytes that executing gives', () => {
  test.each(documents)('%s', (_name, source, variables) => {
    const args = argsOf(source, variables);
    const selection = new SharedResults().of(args);
    expect(selection.isOfEventAlone).toBe(true);
    const execute = (event: unknown) =>
      executeSubscriptionEvent({ ...args, rootValue: event }) as ExecutionResult;
    let compiled = 0;
    for (const followed of corpus) {
      const expected = payloadFrom(execute(showFollowed(followed)), null);
      let executed = false;
      const payload = selection.payloadOf(followed, 'log', (event) => {
        executed = true;
        return execute(event);
      });
      if (!executed) compiled += 1;
      expect(Buffer.from(payload.bytes, 'latin1').toString()).toBe(
        Buffer.from(expected.bytes, 'latin1').toString(),
      );
      expect(payload.place).toEqual({
        cursor: followed.position,
        isEnd: followed.type === 'SubscriptionEnded',
      });
    }
    expect(compiled).toBeGreaterThanOrEqual(Object.keys(bodies).length + notices.length);
  });
});

test.each([
  ['@include', 'events { type id @include(if: $x) }'],
  ['@skip', 'events { type id @skip(if: $x) }'],
  ['a fragment', 'events { type ... @include(if: $x) { id } }'],
  ['a fragment of the root', '...R } fragment R on Subscription { events { id @skip(if: $x) }'],
])('what a variable makes wrong in %s is worded by graphql-js, event by event', async (_name, selection) => {
  const args = argsOf(`subscription ($x: Boolean = true) { ${selection} }`, { x: null });
  const shared = new SharedResults().of(args);
  const execute = (event: unknown) => executeSubscriptionEvent({ ...args, rootValue: event });
  const event = eventOf('ActionProposed', 1);
  const expected = payloadFrom(await execute(showFollowed(event)), null);
  expect(expected.bytes).toContain('not to be null');
  expect((await shared.payloadNow(event, execute)).bytes).toBe(expected.bytes);
});

describe('results are shared', () => {
  const source =
    'subscription S($id: ID!, $after: Cursor) { chainEvents(chainId: $id, after: $after) { id seq } }';
  const same = (left: Parameters<typeof argsOf>, right: Parameters<typeof argsOf>) => {
    const shared = new SharedResults();
    return shared.of(argsOf(...left)) === shared.of(argsOf(...right));
  };

  test('by the same document, however it is written, with whatever arguments pick the events', () => {
    expect(
      same([source, { id: 'chn_1' }], [source.replaceAll(' ', '\n  '), { id: 'chn_2', after: 'YzE6MA' }]),
    ).toBe(true);
  });

  test('not by different selections, operations of one document, or variables that the selection uses', () => {
    expect(same([source, { id: 'c' }], [source.replace('seq', 'type'), { id: 'c' }])).toBe(false);
    const flagged = 'subscription ($x: Boolean!) { events { id seq @include(if: $x) } }';
    expect(same([flagged, { x: true }], [flagged, { x: true }])).toBe(true);
    expect(same([flagged, { x: true }], [flagged, { x: false }])).toBe(false);
    const nested =
      'subscription ($x: Boolean!) { events { ...F } } fragment F on Event { id ... @skip(if: $x) { seq } }';
    expect(same([nested, { x: true }], [nested, { x: false }])).toBe(false);
  });

  test('never across organizations or roles', () => {
    const elsewhere = { ...ada, organizationId: 'org_2' } as Viewer;
    const other = { ...ada, role: 'VIEWER' } as Viewer;
    expect(
      same(['subscription { events { id } }', {}, ada], ['subscription { events { id } }', {}, elsewhere]),
    ).toBe(false);
    expect(
      same(['subscription { events { id } }', {}, ada], ['subscription { events { id } }', {}, other]),
    ).toBe(false);
  });

  test('for as long as what is kept is not too large, and the most used the longest', () => {
    const named = (n: number) => `subscription { events { a${n}: type } }`;
    const long = (n: number) => `subscription { events { a${n}${'x'.repeat(900_000)}: type } }`;
    const shared = new SharedResults();
    const [used, unused] = [shared.of(argsOf(named(0))), shared.of(argsOf(named(1)))];
    for (let n = 2; n < 30; n += 1) {
      expect(shared.of(argsOf(named(0)))).toBe(used);
      shared.of(argsOf(long(n)));
    }
    expect(shared.of(argsOf(named(1)))).not.toBe(unused);
    expect(shared.of(argsOf(long(29)))).toBe(shared.of(argsOf(long(29))));
  });

  test('of a selection that would take too much when it is compiled as of one with links', () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: id`).join(' ');
    const isCompiled = (count: number) =>
      new SharedResults().of(argsOf(`subscription { events { ${aliases(count)} } }`)).isOfEventAlone;
    expect([isCompiled(50), isCompiled(500)]).toEqual([true, false]);
  });

  test('with what events link to by one person only', () => {
    const linked = 'subscription { events { id chain { name } } }';
    const bob = { ...ada, actor: { kind: 'USER', id: 'usr_bob', name: 'bob' } } as Viewer;
    expect(same([linked, {}, ada], [linked, {}, ada])).toBe(true);
    expect(same([linked, {}, ada], [linked, {}, bob])).toBe(false);
    expect(new SharedResults().of(argsOf(linked)).isOfEventAlone).toBe(false);
  });

  test('once for each event: executed once, and the same payload for all', () => {
    const selection = new SharedResults().of(argsOf('subscription { events { id } }'));
    const [one, two] = [eventOf('ActionProposed', 1), eventOf('ActionProposed', 2)];
    const never = () => {
      throw new Error('nothing is executed');
    };
    const first = selection.payloadOf(one, 'log', never);
    selection.payloadOf(two, 'log', never);
    expect(selection.payloadOf(one, 'log', never)).toBe(first);
  });

  test('but no error, because it names the request of one', () => {
    const selection = new SharedResults().of(
      argsOf('subscription { events { ... on ActionProposed { version } } }'),
    );
    const [bad] = broken;
    if (bad === undefined) throw new Error('there are broken events');
    let executed = 0;
    const fail = (): ExecutionResult => {
      executed += 1;
      return { data: null };
    };
    selection.payloadOf(bad, 'commit', fail);
    selection.payloadOf(bad, 'commit', fail);
    expect(executed).toBe(2);
  });

  test('with links, by those who come in the same turn of the loop, and later read anew', async () => {
    const selection = new SharedResults().of(argsOf('subscription { events { id chain { name } } }'));
    const event = eventOf('ChainStarted', 1);
    let executed = 0;
    const execute = async (): Promise<ExecutionResult> => {
      executed += 1;
      return { data: { executed } };
    };
    const together = await Promise.all([
      selection.payloadNow(event, execute),
      selection.payloadNow(event, execute),
    ]);
    expect(together.map((payload) => payload.bytes)).toEqual(Array(2).fill('{"data":{"executed":1}}'));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await selection.payloadNow(event, execute)).bytes).toBe('{"data":{"executed":2}}');
  });
});

test('text is counted in bytes', () => {
  expect(inBytes('漢🚀a')).toHaveLength(8);
});
