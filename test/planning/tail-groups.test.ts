import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const list = '- Mend a kite | Workshop\n- Lend a kite | Desk\n- Paint a kite | Workshop\n';

describe('what stands behind a bar and is shared by several titles', () => {
  test('is a label', () => {
    const reading = readingOf(`# Kites\n\n## User stories\n\n${list}`);
    expect(reading.items.map(({ title, labels }) => [title, labels])).toEqual([
      ['Mend a kite', ['Workshop']],
      ['Lend a kite', ['Desk']],
      ['Paint a kite', ['Workshop']],
    ]);
  });

  test.each([
    'The word behind the bar is the epic.',
    'Hinter dem Strich: das ist das Epic.',
    'Après la barre, c’est l’épopée ; ce qui suit le trait est l’épopée.',
    '竖线后面是史诗。',
    '縦棒の後ろはエピックです。',
  ])('is the epic where the document says so: %s', (sentence) => {
    const reading = readingOf(`# Kites\n\n${sentence}\n\n## User stories\n\n${list}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Workshop',
      'STORY Mend a kite < Workshop',
      'EPIC Desk',
      'STORY Lend a kite < Desk',
      'STORY Paint a kite < Workshop',
    ]);
  });

  test('is the parent where it is an item', () => {
    const reading = readingOf(`# Kites\n\n## Epic: Workshop\n\n## Epic: Desk\n\n# User stories\n\n${list}`);
    expect(treeOf(reading)).toContain('STORY Paint a kite < Workshop');
    expect(itemTitled(reading, 'Paint a kite').labels).toEqual([]);
  });

  test.each([
    '- Mend | Glue\n- Lend a kite\n- Paint a kite\n',
    '- Mend | Glue\n- Lend | Give\n- Paint | Spray\n',
  ])('is of the title where it is shared by none: %s', (other) => {
    expect(readingOf(`# Kites\n\n## User stories\n\n${other}`).items[0]).toMatchObject({
      title: 'Mend | Glue',
      labels: [],
    });
  });
});
