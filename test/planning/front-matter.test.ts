import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

test('a name of a file in front matter is that of an item elsewhere', () => {
  const text = (front: string): string =>
    `---\n${front}\nstatus: draft\n---\n\n# Sprint backlog\n\n## Story 1: Row\n`;
  expect(treeOf(readingOf(text('work-item: epic-001-boats\nwork-item-type: epic')))).toEqual(['STORY Row']);
  expect(treeOf(readingOf(text('title: Boats\ntype: epic')))).toEqual(['EPIC Boats', 'STORY Row < Boats']);
});

test('front matter that nobody closed is text, and what stands below it is read', () => {
  const story = '\n# Mooring plan\n\n## Story: Row\n\nPlain text of it.\n\n---\n\n## Story: Sail\n';
  const open = readingOf(`---\ngoal: Boats\ntags: [a, b]\n${story}`);
  expect(treeOf(open)).toEqual(['STORY Row', 'STORY Sail']);
  expect(open.warnings.map(({ code, location }) => [code, location?.line])).toContainEqual([
    'NOT_WELL_FORMED',
    1,
  ]);
  expect(open.coverage.map(({ heading }) => heading)).toContain('goal: Boats');
});

test.each(['\n# Mooring plan\n\n## Story: Row\n\nPlain text.\n', '\nWritten by Ann\n\n## Story: Row\n'])(
  'a document that begins with a rule has no front matter: %#',
  (text) => {
    const reading = readingOf(`---\n${text}\n---\n\n## Story: Sail\n`);
    expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Sail']);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('NOT_WELL_FORMED');
  },
);

test('comments, lists and blank lines may stand in front matter', () => {
  const front = '# of the crew\ntitle: Boats\n\n# what it is\ntype: epic\ntags:\n- a\n- b';
  expect(treeOf(readingOf(`---\n${front}\n---\n\n## Story 1: Row\n`))).toEqual([
    'EPIC Boats',
    'STORY Row < Boats',
  ]);
});

test('front matter without another rule below it is not closed either', () => {
  const reading = readingOf('---\ntitle: Boats\n\n# Epic: Shop\n\n## Story: Pay\n');
  expect(treeOf(reading)).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
  expect(reading.warnings.map(({ code }) => code)).toContain('NOT_WELL_FORMED');
});

test('front matter names the epic of what its document plans', () => {
  const text = (front: string) =>
    readingOf(`---\n${front}\nowner: Ann\n---\n\n# Boats\n\n## Story: Row\n\n## Story: Sail\n`);
  expect(treeOf(text('epic: Harbour map'))).toEqual([
    'EPIC Harbour map',
    'STORY Row < Harbour map',
    'STORY Sail < Harbour map',
  ]);
  expect(text('epic: EPIC-9').items[0]?.warnings.map(({ code }) => code)).toContain('PARENT_NOT_FOUND');
  expect(treeOf(text('epic: true'))).toEqual(['STORY Row', 'STORY Sail']);
});
