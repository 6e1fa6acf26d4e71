import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const stories = '# Epic E1: Rota\n\n## US-1 Publish\nPoints: 5\n\n## US-2 Swap\nStatus: To do\n';

describe('a status that is told again', () => {
  const rows = (...lines: string[]): string =>
    `| Story | Title | Status |\n|---|---|---|\n${lines.map((line) => `| ${line} |\n`).join('')}`;
  const statusOf = (text: string): string | null =>
    itemTitled(readingOf(`${stories}\n${text}`), 'Swap').status;

  test.each([
    ['a log', `# Log\n\n${rows('US-2 | Swap | In review')}`],
    [
      'a table that comes back to it',
      `# Delivery\n\n${rows('US-2 | Swap | Open', 'US-1 | Publish | Done', 'US-2 | Swap | In review')}`,
    ],
    [
      'the last sprint',
      `# Sprint 1\n\n${rows('US-2 | Swap | Carried over')}\n# Sprint 2\n\n${rows('US-2 | Swap | In review')}`,
    ],
    [
      'the last sprint, where it stands first',
      `# Sprint 2\n\n${rows('US-2 | Swap | In review')}\n# Sprint 1\n\n${rows('US-2 | Swap | Carried over')}`,
    ],
    [
      'a log that begins with the last day',
      `# Delivery\n\n| Day | Story | Title | Status |\n|---|---|---|---|\n| 23.5.2026 | US-2 | Swap | In review |\n| 9.5.2026 | US-2 | Swap | Open |\n`,
    ],
  ])('counts as the last word in %s', (_name, text) => {
    expect(statusOf(text)).toBe('In review');
    const { warnings } = itemTitled(readingOf(`${stories}\n${text}`), 'Swap');
    expect(warnings.map(({ code }) => code)).not.toContain('STATUS_CONTRADICTED');
  });

  test('anywhere else contradicts, and the fuller place counts', () => {
    const reading = readingOf(
      `${stories}\nText.\n\n# Delivery\n\n${rows('US-1 | Publish | Done', 'US-2 | Swap | Done')}`,
    );
    const item = itemTitled(reading, 'Swap');
    expect(item.status).toBe('To do');
    expect(item.warnings.map(({ code }) => code)).toEqual(['STATUS_CONTRADICTED']);
    expect(itemTitled(reading, 'Publish').status).toBe('Done');
  });

  test('is no contradiction where one says more', () => {
    const text =
      '# Epic: A\n\n## US-1 Pay\n\nStatus: Done\n\n# Table\n\n| ID | User story | Status |\n|---|---|---|\n| US-1 | Pay | ✅ Done (May) |\n';
    expect(itemTitled(readingOf(text), 'Pay').warnings).toEqual([]);
  });
});

describe('the sentence of a story that another place names', () => {
  const sentence = 'As a guest, I want to log in, so that I can pay.';
  const row = `| ID | User story |\n|---|---|\n| US-2 | ${sentence} |\n`;

  test.each([
    ['a row and a heading', `${row}\n## US-2: Log in\n\nText.\n`, ['Text.']],
    ['a heading and a row', `## US-2: Log in\n\nText.\n\n## Overview\n\n${row}`, ['Text.']],
    [
      'a full row and a heading',
      `| ID | User story | AC |\n|---|---|---|\n| US-2 | ${sentence} | It opens |\n\n## US-2: Log in\n`,
      [],
    ],
    [
      'a name in a row and a heading',
      `| ID | Title |\n|---|---|\n| US-2 | Log in |\n\n## US-2: ${sentence}\n\nText.\n`,
      ['Text.'],
    ],
  ])('is its description: %s', (_where, text, more) => {
    expect(readingOf(`# User stories\n\n${text}`).items).toMatchObject([
      { title: 'Log in', description: [sentence, ...more].join('\n\n') },
    ]);
  });

  test('is not said twice', () => {
    const told = sentence.replace('guest', '**guest**');
    const [item] = readingOf(`# User stories\n\n${row}\n## US-2: Log in\n\n${told}\n`).items;
    expect(item).toMatchObject({ title: 'Log in', description: told });
  });

  test('is its title where a line only speaks of it', () => {
    const reading = readingOf(
      `# User stories\n\n${row}\n## Progress\n\n- US-2: waits for legal, Anna asks\n`,
    );
    expect(reading.items).toMatchObject([{ title: sentence }]);
  });

  test('is its description where a row of another table names it', () => {
    const names = '## Priorities\n\n| ID | Name | Points |\n|---|---|---|\n| US-2 | Session | 3 |\n';
    for (const text of [`${row}\n${names}`, `${names}\n${row}`]) {
      const [item] = readingOf(`# User stories\n\n${text}`).items;
      expect(item).toMatchObject({ title: 'Session', storyPoints: 3, description: sentence, warnings: [] });
    }
  });

  test('is its title beside the short name in the row of a sprint', () => {
    const sprint = '## Sprint 1\n\n| ID | Task | Points |\n|---|---|---|\n| US-2 | Session | 3 |\n';
    for (const text of [`${row}\n${sprint}`, `${sprint}\n${row}`]) {
      const [item] = readingOf(`# User stories\n\n${text}`).items;
      expect(item).toMatchObject({ title: sentence, storyPoints: 3, warnings: [] });
    }
  });
});

describe('a table that names stories of other tables by numbers', () => {
  const stories =
    '# Backlog\n\n## Epic 1 — Boats\n\n| # | User story | Priority |\n|---|---|---|\n| 1.1 | As a rower, I want to add boats | High |\n| 1.2 | As a rower, I want to sort boats by length | High |\n| 1.3 | As a rower, I want a log | Low |\n\n## Sprint 1\n\n| Story | Owner |\n|---|---|\n';
  const tree = [
    'EPIC Boats',
    'STORY As a rower, I want to add boats < Boats',
    'STORY As a rower, I want to sort boats by length < Boats',
    'STORY As a rower, I want a log < Boats',
  ];

  test.each([
    ['', '| 1.1 Add boats | Ann |\n| 1.2 Sort boats | Bob |\n| 1.3 Diary | Cem |\n'],
    ['two in a cell', '| 1.1 Add · 1.2 Sort | Ann |\n| 1.3 Diary · 1.1 Add | Bob |\n'],
  ])('makes none anew: %s', (_name, rows) => {
    expect(treeOf(readingOf(stories + rows))).toEqual(tree);
  });

  test('makes tasks that count otherwise', () => {
    expect(treeOf(readingOf(`${stories}| 1.1 Buy paint | Ann |\n| 1.2 Sand | Bob |\n`))).toHaveLength(6);
  });
});

describe('a table that lists a story among others', () => {
  const told =
    '# Shop\n\n## US-1 Sign up\n\nAs a guest, I want an account.\n\n## US-2 Pay\n\nAs a guest, I want to pay.\n';
  const table =
    '| ID | Story | Epic | Points |\n| --- | --- | --- | --- |\n| US-1 | Sign up | Accounts | 3 |\n| US-2 | Pay | Checkout | 5 |\n';
  const tree = ['EPIC Accounts', 'STORY Sign up < Accounts', 'EPIC Checkout', 'STORY Pay < Checkout'];

  test.each([
    ['below a heading within it', '### Summary for the tracker'],
    ['behind a rule', '---'],
  ])('tells of all of them %s', (_place, above) => {
    const reading = readingOf(`${told}\n${above}\n\n${table}`);
    expect(treeOf(reading)).toEqual(tree);
    expect(itemTitled(reading, 'Pay')).toMatchObject({
      storyPoints: 5,
      description: 'As a guest, I want to pay.',
    });
  });

  test('is the text of a story that it does not list', () => {
    const reading = readingOf(`${told}\n### Compared with\n\n${table.replace('US-2', 'US-3')}`);
    expect(treeOf(reading)).toEqual(['STORY Sign up', 'STORY Pay']);
    expect(itemTitled(reading, 'Pay').description).toContain('Compared with');
  });
});

describe('a list that names sections again by kind and number', () => {
  const sections =
    '# Plan\n\n## Epic 1: Boats & Oars\n\n### User Story 1.1\nAs a rower, I want a boat with eight seats.\n\n### User Story 1.2\nAs a cox, I want to steer.\n\n## Epic 2: Racing & Timing\n\n### User Story 2.1\nAs a judge, I want a clock.\n';
  const tree = [
    'EPIC Boats & Oars',
    'STORY As a rower, I want a boat with eight seats. < Boats & Oars',
    'STORY As a cox, I want to steer. < Boats & Oars',
    'EPIC Racing & Timing',
    'STORY As a judge, I want a clock. < Racing & Timing',
  ];

  test('makes no items of its own, and says where it calls them otherwise', () => {
    const reading = readingOf(
      `${sections}\n## Priorities\n\n### MVP\n1. Epic 1: Boats\n2. User Story 2.1: Stopwatch\n\n### Later\n3. Epic 2: Regatta day\n4. User Story 1.1: Boat (one)\n`,
    );
    expect(treeOf(reading)).toEqual(tree);
    expect(itemTitled(reading, 'Racing & Timing').warnings.map(({ code }) => code)).toEqual([
      'TITLE_CONTRADICTED',
    ]);
  });

  test('makes items where it names what has no section, or stands under another epic', () => {
    const more = `${sections}\n## Epic 3: Club\n\n- User Story 1.1: Beer\n- User Story 1.2: Wine\n`;
    expect(treeOf(readingOf(more))).toHaveLength(8);
  });
});

test.each(['.', ''])('a full stop behind the sentence of a row changes no title: “%s”', (stop) => {
  const reading = readingOf(
    `## Requirements\n\n| RF | Requirement | US | User story |\n|---|---|---|---|\n| RF1 | Log in as a guest | US1 | As a guest, I want to log in${stop} |\n| RF2 | Log out | US2 | As a guest, I want to log out${stop} |\n\n## Backlog\n\n| US | User story | MoSCoW |\n|---|---|---|\n| US1 | As a guest, I want to log in | Must |\n| US2 | As a guest, I want to log out | Must |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Log in as a guest', 'STORY Log out']);
});

describe('a story that a bold line heads', () => {
  const table =
    '## Priorities\n\n| Priority | ID | Story |\n| --- | --- | --- |\n| P1 | US-1 | OCR import |\n| P1 | US-2 | Invites |\n';
  const told = (text: string) =>
    `# Stories\n\n**US-1 Photo import (OCR)**\n\n${text}\n\n**US-2 Inviting the family**\n\n${text}\n\n${table}`;

  test('is called by that line where it stands over criteria, and not by the row of a table', () => {
    const { items } = readingOf(told('**Acceptance criteria**\n\n- [ ] All goes well'));
    expect(items.map(({ title }) => title)).toEqual(['Photo import (OCR)', 'Inviting the family']);
    expect(items[1]?.warnings.map(({ code }) => code)).toEqual(['TITLE_CONTRADICTED']);
  });
});

describe('a sentence that bears the number of the story that it stands in', () => {
  test.each([
    ['História de Usuário', 'US', 'Eu como usuário quero entrar no site.'],
    ['User story', 'US', 'As a user I want to log on.'],
    ['Historia de usuario', 'HU', 'Como usuaria quiero entrar en la página.'],
  ])('tells that story: %s', (word, prefix, sentence) => {
    const stories = ['Portal', 'Perfil'].map(
      (name, at) =>
        `### ${word} 0${at + 1} - ${name}\n\n#### Talk\n\n- One?\n\n**(${prefix}0${at + 1})** ${sentence}\n`,
    );
    const { items } = readingOf(`# Plan\n\n${stories.join('\n')}`);
    expect(items).toMatchObject([
      { title: 'Portal', key: `${prefix}01` },
      { title: 'Perfil', key: `${prefix}02` },
    ]);
  });
});

describe('a later list that calls most of its entries as sections before it', () => {
  const sections =
    '# Harbour\n\n## Sprint backlog\n\n#### Issue #10: Berth Map Integration\n**Story Points:** 5\n\nText.\n\n#### Issue #11: Tide Stamping\n**Story Points:** 3\n\nText.\n\n';
  const preview = '## Next sprint\n\n### Planned Features\n- Berth map integration\n- Tide stamping\n';

  test('names these, whatever kind it is called after', () => {
    const reading = readingOf(`${sections}${preview}- Crane control\n`);
    expect(treeOf(reading)).toEqual([
      'STORY Berth Map Integration',
      'STORY Tide Stamping',
      'FEATURE Crane control',
    ]);
    expect(reading.items[0]?.storyPoints).toBe(5);
  });

  test('but holds items of its own where it tells of them, or names others', () => {
    const other = readingOf(`${sections}${preview.replace('- Tide stamping', '- Tide gates\n- Crane log')}`);
    expect(treeOf(other).filter((line) => line.startsWith('FEATURE'))).toHaveLength(3);
    const told = readingOf(
      `${sections}${preview.replace('integration\n', 'integration\n  - Story: Zoom\n')}`,
    );
    expect(treeOf(told)).toContain('STORY Zoom < Berth map integration');
  });
});

test('a heading over stories is called as it says, and not as a line that tells how far it is', () => {
  const plan = '# Rink\n\n## Epic 1: Lending of skates\n\n- As a skater, I want to book a pair.\n';
  const reading = readingOf(
    `${plan}\n## Where we are\n\n- **Epic 1 - Skates**: 1 of 1 stories, shown to the whole club on Friday\n`,
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Lending of skates',
    'STORY As a skater, I want to book a pair. < Lending of skates',
  ]);
});

test.each([': ', ' – ', '：'])(
  'what is told of an epic behind its bold name and “%s” makes no other',
  (sign) => {
    const table =
      '| 编号 | 需求 | 所属史诗 |\n|---|---|---|\n| XQ-1 | 上报读数 | 抄表 |\n| XQ-2 | 低电告警 | 抄表 |\n';
    const told = `## 史诗说明\n\n- **抄表**${sign}替代人工入户。\n`;
    expect(treeOf(readingOf(`# 水表\n\n## 需求列表\n\n${table}\n${told}`))).toEqual([
      'EPIC 抄表',
      'STORY 上报读数 < 抄表',
      'STORY 低电告警 < 抄表',
    ]);
  },
);
