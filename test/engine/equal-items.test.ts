import { expect, test } from 'vitest';
import { EditedDocument, readerHere } from './differences.ts';
import { openRig } from './rig.ts';

const [map, payment, gate] = [
  'Tests | of the map | 3',
  'Tests | of the payment | 5',
  'Tests | of the gate | 2',
];
const table = (...rows: string[]) =>
  `# Plan\n\n## Epic: Pier\n\n| Story | Description | Points |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;

test('stories that are called the same keep their issues in whatever order they come', async () => {
  const document = new EditedDocument(await openRig({ planReader: readerHere() }), 'plan');
  const told = async (...rows: string[]) => await document.told((await document.read(table(...rows))).id);
  const described = async () =>
    new Map((await document.issues()).slice(1).map(({ description, id }) => [description, id]));
  await told(map, payment);
  const before = await described();
  expect(await told(payment, map)).toEqual([]);
  expect(await told(gate, payment, map)).toEqual(['CREATE Tests title description estimate parentId']);
  expect(await told(map, gate, payment)).toEqual([]);
  expect(await told(map, payment)).toEqual(['ORPHANED Tests state']);
  expect(await told(gate, map, payment)).toEqual([]);
  expect(await told(map.replace('3', '8'), gate, payment)).toEqual(['UPDATE Tests estimate']);
  const after = await described();
  expect(after.size).toBe(3);
  for (const [description, id] of before) expect(after.get(description)).toBe(id);
});
