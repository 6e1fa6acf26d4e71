import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const requirements = [1, 2, 3, 4]
  .map((number) => `FR${number}: The gate opens on day ${number}`)
  .join('\n\n');
const plan =
  '## Epic 1: Gate\n\n### Story 1.1: Open it\n\nAs a guest, I want to enter.\n\n### Story 1.2: Close it\n\nAs a guest, I want to leave.\n';

test.each(['- S3 keeps the pictures of the gate', '- S3 Pictures are kept for a year', '- US1 region only'])(
  'a lone code in a list beside requirements is none of a story: “%s”',
  (entry) => {
    const text = `# Harbour\n\n## Requirements inventory\n\n### Functional requirements\n\n${requirements}\n\n### Additional requirements\n\n**From the drawings:**\n- Pictures are small\n${entry}\n- No new gate is built\n\n${plan}`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Gate', 'STORY Open it < Gate', 'STORY Close it < Gate']);
  },
);

test('a lone one beside keys of other planned work is', () => {
  expect(
    treeOf(readingOf('# Harbour\n\n## E1: Gate\n\n### S1 Open it\n\nText.\n\n## E2: Quay\n\nText.\n')),
  ).toEqual(['EPIC Gate', 'STORY Open it < Gate', 'EPIC Quay']);
});

test('a row below the names of all columns heads no table', () => {
  const table =
    '| Document | Comes from | Leads to |\n|---|---|---|\n| Backlog of the harbour | Wishes | Sprints |\n| Stories | Epics, PRD | Boats, Tests |\n| Ranks | Vision, Numbers | Plan |\n';
  expect(treeOf(readingOf(`# Harbour\n\n${plan}\n## Where it comes from\n\n${table}`))).toEqual([
    'EPIC Gate',
    'STORY Open it < Gate',
    'STORY Close it < Gate',
  ]);
});

test('a lone key of the letters of a project and a kind stands in front of the word for the kind', () => {
  const text =
    '# Valve\n\n## Epic FW-E1: Power\n\n### FW-S1 Sleep\n\n**SP:** 5\n\n### FW-S2 Wake\n\n**SP:** 3\n\n### FW-SP1 Spike: which radio?\n\nText.\n';
  const reading = readingOf(text);
  expect(reading.items[3]).toMatchObject({ key: 'FW-SP1', title: 'which radio?', kind: 'ENABLER' });
});

test('a key of letters that no other has names the row of items that bears it', () => {
  const rows =
    '| ID | Epic | Title |\n|---|---|---|\n| MAP-01 | Map | Show it |\n| NFR-01 | Quality | Small screens |\n';
  const parts = ['MAP-01 — Show it', 'NFR-01 — Small screens'].map(
    (heading) => `## ${heading}\n\n**Acceptance criteria:**\n- It works\n`,
  );
  const reading = readingOf(`# Backlog\n\n## Summary\n\n${rows}\n${parts.join('\n')}`);
  expect(treeOf(reading)).toEqual([
    'EPIC Map',
    'STORY Show it < Map',
    'EPIC Quality',
    'STORY Small screens < Quality',
  ]);
  expect(itemTitled(reading, 'Small screens').acceptanceCriteria).toEqual(['It works']);
});
