import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a priority in front of a title', () => {
  test.each([
    ['P0 · Pay by card', 'Pay by card', 1],
    ['P1 - Pay by card', 'Pay by card', 2],
    ['P1 – Pay by card', 'Pay by card', 2],
    ['P2: Pay by card', 'Pay by card', 3],
    ['[P1] Pay by card', 'Pay by card', 2],
    ['(P3) Pay by card', 'Pay by card', 4],
    ['**P0** | Pay by card', 'Pay by card', 1],
    ['1. [P1] Pay by card', 'Pay by card', 2],
    ['[High] Pay by card', 'Pay by card', 2],
    ['【高】 Pay by card', 'Pay by card', 2],
  ])('“%s” is its priority and not its key', (heading, title, priority) => {
    const text = `# Plan\n\n### ${heading}\n\nAs a guest, I want to pay by card.\n\n**Estimate:** 5 points\n`;
    expect(readingOf(text).items).toMatchObject([{ kind: 'STORY', key: null, title, priority }]);
  });

  test.each(['P1 incident report', 'P4 printing', '[P1, P2] Pay by card', '[Beta] Pay by card'])(
    '“%s” keeps what may be of the title',
    (heading) => {
      const text = `# Plan\n\n### ${heading}\n\nAs a guest, I want to pay by card.\n`;
      expect(readingOf(text).items).toMatchObject([{ key: null, title: heading, priority: null }]);
    },
  );

  test('makes no headings one item that share it', () => {
    const story = (head: string, who: string, priority = 'Urgent'): string =>
      `### ${head}\n\n**User story:** As ${who}, we need it so that nobody waits.\n\n**Acceptance criteria**\n\n- It is there.\n\n**Estimate:** 5 points · **Priority:** ${priority}\n\n`;
    const text = `# Backlog\n\n## Now\n\n${story('P0 · Open the gate', 'the harbour team')}${story('P0 · Light the pier', 'a skipper')}${story('P1 · Warn of storms', 'the harbour team', 'High')}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['STORY Open the gate', 'STORY Light the pier', 'STORY Warn of storms']);
    expect(reading.items).toMatchObject([1, 1, 2].map((priority) => ({ priority, storyPoints: 5 })));
    expect(reading.items[0]?.description).toContain('As the harbour team, we need it');
    expect(reading.warnings.map(({ code }) => code)).toEqual(['ITEMS_WITHOUT_PARENT']);
  });

  test('stays a key where a column for ids holds it', () => {
    const text = '# Stories\n\n| ID | User story |\n|---|---|\n| P1 | Pay by card |\n| P2 | Leave |\n';
    expect(readingOf(text).items).toMatchObject([
      { kind: 'STORY', key: 'P1', title: 'Pay by card' },
      { kind: 'STORY', key: 'P2', title: 'Leave' },
    ]);
  });
});

describe('a legend of priorities', () => {
  const story = '## Story 1.1: Pay by card\n\n- Receipt is printed\n';
  test.each([
    '## User Story Priority Levels\n\n- **P1 (Must Have)**: The product is of no use without it\n- **P2 (Should Have)**: It helps a lot\n',
    '**Priority levels:**\n- **P0 (Critical)**: Must have for the first release - nothing works without\n- **P1 (High)**: Should have - it helps\n',
    '## User stories by priority\n\n- P1: needed first\n- P2: needed soon\n- P3: needed some day\n',
    '## Stories: priorities\n\n- **High**: needed first\n- **Medium**: needed soon\n- **Low**: needed some day\n',
    '## User stories\n\n- **Must** – without it we do not open\n- **Should** – it helps\n- **Could** – if there is time\n',
    '## Historias de usuario\n\n- **Alta**: sin ella no se abre\n- **Media**: ayuda\n- **Baja**: si hay tiempo\n',
  ])('holds no items: %j', (legend) => {
    expect(treeOf(readingOf(`# Plan\n\n${legend}\n${story}`))).toEqual(['STORY Pay by card']);
  });

  test('is none where its entries are stories with points', () => {
    const text =
      '# Stories\n\n- P1: Pay by card (5 points)\n- P2: Leave (3 points)\n- P3: Come back (2 points)\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay by card', 'STORY Leave', 'STORY Come back']);
  });

  test('gives no items alone', () => {
    const text = '# Plan\n\n## P1 - Must have features\n\n## P2 - Should have features\n';
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('a word that ends in a number', () => {
  test.each(['OAuth2 login', 'UTF8 export', 'IPv6 addresses', 'HTTP2 push', 'MP3 export'])(
    'is no key where it stands alone: “%s”',
    (title) => {
      const text = `# Stories\n\n- ${title}\n- Pay by card\n\n## Story: ${title}s\n`;
      expect(readingOf(text).items).toMatchObject([
        { key: null, title },
        { key: null, title: 'Pay by card' },
        { key: null, title: `${title}s` },
      ]);
    },
  );

  test('is no key in a row that has one', () => {
    const rows = ['CMIP6 hosting', 'CMIP5 hosting', 'CMIP4 hosting'].map(
      (title, at) => `| S3.${at} | ${title} |`,
    );
    const text = `# Plan\n\n| ID | Story |\n|---|---|\n${rows.join('\n')}\n`;
    expect(readingOf(text).items).toMatchObject([
      { key: 'S3.0', title: 'CMIP6 hosting' },
      { key: 'S3.1', title: 'CMIP5 hosting' },
      { key: 'S3.2', title: 'CMIP4 hosting' },
    ]);
  });

  test('is one in a series', () => {
    const text = '# Stories\n\n- GATE1 Open\n- GATE2 Close\n- GATE3 Lock\n';
    expect(readingOf(text).items.map(({ key }) => key)).toEqual(['GATE1', 'GATE2', 'GATE3']);
  });
});

describe('a key that was only guessed', () => {
  test('is none where several headings with unlike titles bear it', () => {
    const story = (head: string): string => `## ${head}\n\nAs a guest, I want to pay.\n\nPoints: 3\n\n`;
    const text = `# Plan\n\n${['K1: Pay', 'K1: Leave', 'K2: Come back', 'K2: Complain'].map(story).join('')}`;
    expect(readingOf(text).items).toMatchObject(
      ['K1: Pay', 'K1: Leave', 'K2: Come back', 'K2: Complain'].map((title) => ({ key: null, title })),
    );
  });
});

test('a priority in brackets before a colon is none of the title', () => {
  const reading = readingOf(
    '## 1. Ovens (High priority):\n\n- As a baker, I want to bake bread, so that people eat.\n- As a baker, I want to bake cake, so that people smile.\n\n## 2. Pans (Priority: low)\n\n- As a cook, I want to fry eggs, so that people wake.\n',
  );
  expect(itemTitled(reading, 'Ovens')).toMatchObject({ kind: 'FEATURE', priority: 2 });
});

test('headings that a priority leads hold the epics of the tables below them', () => {
  const table = (row: string): string => `| Epic ID | Epic name |\n|---|---|\n| ${row} |\n\n`;
  const text = `# Shop\n\n## Epics by priority\n\n### P0 (critical) – First delivery\n\n${table('EP-1 | Pay')}### P1 (high) – Core delivery\n\n${table('EP-2 | Send')}`;
  expect(treeOf(readingOf(text))).toEqual(['EPIC Pay', 'EPIC Send']);
});

test('letters behind the word for priority rank from A to D, and say nothing without it', () => {
  const { items } = readingOf(
    '## 1. Ovens (Priority A)\n\n### Story 1: Bake bread\n\nPriority: B\n\n## 2. Pans (Priority C)\n\n### Story 2: Fry (plan A)\n',
  );

  expect(items.map(({ title, priority }) => [title, priority])).toEqual([
    ['Ovens', 1],
    ['Bake bread', 2],
    ['Pans', 3],
    ['Fry (plan A)', null],
  ]);
});
