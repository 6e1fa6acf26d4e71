import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('brackets between a key and its colon', () => {
  test.each([
    ['(epic HB-1, 3 points)', { storyPoints: 3 }],
    ['(3 points)', { storyPoints: 3 }],
    ['(epic HB-1; 3 SP, high)', { storyPoints: 3, priority: 2 }],
    ['[3 SP]', { storyPoints: 3 }],
  ])('tell of the story and are no part of its title: “%s”', (aside, fields) => {
    const reading = readingOf(
      `# Harbour\n\n## Epic HB-1: Berths\n\n- Story HB-2 ${aside}: Pay for a berth\n- Story HB-3: Leave it\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      'STORY Pay for a berth < Berths',
      'STORY Leave it < Berths',
    ]);
    expect(itemTitled(reading, 'Pay for a berth')).toMatchObject({ key: 'HB-2', description: '', ...fields });
  });

  test('name a parent that stands elsewhere', () => {
    const reading = readingOf(
      '# Harbour\n\n## Epic HB-1: Berths\n\nText.\n\n## Epic HB-5: Cranes\n\n### Story HB-2 (epic HB-1, 3 points): Pay\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'EPIC Cranes', 'STORY Pay < Berths']);
  });
});

describe('brackets behind a number', () => {
  test.each([
    'Related to Feature 2: Cranes',
    'linked to feature 2',
    'Related feature 2: Cranes',
    'feature 2',
  ])('name the parent, and the field “Title” the story: “%s”', (aside) => {
    const reading = readingOf(
      `# Harbour\n\n## Feature 1: Berths\n\nText.\n\n## Feature 2: Cranes\n\nText.\n\n## User stories\n\n1. **Story 1** (${aside}):\n   - **Title**: Lift boats\n   - **Story points**: 5\n`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Berths', 'FEATURE Cranes', 'STORY Lift boats < Cranes']);
  });
});

describe('a word for a kind in brackets between a key and its title', () => {
  test.each([
    ['[Epic]', 'EPIC'],
    ['(Epic)', 'EPIC'],
    ['[feature]:', 'FEATURE'],
    ['(Technical debt)', 'ENABLER'],
    ['[User story]', 'STORY'],
    ['(Enabler, Q2)', 'ENABLER'],
    ['[Epic][High]', 'EPIC'],
    ['· Epic ·', 'EPIC'],
    ['(offline)', 'STORY'],
  ])('says what the key names: “%s”', (aside, kind) => {
    const reading = readingOf(`# Harbour\n\n## US-90 ${aside} Berths\n\n## US-91 Cranes\n`);
    expect(itemTitled(reading, 'Berths')).toMatchObject({ kind, key: 'US-90' });
  });

  test('counts between dots as well, and says nothing of what stands above', () => {
    const reading = readingOf(
      '## HB-90 · Epic · Berths\n\n- HB-91 · Story · Pay for one · 3 pts\n- HB-92 · Bug · Mend one · 2 pts\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY Pay for one < Berths', 'STORY Mend one < Berths']);
    expect(itemTitled(reading, 'Mend one')).toMatchObject({ storyPoints: 2, labels: ['Bug'] });
  });

  test('counts beside keys of a project, whose stories stand below', () => {
    const reading = readingOf(
      '## HB-90 [Epic] Berths\n\n- HB-91 — Pay for one — Estimate: 3 — Todo\n- HB-92 — Leave it — Estimate: none yet — Todo\n\n## HB-95 [Epic] Cranes\n\n- HB-96 — Book one — Estimate: 2 — Todo\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      'STORY Pay for one < Berths',
      'STORY Leave it < Berths',
      'EPIC Cranes',
      'STORY Book one < Cranes',
    ]);
  });
});

test('what follows points behind a title is a remark', () => {
  const reading = readingOf(
    '# Harbour\n\n## Stories\n\n- OAuth2 sign-in (3 points): ask Ann\n- Pay (2 points)\n',
  );
  expect(treeOf(reading)).toEqual(['STORY OAuth2 sign-in', 'STORY Pay']);
});

test('a word that counts its letters is no key, whatever sign follows it', () => {
  const titles = ['i18n / localization', 'a11y – reading aloud', 'k8s: deployment'];
  const text = `# Features\n\n| Feature | Status |\n|---|---|\n${titles.map((title) => `| ${title} | Open |\n`).join('')}`;
  expect(readingOf(text).items.map(({ key, title }) => [key, title])).toEqual(
    titles.map((title) => [null, title]),
  );
  expect(treeOf(readingOf('# Stories\n\n- i18n: Translate\n- Pay\n'))).toEqual([
    'STORY i18n: Translate',
    'STORY Pay',
  ]);
});

test('brackets name what only points stand behind', () => {
  const text =
    '# Plan\n\n### S5.1: Card\n**Points:** 3\n**Epic:** E5 – Checkout\n\n### S5.2: Cash\n**Points:** 2\n**Epic:** E5 – Checkout\n\n## Coverage\n\n- E5 (Checkout): 20 points (partial, 2/9 stories)\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Checkout',
    'STORY Card < Checkout',
    'STORY Cash < Checkout',
  ]);
});

test.each([
  ['EP', 'US-'],
  ['SHOP-EP', 'SHOP-'],
])('the key in brackets behind that of a story is its parent: “%s1”', (epic, story) => {
  const stories = [1, 2, 3, 4].map(
    (count) => `- **${story}${count} (EP${(count % 2) + 1})** Show list ${count} - To Do\n`,
  );
  const text = `# Shop backlog\n\n## Epics\n\n- **${epic}1 - Search**: Find it.\n- **${epic}2 - Pay**: Buy it.\n\n## Sprint 1\n\n${stories.slice(0, 2).join('')}\n## Sprint 2\n\n${stories.slice(2).join('')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Search',
    'EPIC Pay',
    'STORY Show list 1 < Pay',
    'STORY Show list 2 < Search',
    'STORY Show list 3 < Pay',
    'STORY Show list 4 < Search',
  ]);
});

test('such a key that names nothing stays with its story', () => {
  const text = '# Epic: Shop\n\n- **US-1 (TK-7)** Show a list\n- **US-2 (TK-8)** Show a card\n';
  expect(readingOf(text).items[1]).toMatchObject({ title: 'Show a list', description: 'TK-7' });
});
