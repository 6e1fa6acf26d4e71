import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const tree = ['EPIC Mooring', 'FEATURE Berths < Mooring', 'STORY Book a berth < Berths'];

describe('a legend says what signs in front of titles mean', () => {
  test.each([
    ['letters in brackets', '(E) epic, (F) feature, (S) story.', '(E)', '(F)', '(S)'],
    ['letters in a list', '- [E] Epic\n- [F] Feature\n- [S] User story', '[E]', '[F]', '[S]'],
    ['letters behind the words', 'We write: Epic (T), Feature (P), Story (W)', 'T:', 'P:', 'W:'],
    ['emoji', 'How to read this: 🚢 = epic, ⚓ = feature, 🪢 = story', '🚢', '⚓', '🪢'],
    ['emoji of words', '🚢 is an epic; ⚓ is a feature; 🪢 is a story', '🚢', '⚓', '🪢'],
  ])('%s', (_habit, legend, epic, feature, story) => {
    const text = `# Pier\n\n${legend}\n\nThe plan:\n\n1. ${epic} Mooring\n   1. ${feature} Berths\n      1. ${story} Book a berth\n`;
    expect(treeOf(readingOf(text))).toEqual(tree);
  });

  test('also behind the numbers of headings', () => {
    const text =
      '# Pier\n\n**Legend:** S = story, EN = enabler, SP = story points\n\n## 1. EPIC: Mooring\n\n### 1.1 S: Book a berth\n- SP: 3\n\n### 1.2 EN: Move the register\n- SP: 5\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Mooring',
      'STORY Book a berth < Mooring',
      'ENABLER Move the register < Mooring',
    ]);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, 5]);
  });

  test('and what the letters of keys mean', () => {
    const text =
      '# Pier\n\nNaming: PI-E-nn epics, PI-T-nn technical enablers.\n\n## PI-E-01 Mooring\n\n- PI-T-01 Move the register\n- PI-T-02 Watch the tide\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Mooring',
      'ENABLER Move the register < Mooring',
      'ENABLER Watch the tide < Mooring',
    ]);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('PREFIX_GUESSED');
  });

  test('nothing where it explains no two kinds', () => {
    expect(outcomeOf('# Pier\n\n📝 = story, ✅ = done\n\n- 📝 quiet\n- 📝 five knots\n')).toMatchObject({
      fault: 'NO_ITEMS',
    });
  });
});

test('letters in brackets along the levels of an outline need no legend', () => {
  const text =
    '# Pier\n\n1. [E] Mooring\n   1. [F] Berths\n      1. [S] Book a berth\n2. [E] Fuel\n   1. [S] Pay\n';
  expect(treeOf(readingOf(text))).toEqual([...tree, 'EPIC Fuel', 'STORY Pay < Fuel']);
});
