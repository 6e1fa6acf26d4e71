import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

function criteriaOf(...lines: readonly string[]): readonly string[] {
  const text = `# Plan\n\n## US-1 – Reserve a boat\n\nPriority: High\n\n${lines.join('\n')}\n\n## US-2 – Row\n`;
  return readingOf(text).items[0]?.acceptanceCriteria ?? [];
}

const criteria = ['- It is mine', '- It floats', ''];
const others = ['- A chart', '- An oar'];

describe('criteria end before a line over a list of its own', () => {
  test.each([
    'Technical notes',
    'Notes',
    'Open questions',
    'Notas técnicas',
    'Out of scope for this story',
    'Fora do escopo desta história:',
    'Hors périmètre',
  ])('which is a known label or says what is not to be done: “%s”', (label) => {
    for (const head of ['Acceptance criteria', 'Acceptance criteria:', '### Acceptance criteria'])
      expect(criteriaOf(head, '', ...criteria, label, '', ...others)).toEqual(['It is mine', 'It floats']);
  });

  test('which is written as their own label is', () => {
    expect(criteriaOf('Acceptance criteria', ...criteria, 'Test data', ...others)).toEqual([
      'It is mine',
      'It floats',
    ]);
  });

  test.each([
    ['otherwise', ['Acceptance criteria:', ...criteria, 'At night', ...others]],
    ['with a colon', ['Acceptance criteria', ...criteria, 'At night:', ...others]],
    ['as the first of them', ['Acceptance criteria', '', 'By day', ...criteria, 'At night', ...others]],
  ])('and go on behind one that is written %s', (_how, lines) => {
    expect(criteriaOf(...lines)).toEqual(['It is mine', 'It floats', 'A chart', 'An oar']);
  });
});

test.each(['US-2', 'RF-7, RF-8', '#12'])('a bold label of nothing but keys ends them: “%s”', (keys) => {
  const entries = ['- It is mine', '- It floats', `- **Related to:** ${keys}`];
  expect(criteriaOf('Acceptance criteria:', '', ...entries)).toEqual(['It is mine', 'It floats']);
  expect(criteriaOf('Acceptance criteria:', '', '- It is mine', '- **Screen:** US-2 is shown')).toHaveLength(
    2,
  );
});

describe('criteria in an item that is written as labels over lists', () => {
  const story = (...labels: readonly string[]) =>
    labels.map((label, at) => `${label}\n\n- Thing ${at}\n- Matter ${at}\n\n`).join('');
  const read = (written: string) => readingOf(`# Plan\n\n### US-1: Reserve a boat\n\n${written}`).items[0];

  test('end before the next label, whatever it says', () => {
    const item = read(story('Goal:', 'Acceptance criteria:', 'Signed proof:'));
    expect(item?.acceptanceCriteria).toEqual(['Thing 1', 'Matter 1']);
    expect(item?.description).toContain('Signed proof:\n\n- Thing 2');
  });

  test.each([
    ['where no other label stands', story('Acceptance criteria:', 'At night:')],
    ['where a text stands above them', `A boat.\n\n${story('Goal:', 'Acceptance criteria:', 'At night:')}`],
  ])('go on %s', (_where, written) => {
    expect(read(written)?.acceptanceCriteria).toHaveLength(4);
  });
});

describe('criteria within the last entry of the sentence of a story', () => {
  const label = ['', '  **Acceptance criteria:**', '', '  1. It is mine', '  2. It floats'];

  test.each([
    [['- **As a** member,', '- **I want** to reserve a boat,', '- **So that** I can row.']],
    [['- **作为** 会员，', '- **我想要** 预订一条船，', '- **以便** 我能划船。']],
    [['- As a member, I want to reserve a boat, so that I can row.']],
  ])('are those of the story: %j', (sentence) => {
    expect(criteriaOf(...sentence, ...label)).toEqual(['It is mine', 'It floats']);
    const text = ['## US-1 – Reserve a boat', '', ...sentence, ...label].join('\n');
    const { description } = itemTitled(readingOf(text), 'Reserve a boat');
    expect(description).toContain(sentence.join('\n'));
    expect(description).not.toContain('It floats');
  });

  test('and not where the entry names something else', () => {
    expect(criteriaOf('- The oar', ...label)).toEqual([]);
  });
});

describe('below an entry and a label of its criteria', () => {
  const titles = (list: string): readonly string[] => {
    const text = `# Plan\n\n## Feature: Boats\n\n- **S1** Row — 2 pts\n\nAcceptance criteria:\n\n${list}\n`;
    return readingOf(text).items.flatMap(({ title, acceptanceCriteria }) => [title, ...acceptanceCriteria]);
  };

  test.each([
    ['another list', '* It floats\n* S9 is told\n\n- **S2** Sail — 3 pts'],
    ['the same list', '- It floats\n- S9 is told\n- **S2** Sail — 3 pts'],
  ])('%s goes on with the items', (_how, list) => {
    expect(titles(list)).toEqual(['Boats', 'Row', 'It floats', 'S9 is told', 'Sail']);
  });

  test('keys of another series, or written otherwise, begin criteria', () => {
    expect(titles('- **AC1** It floats\n- S2 Sail is not in the way')).toEqual([
      'Boats',
      'Row',
      'It floats',
      'S2 Sail is not in the way',
    ]);
  });
});

test.each(['✅ ALL COMPLETED', '✅ done', '✅ All met'])(
  'how they all stand is none of them: “%s”',
  (state) => {
    expect(criteriaOf(`**Acceptance criteria**: ${state}`, '', ...criteria)).toEqual([
      'It is mine',
      'It floats',
    ]);
  },
);

describe('a table behind the criteria of an epic', () => {
  const epic = ['# Plan', '', '## Epic 1: Boats', '', '**Acceptance criteria**:', '', ...criteria];

  test('lists its stories where a column says so', () => {
    const reading = readingOf(
      [...epic, '| Story ID | User Story | Points |', '|--|--|--|', '| S01.1 | Row a boat | 3 |'].join('\n'),
    );
    expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row a boat < Boats']);
    expect(itemTitled(reading, 'Boats').acceptanceCriteria).toEqual(['It is mine', 'It floats']);
  });

  test.each([
    ['| Task ID | Task | Points |', '| T1.1 | Row a boat | 3 |'],
    ['| ID | Title | Type | Points |', '| B-1 | Row a boat | Story | 3 |'],
  ])('lists its work where its columns plan it: “%s”', (header, row) => {
    const rule = header.replaceAll(/[^|]+/g, '--');
    const reading = readingOf([...epic, header, rule, row].join('\n'));
    expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row a boat < Boats']);
    expect(itemTitled(reading, 'Row a boat').storyPoints).toBe(3);
    expect(itemTitled(reading, 'Boats').acceptanceCriteria).toEqual(['It is mine', 'It floats']);
  });

  test.each([
    ['| Load | Limit |', '| Two boats | 1 s |'],
    ['| Task | Time |', '| Open the shed | 1 s |'],
    ['| Test ID | Test | Status |', '| T-1 | Open the shed | Passed |'],
  ])('goes on with them where none does: “%s”', (header, row) => {
    const rule = header.replaceAll(/[^|]+/g, '--');
    const reading = readingOf([...epic, header, rule, row].join('\n'));
    expect(treeOf(reading)).toEqual(['EPIC Boats']);
    expect(itemTitled(reading, 'Boats').acceptanceCriteria).toHaveLength(3);
  });
});

test.each([
  ['of that one', ['| US-1 | As a rower, I want a boat | `[x]` |'], [[], ['It is mine', 'It floats']]],
  [
    'of the feature where it tells two',
    ['| US-1 | As a rower, I want a boat | [x] |', '| US-2 | As a rower, I want an oar | [x] |'],
    [['It is mine', 'It floats'], [], []],
  ],
])('criteria behind a table of one story are %s', (_whose, rows, expected) => {
  const table = ['| ID | User story | Status |', '|--|--|--|', ...rows].join('\n');
  const text = `# Plan\n\n## Feature 1: Boats\n\n${table}\n\n**Acceptance criteria**\n${criteria.join('\n')}\n`;
  const { items } = readingOf(text);
  expect(items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual(expected);
  expect(items.at(-1)?.status).toBe('Done');
});
