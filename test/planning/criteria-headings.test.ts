import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([
  'User stories — Acceptance criteria (Sprint 1)',
  'Acceptance criteria',
  'User Stories — Kabul Kriterleri (Sprint 1)',
])('“%s” above stories that have theirs takes none away', (title) => {
  const story = (key: string, name: string): string =>
    `## ${key} — ${name}\n\nAs a rower, I want to ${name.toLowerCase()}.\n\n**Acceptance criteria:**\n- It can be done.\n\n`;
  const reading = readingOf(`# ${title}\n\n${story('US-01', 'Row')}${story('US-02', 'Steer')}`);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It can be done.']);
});

test('headings of criteria are stories where the document has no others', () => {
  const text =
    '# Acceptance criteria\n\n## US-01 Row\n\n- The boat moves.\n- It stops.\n\n## US-02 Steer\n\n- It turns.\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['The boat moves.', 'It stops.']);
});

test('headings that name a story of the document give it their criteria', () => {
  const text =
    '# Plan\n\n## Stories\n\n- US-01: Row\n- US-02: Steer\n\n## Acceptance criteria\n\n### US-01 Row\n\n- The boat moves.\n\n### US-02 Steer\n\n- It turns.\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It turns.']);
});
