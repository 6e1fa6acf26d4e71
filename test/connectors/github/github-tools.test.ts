import { describe, expect, test } from 'vitest';
import { gitHubConnector } from '../../../src/connectors/github/github-connector.ts';
import { idOfNumber } from '../../../src/connectors/github/issue.ts';
import { formatId, type IssueId } from '../../../src/domain/ids.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { LoopbackFault } from '../../loopback/faults.ts';
import type { SubIssues } from '../../loopback/github/answers.ts';
import { GitHubRefusal } from '../../loopback/github/repository.ts';
import { connectGitHub, makeIssue, readIssues } from './github-access.ts';

function newIssueId(): IssueId {
  return formatId('issue', crypto.randomUUID());
}

const isCreation = ({ route }: { route: string }) => route === 'POST issues';
const parentForms: SubIssues[] = ['TOLD', 'LISTED', 'NONE'];

describe('creating an issue', () => {
  test('sends every field, marks it with our id, and makes the labels that are missing in the colours of the plan', async () => {
    const rig = await connectGitHub();
    const epic = await makeIssue(rig, { title: '[EPIC] Shop', labels: ['Epic'] });
    const id = newIssueId();
    const fields = {
      title: 'Pay',
      description: '- by card\r\n\n- [ ] accepted',
      labels: ['Backend', 'epic'],
      priority: 2,
      estimate: 2.5,
      parentId: epic,
    };
    const done = await rig.send('github_create_issue', { id, ...fields, milestone: 2 });
    const told = { ...fields, labels: ['Backend', 'Epic'], description: '- by card\n\n- [ ] accepted' };
    expect(done).toMatchObject({
      kind: 'DONE',
      result: { issueId: id, identifier: 'acme/shop#2' },
      url: 'https://github.example/acme/shop/issues/2',
      issue: { id, key: '2', status: 'open', state: 'OPEN', cycle: 2, fields: told },
    });
    const { repository } = rig.github;
    expect(repository.issue(2)).toMatchObject({ parent: 1, body: expect.stringContaining(id) });
    expect([...repository.labels.values()].map(({ name, color }) => [name, color])).toEqual([
      ['Epic', 'f2994a'],
      ['Backend', '95a2b3'],
      ['Priority: High', '95a2b3'],
      ['Points: 2.5', '95a2b3'],
    ]);
  });

  test('takes its key for an id where none is given, so that each attempt has the same mark', async () => {
    const rig = await connectGitHub();
    const key = crypto.randomUUID();
    expect(await rig.lookUp('github_create_issue', { title: 'Pay' }, key)).toEqual({ kind: 'NOT_FOUND' });
    await rig.send('github_create_issue', { title: 'Pay' }, key);
    expect(await rig.lookUp('github_create_issue', { title: 'Pay' }, key)).toMatchObject({
      kind: 'FOUND',
      result: { issueId: formatId('issue', key), identifier: 'acme/shop#1' },
    });
  });

  test('is found although hundreds were made since, and takes no mark of a text for its own', async () => {
    const rig = await connectGitHub();
    const id = await makeIssue(rig, { title: 'Wanted' });
    const stranger = `I quote <!-- countersign:issue:${id} -->\n\n<!-- countersign:issue:${newIssueId()} -->`;
    for (let n = 0; n < 250; n += 1) rig.github.repository.create({ title: `${n}`, body: stranger });
    expect(await rig.lookUp('github_create_issue', { id, title: 'Wanted' }, 'k')).toMatchObject({
      kind: 'FOUND',
      result: { identifier: 'acme/shop#1' },
    });
    expect(rig.github.seen.filter(({ route }) => route === 'GET issues')).toHaveLength(3);
  });

  test('shows in the preview what is sent', async () => {
    const rig = await connectGitHub();
    const rows = await rig.preview('github_create_issue', { title: 'Pay', estimate: 2.5, milestone: 1 });
    expect(rows.map(({ field, newValue }) => [field, newValue])).toEqual([
      ['connectionId', rig.access.id],
      ['title', 'Pay'],
      ['estimate', 2.5],
      ['milestone', 1],
    ]);
  });

  test('that GitHub does not take says which field it is', async () => {
    const rig = await connectGitHub();
    expect(await rig.send('github_create_issue', { title: 'Pay', milestone: 99 })).toMatchObject({
      kind: 'REJECTED',
      code: 'HTTP_422',
      message: 'GitHub says: Validation Failed (milestone invalid)',
    });
  });

  test.each(parentForms)(
    'that broke off before it was put in its place is put there once: %s',
    async (subIssues) => {
      let lost = 0;
      const rig = await connectGitHub({
        subIssues,
        fault: ({ route, isWrite }) => {
          const isPlacing = isWrite && /sub_issue|PATCH/.test(route);
          if (!isPlacing || lost > 0) return null;
          lost += 1;
          return 'reset before';
        },
      });
      const parentId = await makeIssue(rig, { title: 'Parent' });
      const args = { id: newIssueId(), title: 'Pay', parentId };
      const sent = await rig.send('github_create_issue', args);
      expect(sent).toMatchObject({ kind: 'AMBIGUOUS', message: expect.stringContaining('acme/shop#2') });
      const looked = await rig.lookUp('github_create_issue', args, 'k');
      if (looked.kind !== 'HALF_DONE') throw new Error(looked.kind);
      for (let times = 0; times < 2; times += 1) {
        expect(await rig.finish('github_create_issue', args, looked.found)).toMatchObject({ kind: 'DONE' });
      }
      expect(await rig.lookUp('github_create_issue', args, 'k')).toMatchObject({ kind: 'FOUND' });
      expect(rig.github.repository.issues.size).toBe(2);
      const [, child] = await readIssues(rig, [parentId, args.id]);
      expect(child?.fields.parentId).toBe(parentId);
    },
  );

  test('under a parent that has no place left becomes an entry of the list in its body', async () => {
    const rig = await connectGitHub();
    const parentId = await makeIssue(rig, { title: 'Parent', description: 'Ours' });
    rig.github.repository.addSubIssue = () => {
      throw new GitHubRefusal(422, 'Parent cannot have more than 100 sub-issues');
    };
    const id = await makeIssue(rig, { parentId });
    expect(rig.github.repository.issue(1).body).toContain('- [ ] #2');
    const [parent, child] = await readIssues(rig, [parentId, id]);
    expect(child?.fields.parentId).toBe(parentId);
    expect(parent?.fields.description).toBe('Ours');
  });
});

describe.each(parentForms)('parents where sub-issues are %s', (subIssues) => {
  test('can be set, changed, and taken away, and are read back', async () => {
    const rig = await connectGitHub({ subIssues });
    const [one, other, id] = [await makeIssue(rig), await makeIssue(rig), await makeIssue(rig)];
    const parentOf = async () =>
      (await readIssues(rig, [one, other, id])).find((issue) => issue.id === id)?.fields.parentId;
    for (const parentId of [one, other, null, other]) {
      expect(await rig.send('github_update_issue', { id, parentId })).toMatchObject({
        kind: 'DONE',
        issue: { fields: { parentId } },
      });
      expect(await parentOf()).toBe(parentId);
    }
    await rig.send('github_update_issue', { id: one, description: 'Edited' });
    expect(rig.github.repository.issue(1).body).toMatch(/^Edited/);
    expect(await parentOf()).toBe(other);
  });

  test('of an issue that is read by itself are known as ours', async () => {
    const rig = await connectGitHub({ subIssues });
    const parentId = await makeIssue(rig, { title: 'Parent' });
    const id = await makeIssue(rig, { parentId });
    expect((await readIssues(rig, [id])).map(({ fields }) => fields.parentId)).toEqual([parentId]);
  });

  test('of many that are made at once are all kept', async () => {
    const rig = await connectGitHub({ subIssues });
    const parentId = await makeIssue(rig, { title: 'Parent' });
    const ids = await Promise.all(Array.from({ length: 20 }, () => makeIssue(rig, { parentId })));
    const issues = await readIssues(rig, [parentId, ...ids]);
    expect(issues.filter(({ fields }) => fields.parentId === parentId)).toHaveLength(20);
  });
});

test('updating sets what is named, empties what is null, and leaves the rest', async () => {
  const rig = await connectGitHub();
  const id = await makeIssue(rig, { description: 'Card', priority: 1, estimate: 5, labels: ['A', 'B'] });
  const args = { id, title: 'Paying', priority: null, labels: ['B', 'C'], milestone: 1 };
  expect(await rig.send('github_update_issue', args)).toMatchObject({
    kind: 'DONE',
    issue: {
      cycle: 1,
      fields: { title: 'Paying', description: 'Card', priority: null, estimate: 5, labels: ['B', 'C'] },
    },
  });
  expect(rig.github.repository.issue(1).body).toContain(id);
});

test('closing gives up what is planned, and opening puts it back', async () => {
  const rig = await connectGitHub();
  const id = await makeIssue(rig);
  const closed = await rig.send('github_update_issue', { id, state: 'CLOSED' });
  expect(closed).toMatchObject({ issue: { state: 'CLOSED', status: 'not_planned' } });
  const opened = await rig.send('github_update_issue', { id, state: 'OPEN' });
  expect(opened).toMatchObject({ issue: { state: 'OPEN', status: 'open' } });
});

test('labelling adds and removes by name in any case, and leaves other labels', async () => {
  const rig = await connectGitHub();
  const id = await makeIssue(rig, { labels: ['A', 'B'], priority: 3 });
  const args = { id, add: ['C', 'b'], remove: ['a', 'Unknown'] };
  expect(await rig.send('github_label_issue', args)).toMatchObject({
    issue: { fields: { labels: ['B', 'C'], priority: 3 } },
  });
});

test('an issue that is not ours goes by an id that holds its number', async () => {
  const rig = await connectGitHub();
  const { number } = rig.github.repository.create({
    title: 'By hand',
    labels: ['priority: low', 'points: 8'],
  });
  const id = idOfNumber(number);
  expect(await rig.send('github_label_issue', { id, add: ['Seen'] })).toMatchObject({
    issue: { id, key: '1', fields: { title: 'By hand', labels: ['Seen'], priority: 4, estimate: 8 } },
  });
});

test('an issue that nobody knows is refused by its id, and one that is gone too', async () => {
  const rig = await connectGitHub();
  const gone = await makeIssue(rig);
  rig.github.repository.issues.clear();
  for (const id of [newIssueId(), gone]) {
    expect(await rig.send('github_update_issue', { id, title: 'Pay' })).toMatchObject({
      kind: 'REJECTED',
      code: 'ISSUE_NOT_FOUND',
      message: expect.stringContaining(id),
    });
  }
});

test('a comment is made once under its key, and found by it', async () => {
  const rig = await connectGitHub();
  const id = await makeIssue(rig);
  const args = { id, body: 'Look' };
  const key = crypto.randomUUID();
  expect(await rig.lookUp('github_comment_issue', args, key)).toEqual({ kind: 'NOT_FOUND' });
  const sent = await rig.send('github_comment_issue', args, key);
  expect(sent).toMatchObject({ kind: 'DONE', url: expect.stringContaining('issuecomment') });
  expect(await rig.lookUp('github_comment_issue', args, key)).toEqual({ ...sent, kind: 'FOUND' });
  expect(rig.github.repository.comments).toHaveLength(1);
});

describe('what is longer than GitHub takes', () => {
  const connectionId = formatId('connection', crypto.randomUUID());
  const id = newIssueId();
  const given = {
    github_create_issue: { title: 'Pay' },
    github_update_issue: { id },
    github_label_issue: { id },
  };
  const parse = (name: keyof typeof given, args: object) =>
    gitHubConnector.tools
      .find((tool) => tool.name === name)
      ?.parse({ connectionId, ...given[name], ...args } as JsonObject);

  test.each([
    ['github_create_issue', 'title', 'x'.repeat(256), 'x'.repeat(257)],
    ['github_create_issue', 'description', 'x'.repeat(65_000), 'x'.repeat(65_500)],
    ['github_create_issue', 'labels', ['x'.repeat(50)], ['x'.repeat(51)]],
    ['github_update_issue', 'title', 'x'.repeat(256), 'x'.repeat(257)],
    ['github_update_issue', 'description', 'x'.repeat(65_000), 'x'.repeat(65_500)],
    ['github_update_issue', 'labels', ['x'.repeat(50)], ['x'.repeat(51)]],
    ['github_label_issue', 'add', ['x'.repeat(50)], ['x'.repeat(51)]],
    ['github_label_issue', 'remove', ['x'.repeat(50)], ['x'.repeat(51)]],
  ] as const)('%s refuses as %s when it is proposed', (name, field, longest, tooLong) => {
    expect(parse(name, { [field]: longest })).toMatchObject({ kind: 'parsed' });
    const refused = parse(name, { [field]: tooLong });
    expect(refused).toMatchObject({ kind: 'refused', code: 'VALIDATION' });
    const path = refused?.kind === 'refused' ? refused.path : null;
    expect(path?.slice(0, 3)).toEqual(['input', 'arguments', field]);
  });

  test('ends where it fits with the mark', async () => {
    const rig = await connectGitHub();
    const fields = { title: 'x'.repeat(256), description: 'x'.repeat(65_000), labels: ['x'.repeat(50)] };
    const made = await makeIssue(rig, fields);
    expect((await readIssues(rig, [made]))[0]?.fields).toMatchObject(fields);
  });
});

describe('what GitHub does instead of answering', () => {
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
  const faults = Object.entries(outcomes) as [LoopbackFault, string][];

  test.each(faults)(
    '%s to the writing of an issue is %s, and a look tells whether it is there',
    async (fault, kind) => {
      const rig = await connectGitHub({
        timeoutMs: 600,
        fault: (request) => (isCreation(request) ? fault : null),
      });
      const args = { id: newIssueId(), title: 'Pay' };
      expect((await rig.send('github_create_issue', args)).kind).toBe(kind);
      if (kind === 'REFUSED') return;
      const looked = await rig.lookUp('github_create_issue', args, 'k');
      expect(looked.kind).toBe(fault.endsWith('after') ? 'FOUND' : 'NOT_FOUND');
    },
  );

  test.each(faults)('%s to what is asked beforehand leaves no doubt about the issue', async (fault, kind) => {
    const rig = await connectGitHub({
      timeoutMs: 600,
      fault: ({ route }) => (route === 'POST labels' ? fault : null),
    });
    const outcome = await rig.send('github_create_issue', { title: 'Pay', labels: ['New'] });
    expect(outcome.kind).toBe(kind === 'AMBIGUOUS' ? 'NOT_SENT' : kind);
    expect(rig.github.repository.issues.size).toBe(0);
  });

  test('a label that was made and never told of is taken by the next attempt', async () => {
    let lost = false;
    const rig = await connectGitHub({
      fault: ({ route }) => {
        if (route !== 'POST labels' || lost) return null;
        lost = true;
        return 'reset after';
      },
    });
    const args = { title: 'Pay', labels: ['New'] };
    expect((await rig.send('github_create_issue', args)).kind).toBe('NOT_SENT');
    expect((await rig.send('github_create_issue', args)).kind).toBe('DONE');
    expect(rig.github.repository.labels.size).toBe(1);
  });
});

describe('the limits', () => {
  test.each([
    ['SECONDARY', 1_000],
    ['SECONDARY WITHOUT TIME', 60_000],
    ['PRIMARY', 3_600_000],
  ] as const)('%s is no refusal of the token, and says when to come back', async (tooMany, waitMs) => {
    const rig = await connectGitHub({ tooMany, fault: () => 'too many' });
    const outcome = await rig.send('github_create_issue', { title: 'Pay' });
    if (outcome.kind !== 'REFUSED') throw new Error(outcome.kind);
    expect(outcome.retryAfterMs).toBeGreaterThanOrEqual(waitMs);
    expect(outcome.retryAfterMs).toBeLessThan(waitMs + 2_000);
    // The others of its key are held back.
    expect((await rig.send('github_create_issue', { title: 'Pay' })).kind).toBe('REFUSED');
    expect(rig.github.seen).toHaveLength(1);
  });

  test('nothing is sent once the budget is used up, before the time that GitHub told', async () => {
    const rig = await connectGitHub({ requestsPerHour: 2 });
    await makeIssue(rig);
    await makeIssue(rig);
    const outcome = await rig.send('github_create_issue', { title: 'Pay' });
    if (outcome.kind !== 'REFUSED') throw new Error(outcome.kind);
    expect(outcome.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(rig.github.seen).toHaveLength(2);
  });

  test('a burst asks one after the other, and for the labels and a missing one once', async () => {
    const rig = await connectGitHub();
    await Promise.all(Array.from({ length: 50 }, () => makeIssue(rig, { labels: ['Epic', 'New'] })));
    const count = (wanted: string) => rig.github.seen.filter(({ route }) => route === wanted).length;
    expect(['GET labels', 'POST labels', 'POST issues'].map(count)).toEqual([1, 2, 50]);
  });
});

describe('reading issues', () => {
  test('a hundred to a request, in our words; what was deleted is gone', async () => {
    const rig = await connectGitHub();
    for (let n = 0; n < 320; n += 1) rig.github.repository.create({ title: 'Of others' });
    const parent = await makeIssue(rig, { title: 'Parent' });
    const ids = await Promise.all(
      Array.from({ length: 149 }, () => makeIssue(rig, { parentId: parent, labels: ['A'], priority: 4 })),
    );
    rig.github.repository.issues.delete(400);
    const before = rig.github.seen.length;
    const issues = await readIssues(rig, [parent, ...ids]);
    // Two pages, the one that is missing by itself, and whether the repository is still there.
    expect(rig.github.seen.slice(before).map(({ route }) => route)).toEqual([
      'GET issues',
      'GET issues',
      'GET issues/{number}',
      'GET ',
    ]);
    expect(issues).toHaveLength(149);
    expect(issues.find(({ id }) => id === ids[0])).toMatchObject({
      identifier: expect.stringMatching(/^acme\/shop#\d+$/),
      fields: { title: 'Pay', labels: ['A'], priority: 4, parentId: parent },
    });
  });

  test('one by one where they lie far apart, and by the mark where the number is not known', async () => {
    const rig = await connectGitHub();
    const first = await makeIssue(rig);
    for (let n = 0; n < 500; n += 1) rig.github.repository.create({ title: 'Of others' });
    const last = await makeIssue(rig);
    rig.known.delete(last);
    const before = rig.github.seen.length;
    expect((await readIssues(rig, [first, last])).map(({ id }) => id).toSorted()).toEqual(
      [first, last].toSorted(),
    );
    expect(rig.github.seen.slice(before).map(({ route }) => route)).toEqual([
      'GET issues',
      'GET issues/{number}',
      'GET issues/{number}',
    ]);
  });

  test('of a repository that is not to be seen any more fails, and nothing counts as deleted', async () => {
    const rig = await connectGitHub({ fault: () => null });
    const id = await makeIssue(rig);
    const names = [{ id, key: '1', parent: null }];
    const access = { ...rig.access, settings: { repository: 'acme/moved' } };
    expect(
      await gitHubConnector.tracker?.readIssues(access, names, AbortSignal.timeout(30_000)),
    ).toMatchObject({ kind: 'fault', code: 'NO_PERMISSION', message: expect.stringContaining('acme/moved') });
    rig.github.repository.hasIssues = false;
    rig.github.repository.issues.clear();
    expect(
      await gitHubConnector.tracker?.readIssues(rig.access, names, AbortSignal.timeout(30_000)),
    ).toMatchObject({ kind: 'fault', message: expect.stringContaining('switched off') });
  });
});
