import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const rows = '| ID | Story | Epic |\n|---|---|---|\n| US-1 | Pay | Checkout |\n| US-2 | Find | Search |\n';

test.each([
  'Epic: Checkout — needed for spring',
  '- Epic: Checkout — needed for spring\n- Epic: Search — later on',
  '- Epic: Checkout — needed for spring\n\n## Epic: Checkout\n\nText.',
])('what stands behind a name that a column knows is a remark: “%s”', (text) => {
  const reading = readingOf(`# Plan\n\n${text}\n\n${rows}`);
  expect(treeOf(reading).toSorted()).toEqual([
    'EPIC Checkout',
    'EPIC Search',
    'STORY Find < Search',
    'STORY Pay < Checkout',
  ]);
  expect(itemTitled(reading, 'Checkout').description).toContain('needed for spring');
});

test.each([
  '## Epic: Checkout — cards\n\nText.\n\n## Epic: Checkout — invoices\n\nText.',
  '## Epic: Checkout\n\nText.\n\n## Epic: Checkout — invoices\n\nText.',
])('several epics whose names begin alike stay apart: “%s”', (text) => {
  expect(treeOf(readingOf(`# Plan\n\n${text}\n\n${rows}`))).toContain('EPIC Checkout — invoices');
});

test('what stands in brackets behind it stays a part of the name', () => {
  const text = `# Plan\n\n## Epic: Checkout (cards and invoices)\n\nText.\n\n${rows}`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Checkout (cards and invoices)',
    'STORY Pay < Checkout (cards and invoices)',
    'EPIC Search',
    'STORY Find < Search',
  ]);
});

test('what stands in brackets behind it and in a column of its row is no part of the name', () => {
  const text =
    '# Plan\n\n## Epics\n\n| Epic ID | Epic name | Area |\n|---|---|---|\n| E1 | Checkout | Web |\n| E2 | Invoices | Office |\n\n' +
    '### E1: Checkout (Web)\n\n- Story: Pay\n\n### E2: Invoices (Office)\n\n- Story: Send\n';
  expect(treeOf(readingOf(text)).toSorted()).toEqual([
    'EPIC Checkout',
    'EPIC Invoices',
    'STORY Pay < Checkout',
    'STORY Send < Invoices',
  ]);
});

test('the order of the work, in a list at the end, calls features by their numbers and renames none', () => {
  const story = (key: string) =>
    `### User stories\n\n**${key}: Find**\n- As a clerk, I want to find it so that I know.\n\n`;
  const text =
    `# Features\n\n## Feature 1: See Boat Moorings\n\n${story('F1.1')}## Feature 2: See Skippers\n\n${story('F2.1')}` +
    '## Matrix\n\n| Feature | Priority |\n|---|---|\n| F1: See Moorings + Piers | High |\n| F2: See Skippers | Low |\n\n' +
    '## Order of the work\n\n**Phase 1**\n- F2: See Skippers (extends the list)\n- F1: See Moorings (new view)\n';
  const reading = readingOf(text);
  expect(treeOf(reading).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE See Boat Moorings',
    'FEATURE See Skippers',
  ]);
});
