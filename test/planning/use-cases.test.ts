import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

describe('use cases in headings', () => {
  const flow =
    '**Actor:** Guest\n\n**Main flow**\n1. The guest opens the map\n2. The system shows berths\n\n';
  const catalogue = (...headings: readonly string[]) =>
    `# Harbour\n\n${headings.map((heading) => `${heading}\n\n${flow}`).join('')}`;

  test.each([
    ['## UC-01 Moor', '## UC-02 Pay', '## UC-03 Leave'],
    ['## Use case 1: Moor', '## Use case 2: Pay', '## Use case 3: Leave'],
    ['## Anwendungsfall 1: Moor', '## Anwendungsfall 2: Pay', '## Anwendungsfall 3: Leave'],
    ['## CU01 - Moor', '## CU02 - Pay', '## CU03 - Leave'],
  ])('are stories where nothing else is planned: %s', (...headings) => {
    const reading = readingOf(catalogue(...headings));
    expect(treeOf(reading)).toEqual(['STORY Moor', 'STORY Pay', 'STORY Leave']);
    expect(reading.items.map(({ warnings }) => warnings[0]?.code)).toEqual(Array(3).fill('STORY_GUESSED'));
    expect(reading.items[0]?.description).toContain('The system shows berths');
  });

  test('are features over others', () => {
    const reading = readingOf(
      `# Harbour\n\n## UC01 – Berths\n\n${catalogue('### UC01.1 Moor', '### UC01.2 Leave').slice(11)}`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Berths', 'STORY Moor < Berths', 'STORY Leave < Berths']);
    expect(reading.items.map(({ key }) => key)).toEqual(['UC01', 'UC01.1', 'UC01.2']);
  });

  test('tell of the stories elsewhere', () => {
    const text = `${catalogue('## UC-01 Moor', '## UC-02 Pay', '## UC-03 Leave')}## User stories\n\n- Story: See berths\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY See berths']);
  });

  test('are none with nothing below them', () => {
    expect(outcomeOf('# Harbour\n\n## UC-01 Moor\n\n## UC-02 Pay\n\n## UC-03 Leave\n').kind).toBe('refused');
  });
});
