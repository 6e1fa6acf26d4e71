import { expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

test.each([
  'Main acceptance criteria',
  'Key acceptance criterion',
  'Minimum acceptance criteria',
  'Wichtigste Akzeptanzkriterien',
  "Critères d'acceptation principaux",
  'Criterios de aceptación principales',
  'Critérios de aceitação principais',
  'Criteri di accettazione principali',
  'Belangrijkste acceptatiecriteria',
  'Główne kryteria akceptacji',
  'Основные критерии приёмки',
  'Temel kabul kriterleri',
  'Tiêu chí chấp nhận chính',
  '主要验收标准',
  '最低验收标准',
  '最小验收',
  '主な受け入れ基準',
  '주요 인수 조건',
])('“%s” are criteria', (name) => {
  const text = `| Story | ${name} |\n|---|---|\n| Reserve a boat | It is mine; nobody else has it |\n\n## Story: Pay\n\n**${name}:**\n\n- By card\n`;
  const reading = readingOf(text);
  expect(itemTitled(reading, 'Reserve a boat').acceptanceCriteria).toEqual([
    'It is mine',
    'nobody else has it',
  ]);
  expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['By card']);
});

test.each(['Acceptance criteria met', 'Search criteria'])('“%s” are none', (name) => {
  const reading = readingOf(`| Story | ${name} |\n|---|---|\n| Reserve a boat | Date |\n`);
  expect(itemTitled(reading, 'Reserve a boat').acceptanceCriteria).toEqual([]);
});

test.each([
  'Acceptance criteria (draft, Bob has yet to agree with the harbour master)',
  'Acceptatiecriteria (concept, de havenmeester moet nog akkoord gaan)',
  '受け入れ条件（案：港長とまだ合意していない、来週あらためて話し合う予定）',
])('brackets behind a label without a colon are no part of it: “%s”', (label) => {
  const [story] = readingOf(`# Story: Pay\n\n${label}\n- By card\n- In cash\n`).items;
  expect(story).toMatchObject({ acceptanceCriteria: ['By card', 'In cash'], description: '' });
});

test.each([
  'Checklist "Acceptance criteria" 1/2',
  'Checklist „Akzeptanzkriterien“ 1/2',
  'Checklist: Acceptance criteria',
  'Acceptance criteria 1/2',
  'Acceptance criteria 50%',
  'Criteria of satisfaction (0/2)',
  'Critérios de aceitação (0/2)',
])('“%s” is the label of criteria', (label) => {
  const text = `# Board\n\n- **As a rower, I want a boat**\n  Points: 8\n  ${label}\n  - [x] It floats\n  - [ ] It is mine\n`;
  const [story] = readingOf(text).items;
  expect(story?.acceptanceCriteria).toEqual(['It floats', 'It is mine']);
});

test.each([
  'Acceptance criteria US-1 (draft, Bob has yet to agree):',
  'Acceptance criteria for US-1 (draft):',
  'Criterios de aceptación US-1:',
  'Criterios de aceptación de US-1',
  "Critères d'acceptation – US-1",
])('a label of criteria names their story: “%s”', (label) => {
  const [story] = readingOf(`# Stories\n\n- US-1: Pay\n- US-2: Refund\n\n**${label}**\n\n- By card\n`).items;
  expect(story?.acceptanceCriteria).toEqual(['By card']);
});

test.each(['Criteria of Success', 'Criteria for success', 'Success conditions', 'Conditions of success'])(
  '“%s” between the stories of a page are criteria',
  (label) => {
    const reading = readingOf(
      `# Stories\n\n## Sailor\n\nAs a sailor, I want to sail\n\n*${label}*\n- The boat is out\n\n---\n\nAs a sailor, I want to land\n\n*${label}*\n- The boat is in\n`,
    );
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['The boat is out'],
      ['The boat is in'],
    ]);
  },
);

test('scenarios of errors are no acceptance criteria, and the criteria of a bug are', () => {
  const text = (heading: string) =>
    `# Stories\n\n## US-1: Pay\n\n### ${heading}\n\n- Message: try again\n\n## US-2: Refund\n`;
  expect(readingOf(text('Error scenarios')).items[0]).toMatchObject({
    acceptanceCriteria: [],
    description: '### Error scenarios\n\n- Message: try again',
  });
  expect(readingOf(text('Bug acceptance criteria')).items[0]?.acceptanceCriteria).toEqual([
    'Message: try again',
  ]);
});

test.each(['Criteria (INVEST)', 'Kriterien (INVEST)', 'Criterios (SMART)'])(
  '“%s” tell how a story is cut, and are none of its criteria',
  (label) => {
    const checks = '- **I**ndependent: no other\n- **S**mall: one day\n';
    const text = `# Plan\n\n## Story: Pay\n\n**${label}:**\n${checks}\n**Acceptance criteria:**\n\n- By card\n`;
    const pay = itemTitled(readingOf(text), 'Pay');
    expect(pay.acceptanceCriteria).toEqual(['By card']);
    expect(pay.description).toContain('one day');
  },
);

test('keys of criteria name no items, and are those of the feature that the title specifies', () => {
  const rows =
    '| ID | Criterion | Check |\n|---|---|---|\n| AC-01 | Rows fast | test |\n| AC-02 | Sails far | test |\n';
  const below = `## US-1 Row\n\nPoints: 3\n\n## US-2 Sail\n\nPoints: 5\n\n## Acceptance criteria (feature level)\n\n${rows}`;
  expect(readingOf(`# Plan\n\n${below}`).warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
  for (const mark of ['Feature specification', 'Feature spec', 'Feature-Spezifikation']) {
    const reading = readingOf(`# ${mark}: Boats\n\n${below}`);
    expect(reading.items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'FEATURE Boats',
      'STORY Row',
      'STORY Sail',
    ]);
    expect(itemTitled(reading, 'Boats').acceptanceCriteria).toEqual(['Rows fast', 'Sails far']);
  }
});
