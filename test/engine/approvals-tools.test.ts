import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActionPreviewField, ActionProposal } from '../../src/domain/action.ts';
import type { IssueId } from '../../src/domain/ids.ts';
import type { Json, JsonObject } from '../../src/domain/json.ts';
import { tools } from '../../src/tools/registry.ts';
import {
  approve,
  carryOut,
  makeIssue,
  newIssueArguments,
  propose,
  refusedAs,
  settled,
  tryPropose,
} from './approvals.ts';
import { done, newId, openRig, type Rig } from './rig.ts';

/** Everything that the built-in tracker holds, by issue: fields, labels in order, comments. */
async function trackerNow(rig: Rig): Promise<Map<string, Record<string, Json>>> {
  const { issues, labels, comments } = await rig.store.read(async (reader) => ({
    issues: await reader.list((db) => db.selectFrom('issues').selectAll()),
    labels: await reader.list((db) => db.selectFrom('issue_labels').selectAll().orderBy('place')),
    comments: await reader.list((db) => db.selectFrom('comments').selectAll().orderBy('id')),
  }));
  return new Map(
    issues.map((issue) => [
      issue.id,
      {
        title: issue.title,
        description: issue.description,
        labels: labels.flatMap((label) => (label.issue_id === issue.id ? [label.name] : [])),
        priority: issue.priority,
        estimate: issue.estimate,
        parentId: issue.parent_id,
        state: issue.state,
        itemId: issue.item_id,
        comments: comments.flatMap((comment) => (comment.issue_id === issue.id ? [comment.body] : [])),
      },
    ]),
  );
}

type Tracked = Awaited<ReturnType<typeof trackerNow>>;

const created = { description: '', labels: [], priority: null, estimate: null, parentId: null };

/** What a preview says the tracker will be: built from its lines alone. */
function foretold(before: Tracked, action: ActionProposal): Tracked {
  const after = structuredClone(before);
  const { preview } = action;
  const id = String(action.arguments['id']);
  const set = (issueId: string, field: string, row: ActionPreviewField) => {
    const issue = after.get(issueId);
    if (issue === undefined) throw new Error(`the preview is about ${issueId}, which is not there`);
    expect(issue[field]).toEqual(row.oldValue);
    issue[field] = row.newValue;
  };
  switch (action.tool) {
    case 'create_issue':
      if (preview.length > 0) {
        const { issueId, ...fields } = Object.fromEntries(
          preview.map((row): [string, Json] => [row.field, row.newValue]),
        );
        expect(issueId).toBe(id);
        after.set(id, { ...created, state: 'OPEN', itemId: null, comments: [], ...fields });
      }
      break;
    case 'delete_issue':
      for (const row of preview)
        if (row.field !== 'issueId' && row.field !== 'comments') set(id, row.field, row);
      expect(preview.find((row) => row.field === 'comments')?.oldValue ?? 0).toBe(
        (before.get(id)?.['comments'] as Json[] | undefined)?.length ?? 0,
      );
      after.delete(id);
      break;
    case 'comment_issue': {
      const comment = preview.find((row) => row.field === 'comment');
      expect(preview.find((row) => row.field === 'issueId')?.newValue).toBe(id);
      (after.get(id)?.['comments'] as Json[] | undefined)?.push(comment?.newValue ?? null);
      break;
    }
    case 'bulk_update_issues':
      for (const row of preview) {
        const dot = row.field.indexOf('.');
        set(row.field.slice(0, dot), row.field.slice(dot + 1), row);
      }
      break;
    default:
      for (const row of preview) {
        if (row.field === 'issueId') expect([row.oldValue, row.newValue]).toEqual([id, id]);
        else set(id, row.field, row);
      }
  }
  return after;
}

const labels = fc.array(fc.constantFrom('web', 'api', 'Epic', 'a b', '⚠️'), { maxLength: 4 });
const title = fc.constantFrom('Pay', 'Pay by card', ' spaced ', 'Zahlen – später', 'x'.repeat(500));
const priority = fc.constantFrom(null, 1, 2, 3, 4);
const estimate = fc.constantFrom(null, 0, 0.5, 13);
const description = fc.constantFrom('', 'Text.', '# Head\n\n- item');

/** A call of any tool about some of these issues, one of which is not there. */
function calls(ids: readonly IssueId[]): fc.Arbitrary<{ tool: string; args: JsonObject }> {
  const id = fc.constantFrom(...ids);
  const parentId = fc.option(id);
  const changes = fc.record(
    { title, description, labels, priority, estimate, parentId },
    { requiredKeys: [] },
  );
  const call = (tool: string, args: fc.Arbitrary<object>) =>
    args.map((value) => ({ tool, args: value as JsonObject }));
  return fc.oneof(
    call(
      'create_issue',
      fc.record({
        id: fc.oneof(
          id,
          fc.constant(null).map(() => newId('issue')),
        ),
        itemId: fc.constant(null),
        title,
        description,
        labels,
        priority,
        estimate,
        parentId,
      }),
    ),
    call(
      'update_issue',
      fc.tuple(id, changes).map(([one, rest]) => ({ id: one, ...rest })),
    ),
    call('delete_issue', fc.record({ id })),
    call('comment_issue', fc.record({ id, body: fc.constantFrom('Done.', ' ok ', '**yes**') })),
    call('reparent_issue', fc.record({ id, parentId })),
    call('label_issue', fc.record({ id, add: labels, remove: labels })),
    call(
      'bulk_update_issues',
      fc.record({ ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }), changes }),
    ),
  );
}

test('with every tool, what happens is what the preview says and nothing else; what fails changes nothing', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const rig = await openRig();
      const ids: IssueId[] = [];
      for (const name of ['One', 'Two', 'Three', 'Four']) {
        const parentId = ids.at(-1) ?? null;
        ids.push(await makeIssue(rig, { title: name, parentId, labels: ['web'], priority: 2 }));
      }
      await carryOut(rig, 'comment_issue', { id: ids[0] ?? '', body: 'first' });
      ids.push(newId('issue'));
      for (const { tool, args } of fc.sample(calls(ids), { numRuns: 40, seed })) {
        const before = await trackerNow(rig);
        const answer = await tryPropose(rig, tool, args);
        if (answer.kind === 'refused') {
          expect(answer.path?.slice(0, 2)).toEqual(['input', 'arguments']);
          continue;
        }
        const action = answer.value;
        done(await approve(rig, action));
        const { state, error } = await settled(rig, action.id);
        const after = await trackerNow(rig);
        if (state === 'SUCCEEDED')
          expect([tool, args, after]).toEqual([tool, args, foretold(before, action)]);
        else expect([state, after]).toEqual(['FAILED', before]);
        expect(error?.code).not.toBe('INTERNAL');
        seen.set(`${tool} ${state}`, (seen.get(`${tool} ${state}`) ?? 0) + 1);
      }
      expect(rig.faults).toEqual([]);
    }),
    { numRuns: 6 },
  );
  const succeeded = [...seen.keys()].filter((key) => key.endsWith('SUCCEEDED')).sort();
  expect(succeeded).toEqual(tools.map((tool) => `${tool.name} SUCCEEDED`).sort());
});

test('only what takes something away is destructive', () => {
  expect(tools.filter((tool) => tool.destructive).map((tool) => tool.name)).toEqual(['delete_issue']);
});

test('a deletion shows what goes with the issue', async () => {
  const rig = await openRig();
  const id = await makeIssue(rig, { title: 'Pay', labels: ['web'] });
  await carryOut(rig, 'comment_issue', { id, body: 'one' });
  await carryOut(rig, 'comment_issue', { id, body: 'two' });
  const { preview } = await propose(rig, 'delete_issue', { id });
  expect(preview.map((row) => [row.field, row.oldValue, row.newValue])).toEqual([
    ['issueId', id, null],
    ['title', 'Pay', null],
    ['labels', ['web'], null],
    ['comments', 2, null],
  ]);
});

test('nobody is asked to approve what would change nothing', async () => {
  const rig = await openRig();
  const args = newIssueArguments({ title: 'First', labels: ['web'] });
  await carryOut(rig, 'create_issue', args);
  const { id } = args;
  const missing = newId('issue');
  const idle: [string, JsonObject, string[]][] = [
    ['create_issue', { ...args, title: 'Second' }, []],
    ['update_issue', { id, title: 'First' }, []],
    ['update_issue', { id: missing, title: 'First' }, ['id']],
    ['delete_issue', { id: missing }, ['id']],
    ['comment_issue', { id: missing, body: 'Hello?' }, ['id']],
    ['label_issue', { id, add: ['web'] }, []],
    ['reparent_issue', { id, parentId: null }, []],
    ['bulk_update_issues', { ids: [id, missing], changes: { labels: ['web'] } }, ['ids', '1']],
  ];
  for (const [tool, call, path] of idle) {
    const refusal = refusedAs(await tryPropose(rig, tool, call), 'VALIDATION');
    expect([tool, refusal.path]).toEqual([tool, ['input', 'arguments', ...path]]);
  }
  const action = await propose(rig, 'update_issue', { id, title: 'Second' });
  const revision = { actionId: action.id, arguments: { id, title: 'First' }, note: null };
  refusedAs(await rig.engine.reviseAction(rig.caller, revision), 'VALIDATION');
  expect((await rig.issues()).map((issue) => issue.title)).toEqual(['First']);
});

test('an issue that came into being since is left as it is, and the approver is told so', async () => {
  const rig = await openRig();
  const args = newIssueArguments({ title: 'Second' });
  const action = await propose(rig, 'create_issue', args);
  await carryOut(rig, 'create_issue', { ...args, title: 'First' });
  expect(refusedAs(await approve(rig, action), 'STALE_ACTION').changes).toEqual([
    { field: 'issueId', shown: { oldValue: null, newValue: args['id'] }, now: null },
    { field: 'title', shown: { oldValue: null, newValue: 'Second' }, now: null },
  ]);
});

const id = newId('issue');

test.each([
  ['create_issue', { ...newIssueArguments(), title: '' }, ['title']],
  ['create_issue', { ...newIssueArguments(), id: 'CS-1' }, ['id']],
  ['create_issue', { ...newIssueArguments(), labels: ['ok', 7] }, ['labels', '1']],
  ['create_issue', { ...newIssueArguments(), priority: 5 }, ['priority']],
  ['update_issue', { id, owner: 'ada' }, ['owner']],
  ['update_issue', { title: 'T' }, ['id']],
  ['update_issue', { id }, []],
  ['delete_issue', {}, ['id']],
  ['comment_issue', { id, body: ' ' }, ['body']],
  ['reparent_issue', { id }, ['parentId']],
  ['label_issue', { id }, []],
  ['bulk_update_issues', { ids: [id, id], changes: { title: 'T' } }, ['ids']],
  ['bulk_update_issues', { ids: [], changes: { title: 'T' } }, ['ids']],
  ['bulk_update_issues', { ids: [id], changes: {} }, ['changes']],
  ['bulk_update_issues', { ids: [id], changes: { colour: 'red' } }, ['changes', 'colour']],
  ['create_issue', null, []],
  ['create_issue', ['a'], []],
  ['create_issue', 'text', []],
] as [string, Json, string[]][])('%s with %j is refused at %j', async (tool, args, path) => {
  const rig = await openRig();
  const refusal = refusedAs(await tryPropose(rig, tool, args), 'VALIDATION');
  expect(refusal.path).toEqual(['input', 'arguments', ...path]);
  expect(refusal.message.length).toBeLessThan(300);
  expect(await rig.events()).toEqual([]);
});

test('an issue needs a title; the rest may be left out', async () => {
  const rig = await openRig();
  const { id: _, ...blank } = newIssueArguments({ title: 'Pay' });
  const action = await propose(rig, 'create_issue', { title: 'Pay' });
  expect(action.arguments).toEqual(blank);
  const [shown] = action.preview;
  expect(shown).toMatchObject({ field: 'issueId', oldValue: null });
  await approve(rig, action);
  await settled(rig, action.id);
  expect((await rig.issues()).map((issue) => issue.id)).toEqual([shown?.newValue]);
  const bare = refusedAs(await tryPropose(rig, 'create_issue', {}), 'VALIDATION');
  expect(bare.message).toContain('The argument title is missing: create_issue needs it.');
});

test('every wrong argument is named, the first one in the path', async () => {
  const rig = await openRig();
  const args = { description: 7, priority: 'high', colour: 'red', size: 1 };
  const { message, path } = refusedAs(await tryPropose(rig, 'create_issue', args), 'VALIDATION');
  for (const name of ['title is missing', 'description', 'priority', 'colour', 'size']) {
    expect(message).toContain(name);
  }
  expect(path?.slice(0, 2)).toEqual(['input', 'arguments']);
  expect(message).toContain(`The argument ${path?.at(-1)}`);
});

test('an unknown tool is refused with the names of those there are', async () => {
  const rig = await openRig();
  const refusal = refusedAs(await tryPropose(rig, 'drop_database', {}), 'VALIDATION');
  expect(refusal.path).toEqual(['input', 'tool']);
  for (const tool of tools) expect(refusal.message).toContain(tool.name);
});

test.each([
  ['a zero-width space', 'Pay\u200bby card'],
  ['a direction mark', 'Pay \u202eyb drac'],
  ['a tag character', 'Pay\u{e0041}'],
  ['a control character', 'Pay\u0007'],
])('%s in a value is flagged in the preview', async (_name, text) => {
  const rig = await openRig();
  const hidden = await propose(rig, 'create_issue', newIssueArguments({ title: text, labels: ['web'] }));
  expect(hidden.preview.map((row) => [row.field, row.hiddenCharacters])).toEqual([
    ['issueId', false],
    ['title', true],
    ['labels', false],
  ]);
  const label = await propose(rig, 'create_issue', newIssueArguments({ title: 'Pay', labels: [text] }));
  expect(label.preview.map((row) => [row.field, row.hiddenCharacters])).toEqual([
    ['issueId', false],
    ['title', false],
    ['labels', true],
  ]);
});

test('a bulk update holds for all or for none', async () => {
  const rig = await openRig();
  const [one, two] = [await makeIssue(rig, { title: 'One' }), await makeIssue(rig, { title: 'Two' })];
  const changes = { title: 'Same', parentId: one };
  const failed = await carryOut(rig, 'bulk_update_issues', { ids: [two, one], changes });
  expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'PARENT_CIRCLE' } });
  expect((await rig.issues()).map((issue) => issue.title)).toEqual(['One', 'Two']);
  await carryOut(rig, 'bulk_update_issues', { ids: [one, two], changes: { title: 'Same' } });
  expect((await rig.issues()).map((issue) => issue.title)).toEqual(['Same', 'Same']);
});
