import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

const stories = '# Epic E1: Rota\n\n## US-1 Publish\nPoints: 5\n\n## US-2 Swap\nStatus: To do\n';

describe('a status that is told again', () => {
  const rows = (...lines: string[]): string =>
    `| Story | Title | Status |\n|---|---|---|\n${lines.map((line) => `| ${line} |\n`).join('')}`;
  const statusOf = (text: string): string | null =>
    itemTitled(readingOf(`${stories}\n${text}`), 'Swap').status;

  test.each([
    ['a log', `# Log\n\n${rows('US-2 | Swap | In review')}`],
    [
      'a table that comes back to it',
      `# Delivery\n\n${rows('US-2 | Swap | Open', 'US-1 | Publish | Done', 'US-2 | Swap | In review')}`,
    ],
    [
      'the last sprint',
      `# Sprint 1\n\n${rows('US-2 | Swap | Carried over')}\n# Sprint 2\n\n${rows('US-2 | Swap | In review')}`,
    ],
    [
      'the last sprint, where it stands first',
      `# Sprint 2\n\n${rows('US-2 | Swap | In review')}\n# Sprint 1\n\n${rows('US-2 | Swap | Carried over')}`,
    ],
    [
      'a log that begins with the last day',
      `# Delivery\n\n| Day | Story | Title | Status |\n|---|---|---|---|\n| 23.5.2026 | US-2 | Swap | In review |\n| 9.5.2026 | US-2 | Swap | Open |\n`,
    ],
  ])('counts as the last word in %s', (_name, text) => {
    expect(statusOf(text)).toBe('In review');
    const { warnings } = itemTitled(readingOf(`${stories}\n${text}`), 'Swap');
    expect(warnings.map(({ code }) => code)).not.toContain('STATUS_CONTRADICTED');
  });

  test('anywhere else contradicts, and the fuller place counts', () => {
    const reading = readingOf(
      `${stories}\nText.\n\n# Delivery\n\n${rows('US-1 | Publish | Done', 'US-2 | Swap | Done')}`,
    );
    const item = itemTitled(reading, 'Swap');
    expect(item.status).toBe('To do');
    expect(item.warnings.map(({ code }) => code)).toEqual(['STATUS_CONTRADICTED']);
    expect(itemTitled(reading, 'Publish').status).toBe('Done');
  });

  test('is no contradiction where one says more', () => {
    const text =
      '# Epic: A\n\n## US-1 Pay\n\nStatus: Done\n\n# Table\n\n| ID | User story | Status |\n|---|---|---|\n| US-1 | Pay | ✅ Done (May) |\n';
    expect(itemTitled(readingOf(text), 'Pay').warnings).toEqual([]);
  });
});
