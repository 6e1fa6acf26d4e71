import { describe, expect, test } from 'vitest';
import { linearConnector } from '../../../src/connectors/linear/linear-connector.ts';
import { formatId, type IssueId, uuidOf } from '../../../src/domain/ids.ts';
import type { LoopbackFault } from '../../loopback/faults.ts';
import { connectLinear, type LinearRig } from './linear-access.ts';

function newIssueId(): IssueId {
  return formatId('issue', crypto.randomUUID());
}

async function makeIssue(rig: LinearRig, fields: object = {}): Promise<IssueId> {
  const id = newIssueId();
  expect(await rig.send('linear_create_issue', { id, title: 'Pay', ...fields })).toMatchObject({
    kind: 'DONE',
  });
  return id;
}

describe('creating an issue', () => {
  test('sends every field, under our id, and makes the labels that are missing in the colours of the plan', async () => {
    const rig = await connectLinear();
    const epic = await makeIssue(rig, { title: '[EPIC] Shop', labels: ['Epic'] });
    const id = newIssueId();
    const args = {
      id,
      title: 'Pay',
      description: '- by card\n\n\n\n- [ ] accepted',
      labels: ['Backend', 'epic'],
      priority: 2,
      estimate: 2.5,
      parentId: epic,
      status: 'todo',
      cycle: 2,
    };
    const done = await rig.send('linear_create_issue', args);
    expect(done).toMatchObject({
      kind: 'DONE',
      result: { issueId: id, identifier: 'ENG-2' },
      url: 'https://linear.app/acme/issue/ENG-2',
      issue: {
        id,
        status: 'Todo',
        state: 'OPEN',
        cycle: 2,
        fields: {
          title: 'Pay',
          description: '* by card\n\n- [ ] accepted',
          labels: ['Backend', 'Epic'],
          priority: 2,
          estimate: 3,
          parentId: epic,
        },
      },
    });
    const { workspace } = rig.linear;
    expect(workspace.issues.get(uuidOf(id))).toMatchObject({ priority: 2, estimate: 3 });
    expect([...workspace.labels.values()].map(({ name, color }) => [name, color])).toEqual([
      ['Epic', '#F2994A'],
      ['Backend', '#95A2B3'],
    ]);
  });

  test('shows in the preview what is sent, in whole points', async () => {
    const rig = await connectLinear();
    const rows = await rig.preview('linear_create_issue', { title: 'Pay', estimate: 2.5, status: 'Todo' });
    expect(rows.map(({ field, newValue }) => [field, newValue])).toEqual([
      ['connectionId', rig.access.id],
      ['title', 'Pay'],
      ['estimate', 3],
      ['status', 'Todo'],
    ]);
  });

  test('takes its key for an id where none is given, so that each attempt is the same issue', async () => {
    const rig = await connectLinear();
    const key = crypto.randomUUID();
    expect(await rig.send('linear_create_issue', { title: 'Pay' }, key)).toMatchObject({ kind: 'DONE' });
    expect(await rig.send('linear_create_issue', { title: 'Pay' }, key)).toMatchObject({ kind: 'REJECTED' });
    expect(await rig.lookUp('linear_create_issue', { title: 'Pay' }, key)).toMatchObject({
      kind: 'FOUND',
      result: { issueId: formatId('issue', key), identifier: 'ENG-1' },
    });
    expect(rig.linear.workspace.issues.size).toBe(1);
  });

  test('is not found before it was made, and found in the trash', async () => {
    const rig = await connectLinear();
    const args = { id: newIssueId(), title: 'Pay' };
    expect(await rig.lookUp('linear_create_issue', args, 'k')).toEqual({ kind: 'NOT_FOUND' });
    await rig.send('linear_create_issue', args);
    rig.linear.workspace.updateIssue(uuidOf(args.id), { trashed: true });
    expect(await rig.lookUp('linear_create_issue', args, 'k')).toMatchObject({ kind: 'FOUND' });
  });

  test('of a state that the team does not have names those that it has', async () => {
    const rig = await connectLinear();
    const message = expect.stringContaining('Backlog, Todo, In Progress, Done, Canceled');
    expect(await rig.send('linear_create_issue', { title: 'Pay', status: 'Shipped' })).toMatchObject({
      kind: 'REJECTED',
      code: 'STATE_NOT_FOUND',
      message,
    });
    expect(rig.linear.workspace.issues.size).toBe(0);
  });

  test('takes a state that was named so since the names were read, for a burst too', async () => {
    const rig = await connectLinear();
    await makeIssue(rig);
    const state = rig.linear.workspace.teams[0]?.states[1];
    if (state === undefined) throw new Error('a team has states');
    state.name = 'Ready';
    const asked = rig.linear.seen.length;
    const made = await Promise.all(
      Array.from({ length: 20 }, () => rig.send('linear_create_issue', { title: 'Pay', status: 'ready' })),
    );
    for (const each of made) expect(each).toMatchObject({ kind: 'DONE', issue: { status: 'Ready' } });
    const reads = rig.linear.seen.slice(asked).filter(({ name }) => name === 'ReadTeams');
    expect(reads).toHaveLength(1);
  });

  test('in a team whose list of labels has no end says so', async () => {
    const rig = await connectLinear();
    rig.linear.workspace.createLabel({ name: 'Epic' });
    rig.linear.workspace.listsLabelsForEver = true;
    expect(await rig.send('linear_create_issue', { title: 'Pay' })).toMatchObject({
      kind: 'REJECTED',
      code: 'TOO_MANY_LABELS',
    });
    expect(rig.linear.seen.length).toBeLessThan(50);
  });
});

test('updating sets what is named, empties what is null, and leaves the rest', async () => {
  const rig = await connectLinear();
  const id = await makeIssue(rig, { description: 'Card', priority: 1, estimate: 5, labels: ['A', 'B'] });
  const args = { id, title: 'Paying', priority: null, labels: ['B', 'C'], status: 'Done', cycle: 1 };
  expect(await rig.send('linear_update_issue', args)).toMatchObject({
    kind: 'DONE',
    issue: {
      state: 'CLOSED',
      cycle: 1,
      fields: { title: 'Paying', description: 'Card', priority: null, estimate: 5, labels: ['B', 'C'] },
    },
  });
});

test('closing gives up what is planned, and opening puts it back', async () => {
  const rig = await connectLinear();
  const id = await makeIssue(rig);
  const closed = await rig.send('linear_update_issue', { id, state: 'CLOSED' });
  expect(closed).toMatchObject({ issue: { state: 'CLOSED', status: 'Canceled' } });
  const opened = await rig.send('linear_update_issue', { id, state: 'OPEN' });
  expect(opened).toMatchObject({ issue: { state: 'OPEN', status: 'Todo' } });
});

test('labelling adds and removes by name and leaves other labels', async () => {
  const rig = await connectLinear();
  const id = await makeIssue(rig, { labels: ['A', 'B'] });
  const args = { id, add: ['C', 'b'], remove: ['a', 'Unknown'] };
  expect(await rig.send('linear_label_issue', args)).toMatchObject({
    issue: { fields: { labels: ['B', 'C'] } },
  });
});

test('a comment is made once under its key, and found by it', async () => {
  const rig = await connectLinear();
  const id = await makeIssue(rig);
  const args = { id, body: 'Look' };
  const key = crypto.randomUUID();
  expect(await rig.lookUp('linear_comment_issue', args, key)).toEqual({ kind: 'NOT_FOUND' });
  expect(await rig.send('linear_comment_issue', args, key)).toMatchObject({ kind: 'DONE' });
  expect(await rig.send('linear_comment_issue', args, key)).toMatchObject({ kind: 'REJECTED' });
  expect(await rig.lookUp('linear_comment_issue', args, key)).toMatchObject({ kind: 'FOUND' });
  expect(rig.linear.workspace.comments.size).toBe(1);
});

describe('what Linear does instead of answering', () => {
  const outcomes: Record<LoopbackFault, string> = {
    'reset before': 'AMBIGUOUS',
    'reset after': 'AMBIGUOUS',
    'error before': 'AMBIGUOUS',
    'error after': 'AMBIGUOUS',
    'too many': 'REFUSED',
    'slow drip after': 'AMBIGUOUS',
    'cut body after': 'AMBIGUOUS',
    'wrong shape after': 'AMBIGUOUS',
    'garbage after': 'AMBIGUOUS',
    unauthorized: 'BLOCKED',
    forbidden: 'BLOCKED',
  };

  test.each(Object.entries(outcomes) as [LoopbackFault, string][])(
    '%s to the writing of an issue is %s',
    async (fault, kind) => {
      const rig = await connectLinear({
        timeoutMs: 600,
        fault: ({ name }) => (name === 'CreateIssue' ? fault : null),
      });
      expect((await rig.send('linear_create_issue', { title: 'Pay' })).kind).toBe(kind);
    },
  );

  test.each(Object.entries(outcomes) as [LoopbackFault, string][])(
    '%s to what is asked beforehand leaves no doubt about the issue',
    async (fault, kind) => {
      const rig = await connectLinear({
        timeoutMs: 600,
        fault: ({ name }) => (name === 'CreateLabel' ? fault : null),
      });
      const outcome = await rig.send('linear_create_issue', { title: 'Pay', labels: ['New'] });
      expect(outcome.kind).toBe(kind === 'AMBIGUOUS' ? 'NOT_SENT' : kind);
      expect(rig.linear.workspace.issues.size).toBe(0);
    },
  );

  test('a label that was made and never told of is taken by the next attempt', async () => {
    let lost = false;
    const rig = await connectLinear({
      fault: ({ name }) => {
        if (name !== 'CreateLabel' || lost) return null;
        lost = true;
        return 'reset after';
      },
    });
    const args = { title: 'Pay', labels: ['New'] };
    expect((await rig.send('linear_create_issue', args)).kind).toBe('NOT_SENT');
    expect((await rig.send('linear_create_issue', args)).kind).toBe('DONE');
    expect(rig.linear.workspace.labels.size).toBe(1);
  });

  test('a label that somebody made since the names were read is taken', async () => {
    const { linear, send } = await connectLinear();
    const { workspace } = linear;
    expect((await send('linear_create_issue', { title: 'Pay' })).kind).toBe('DONE');
    const [issue] = workspace.issues.values();
    const label = workspace.createLabel({ name: 'Urgent', teamId: issue?.teamId ?? '' });
    const made = await send('linear_create_issue', { title: 'Refund', labels: ['urgent'] });
    expect(made).toMatchObject({ kind: 'DONE', issue: { fields: { labels: ['Urgent'] } } });
    expect([...workspace.labels.keys()]).toEqual([label.id]);
  });
});

describe('the budget', () => {
  test('nothing is sent once it is used up, before the time that Linear told', async () => {
    const rig = await connectLinear({ requestsPerHour: 4 });
    // The team, its labels, two issues.
    await makeIssue(rig);
    await makeIssue(rig);
    const outcome = await rig.send('linear_create_issue', { title: 'Pay' });
    expect(outcome).toMatchObject({ kind: 'REFUSED', retryAfterMs: expect.any(Number) });
    expect(outcome.kind === 'REFUSED' && outcome.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(rig.linear.seen).toHaveLength(4);
  });

  test('goes on when it is whole again', async () => {
    const rig = await connectLinear({ requestsPerHour: 3, windowMs: 400 });
    await makeIssue(rig);
    const refused = await rig.send('linear_create_issue', { title: 'Pay' });
    if (refused.kind !== 'REFUSED') throw new Error(refused.kind);
    await new Promise((resolve) => setTimeout(resolve, (refused.retryAfterMs ?? 0) + 5));
    await makeIssue(rig);
    expect(rig.linear.seen.every(({ fault }) => fault === null)).toBe(true);
  });

  test('one that is asked to wait holds back the others of its key', async () => {
    let told = false;
    const rig = await connectLinear({
      fault: ({ name }) => {
        if (name !== 'CreateIssue' || told) return null;
        told = true;
        return 'too many';
      },
    });
    const first = await rig.send('linear_create_issue', { title: 'Pay' });
    const second = await rig.send('linear_create_issue', { title: 'Pay' });
    expect([first.kind, second.kind]).toEqual(['REFUSED', 'REFUSED']);
    expect(rig.linear.seen.filter(({ name }) => name === 'CreateIssue')).toHaveLength(1);
  });

  test('a burst asks for the team and for a missing label once', async () => {
    const rig = await connectLinear();
    await Promise.all(Array.from({ length: 50 }, () => makeIssue(rig, { labels: ['Epic', 'New'] })));
    const count = (wanted: string) => rig.linear.seen.filter(({ name }) => name === wanted).length;
    expect(['ReadTeams', 'ReadTeamLabels', 'CreateLabel', 'CreateIssue'].map(count)).toEqual([1, 1, 2, 50]);
  });
});

describe('reading issues', () => {
  test('a hundred to a query, in our words; what is in the trash is gone', async () => {
    const rig = await connectLinear();
    const parent = await makeIssue(rig, { title: 'Parent' });
    const ids = await Promise.all(
      Array.from({ length: 249 }, () => makeIssue(rig, { parentId: parent, labels: ['A'], priority: 4 })),
    );
    const [gone] = ids;
    rig.linear.workspace.updateIssue(uuidOf(gone ?? parent), { trashed: true });
    const before = rig.linear.seen.length;
    const all = [parent, ...ids, newIssueId()].map((id) => ({ id, key: null, parent: null }));
    const issues = await linearConnector.tracker?.readIssues(rig.access, all, AbortSignal.timeout(30_000));
    if (issues === undefined || !Array.isArray(issues)) throw new Error('it was not read');
    expect(rig.linear.seen.length - before).toBe(3);
    expect(issues).toHaveLength(249);
    expect(issues.find(({ id }) => id === ids[1])).toMatchObject({
      identifier: expect.stringMatching(/^ENG-\d+$/),
      fields: { title: 'Pay', labels: ['A'], priority: 4, parentId: parent },
    });
    expect(Math.max(...rig.linear.seen.map(({ complexity }) => complexity))).toBeLessThan(1000);
  });

  test('says what kept it from being read', async () => {
    const rig = await connectLinear({ token: 'lin_api_wrong' });
    const names = [{ id: newIssueId(), key: null, parent: null }];
    expect(
      await linearConnector.tracker?.readIssues(rig.access, names, AbortSignal.timeout(30_000)),
    ).toMatchObject({
      kind: 'fault',
      code: 'BAD_CREDENTIALS',
      retryable: false,
    });
  });
});

describe('checking a connection', () => {
  const check = (rig: LinearRig) => linearConnector.check(rig.access, AbortSignal.timeout(30_000));

  test('is a real call, and tells whose key it is and which team it writes to', async () => {
    const rig = await connectLinear({ teamKeys: ['ENG', 'OPS'], settings: { team: 'OPS' } });
    expect(await check(rig)).toMatchObject({ verdict: 'OK', message: expect.stringContaining('OPS') });
  });

  test('asks for the team where the key sees several', async () => {
    const rig = await connectLinear({ teamKeys: ['ENG', 'OPS'] });
    expect(await check(rig)).toMatchObject({
      verdict: 'NO_PERMISSION',
      message: expect.stringContaining('"team"'),
    });
  });

  test.each([
    ['unauthorized', 'BAD_CREDENTIALS'],
    ['forbidden', 'NO_PERMISSION'],
    ['too many', 'RATE_LIMITED'],
    ['garbage after', 'WRONG_URL'],
    ['error before', 'UNREACHABLE'],
  ] as const)('%s is %s', async (fault, verdict) => {
    const rig = await connectLinear({ fault: () => fault });
    expect(await check(rig)).toMatchObject({ verdict });
  });

  test('while Linear wants to wait is RATE_LIMITED, and asks nothing', async () => {
    const rig = await connectLinear({ fault: () => 'too many' });
    const checks = [await check(rig), await check(rig)];
    expect(checks.map(({ verdict }) => verdict)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    expect(rig.linear.seen).toHaveLength(1);
  });
});
