import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

function framed(name: string, wish = name.toLowerCase(), language = ''): string {
  return `### ${name}\n\n\`\`\`${language}\nAs a rower\nI want to ${wish}\nSo that I row\n\nAcceptance criteria:\n- Works for ${name}\n  on the lake\n- Is quick\n\`\`\`\n\n`;
}

test('a code block right below a heading that tells a story is its text', () => {
  const reading = readingOf(`# User stories\n\n## Boats\n\n${framed('Lend')}${framed('Steer')}`);
  expect(treeOf(reading)).toEqual(['FEATURE Boats', 'STORY Lend < Boats', 'STORY Steer < Boats']);
  expect(itemTitled(reading, 'Lend')).toMatchObject({
    description: 'As a rower\nI want to lend\nSo that I row',
    acceptanceCriteria: ['Works for Lend on the lake', 'Is quick'],
  });
});

test('one alone is an example, and a block of another language is code', () => {
  const plan = (text: string): string => `# Plan\n\n## Story: Row\n\nRow it.\n\n## Notes\n\n${text}`;
  expect(treeOf(readingOf(plan(framed('Lend'))))).toEqual(['STORY Row']);
  const code = framed('Lend', 'lend', 'python') + framed('Steer', 'steer', 'python');
  expect(treeOf(readingOf(plan(code)))).toEqual(['STORY Row']);
});

test('headings over nothing but several blocks of code are no stories', () => {
  const drawn = (name: string): string =>
    `### ${name}\n\n\`\`\`\n${name}\n\`\`\`\n\n\`\`\`\nMast\n\`\`\`\n\n`;
  expect(
    treeOf(readingOf(`# Lake\n\n## User stories\n\n${drawn('Hull')}${drawn('Sail')}### Row\n\nRow it.\n`)),
  ).toEqual(['STORY Row']);
});
