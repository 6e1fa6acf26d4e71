import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

test('an epic or a feature alone in its row encloses the rows below it', () => {
  const text =
    '| Epic | Feature | User story | Pts |\n|---|---|---|---|\n| Harvest | | | |\n| | **Picking** | | |\n| | | Count the crates | 3 |\n| | | Weigh a crate | 2 |\n| | Pressing | | |\n| Sales | | | |\n| | Shop | | |\n| | | Order juice | 5 |\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Harvest',
    'FEATURE Picking < Harvest',
    'STORY Count the crates < Picking',
    'STORY Weigh a crate < Picking',
    'FEATURE Pressing < Harvest',
    'EPIC Sales',
    'FEATURE Shop < Sales',
    'STORY Order juice < Shop',
  ]);
});

test('an epic alone in its row ends the feature of the rows above', () => {
  const text =
    '| Epic | Feature | User story | Pts |\n|---|---|---|---|\n| Harvest | Picking | Count the crates | 3 |\n| | | Weigh a crate | 2 |\n| Sales | | | |\n| | | Order juice | 5 |\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Harvest',
    'FEATURE Picking < Harvest',
    'STORY Count the crates < Picking',
    'STORY Weigh a crate < Picking',
    'EPIC Sales',
    'STORY Order juice < Sales',
  ]);
});

test('a sprint alone in the column of epics parts the rows', () => {
  const text =
    '| Epic | User story | Pts |\n|---|---|---|\n| Sprint 1 | | |\n| | Count the crates | 3 |\n| | Weigh a crate | 2 |\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Count the crates', 'STORY Weigh a crate']);
});
