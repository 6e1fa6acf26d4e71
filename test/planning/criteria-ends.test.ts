import { describe, expect, test } from 'vitest';
import { readingOf } from './reading.ts';

function criteriaOf(...lines: readonly string[]): readonly string[] {
  const text = `# Plan\n\n## US-1 – Reserve a boat\n\nPriority: High\n\n${lines.join('\n')}\n\n## US-2 – Row\n`;
  return readingOf(text).items[0]?.acceptanceCriteria ?? [];
}

const criteria = ['- It is mine', '- It floats', ''];
const others = ['- A chart', '- An oar'];

describe('criteria end before a line over a list of its own', () => {
  test.each([
    'Technical notes',
    'Notes',
    'Open questions',
    'Notas técnicas',
    'Out of scope for this story',
    'Fora do escopo desta história:',
    'Hors périmètre',
  ])('which is a known label or says what is not to be done: “%s”', (label) => {
    for (const head of ['Acceptance criteria', 'Acceptance criteria:', '### Acceptance criteria'])
      expect(criteriaOf(head, '', ...criteria, label, '', ...others)).toEqual(['It is mine', 'It floats']);
  });

  test('which is written as their own label is', () => {
    expect(criteriaOf('Acceptance criteria', ...criteria, 'Test data', ...others)).toEqual([
      'It is mine',
      'It floats',
    ]);
  });

  test.each([
    ['otherwise', ['Acceptance criteria:', ...criteria, 'At night', ...others]],
    ['with a colon', ['Acceptance criteria', ...criteria, 'At night:', ...others]],
    ['as the first of them', ['Acceptance criteria', '', 'By day', ...criteria, 'At night', ...others]],
  ])('and go on behind one that is written %s', (_how, lines) => {
    expect(criteriaOf(...lines)).toEqual(['It is mine', 'It floats', 'A chart', 'An oar']);
  });
});
