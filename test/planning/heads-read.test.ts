import { afterEach, describe, expect, test, vi } from 'vitest';
import { Line } from '../../src/planning/blocks.ts';
import { readingOf } from './reading.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what heads are read for', () => {
  test('a document in ordinary notation has none of its criteria read as heads', () => {
    const read = vi.spyOn(Line.prototype, 'headBy');
    const { items } = readingOf(
      [
        '# Epic 1: Checkout',
        '## Story 1.1: Pay by card',
        'As a guest, I want to pay by card so that I need no account.',
        '**Acceptance criteria:**',
        '- The card is charged once',
        '- Whose card is refused is told so in a sentence',
        '',
        '**Story points:** 3',
      ].join('\n'),
    );

    expect(items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      [],
      ['The card is charged once', 'Whose card is refused is told so in a sentence'],
    ]);
    const texts = read.mock.contexts.map((line) => (line as Line).text);
    expect(texts).toContain('Story 1.1: Pay by card');
    expect(texts.filter((text) => text.includes('card is'))).toEqual([]);
  });
});
