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
