import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const word = fc.constantFrom(
  'basket',
  'ticket',
  'invoice',
  'garden',
  'window',
  'letter',
  'bridge',
  'violin',
  'harvest',
  'lantern',
);
const title = fc
  .tuple(word, word, fc.integer({ min: 1, max: 999 }))
  .map(([a, b, n]) => `Handle ${a} and ${b} ${n}x`);
const plan = fc.uniqueArray(
  fc.record({ title, stories: fc.uniqueArray(title, { minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 4, selector: (epic) => epic.title },
);
type Plan = readonly { readonly title: string; readonly stories: readonly string[] }[];

function plain(epics: Plan): string {
  return epics
    .map(
      (epic) =>
        `# Epic: ${epic.title}\n\n${epic.stories.map((story) => `- Story: ${story}\n  - Acceptance criteria:\n    - It works\n`).join('')}`,
    )
    .join('\n');
}

function decorated(epics: Plan): string {
  return epics
    .map(
      (epic) =>
        `# 🚀 **Epic:**   ${epic.title}  \n\n\n${epic.stories.map((story) => `* **Story:** ${story} ✅\n\n    * *Acceptance criteria:*\n\n        * [ ] It works\n\n`).join('')}`,
    )
    .join('\n\n');
}

describe('identity', () => {
  test('a document read twice gives the same', () => {
    fc.assert(
      fc.property(plan, (epics) => {
        expect(outcomeOf(plain(epics))).toEqual(outcomeOf(plain(epics)));
      }),
      { numRuns: 30 },
    );
  });

  test('formatting changes nothing', () => {
    fc.assert(
      fc.property(plan, (epics) => {
        const before = readingOf(plain(epics));
        const after = readingOf(decorated(epics));
        expect(treeOf(after)).toEqual(treeOf(before));
        expect(after.items.map((item) => [item.id, item.acceptanceCriteria])).toEqual(
          before.items.map((item) => [item.id, item.acceptanceCriteria]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('an item put in elsewhere changes no other identity', () => {
    fc.assert(
      fc.property(plan, fc.nat(), (epics, at) => {
        const before = readingOf(plain(epics)).items.map((item) => item.id);
        const grown = epics.map((epic, index) =>
          index === at % epics.length ? { ...epic, stories: ['Something quite new', ...epic.stories] } : epic,
        );
        const after = new Set(readingOf(plain(grown)).items.map((item) => item.id));
        expect(before.every((id) => after.has(id))).toBe(true);
        expect(after.size).toBe(before.length + 1);
      }),
      { numRuns: 40 },
    );
  });

  test('an own key outlives a new title, a new place and a new number', () => {
    const before = readingOf('# Epic 1: A\n\n## US-7: Log in\n\n# Epic 2: B\n');
    const after = readingOf('# Epic 1: A\n\n# Epic 2: B\n\n## US-7: Sign in\n');
    expect(itemTitled(after, 'Sign in').id).toBe(itemTitled(before, 'Log in').id);
  });

  test('ordinals are no keys: a story put in before shifts them and changes no identity', () => {
    const before = readingOf('# Epic 1: A\n\n## Story 1.1: Log in\n');
    const after = readingOf('# Epic 1: A\n\n## Story 1.1: Register\n\n## Story 1.2: Log in\n');
    expect(itemTitled(after, 'Log in').id).toBe(itemTitled(before, 'Log in').id);
    expect(itemTitled(after, 'Log in').key).toBeNull();
  });

  test('an overview, a section and a log speak of one item', () => {
    const text =
      '# Overview\n\n- Epic 1: Pay\n- Story 1.1: Card\n\n# Epic 1: Pay\n\n## Story 1.1: Card\n\nPoints: 3\n\n# Progress\n\n- [x] Story 1.1: Card\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC Pay', 'STORY Card < Pay']);
    expect(itemTitled(reading, 'Card').storyPoints).toBe(3);
  });

  test.each([
    ['| E1 | Intake | High | Done |', 'EPIC 1: Intake Service'],
    ['| EP-001 | Intake | High | Done |', 'Epic 1: Intake Service'],
    ['| E1 | Intake | High | Done |', 'E1: Intake Service'],
  ])('“%s” and “%s” are one epic', (row, heading) => {
    const overview = `| ID | Epic | Priority | Status |\n|---|---|---|---|\n${row}\n`;
    const reading = readingOf(
      `# Overview\n\n${overview}\n# ${heading}\n\nReads files.\n\n## Story 1.1: Card\n`,
    );
    expect(treeOf(reading)).toEqual(['EPIC Intake Service', 'STORY Card < Intake Service']);
    expect(reading.items[0]).toMatchObject({ priority: 2, status: 'Done' });
    expect(reading.items[0]?.warnings).toEqual([]);
  });

  test('keys and numbers that count different stories are different items', () => {
    const text =
      '# Epic 1: A\n\n- US-1: Log in\n\n# Epic 2: B\n\n## Story 1: Pay\n\n## Story 2: Log in again\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC A',
      'STORY Log in < A',
      'EPIC B',
      'STORY Pay < B',
      'STORY Log in again < B',
    ]);
  });

  test('equal titles under different epics are different items', () => {
    expect(treeOf(readingOf('# Epic 1: A\n\n## Story: Docs\n\n# Epic 2: B\n\n## Story: Docs\n'))).toEqual([
      'EPIC A',
      'STORY Docs < A',
      'EPIC B',
      'STORY Docs < B',
    ]);
  });

  test.each([
    ['Progress', '- SHOP-104 Address autocomplete – waits for the vendor\n', 'waits for the vendor'],
    ['Woche 12', '- SHOP-104: Address autocomplete, Anbieter antwortet nicht\n', 'Anbieter antwortet nicht'],
  ])('what a list says behind a name is no part of it', (heading, entry, remark) => {
    const table =
      '| Key | Story | SP |\n|---|---|---|\n| SHOP-103 | Basket | 3 |\n| SHOP-104 | Address autocomplete | 5 |\n';
    const reading = readingOf(`${table}\n## ${heading}\n\n${entry}`);
    expect(treeOf(reading)).toEqual(['STORY Basket', 'STORY Address autocomplete']);
    expect(itemTitled(reading, 'Address autocomplete')).toMatchObject({
      description: remark,
      storyPoints: 5,
    });
  });
});
