import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const numbered = (...names: string[]): string =>
  names.map((name, at) => `### ${at + 1}. ${name}\n\nAll that is done there.\n\n`).join('');

test.each([
  ['Epics', 'Comments'],
  ['Epen', 'Kommentare'],
  ['Épicos', 'Comentarios'],
])('a number in the series below “%s” makes a name of “%s”', (container, name) => {
  const text = `# Club\n\n## ${container}\n\n${numbered(name, 'Boats', 'Crews', 'Regattas')}`;
  expect(treeOf(readingOf(text))).toEqual([`EPIC ${name}`, 'EPIC Boats', 'EPIC Crews', 'EPIC Regattas']);
});

test('without a number it is a matter beside the epics', () => {
  const text = `# Club\n\n## Epics\n\n${numbered('Boats', 'Crews', 'Regattas')}### Comments\n\nNone.\n`;
  expect(treeOf(readingOf(text))).toEqual(['EPIC Boats', 'EPIC Crews', 'EPIC Regattas']);
});

test.each(['Future', 'Optional / future', 'Zukunft', 'Optionnel', 'A futuro', 'В будущем', '将来', '향후'])(
  'a heading such as “%s” says when, and is no feature',
  (when) => {
    const told = ['As a rower, I want a boat', 'As a rower, I want an oar', 'As a coach, I want a whistle'];
    const [first = '', second = '', third = ''] = told;
    const text = `# User stories\n\n## Boats\n\n- ${first}\n- ${second}\n\n## ${when}\n\n- ${third}\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Boats',
      `STORY ${first} < Boats`,
      `STORY ${second} < Boats`,
      `STORY ${third}`,
    ]);
  },
);
