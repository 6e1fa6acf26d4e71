import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const stories = '\n\n- LC-7 Row (3 pts)\n- LC-8 Sail (5 pts)\n';

test.each([
  'Epic B: Features for the coach',
  'Epic B: Stories for children',
  'Epic II: Features for the coach',
  'Epic 2: Features for the coach',
  'Épica B: Funcionalidades para remeros',
  'Epik B: Funkcje dla trenera',
])('“%s” names an epic, though its title begins as a list is called', (heading) => {
  const title = heading.slice(heading.indexOf(':') + 2);
  expect(treeOf(readingOf(`# Plan\n\n## ${heading}${stories}`))).toEqual([
    `EPIC ${title}`,
    `STORY Row < ${title}`,
    `STORY Sail < ${title}`,
  ]);
});

test('a list of an epic that is named elsewhere is none', () => {
  const plan = '# Plan\n\n## Epic B: Training\n\nText.\n\n## Epic B: Stories for children';
  expect(treeOf(readingOf(`${plan}${stories}`))).toEqual([
    'EPIC Training',
    'STORY Row < Training',
    'STORY Sail < Training',
  ]);
});
