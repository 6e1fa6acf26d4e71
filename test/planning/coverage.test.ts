import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

function coverageOf(text: string, heading: string) {
  return readingOf(text).coverage.find((section) => section.heading === heading);
}

describe('coverage', () => {
  const story = '## Story: A\n';

  test.each([
    'Risks',
    'Out of scope',
    'Dependencies',
    'Sprint 1',
    'Overview',
    'Glossary',
    'Acceptance criteria',
  ])('says why “%s” gave no item', (heading) => {
    const found = coverageOf(`# Plan\n\n## ${heading}\n\n- a\n\n${story}`, heading);
    expect(found?.use).toBe('NOT_USED');
    expect(found?.reason).toContain(`“${heading}”`);
  });

  test.each([
    ['Story | Who', '1.1 | Ann'],
    ['Story | Points', '1.1 | 3'],
  ])('says of a table “%s” that its rows name items of other places', (header, row) => {
    const table = `| ${header} |\n| --- | --- |\n| ${row} |\n`;
    const text = `# Plan\n\n## Story 1.1: Pay\n\n## At a glance\n\n${table}`;
    expect(coverageOf(text, 'At a glance')?.reason).toContain('name items of other places');
  });

  test('a title of two lines is no item', () => {
    const text = `# Requirements document\n\n# Referral management\n\n## Document control\n\nText.\n\n${story}\n## Sign-off\n\nText.\n`;
    expect(readingOf(text).items).toMatchObject([{ title: 'A', parentId: null }]);
    expect(coverageOf(text, 'Referral management')?.reason).toBe('The title of the document.');
  });

  test('text before the first heading is told by its first line', () => {
    expect(coverageOf('Written for the board.\n\n# Epic: A\n', 'Written for the board.')).toMatchObject({
      use: 'NOT_USED',
      reason: 'Stands before the first heading, and names no item.',
    });
    expect(readingOf('- Story: A\n\n# Epic: B\n').coverage).toHaveLength(1);
  });

  test.each([
    [
      'before stories that paragraphs tell',
      'Written for the board.\nAsk Ann.\n\nAs a guest, I want to pay.\n',
    ],
    ['before a list', 'Written for the board.\n\n- Story: Pay\n- Story: Leave\n'],
    [
      'behind a table',
      '| Story | Points |\n|---|---|\n| Pay | 3 |\n| Leave | 2 |\n\nWritten for the board.\n',
    ],
    ['before a heading that follows items', 'Written for the board.\n\n- Story: Pay\n\n# Epic: B\n'],
  ])('text under no heading beside items is told by its first line: %s', (_where, text) => {
    expect(coverageOf(text, 'Written for the board.')).toMatchObject({
      use: 'NOT_USED',
      reason: expect.stringContaining('Stands under no heading, and names no item.'),
    });
  });

  test('what stands beside the items of a section is told by its first lines', () => {
    const text =
      '# Shop\n\nWritten in May.\n\n## Backlog\n\n- Story: Pay\n- Ask the bank\n\n**What the bank says**\n\n| Who | When |\n|---|---|\n| Ann | May |\n\n```\npay()\n```\n';
    expect(coverageOf(text, 'Shop')?.reason).toBe(
      'The title of the document. 1 line below it is in no item: “Written in May.”',
    );
    expect(coverageOf(text, 'Backlog')?.reason).toMatch(
      /. 5 lines below it are in no item: “Ask the bank”, “What the bank says”, “Who” …$/,
    );
  });

  test('text under no heading that items take is not told of', () => {
    expect(readingOf('- Story: Pay\n\nAs a guest, I want to leave.\n\nBy night.\n').coverage).toEqual([]);
  });

  test('a comment whose lines begin with “#” is none either', () => {
    const comment =
      '# plans/shop.md\n# The plan of the shop.\n#\n# Dependencies: none\n# Kept by the shop team\n';
    expect(
      treeOf(readingOf(`${comment}\n---\n\n## Stories\n\n- Pay by card\n\n## Search\n\n- Story: Find\n`)),
    ).toEqual(['STORY Pay by card', 'FEATURE Search', 'STORY Find < Search']);
  });

  test('a heading that is part of an item stands in its text', () => {
    const reading = readingOf(
      '# Epic: A\n\nIntro\n\n## Backlog\n\nSome text.\n\n## Story: B\n\n### Description\n\nWhat\n\n### Background\n\nWhy\n',
    );
    expect(reading.coverage.filter((section) => section.use === 'PART_OF_ITEM')).toHaveLength(3);
    expect(itemTitled(reading, 'A').description).toBe('Intro\n\n## Backlog\n\nSome text.');
    expect(itemTitled(reading, 'B').description).toBe('What\n\n### Background\n\nWhy');
  });

  test('a heading that only holds items is part of none', () => {
    const found = coverageOf('# Epic: A\n\n## Overview\n\n- Story: B\n', 'Overview');
    expect(found).toMatchObject({ use: 'NOT_USED', itemId: null });
  });

  test.each([
    '| Epic | User story |\n|---|---|\n| A | B |\n| C | D |',
    'Split in two.\n\n### Epic: A\n\n#### Story: B',
  ])('a heading over items contains them, with text above them too: “%s”', (below) => {
    const { coverage } = readingOf(`# Plan\n\n## What we build\n\n${below}\n\n## Office move\n\nIn May.\n`);
    const reasons = Object.fromEntries(coverage.map(({ heading, reason }) => [heading, reason]));
    expect(reasons).toMatchObject({
      'What we build': expect.stringContaining('Contains items and is none itself.'),
      'Office move': 'Nothing says that this heading names an item, and it holds no stories of its own.',
    });
  });

  test('an item that an overview names first stands where most is told of it', () => {
    const reading = readingOf(
      '# Plan\n\n| ID | User story | Points |\n|---|---|---|\n| US-1 | Pay | 3 |\n\n## US-1 Pay\n\nBy card.\n\nAcceptance criteria:\n\n- It works\n',
    );
    expect(itemTitled(reading, 'Pay').location.line).toBe(7);
  });
});

describe('the warning about items without a parent', () => {
  test('speaks of one', () => {
    const { warnings } = readingOf('# Epic: A\n\n# Plan\n\n- Story: B\n');
    expect(warnings[0]?.message).toMatch(/^1 item stands under no epic .* Put it below .* its parent/);
  });

  test('speaks of several', () => {
    const { warnings } = readingOf('# Plan\n\n- Story: B\n- Story: C\n');
    expect(warnings[0]?.message).toMatch(/^2 items stand under no epic .* Put them below .* their parent/);
  });

  test('does not speak of features where no epic could hold them', () => {
    const plan = '# Feature: Pay\n\n## Story: Card\n\n# Feature: Search\n\n## Story: Filter\n';
    expect(readingOf(plan).warnings).toEqual([]);
    expect(readingOf(`${plan}\n# Epic: Shop\n`).warnings[0]?.message).toMatch(/“Pay”, “Search”/);
  });

  test.each([
    ['Funktionen', 'Feature 1.1: Suche'],
    ['What we build', 'Feature: Search'],
    ['Nos chantiers', 'Fonctionnalité : Recherche'],
  ])('says of “%s” over items that it contains them, and keeps it out of the epic', (heading, inner) => {
    const reading = readingOf(`# Epic: Library\n\nFor readers.\n\n## ${heading}\n\n### ${inner}\n\nText.\n`);
    expect(reading.items[0]?.description).toBe('For readers.');
    expect(reading.coverage).toContainEqual(
      expect.objectContaining({ heading, use: 'NOT_USED', reason: 'Contains items and is none itself.' }),
    );
  });
});

describe('headings over stories', () => {
  const told = (heading: string, role: string): string =>
    `# Plan\n\n## ${heading}\n\n- As ${role}, I want to see concerts so that I choose one.\n- As ${role}, I want to book concerts so that I go.\n`;

  test('name what is built, although the wishes speak of it', () => {
    expect(treeOf(readingOf(told('Concerts', 'a guest')))).toContain('FEATURE Concerts');
  });

  test('are no features where they name who wishes', () => {
    expect(treeOf(readingOf(told('Guests', 'a guest')))).not.toContain('FEATURE Guests');
  });
});

describe('headings that name teams or roles', () => {
  test.each([
    ['Platform Team', 'Squad Blue'],
    ['Team Falke', 'Team Adler (Zahlungen)'],
    ['Équipe Paiement', 'Équipe Recherche'],
    ['Equipo Pagos', 'Equipo Búsqueda'],
    ['Команда оплаты', 'Команда поиска'],
    ['決済チーム', '検索チーム'],
    ['支付团队', '搜索团队'],
    ['Ödeme takımı', 'Arama takımı'],
    ['Group management roles', 'Shop roles (stores)'],
    ['Rolle Einkauf', 'Rolle Verkauf'],
    ['店舗ロール', '本部ロール'],
    ['门店角色 (Store level)', '集团角色'],
    ['Vai trò quản lý', 'Vai trò bán hàng'],
  ])('“%s” and “%s” are no features', (first, second) => {
    const reading = readingOf(
      `# PI 7\n\n## Risks\n\n- Few people\n\n## ${first}\n\n### Stories\n\n- Pay by card\n\n## ${second}\n\n### Stories\n\n- Find a book\n`,
    );
    expect(reading.items.map(({ kind, title }) => [kind, title])).toEqual([
      ['STORY', 'Pay by card'],
      ['STORY', 'Find a book'],
    ]);
    expect(reading.coverage.find(({ heading }) => heading === first)?.reason).toContain('names who builds');
  });

  test('are features where one stands alone: “User roles”', () => {
    const reading = readingOf('# Epic: Accounts\n\n## User roles\n\n### Stories\n\n- Add a role\n');
    expect(reading.items.map(({ kind }) => kind)).toEqual(['EPIC', 'FEATURE', 'STORY']);
  });

  test('are features beside others: “Team calendar” and “Invoices”', () => {
    const plan = ['Team calendar', 'Team chat', 'Invoices']
      .map((title) => `## ${title}\n\n### Stories\n\n- See the ${title}\n`)
      .join('\n');
    expect(readingOf(plan).items.filter(({ kind }) => kind === 'FEATURE')).toHaveLength(3);
  });
});

test.each([
  'Stories & acceptance criteria',
  'User stories / AC',
  'Epics, stories and their acceptance criteria',
])('“%s” holds items as “Stories” does', (heading) => {
  const reading = readingOf(
    `# ${heading}\n\n## US-1: Pay\n\nAcceptance criteria:\n\n- paid\n\n## US-2: Book\n`,
  );
  expect(reading.items.map(({ key, acceptanceCriteria }) => [key, acceptanceCriteria])).toEqual([
    ['US-1', ['paid']],
    ['US-2', []],
  ]);
});

describe('headings that say whose stories stand below them', () => {
  test.each([
    '営業担当者のストーリー',
    '店長向けユーザーストーリー',
    '共通ストーリー（全員）',
    '店长用户故事',
    '점장 사용자 스토리',
    'Storie del venditore',
    'Historyjki kierownika',
    'Истории продавца',
    'Satıcı hikayeleri',
    'Verhalen van de verkoper',
    'Geschichten der Verkäufer',
    'User stories for the sales manager',
  ])('“%s” is no feature', (heading) => {
    const reading = readingOf(
      `# Plan\n\n## ${heading}\n\n### Search\n\nAs a clerk, I want to search so that I sell.\n`,
    );
    expect(reading.items.map(({ kind, title }) => [kind, title])).toEqual([['STORY', 'Search']]);
  });
});

describe('a heading above stories', () => {
  const stories = (heading: string, told: readonly string[]): string =>
    `# Plan\n\n## ${heading}\n\n${told.map((sentence) => `- ${sentence}\n`).join('')}`;

  test.each([
    [
      'Events',
      ['As an app user, I want to rate events so that others know', 'As a guest, I can join events'],
    ],
    ['BESTELLIJST', ['Als klant wil ik een bestellijst maken, zodat ik niets vergeet']],
    ['Rechnung', ['Als Kunde möchte ich eine Rechnung sehen, damit ich sie zahle']],
    ['予約', ['客として予約を取り消したい']],
    ['예약', ['고객으로서 예약을 취소하고 싶다']],
  ])('is a feature where its word is what they want: “%s”', (heading, told) => {
    expect(readingOf(stories(heading, told)).items[0]).toMatchObject({ kind: 'FEATURE', title: heading });
  });

  test.each([
    ['Developers', ['As a developer, I want to deploy so that it runs', 'As a senior developer, I can test']],
    ['Klant', ['Als klant wil ik een bestellijst maken, zodat ik niets vergeet']],
    ['店員', ['店員として予約を取り消したい']],
  ])('is none where its word is who wants it: “%s”', (heading, told) => {
    expect(readingOf(stories(heading, told)).items.map(({ kind }) => kind)).not.toContain('FEATURE');
  });
});

describe('a matter beside the plan', () => {
  const table = '| ID | Persona | Description |\n|---|---|---|\n| P1 | **Buyer** | Buys every week |\n';

  test.each([
    'Persona definitions',
    'Persona profiles',
    'Overview of the personas',
    'Liste des personas',
    'Definición de personas',
    'Определение персон',
    '페르소나 정의',
    'ペルソナの定義',
    '用户画像定义',
  ])('is one with a frame around its word: “%s”', (heading) => {
    const reading = readingOf(`# Plan\n\n## ${heading}\n\n${table}\n## Story: Pay\n`);
    expect(treeOf(reading)).toEqual(['STORY Pay']);
  });

  test('is none by its frame alone: “User profiles”', () => {
    const reading = readingOf(
      '# Plan\n\n## User profiles\n\n- As a guest, I want to pay so that I can leave.\n',
    );
    expect(reading.items[0]).toMatchObject({ kind: 'FEATURE', title: 'User profiles' });
  });
});

test.each(['', 'What gardeners want.\n\n'])('a heading before others of its level is the title', (text) => {
  const plan = `# User stories — Garden\n\n${text}# Epic 1 — Beds\n\n## US-1 Sow\n\n# Epic 2 — Trees\n\n## US-2 Cut\n`;
  expect(coverageOf(plan, 'User stories — Garden')).toMatchObject({
    use: 'NOT_USED',
    reason: 'The title of the document.',
  });
});

test('a backlog whose headings were read as stories contains them', () => {
  const cards = ['Book a boat', 'Return an oar', 'Pay the fee', 'Clean the dock', 'Check the tide'];
  const text = `# Product backlog\n\n${cards.map((card) => `## ${card}\n`).join('\n')}`;
  expect(readingOf(text).items).toHaveLength(5);
  expect(coverageOf(text, 'Product backlog')?.reason).toBe('Contains items and is none itself.');
});

test('says that items stand in a block of code', () => {
  const text = '# Plan\n\n## Sprint 1\n\n- US-1 Row\n- US-2 Steer\n\n## Sprint 2\n\n```\nUS-3 Drift\n```\n';
  expect(coverageOf(text, 'Sprint 2')?.reason).toContain('a block of code');
});

test('a feature that was guessed is not told of again for having no epic', () => {
  const reading = readingOf(
    '# Plan\n\n## Epic: Boats\n\n- Story: Row\n\n# Racing\n\n- Story: Start\n- Story: Finish\n',
  );
  expect(reading.items.map(({ title }) => title)).toContain('Racing');
  expect(reading.warnings).toEqual([]);
});

test('says of a table that was not read how its rows would be items', () => {
  const text =
    '# Plan\n\n## Boats\n\n| Boat | Colour |\n|---|---|\n| Skiff | Red |\n\n## US-1 Row\n\nPoints: 3\n';
  expect(coverageOf(text, 'Boats')?.reason).toContain('“User story”');
});

test.each([
  ['Changes', 'a document of any kind may have such a heading'],
  ['Summary', 'a document of any kind may have such a heading'],
  ['High priority', 'only arranges the plan'],
  ['Product backlog', 'only arranges the plan'],
])('the reason of “%s” is that it %s', (heading, reason) => {
  const { coverage } = readingOf(`# Plan\n\n## ${heading}\n\nAll is well.\n\n## Epic: A\n\n- Story: B\n`);
  expect(coverage.find((section) => section.heading === heading)?.reason).toContain(reason);
});

test('a label over work of which no item came is told', () => {
  const text =
    '# Ferry\n\nUser stories :\n\n1. As a guest, I want to row.\n2. As a guest, I want to sail.\n\nFunctional requirements :\n\n1. A page of boats\n2. A list of guests\n';
  const { coverage } = readingOf(text);
  expect(coverage.find(({ heading }) => heading.startsWith('Functional'))?.reason).toContain('requirements');
});

test('every heading is told, also one in a text that an item takes as a whole', () => {
  const text = `# Epic: Shop

## Story: Pay

### Notes

Text one.

#### Details

Text two.

### References

- a link

### Acceptance criteria

#### By card

- It works

## Risks

### Fraud

Rare.
`;
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  const { coverage } = readingOf(text);
  expect(coverage.map(({ heading }) => heading)).toEqual(headings);
  expect(coverageOf(text, 'Details')).toMatchObject({ use: 'PART_OF_ITEM' });
  expect(coverageOf(text, 'Details')?.location.headingPath).toEqual(['Epic: Shop', 'Story: Pay', 'Notes']);
});
