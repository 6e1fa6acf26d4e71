import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a word for a kind that its type sets apart from a title', () => {
  test.each([
    ['**Story** ', '**Enabler** '],
    ['`Story` ', '`Enabler` '],
    ['_Historia_ ', '_Habilitador_ '],
    ['**스토리** ', '**인에이블러** '],
  ])('is a mark: “%s”', (story, enabler) => {
    const text = `# Plan\n\n## Epic 1: Mooring\n\n- [ ] ${story}Book a berth \`5 SP\`\n- [x] ${story}Leave early\n- ${enabler}Replace the server\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Mooring',
      'STORY Book a berth < Mooring',
      'STORY Leave early < Mooring',
      'ENABLER Replace the server < Mooring',
    ]);
  });

  test('is one in headings and in paragraphs', () => {
    const text =
      '# Plan\n\n## Epic 1: Mooring\n\n### **Story** Book a berth\n\nBy phone.\n\n### `Bug` Wrong price (1 pt)\n\n## Epic 2: Fuel\n\n**Story** Pay at the pump\n\nIn spring.\n';
    expect(readingOf(text).items.filter(({ kind }) => kind !== 'EPIC')).toMatchObject([
      { kind: 'STORY', title: 'Book a berth', description: 'By phone.' },
      { kind: 'STORY', title: 'Wrong price', labels: ['Bug'] },
      { kind: 'STORY', title: 'Pay at the pump', description: 'In spring.' },
    ]);
  });

  test.each([
    [
      'a list says what each word means',
      '- **Epic** A large piece\n- **Feature** What a boat needs\n- **Story** A small piece\n',
    ],
    ['a sentence goes on behind it', '- **Story** points come later\n- **Story** titles are short\n'],
  ])('is none where %s', (_where, list) => {
    expect(outcomeOf(`# Handbook\n\n## How we write\n\n${list}`)).toMatchObject({ fault: 'NO_ITEMS' });
  });
});
