import { describe, expect, test } from 'vitest';
import type { DocumentWarning, ReadOutcome } from '../../src/domain/plan.ts';
import { type WarningCode, warningCodes } from '../../src/planning/warning-codes.ts';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf } from './reading.ts';

const story = '<h1>Epic: A</h1><h2>Story: B</h2>';
const underEpic = '# Epic: A\n\n## Story: B\n\n';

/** For each code a document that raises it, what its message quotes, and what it says to do. */
const documents = {
  CELLS_WITHOUT_COLUMN: [
    outcomeOf('# Epic: A\n\n| Story | Points |\n|---|---|\n| Pay | 3 | by card |\n| Ship | 5 |\n'),
    '“by card”',
    'Write “\\|”',
  ],
  CRITERIA_CUT: [
    outcomeOf(`${underEpic}Acceptance criteria:\n\n${`- ${'c'.repeat(900)}\n`.repeat(300)}`),
    'last',
    'Split',
  ],
  CRITERIA_GUESSED: [
    outcomeOf('# Stories & acceptance criteria\n\n## Story: B\n\n- It works\n\n## Story: C\n\n- It works\n'),
    '2 stories',
    'Write “Acceptance criteria:”',
  ],
  DEPENDENCY_NOT_FOUND: [outcomeOf(`${underEpic}Depends on: US-99`), '“US-99”', 'Write the key'],
  DESCRIPTION_CUT: [outcomeOf(`${underEpic}${'Text. '.repeat(40_000)}`), '200000', 'Split'],
  ENABLER_TYPE_GUESSED: [outcomeOf('# Epic: A\n\n## Enabler: B'), '“B”', 'Write “Infrastructure enabler: …”'],
  FEATURE_GUESSED: [
    outcomeOf('# Epic: A\n\n## Search\n\n### Story: B'),
    '“Search”',
    'Write “Feature: Search”',
  ],
  INCLUDE_NOT_READ: [
    outcomeOfStorage(
      `${story}<ac:structured-macro ac:name="include"><ac:parameter ac:name=""><ac:link><ri:page ri:content-title="Terms" /></ac:link></ac:parameter></ac:structured-macro>`,
    ),
    '“Terms”',
    'put its text here',
  ],
  ITEMS_MERGED: [
    outcomeOf('# Epic: A\n\n## Story: B\n\nOne.\n\n## Story: B\n\nTwo.\n'),
    'line 3 and line 7',
    'write different titles',
  ],
  ITEMS_NOT_READ: [
    outcomeOf(
      `${underEpic}# Work\n\n## AB-1 Pay\n\nText.\n\n## AB-2 Lend\n\nText.\n\n## AB-3 Moor\n\nText.\n`,
    ),
    '“AB-1 Pay”, “AB-2 Lend”, “AB-3 Moor”',
    'Write “Story AB-1: …” in each',
  ],
  ITEMS_WITHOUT_PARENT: [outcomeOf('# Plan\n\n## Story: B\n\n## Story: C'), '“B”, “C”', 'Put them below'],
  ITEM_NOT_FOUND: [
    outcomeOf(`${underEpic}## Acceptance criteria for US-9\n\n- It works\n`),
    '“US-9”',
    'correct its name',
  ],
  JIRA_LINK_KEPT: [
    outcomeOfStorage(
      `${story}<p>See <ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">AB-1</ac:parameter></ac:structured-macro></p>`,
    ),
    'AB-1',
    'Write its title',
  ],
  JIRA_LIST_NOT_READ: [
    outcomeOfStorage(
      `${story}<ac:structured-macro ac:name="jira"><ac:parameter ac:name="jqlQuery">project = AB</ac:parameter></ac:structured-macro>`,
    ),
    '“project = AB”',
    'Write them as a table',
  ],
  KEY_REPEATED: [
    outcomeOf('# Epic: A\n\n## US-1: B\n\nPoints: 3\n\n## US-1: C\n\nPoints: 5\n'),
    'US-1',
    'Write a key of its own',
  ],
  KIND_FROM_OUTLINE: [
    outcomeOf('# Backlog\n\n## Search\n\n- [ ] Find it\n- [ ] Sort it\n- [ ] Share it\n- [ ] Save it\n'),
    '“Search” and 4 more',
    'Write “Feature: …” and “Story: …”',
  ],
  KIND_GUESSED: [
    outcomeOf('| Title | Type |\n|---|---|\n| Shop | Epic |\n| Pay | Gizmo |\n| Refund | Story |\n'),
    '“Pay”',
    'Add a column “Type”',
  ],
  LABELS_CUT: [outcomeOf(`${underEpic}Labels: ${'y'.repeat(100)}`), '80 characters', 'Write fewer'],
  MACRO_NOT_READ: [
    outcomeOfStorage(`${story}<ac:structured-macro ac:name="roadmap"></ac:structured-macro>`),
    '“roadmap”',
    'Write what it shows',
  ],
  MACRO_UNKNOWN: [
    outcomeOfStorage(
      `${story}<ac:structured-macro ac:name="sparkle"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>`,
    ),
    '“sparkle”',
    'Write it without the macro',
  ],
  CRITERIA_CONTRADICTED: [
    outcomeOf(
      '# Epic: A\n\n## US-1 Pay\n\nAcceptance criteria:\n\n- Paid once\n- A mail is sent\n\n# Sprint 1\n\n## US-1 Pay\n\nAcceptance criteria:\n\n- The till opens\n',
    ),
    '“The till opens”',
    'in one place',
  ],
  NOT_WELL_FORMED: [outcomeOfStorage(`${story}<p>Fish & chips</p>`), '&', '&amp;'],
  PARENT_GUESSED: [outcomeOf('## Epic: A\n\n## Story: B\n\n## Story: C\n'), '“A”', 'Indent its heading'],
  PARENT_NOT_FOUND: [
    outcomeOf('# Plan\n\n## Story: B\n\nParent: EPIC-9\n'),
    '“EPIC-9”',
    'Add it, or correct',
  ],
  POINTS_CONTRADICTED: [
    outcomeOf(
      '# Epic: A\n\n## US-1 Pay\n\nSP: 3\n\nText.\n\n# Table\n\n| ID | User story | SP |\n|---|---|---|\n| US-1 | Pay | 5 |\n',
    ),
    '3 and 5',
    'Write one number',
  ],
  POINTS_GUESSED: [
    outcomeOf('# Epic: A\n\n## Story: B (3)\n\n## Story: C (5)\n\n## Story: D (8)\n'),
    '“B”',
    'Write “(3 points)”',
  ],
  POINTS_NOT_READ: [outcomeOf(`${underEpic}Story points: large`), '“Story points: large”', 'Write a number'],
  PREFIX_GUESSED: [outcomeOf('# E1 Shop\n\n## S1 Pay\n\n## S2 Refund\n'), 'E1', 'Write the word once'],
  PRIORITY_CONTRADICTED: [
    outcomeOf(
      '# Epic: A\n\n## US-1 Pay\n\nPriority: high\n\nText.\n\n# Table\n\n| ID | User story | Priority |\n|---|---|---|\n| US-1 | Pay | low |\n',
    ),
    'high and low',
    'Write one',
  ],
  PRIORITY_NOT_KNOWN: [outcomeOf(`${underEpic}Priority: golden`), '“Priority: golden”', 'Write urgent, high'],
  STATUS_CONTRADICTED: [
    outcomeOf(
      '# Epic: A\n\n## US-1 Pay\n\nStatus: Done\n\nText.\n\n# Table\n\n| ID | User story | Status |\n|---|---|---|\n| US-1 | Pay | Open |\n',
    ),
    '“Done” and “Open”',
    'Write one',
  ],
  STORY_GUESSED: [
    outcomeOf('# Epic: A\n\n## Pay by card\n\nPoints: 3\n'),
    '“Pay by card”',
    'Write “Story: Pay by card”',
  ],
  TABLE_CUT: [
    outcomeOfStorage(`${story}<table><tbody><tr>${'<td>x</td>'.repeat(250)}</tr></tbody></table>`),
    '200 columns',
    'Split the table',
  ],
  TABLE_NOT_READ: [
    outcomeOf(`# Epic: A\n\n| Feature | Basic | Plus |\n|---|---|---|\n| C | no | yes |\n| D | no | yes |\n`),
    '“Feature”',
    'Add a column “Type”',
  ],
  STRUCK_THROUGH: [
    outcomeOf('# Epic: A\n\n- Story: Pay\n- ~~Story: Refund~~\n'),
    '“Refund” is struck through',
    'put it below “Out of scope”',
  ],
  TITLE_CONTRADICTED: [
    outcomeOf('# Epic: A\n\n## US-1 Pay by card\n\nText.\n\n## US-1 Sort the list\n\nMore.\n'),
    '“Pay by card” and “Sort the list”',
    'Write one title',
  ],
  TITLE_CUT: [
    outcomeOf(`# Epic: A\n\n## Story: ${'x'.repeat(600)}\n`),
    '490 characters',
    'Write a shorter title',
  ],
  TITLE_MISSING: [outcomeOf('# Epic: A\n\n## US-1\n\n## US-2 Pay\n'), 'US-1', 'Write one behind its key'],
} satisfies Record<WarningCode, readonly [ReadOutcome, string, string]>;

function warningsOf(outcome: ReadOutcome): DocumentWarning[] {
  const { items, warnings } = read(outcome);
  return [...warnings, ...items.flatMap((item) => item.warnings)];
}

describe('a warning tells a person what was guessed, where, and what to write instead', () => {
  test.each(warningCodes)('%s', (code) => {
    const [outcome, quoted, remedy] = documents[code];
    const warning = warningsOf(outcome).find((one) => one.code === code);
    expect(warning?.message).toContain(quoted);
    expect(warning?.message).toContain(remedy);
    expect(warning?.location?.line ?? warning?.location?.elementPath ?? null).not.toBeNull();
  });

  test('an overview beside the sections merges without a word', () => {
    const reading = readingOf(
      '# Epic: A\n\n- Story: Pay\n- Story: Refund\n\n## Story: Pay\n\nText.\n\n## Story: Refund\n\nText.\n',
    );
    expect(reading.items).toHaveLength(3);
    expect(reading.items.flatMap((item) => item.warnings)).toEqual([]);
  });

  test('a dependency in words makes no link and no warning, one by a row’s number makes a link', () => {
    const words = readingOf('# Epic: A\n\n## Story: B\n\nDepends on: the payment team, Node 24\n');
    expect(itemTitled(words, 'B')).toMatchObject({ dependsOn: [], warnings: [] });
    const table = readingOf(
      '| # | User story | Depends on |\n|---|---|---|\n| 1 | Pay | |\n| 2 | Refund | 1 |\n| 3 | Report | 1, 2 |\n',
    );
    expect(itemTitled(table, 'Report').dependsOn).toEqual([
      itemTitled(table, 'Pay').id,
      itemTitled(table, 'Refund').id,
    ]);
  });

  test('a story in hours or of no known size is told of once, and keeps what was written', () => {
    const reading = readingOf('# Epic: A\n\n## Story: B\n\nStory points: 3-5\nEffort: 2 days\n');
    const item = itemTitled(reading, 'B');
    expect(item.attributes).toEqual({ 'Story points': '3-5', Effort: '2 days' });
    expect(item.warnings.map((warning) => warning.code)).toEqual(['POINTS_NOT_READ']);
  });

  test('a key whose letters are a unit of points is told of as no points', () => {
    const reading = readingOf('# Epic: A\n\n## Story: B\n\nBoard row: PT-311\n');
    expect(itemTitled(reading, 'B')).toMatchObject({ description: 'Board row: PT-311', warnings: [] });
  });

  test('points from one to another behind a title are none, and told of where a story has them', () => {
    const reading = readingOf('# Epic: Mail (12–15 SP)\n\n## Story: Inbox (3-5 story points)\n\nText.\n');
    const [epic, story] = reading.items;
    expect(epic).toMatchObject({ title: 'Mail', attributes: { Estimate: '12–15 SP' }, warnings: [] });
    expect(story).toMatchObject({ title: 'Inbox', storyPoints: null });
    expect(story?.warnings.map(({ message }) => message)).toEqual([
      '“Estimate: 3-5 story points” gives “Inbox” no one number of story points, so it is kept as an attribute. Write a number, such as “Estimate: 5”.',
    ]);
  });
});

describe('what holds for several places is told once', () => {
  const codesOf = (outcome: ReadOutcome): readonly string[] => read(outcome).warnings.map(({ code }) => code);

  test('of items that the document does not hold', () => {
    const outcome = outcomeOf(
      `${underEpic}## Acceptance criteria for US-8\n\n- It works\n\n## Acceptance criteria for US-9\n\n- It works\n`,
    );
    expect(codesOf(outcome)).toEqual(['ITEM_NOT_FOUND']);
    expect(read(outcome).warnings[0]?.message).toContain('“US-8”, “US-9” (2 places)');
  });

  test('of several series of keys', () => {
    const told = (key: string): string =>
      `### ${key} Load the file\n\nAs a clerk, I want to do it, so that it is done.\n\n`;
    const outcome = outcomeOf(`# Plan\n\n## Desk\n\n${['A-1', 'A-2', 'B-1', 'B-2'].map(told).join('')}`);
    const messages = read(outcome).warnings.flatMap(({ code, message }) =>
      code === 'PREFIX_GUESSED' ? message : [],
    );
    expect(messages).toEqual([expect.stringContaining('Keys such as A-1, B-1 were taken for story keys')]);
  });

  test('of what the parser left out', () => {
    const include =
      '<ac:structured-macro ac:name="include"><ac:parameter ac:name=""><ac:link><ri:page ri:content-title="Terms" /></ac:link></ac:parameter></ac:structured-macro>';
    const outcome = outcomeOfStorage(`${story}${include}${include}`);
    expect(codesOf(outcome)).toEqual(['INCLUDE_NOT_READ']);
    expect(read(outcome).warnings[0]?.message).toContain('There are 2 such places.');
  });
});

describe('letters of keys that say no kind are no guess', () => {
  const keyed = (first: string, second: string): readonly string[] => {
    const told = 'As a guest, I want to keep my cart so that I can go on.\n\n';
    const text = `# Shop\n\n## Sprint 1\n\n### KH-21: Keep\n\n${told}- ${first}\n- Points: 3\n\n### KH-22: Share\n\n- ${second}\n- Points: 3\n`;
    return readingOf(text).warnings.map(({ code }) => code);
  };

  test('where a field names the parent of each', () => {
    expect(keyed('Epic: Cart', 'Epic: Cart')).not.toContain('PREFIX_GUESSED');
  });

  test('where a field names the kind of each', () => {
    expect(keyed('Type: Story', 'Type: Bug')).not.toContain('PREFIX_GUESSED');
  });

  test('but one where it does so for some', () => {
    expect(keyed('Type: Story', 'Priority: high')).toContain('PREFIX_GUESSED');
  });
});

test('scenarios with names below a heading of their own are tests of no item', () => {
  const scenario = 'Scenario: Rain\n  Given it rains\n  When I row\n  Then I am wet\n';
  const reading = readingOf(
    `# Story: Row\n\nFast.\n\n# Tests in the harbour\n\n\`\`\`gherkin\n${scenario}\`\`\`\n`,
  );
  expect(reading.warnings).toEqual([]);
});
