import { expect, test } from 'vitest';
import { outcomeOf } from './reading.ts';

const none = 'The document names no epic, feature, story or enabler.';

test.each([
  [
    'headings without marks',
    '# Harbour\n\n## Lighting\n\nIt is dark.\n',
    'Its headings, such as “Lighting”, bear no mark: write “Feature: …” or “Story: …” in those that are items.',
  ],
  [
    'a table whose columns nobody knows',
    '# Harbour\n\n| Colour | Shade |\n|---|---|\n| Red | Dark |\n| Blue | Light |\n',
    'The columns “Colour | Shade” of its table are not known: call the column of their titles “User story”, “Feature” or “Epic” if they are items.',
  ],
  [
    'a table whose rows nothing calls items',
    '# Harbour\n\n| Name | Owner |\n|---|---|\n| Red | Ann |\n| Blue | Bo |\n',
    'Nothing says what the rows of its table “Name | Owner” are: call the column of their titles “User story”, “Feature” or “Epic” if they are items.',
  ],
  [
    'a list without a label',
    '# Harbour\n\n- Red paint\n- Blue paint\n',
    'Nothing says what its lists are of, such as that with “Red paint”: write “User stories:” above one of items.',
  ],
  [
    'a form',
    '# Harbour\n\n## Epic: [name]\n\nText.\n',
    'It is a form: write names instead of placeholders, as in “Epic: [name]”.',
  ],
  [
    'tests',
    '# Harbour\n\n## Test 1: Lamps burn\n\nText.\n',
    'Marks such as that of “Test 1: Lamps burn” mean no such item: write “Story: …” for planned work.',
  ],
  [
    'code',
    '# Harbour\n\n```\nEpic: Lamps\n```\n',
    'No items are read in blocks of code: write what they plan as headings, lists or tables.',
  ],
  [
    'an outline that nothing calls a plan',
    '# Harbour\n\n## Be safe\n\n### Light the pier\n\n- Hang up lamps\n- Paint the steps\n\n## Be quick\n\n### Book ahead\n\n- Open a shop\n- Take cards\n',
    'Nothing says that its outline is a plan: call it a backlog in its title, or put a checkbox before each entry, and its levels are epics, features and stories.',
  ],
  [
    'paragraphs',
    '# Harbour\n\nWe met.\n\nWe left.\n',
    'It is nothing but text: write each item as a heading or an entry of a list, such as “Epic: …” or “Story: …”.',
  ],
  [
    'several of these',
    '# Harbour\n\n## Lighting\n\n| Colour | Shade |\n|---|---|\n| Red | Dark |\n| Blue | Light |\n\n- Red paint\n',
    'The columns “Colour | Shade” of its table are not known: call the column of their titles “User story”, “Feature” or “Epic” if they are items. Its headings, such as “Lighting”, bear no mark: write “Feature: …” or “Story: …” in those that are items.',
  ],
])('a document with %s alone is told so', (_what, text, why) => {
  expect(outcomeOf(text)).toMatchObject({ fault: 'NO_ITEMS', message: `${none} ${why}` });
});

test('a table of no items is named with its place', () => {
  const text = '# Harbour\n\n| Colour | Shade |\n|---|---|\n| Red | Dark |\n| Blue | Light |\n';
  expect(outcomeOf(text)).toMatchObject({ location: { line: 3 } });
});

test('what stands beside the plan is no reason', () => {
  const text = '# Harbour\n\n## Risks\n\n| Colour | Shade |\n|---|---|\n| Red | Dark |\n| Blue | Light |\n';
  expect(outcomeOf(text)).toMatchObject({ message: expect.stringContaining('such as “Risks”') });
});

test.each(['Release notes 3.8.0', 'What’s new in 3.8', 'Notes de version 3.8', 'リリースノート 3.8'])(
  'features that “%s” lists are built, and none of a plan',
  (title) => {
    const outcome = outcomeOf(`# ${title}\n\n## New features\n\n- Export the list\n- Dark mode\n`);
    expect(outcome).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  },
);

const list = (...names: readonly string[]): string => names.map((name) => `- ${name}\n`).join('');
const boats = list('Moor at night', 'Lend a boat', 'Light the quay');

test.each([
  [
    'lists below labels in a roadmap for customers',
    `# Roadmap\n\n## Phase 1\n\n### What you can do:\n\n${boats}\n### What you gain:\n\n${boats}\n## Phase 2\n\n### Benefits:\n\n${boats}`,
  ],
  [
    'boxes below the title of acceptance criteria',
    `# Harbour: acceptance criteria\n\n## Boats\n\n${boats.replaceAll('- ', '- [ ] ')}\n## Quay\n\n${boats.replaceAll('- ', '- [ ] ')}`,
  ],
  [
    'user stories in a rubric of a sprint',
    `# Sprint 2 marking scheme\n\n## User stories (10 marks)\n\n${boats}`,
  ],
  [
    'requirements of things that a table names in bold',
    '# Needs\n\n## Requirements\n\n| Kind | Requirement |\n|---|---|\n| **Browser** | a new one |\n| **Screen** | of a hand’s width |\n',
  ],
  [
    'mistakes that a guide tells of',
    '# Leitfaden\n\n## Häufige Fehler\n\n- Technik statt Nutzen\n- Kriterien, die niemand prüfen kann\n',
  ],
  [
    'a template whose title is a gap',
    '# Tasks: [FEATURE NAME]\n\n## Phase 1: Setup\n\n- [ ] T001 Lay out [project]\n- [ ] T002 Add [library] to it\n',
  ],
  [
    'a form for issues with gaps',
    '---\nname: User story\nabout: A new story\nlabels: story\n---\n\n## User story\n\n**As a** [role]\n**I want** [function]\n\n## Epic\n\n- [ ] Epic 1: Boats\n- [ ] Epic 2: Nets\n',
  ],
])('%s are no plan', (_what, text) => {
  expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
});

test.each([
  `# Roadmap\n\n## Phase 1\n\n### Boats\n\n${boats}\n### Nets\n\n${boats}`,
  `# Backlog with acceptance criteria\n\n## Boats\n\n${boats.replaceAll('- ', '- [ ] ')}`,
  '# Needs\n\n## Requirements\n\n| Area | Requirement |\n|---|---|\n| **Boats** | Guests can lend boats |\n| **Nets** | Guests can mend nets |\n',
  '---\nname: Moor\nabout: Boats\n---\n\n## Story: Moor\n\nBy [night](night.md).\n',
])('what is like it and plans is read: %#', (text) => {
  expect(outcomeOf(text).kind).toBe('read');
});
