import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const stories = '#### User Stories\n\n| ID | Story |\n|---|---|\n| PB-1 | Log in |\n| PB-2 | Log out |\n';
const read = ['EPIC Safe login', 'STORY Log in < Safe login', 'STORY Log out < Safe login'];

test.each(['**Epic:** Safe login', '> **Epic:** Safe login', 'It is time.\n\n**Epic:** Safe login'])(
  'an epic written in the body of a section holds its sub-sections: %j',
  (epic) => {
    expect(treeOf(readingOf(`# Plan\n\n### Sprint 7\n\n${epic}\n\n${stories}`))).toEqual(read);
  },
);

test('an epic written in the body of a section has the criteria of that section', () => {
  const text = `# Plan\n\n### Sprint 7\n\n**Epic:** Safe login\n\n${stories}\n#### Acceptance Criteria\n\n- [x] Nobody gets in\n`;
  expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual(['Nobody gets in']);
});

test('each section has an epic of its own', () => {
  const section = (number: number, epic: string): string =>
    `### Sprint ${number}\n\n**Epic:** ${epic}\n\n#### User Stories\n\n- Build ${epic}\n\n`;
  const text = `# Plan\n\n${section(1, 'Login')}${section(2, 'Search')}### Sprint 3\n\n#### User Stories\n\n- Tidy up\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Login',
    'STORY Build Login < Login',
    'EPIC Search',
    'STORY Build Search < Search',
    'STORY Tidy up',
  ]);
});

test('the last of several epics in a section does not hold its sub-sections', () => {
  const text = `# Plan\n\n### Sprint 7\n\n**Epic:** Login\n\n**Epic:** Search\n\n${stories}`;
  expect(treeOf(readingOf(text))).toContain('STORY Log in');
});
