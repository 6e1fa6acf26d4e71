import { expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

function berthOf(...lines: readonly string[]) {
  const code = ['```', 'Priority: High', '', 'Acceptance Criteria:', ...lines, '```'].join('\n');
  return itemTitled(readingOf(`# Epic: Harbour\n\n## Story 1: Berth\n\n${code}\n`), 'Berth');
}

test('criteria in a block of code end at the next label', () => {
  const lines = ['- [ ] It shows the berth', '- [ ] It shows the tide', '', 'Endpoints:', '- GET /berths'];
  const berth = berthOf(...lines, '', 'Notes:', '- Ask the harbour master');
  expect(berth.acceptanceCriteria).toEqual(['It shows the berth', 'It shows the tide']);
  expect(berth.description).toContain('GET /berths');
});

test('labels in front of all of them part them', () => {
  const berth = berthOf('', 'Shown:', '- The berth', '- The tide', '', 'Kept:', '- The name', '- The length');
  expect(berth.acceptanceCriteria).toEqual(['The berth', 'The tide', 'The name', 'The length']);
});

test('the sentence of a story in a block of scenarios is no criterion, however its lines go on', () => {
  const text = `# Epic: Harbour

## Story: Berth

#### Narrative

\`\`\`gherkin
As a skipper
I want to see the free berths
So I know where to moor
\`\`\`

#### Scenarios

\`\`\`gherkin
Scenario: One is free
  Given a free berth
  When the skipper asks
  Then it is shown
\`\`\`

## Story: Tide

### Acceptance criteria

\`\`\`gherkin
Feature: Tide
  Skippers see it
  before they leave

  Scenario: It rises
    Given a rising tide
    Then it is shown
\`\`\`
`;
  const reading = readingOf(text);
  expect(itemTitled(reading, 'Berth').acceptanceCriteria).toEqual([
    'Scenario: One is free\nGiven a free berth\nWhen the skipper asks\nThen it is shown',
  ]);
  expect(itemTitled(reading, 'Berth').description).toContain('So I know where to moor');
  expect(itemTitled(reading, 'Tide').acceptanceCriteria).toEqual([
    'Scenario: It rises\nGiven a rising tide\nThen it is shown',
  ]);
});

test('criteria in a block of code below their label begin at the label in it and end at the next', () => {
  const code = [
    'AS A skipper',
    'I WANT to see the berths',
    '',
    'Acceptance criteria:',
    '✓ It shows the berth',
    '✓ It shows the tide',
    '',
    'Technical notes:',
    '- Ask the harbour master',
  ];
  const parted = ['Acceptance criteria:', '', 'Shown:', '- The berth', '', 'Kept:', '- The name'];
  const storyOf = (title: string, lines: readonly string[]): string =>
    `## Story: ${title}\n\n**Acceptance criteria**:\n${['```', ...lines, '```'].join('\n')}\n\n`;
  const reading = readingOf(`# Epic: Harbour\n\n${storyOf('Berth', code)}${storyOf('Tide', parted)}`);

  const berth = itemTitled(reading, 'Berth');
  expect(berth.acceptanceCriteria).toEqual(['It shows the berth', 'It shows the tide']);
  expect(berth.description).toContain('I WANT to see the berths');
  expect(berth.description).toContain('Ask the harbour master');
  expect(itemTitled(reading, 'Tide').acceptanceCriteria).toEqual(
    expect.arrayContaining(['The berth', 'The name']),
  );
});

test('a bold label in a block of code needs no colon', () => {
  const lines = [
    '**Acceptance criteria**',
    '- [ ] It is lit',
    '- [ ] It is free',
    '',
    '**Notes**',
    '- Ask Ann',
  ];
  const text = `## US-1 — Berth\n\n${['```', ...lines, '```'].join('\n')}\n`;
  expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual(['It is lit', 'It is free']);
});

test('what is indented as code and begins with a bold label is text, with the list behind it', () => {
  const text =
    '## US-1 — Berth\n\n    **Priority:** Must\n\n    **Acceptance criteria**\n    - [ ] It is lit\n- [ ] It is free\n\n**Notes:** Ask Ann\n';
  const [item] = readingOf(text).items;
  expect(item).toMatchObject({ priority: 1, acceptanceCriteria: ['It is lit', 'It is free'] });
  expect(item?.description).toContain('Ask Ann');
});
