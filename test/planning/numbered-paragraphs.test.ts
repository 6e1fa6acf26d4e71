import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf } from './reading.ts';

describe('paragraphs that count with numbers of several parts are a list', () => {
  test.each(['-', '.'])('of stories where they have points: “1%s1. **Row**” over a list', (sign) => {
    const story = (number: string, name: string, indent: string): string =>
      `${number.replace('.', sign)}. **${name}** - 3SP\n${indent}- A boat\n${indent}- Two oars\n\n`;
    const reading = readingOf(
      `# Issues of the MVP\n\n## Issues\n\n### Phase 1: Boats\n${story('1.1', 'Row', '   ')}${story('1.2', 'Steer', '    ')}\n### Phase 2: Quays\n${story('2.1', 'Moor', '   ')}${story('2.2', 'Trim', '   ')}`,
    );
    expect(reading.items.map(({ title, storyPoints }) => `${title} ${storyPoints}`)).toEqual([
      'Row 3',
      'Steer 3',
      'Moor 3',
      'Trim 3',
    ]);
    expect(reading.items[1]?.description).toContain('Two oars');
  });

  test('and not where they are prose', () => {
    const text =
      '# Rules of the harbour\n\n1.1. **The council** keeps the quays.\n\n1.2. **The crews** keep the boats.\n';
    expect(outcomeOf(text).kind).toBe('refused');
  });
});
