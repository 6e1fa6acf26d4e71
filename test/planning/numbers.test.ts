import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a decimal at the start of a criterion is a part of it, and a number of a list is not', () => {
  const criteria = [
    '99.5% of payments arrive in time',
    '1.5 seconds at most',
    '2.0 is the version',
    '12.5 kg is the limit',
  ];
  const written = [...criteria, '1. It beeps', '2.1. It blinks', '3)It stops'];
  const reading = readingOf(
    `## Story: Weigh\n\nAcceptance criteria:\n\n${written.map((text) => `- ${text.replace(/^(\d+)([.)])(?=\D)/, '$1\\$2')}\n`).join('')}`,
  );
  expect(itemTitled(reading, 'Weigh').acceptanceCriteria).toEqual([
    ...criteria,
    'It beeps',
    'It blinks',
    'It stops',
  ]);
});

test('a decimal at the start of a title is a part of it', () => {
  const titles = ['99.5% uptime report', '2.5 tonne trucks are weighed', '3.5-inch disks are read'];
  const entries = titles.map((title) => `- ${title}\n`).join('');
  expect(treeOf(readingOf(`## User stories\n\n${entries}- 1.1 Login\n`))).toEqual([
    ...titles.map((title) => `STORY ${title}`),
    'STORY Login',
  ]);
});

test('a number before lower case is one of the outline where others count on from it', () => {
  expect(treeOf(readingOf('## User stories\n\n- 1.1 log in\n- 1.2 iOS app\n- 2.5 tonne trucks\n'))).toEqual([
    'STORY log in',
    'STORY iOS app',
    'STORY 2.5 tonne trucks',
  ]);
  const headings = ['1.1 eKYC', '1.2 iOS app'].map(
    (title) => `### ${title}\n\nAs a clerk I want to ${title}\n`,
  );
  expect(treeOf(readingOf(`# Stories\n\n${headings.join('\n')}`))).toEqual(['STORY eKYC', 'STORY iOS app']);
});

test('levels with hyphens between them are an outline as those with dots are', () => {
  const headings = [
    '# 1. Epic: Subscribe',
    '## 1-1. Feature: Swap a dish',
    '### 1-1-1) Story: Swap it in a list',
  ];
  expect(treeOf(readingOf(headings.join('\n\n')))).toEqual([
    'EPIC Subscribe',
    'FEATURE Swap a dish < Subscribe',
    'STORY Swap it in a list < Swap a dish',
  ]);
  expect(treeOf(readingOf('## User stories\n\n- 2026-03-01. Launch day\n- 5-6 seats a row\n'))).toEqual([
    'STORY 2026-03-01. Launch day',
    'STORY 5-6 seats a row',
  ]);
});

const annex = [
  '# Annex F – What we offer',
  '## F.1 How to read it',
  'Every story has a number.',
  '## F.2 Offered work',
  '### F.2.1 Harbour gate',
  '| Nr. | User story | Points |\n| --- | --- | --- |\n| F-101 | Open the gate | 3 |\n| F-102 | Shut the gate | 2 |',
  '### F.2.2 Crane desk',
  '| Nr. | User story | Points |\n| --- | --- | --- |\n| F-201 | Book a crane | 5 |',
  '## F.3 Reservations',
  'Prices stand elsewhere.',
].join('\n\n');

test('numbers that go on with the letter of an annex are of the outline, and no keys', () => {
  const reading = readingOf(annex);
  expect(treeOf(reading)).toEqual([
    'FEATURE Harbour gate',
    'STORY Open the gate < Harbour gate',
    'STORY Shut the gate < Harbour gate',
    'FEATURE Crane desk',
    'STORY Book a crane < Crane desk',
  ]);
  expect(itemTitled(reading, 'Book a crane').key).toBe('F-201');
});

test('so are those that go on with each other where no heading names the letter', () => {
  const text = annex.replace(/^.*\n\n/, '').replaceAll(/F\./g, 'C.');
  expect(treeOf(readingOf(text))).toEqual(treeOf(readingOf(annex)));
});

test('numbers of headings that mostly tell stories are keys', () => {
  const story = (key: string, title: string): string =>
    `### ${key} ${title}\n\nAs a skipper, I want to ${title}.\n\n`;
  const reading = readingOf(
    `# A. Harbour\n\n## A.1 Berths\n\n${story('A.1.1', 'Moor')}${story('A.1.2', 'Sail')}Depends on: A.1.1\n`,
  );
  expect(itemTitled(reading, 'Sail')).toMatchObject({
    key: 'A.1.2',
    dependsOn: [itemTitled(reading, 'Moor').id],
  });
});

test('numbers that go on with the letter of an epic are keys', () => {
  const reading = readingOf(
    '# Epic C: Crane desk\n\n## C.1 Book a crane\n\nAs a skipper, I want to book a crane.\n\n## C.2 Give it back\n\nAs a skipper, I want to give it back.\n',
  );
  expect(itemTitled(reading, 'Book a crane').key).toBe('C.1');
});

test('so are those that no sign ends where they count on', () => {
  const headings = [
    '## 1 Epic: Subscribe',
    '### 1-1 Feature: Swap a dish',
    '#### 1-1-1 Story: Swap it in a list',
    '#### 1-1-2 Story: Swap it back',
    '### 1-2 Feature: Pause',
    '## 2 Epic: Deliver',
    '### 2-1 Feature: Photos',
    '#### 2-3 photos a day',
  ];
  expect(treeOf(readingOf(`# Plan\n\n${headings.join('\n\n')}`))).toEqual([
    'EPIC Subscribe',
    'FEATURE Swap a dish < Subscribe',
    'STORY Swap it in a list < Swap a dish',
    'STORY Swap it back < Swap a dish',
    'FEATURE Pause < Subscribe',
    'EPIC Deliver',
    'FEATURE Photos < Deliver',
  ]);
});

describe('letters that count on', () => {
  const story = (title: string) => `#### US-${title.length}: ${title}\n\nAs a rower, I want to ${title}.\n\n`;

  test.each(['A — ', 'A. ', 'A) ', 'A: '])('are no part of the names of headings: “%s”', (first) => {
    const [boats, oars, locks] = ['A', 'B', 'C'].map((letter) => first.replace('A', letter));
    const text = `# Club\n\n### ${boats}Boats\n\n${story('Row')}### ${oars}Oars\n\n${story('Lend')}### ${locks}Epic: Locks\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Boats',
      'STORY Row < Boats',
      'FEATURE Oars',
      'STORY Lend < Oars',
      'EPIC Locks',
    ]);
  });

  test('are none of bold lines, entries and criteria', () => {
    const bold = readingOf(`# Club\n\n**A. Story: Row**\n\nFast.\n\n**B. Story: Lend**\n\nOars.\n`);
    expect(treeOf(bold)).toEqual(['STORY Row', 'STORY Lend']);
    const entries = '- A. Row\n  - Acceptance criteria:\n    - A. It floats\n    - B. It moves\n- B. Lend\n';
    const reading = readingOf(`# Club\n\n## User stories\n\n${entries}`);
    expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Lend']);
    expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['It floats', 'It moves']);
    const lines = readingOf(`## Story: Row\n\nAcceptance criteria:\nA. It floats.\nB. It moves.\n`);
    expect(itemTitled(lines, 'Row').acceptanceCriteria).toEqual(['It floats.', 'It moves.']);
  });

  test('stay where nothing counts on from them', () => {
    const reading = readingOf('## User stories\n\n- A. Smith’s boat is found\n- C. Miller’s boat is found\n');
    expect(treeOf(reading)).toEqual(['STORY A. Smith’s boat is found', 'STORY C. Miller’s boat is found']);
  });
});

test.each([
  ['1️⃣', '2️⃣'],
  ['①', '②'],
  ['#1', '#2'],
])('a field names the epic by its number, written as %s', (one, two) => {
  const text = `# Plan\n\n### Epic 1️⃣ : Boats\n\n### Epic 2️⃣ : Berths\n\n## Stories\n\n### US-1 Row\n**Points**: 3 | **Epic**: ${one}\n\n### US-2 Moor\n**Points**: 2 | **Epic**: ${two}\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Boats',
    'EPIC Berths',
    'STORY Row < Boats',
    'STORY Moor < Berths',
  ]);
});

test('what names a parent without a letter makes no epic', () => {
  const text =
    '# Plan\n\n## Stories\n\n### US-1 Row\n**Points**: 3 | **Epic**: 7️⃣\n\n### US-2 Moor\n**Points**: 2 | **Epic**: 7️⃣\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Moor']);
});

test('a letter in brackets counts headings where it counts on from A', () => {
  const text = '# Epic: Club\n\n## [A] Boats\n\n- US-1 Row\n\n## [B] Fees\n\n- US-2 Pay\n';
  expect(treeOf(readingOf(text))).toContain('FEATURE Boats < Club');
  expect(treeOf(readingOf(text.replace('[B]', '[X]')))).toContain('FEATURE [A] Boats < Club');
});

test.each([
  ['1.3', ['EPIC Boats', 'STORY Row < Boats', 'ENABLER Which oars < Boats']],
  ['1.1.1', ['EPIC Boats', 'STORY Row < Boats']],
])('a spike below a story is work of its own where it counts on: “Spike %s”', (number, tree) => {
  const text = `# Club\n\n## Epic 1: Boats\n\n### Story 1.1: Row\n\n#### Spike ${number} Which oars\n\nTwo days.\n`;
  expect(treeOf(readingOf(text))).toEqual(tree);
});

test('a number in front of the mark of one item needs no sign, in lists and in paragraphs', () => {
  const lines = ['1 Epic: Pay', '1.1 Story: By card', '2 Epic: Row', '2.1 Story: Rent oars'];
  const tree = ['EPIC Pay', 'STORY By card < Pay', 'EPIC Row', 'STORY Rent oars < Row'];
  expect(treeOf(readingOf(`# Harbour\n\n${lines.map((line) => `- ${line}\n`).join('')}`))).toEqual(tree);
  expect(treeOf(readingOf(`# Harbour\n\n${lines.join('\n\n')}\n`))).toEqual(tree);
  expect(() => readingOf('# Harbour\n\n- 2 stories: pay and row\n- 3 bugs: none\n')).toThrow('NO_ITEMS');
});

test.each(['', '- ', '### '])(
  'a number in front of the sentence of a story needs no sign behind “%s”',
  (front) => {
    const lines = [
      '1 As a guest, I want to row.',
      '1-1 As a guest, I want to sail.',
      '1-1-1 As a guest, I want to pay.',
    ];
    const text = `## Backlog\n\n${lines.map((line) => `${front}${line}\n\n`).join('')}`;
    const titles = readingOf(text).items.map(({ title }) => title);
    expect(titles).toEqual(lines.map((line) => line.replace(/^\S+ /, '')));
  },
);

test('numbers of an outline stand over one another, though to Markdown only the first begin lists', () => {
  const text =
    'Harbour\n\n1. Epic: Pay\n\n1.1. Story: By card\n\nEstimate: 5 SP\n\n2. Epic: Row\n\n2.1. Story: Rent oars\n\n3. Enabler: Harbour map\n';
  expect(treeOf(readingOf(text)).slice(0, 4)).toEqual([
    'EPIC Pay',
    'STORY By card < Pay',
    'EPIC Row',
    'STORY Rent oars < Row',
  ]);
});
