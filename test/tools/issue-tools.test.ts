import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActionPreviewField } from '../../src/domain/action.ts';
import type { EffectOutcome } from '../../src/domain/effect.ts';
import type { IssueId } from '../../src/domain/ids.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { IssueFields } from '../../src/domain/plan.ts';
import { decide, originOfCaller } from '../../src/engine/decide.ts';
import { toolPorts } from '../../src/engine/tool-ports.ts';
import { tools } from '../../src/tools/registry.ts';
import type { InternalTool, ToolPorts } from '../../src/tools/tool.ts';
import { newId, openRig, type Rig } from '../engine/rig.ts';

function toolOf(name: string): InternalTool {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool;
}

async function inTracker<Value>(rig: Rig, work: (ports: ToolPorts) => Promise<Value>): Promise<Value> {
  const origin = originOfCaller(rig.caller);
  const action = { id: newId('action'), proposedBy: origin.actor };
  const { value } = await decide(rig.parts, origin, (decision) => work(toolPorts(decision, action)));
  return value;
}

async function execute(rig: Rig, name: string, args: JsonObject): Promise<EffectOutcome> {
  const outcome = await inTracker(rig, (ports) => toolOf(name).execute(args, ports));
  // Chains that refer to anything else are refused.
  if (outcome.kind === 'done') {
    expect(toolOf(name).resultFields).toEqual(expect.arrayContaining(Object.keys(Object(outcome.result))));
  }
  return outcome;
}

function preview(rig: Rig, name: string, args: JsonObject): Promise<ActionPreviewField[]> {
  const parsed = toolOf(name).parse(args);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  return inTracker(rig, (ports) => toolOf(name).preview(parsed.args, ports));
}

const blank = { title: 'T', description: '', labels: [], priority: null, estimate: null, parentId: null };

async function make(rig: Rig, fields: Partial<IssueFields> = {}): Promise<IssueId> {
  const id = newId('issue');
  const args = { id, itemId: null, ...blank, ...fields } as unknown as JsonObject;
  expect(await execute(rig, 'create_issue', args)).toMatchObject({ kind: 'done' });
  return id;
}

function look(rig: Rig, id: IssueId): Promise<IssueFields | null> {
  return inTracker(rig, ({ tracker }) => tracker.find(id));
}

describe('every tool', () => {
  test.each(tools)('$name has a name of its own, a description and a schema', (tool) => {
    expect(tools.filter((each) => each.name === tool.name)).toHaveLength(1);
    expect(tool.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(tool.description.length).toBeGreaterThan(20);
    expect(tool.argumentSchema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  test.each(tools)(
    '$name refuses arguments that it does not know, and any garbage, without a throw',
    async (tool) => {
      expect(tool.parse({ id: newId('issue'), surprise: 1 })).toMatchObject({ kind: 'refused' });
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (args) => {
          expect(tool.parse(args as JsonObject)).toMatchObject({ kind: 'refused', code: 'VALIDATION' });
        }),
      );
      const rig = await openRig();
      const outcome = await execute(rig, tool.name, { surprise: 1 });
      expect(outcome).toMatchObject({ kind: 'rejected', code: 'INVALID_ARGUMENTS' });
    },
  );

  test.each(tools)('$name only destroys where it says so', (tool) => {
    expect(tool.destructive).toBe(tool.name === 'delete_issue');
  });
});

describe('creating an issue', () => {
  test('twice under one id makes it once', async () => {
    const rig = await openRig();
    const id = await make(rig, { title: 'Once' });
    const again = { id, itemId: null, ...blank, title: 'Once' };
    expect(await execute(rig, 'create_issue', again)).toMatchObject({ kind: 'done' });
    const other = { ...again, title: 'Twice' };
    expect(await execute(rig, 'create_issue', other)).toMatchObject({ code: 'ISSUE_EXISTS' });
    expect((await rig.issues()).map((issue) => issue.title)).toEqual(['Once']);
  });

  test('numbers issues one after another, whatever fails between', async () => {
    const rig = await openRig();
    for (let n = 0; n < 3; n += 1) {
      await make(rig);
      const orphan = { id: newId('issue'), itemId: null, ...blank, parentId: newId('issue') };
      expect(await execute(rig, 'create_issue', orphan)).toMatchObject({ code: 'PARENT_NOT_FOUND' });
    }
    expect((await rig.issues()).map((issue) => issue.identifier).toSorted()).toEqual([
      'CS-1',
      'CS-2',
      'CS-3',
    ]);
  });
});

describe('changing issues', () => {
  const changes = fc.record(
    {
      title: fc.constantFrom('A', 'B'),
      description: fc.constantFrom('', 'text'),
      labels: fc.constantFrom([], ['x'], ['x', 'y']),
      priority: fc.constantFrom(null, 1, 4),
      estimate: fc.constantFrom(null, 0, 2.5),
    },
    { requiredKeys: [] },
  );

  test('does exactly what the preview shows', async () => {
    const rig = await openRig();
    const id = await make(rig, { title: 'A' });
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        fc.pre(Object.keys(change).length > 0);
        const before = await look(rig, id);
        const rows = await preview(rig, 'update_issue', { id, ...change });
        expect(await execute(rig, 'update_issue', { id, ...change })).toMatchObject({ kind: 'done' });
        const after = await look(rig, id);
        const [about, ...fields] = rows;
        if (about !== undefined)
          expect(about).toMatchObject({ field: 'issueId', oldValue: id, newValue: id });
        const shown = Object.fromEntries(fields.map((row) => [row.field, row.newValue]));
        expect(after).toEqual({ ...before, ...shown });
        for (const row of fields) {
          expect(row.oldValue).toEqual(before?.[row.field as keyof IssueFields]);
          expect(row.newValue).not.toEqual(row.oldValue);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('makes no circle of any length, and finds no parent that is not there', async () => {
    const rig = await openRig();
    const top = await make(rig);
    const middle = await make(rig, { parentId: top });
    const low = await make(rig, { parentId: middle });
    for (const parentId of [middle, low]) {
      expect(await execute(rig, 'reparent_issue', { id: top, parentId })).toMatchObject({
        kind: 'rejected',
        code: 'PARENT_CIRCLE',
      });
    }
    const missing = await execute(rig, 'reparent_issue', { id: low, parentId: newId('issue') });
    expect(missing).toMatchObject({ kind: 'rejected', code: 'PARENT_NOT_FOUND' });
    expect(await execute(rig, 'reparent_issue', { id: low, parentId: null })).toMatchObject({ kind: 'done' });
    expect(await look(rig, low)).toMatchObject({ parentId: null });
  });

  test('in bulk changes all or none', async () => {
    const rig = await openRig();
    const ids = [await make(rig), await make(rig), await make(rig)];
    const bad = { ids: [...ids, newId('issue')], changes: { title: 'New' } };
    expect(await execute(rig, 'bulk_update_issues', bad)).toMatchObject({ kind: 'rejected' });
    for (const id of ids) expect(await look(rig, id)).toMatchObject({ title: 'T' });
    const parentAmong = { ids, changes: { parentId: ids[0] ?? null } };
    expect(await execute(rig, 'bulk_update_issues', parentAmong)).toMatchObject({ kind: 'rejected' });
    for (const id of ids) expect(await look(rig, id)).toMatchObject({ parentId: null });
    expect(await execute(rig, 'bulk_update_issues', { ids, changes: { title: 'New' } })).toMatchObject({
      kind: 'done',
    });
    for (const id of ids) expect(await look(rig, id)).toMatchObject({ title: 'New' });
  });

  test('gives an issue each label once', async () => {
    const rig = await openRig();
    const id = await make(rig, { labels: ['a', 'a', 'b'] });
    expect(await look(rig, id)).toMatchObject({ labels: ['a', 'b'] });
    await execute(rig, 'label_issue', { id, add: ['c', 'c', 'a'], remove: ['b'] });
    expect(await look(rig, id)).toMatchObject({ labels: ['a', 'c'] });
  });
});

describe('deleting an issue', () => {
  test('takes its labels and comments with it, and stops at children', async () => {
    const rig = await openRig();
    const parent = await make(rig, { labels: ['x'] });
    const child = await make(rig, { parentId: parent });
    expect(await execute(rig, 'comment_issue', { id: parent, body: 'Hello' })).toMatchObject({
      kind: 'done',
    });
    expect(await execute(rig, 'delete_issue', { id: parent })).toMatchObject({ code: 'HAS_CHILDREN' });
    for (const id of [child, parent]) {
      expect(await execute(rig, 'delete_issue', { id })).toMatchObject({ kind: 'done' });
      expect(await execute(rig, 'delete_issue', { id })).toMatchObject({ code: 'ISSUE_NOT_FOUND' });
    }
    const left = await rig.store.read(async (reader) => [
      ...(await reader.list((db) => db.selectFrom('comments').select('id'))),
      ...(await reader.list((db) => db.selectFrom('issue_labels').select('issue_id'))),
    ]);
    expect(left).toEqual([]);
  });
});

test('no tool reaches an issue of another organization', async () => {
  const rig = await openRig();
  const id = await make(rig, { title: 'Mine' });
  const elsewhere = newId('organization');
  await rig.addOrganization(elsewhere);
  const origin = originOfCaller(rig.callerOf('eve', elsewhere));
  for (const [name, args, code] of [
    ['create_issue', { id, title: 'Theirs', labels: ['x'] }, 'ISSUE_EXISTS'],
    ['update_issue', { id, title: 'Theirs' }, 'ISSUE_NOT_FOUND'],
    ['reparent_issue', { id, parentId: null }, 'ISSUE_NOT_FOUND'],
    ['label_issue', { id, add: ['x'] }, 'ISSUE_NOT_FOUND'],
    ['comment_issue', { id, body: 'x' }, 'ISSUE_NOT_FOUND'],
    ['delete_issue', { id }, 'ISSUE_NOT_FOUND'],
    ['bulk_update_issues', { ids: [id], changes: { title: 'Theirs' } }, 'ISSUE_NOT_FOUND'],
  ] as const) {
    const { value } = await decide(rig.parts, origin, (decision) =>
      toolOf(name).execute(
        args as unknown as JsonObject,
        toolPorts(decision, { id: newId('action'), proposedBy: origin.actor }),
      ),
    );
    expect([name, value]).toEqual([name, expect.objectContaining({ code })]);
  }
  expect(await look(rig, id)).toMatchObject({ title: 'Mine', labels: [] });
});
