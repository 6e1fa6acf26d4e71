import { expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const marked = '## Epic 1: Berths\n\n### Story 1.1: Map\n\nAs a guest, I want a map.\n';
const tree = ['EPIC Berths', 'STORY Map < Berths'];

test.each([
  '### How we estimate\n\n| Points | Hours |\n|---|---|\n| 1 | 4 |\n| 2 | 8 |\n\n### INVEST checklist\n\n- **I**ndependent: alone\n- **S**mall: within a sprint\n',
  'What they are.\n\n### Estimation scale\n\nPlanning poker.\n\n### Rules of the house\n\n- Be kind\n',
])('headings below “User story overview” before all marked stories are none', (explanations) => {
  expect(treeOf(readingOf(`# Plan\n\n## User story overview\n\n${explanations}\n${marked}`))).toEqual(tree);
});

test('those that tell a story, stand behind the marked ones, or beside none are stories', () => {
  const told =
    '## User stories\n\n### Radar\n\nAs a guest, I want a radar.\n\n### Fog horn\n\nAnn has asked.\n';
  const stories = ['STORY Radar', 'STORY Fog horn'];
  expect(treeOf(readingOf(`# Plan\n\n${told}\n${marked}`))).toEqual([...stories, ...tree]);
  const named = '## User stories\n\n### Radar\n\nLong ago.\n\n### Fog horn\n\nAnn has asked.\n';
  expect(treeOf(readingOf(`# Plan\n\n${marked}\n${named}`))).toHaveLength(4);
  expect(treeOf(readingOf(`# Plan\n\n${named}`))).toEqual(stories);
});

const kinds = [
  ['User story', 'Bug', 'Epic'],
  ['Historia de usuario', 'Tarea', 'Épica'],
  ['User Story', 'Aufgabe', 'Epic'],
];
const forms = ['As a [role] I want [goal]', 'Como [rol] quiero [meta]', 'Als [Rolle] möchte ich [Ziel]'];
const guides = kinds.map(([story = '', ...others], at) => [
  [story, `- ${forms[at]}\n- Name the value`],
  ...others.map((other) => [other, '- Say what it is for\n- Keep it short']),
]);

test.each(guides)('what tells how each kind is written plans nothing: %s', (...sections) => {
  const headings = sections.map(([name, text]) => `## ${name}\n\n${text}\n`).join('\n');
  expect(outcomeOf(`# Writing work items\n\n${headings}`).kind).toBe('refused');
  const entries = sections
    .map(([name, text = '']) => `- **${name}**\n${text.replace(/^/gm, '  ')}\n`)
    .join('');
  expect(outcomeOf(`# Writing work items\n\n${entries}`).kind).toBe('refused');
  expect(treeOf(readingOf(`# Plan\n\n${headings}\n${marked}`))).toEqual(tree);
});

test('kinds without a form among them hold items', () => {
  const text = '# Plan\n\n## Epic\n\n- Berths\n\n## User story\n\n- Map\n\n## Bug\n\n- Fog\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Berths', 'STORY Map', 'STORY Fog']);
});

test('a list that says what a story map is made of names no stories', () => {
  const reading = readingOf(
    '# User story map\n\n## Overview\n\nIt is made of:\n\n- **Activities** (backbone): What people do\n- **User stories**: What is built\n- **Releases**: By priority\n\n## Activity 1: Pay\n\n| Story ID | Title |\n|---|---|\n| US-1 | Pay by card |\n| US-2 | Pay by cash |\n',
  );

  expect(treeOf(reading)).toEqual(['FEATURE Pay', 'STORY Pay by card < Pay', 'STORY Pay by cash < Pay']);
  expect(reading.coverage.find(({ heading }) => heading === 'Overview')).toMatchObject({ use: 'NOT_USED' });
});
