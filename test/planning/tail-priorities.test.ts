import { describe, expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const told = (text: string) => readingOf(text).items.map(({ title, priority }) => [title, priority]);

describe('a word for a priority behind a title', () => {
  test.each([
    '### US-1: Mend a kite — High\n\n### US-2: Lend a kite — Low\n',
    '### US-1: Mend a kite - must — Done\n\n### US-2: Lend a kite - could (3 SP)\n',
    '- Story: Mend a kite | Hoch\n- Story: Lend a kite | Niedrig\n',
    '### US-1: Mend a kite (high)\n\n### US-2: Lend a kite [LOW]\n',
  ])('is theirs behind several: %s', (text) => {
    const [[first, high] = [], [second, low] = []] = told(text);
    expect([first, second]).toEqual(['Mend a kite', 'Lend a kite']);
    expect([high === 1 || high === 2, low === 3 || low === 4]).toEqual([true, true]);
  });

  test('is theirs in capitals', () => {
    expect(told('### US-1: Mend a kite — HIGH\n\n### US-2: Lend a kite\n')).toEqual([
      ['Mend a kite', 2],
      ['Lend a kite', null],
    ]);
  });

  test('may be of the title of one', () => {
    expect(told('### US-1: Set the wind level - high\n\n### US-2: Lend a kite\n')[0]).toEqual([
      'Set the wind level - high',
      null,
    ]);
  });
});
