import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const stories = '# Epic E1: Rota\n\n## US-1 Publish\nPoints: 5\n\n## US-2 Swap\nStatus: To do\n';

describe('a table that names known items by their keys alone', () => {
  test('gives them what they lack, and contradicts what they have', () => {
    const reading = readingOf(
      `${stories}\n# Estimates\n\n| Story | Points | Priority | Comment |\n|---|---|---|---|\n| US-1 | 8 | High | more than we thought |\n| US-2 | 3 | | as agreed |\n`,
    );
    expect(treeOf(reading)).toEqual(['EPIC Rota', 'STORY Publish < Rota', 'STORY Swap < Rota']);
    expect(itemTitled(reading, 'Publish')).toMatchObject({ storyPoints: 5, priority: 2 });
    expect(itemTitled(reading, 'Publish').warnings.map(({ code }) => code)).toEqual(['POINTS_CONTRADICTED']);
    expect(itemTitled(reading, 'Swap')).toMatchObject({ storyPoints: 3, priority: null, warnings: [] });
  });

  test.each([
    ['rows of keys in a sprint', '# Sprint 1\n\n| Story | Status |\n|---|---|\n| US-2 | In review |\n'],
    [
      'rows of keys in a log',
      '# Verlauf\n\n| Wann | Story | Status |\n|---|---|---|\n| 1.3. | US-2 | Open |\n| 8.3. | US-2 | In review |\n',
    ],
    [
      'rows of keys that begin with the last day',
      '# Delivery\n\n| Day | Story | Status |\n|---|---|---|\n| 2026-05-23 | US-2 | In review |\n| 2026-05-09 | US-2 | Open |\n',
    ],
  ])('has the last word of their status: %s', (_name, text) => {
    expect(itemTitled(readingOf(`${stories}\n${text}`), 'Swap').status).toBe('In review');
  });

  test('may name them by their numbers', () => {
    const reading = readingOf(
      '# Epic 1: A\n\n## Story 1.1: B\n\n## Story 1.2: C\n\n# Estimates\n\n| Story | Points |\n|---|---|\n| 1.1 | 8 |\n| 1.2 | 3 |\n',
    );
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 8, 3]);
  });

  test('gives nothing where it tells of risks, or of what the story needs', () => {
    const risks =
      '# Trouble\n\n| Story | Risk | Priority |\n|---|---|---|\n| US-1 | Nobody reads it | High |\n';
    const needs = '# Needs\n\n| Story | Depends on | Status |\n|---|---|---|\n| US-1 | US-2 | Done |\n';
    const item = itemTitled(readingOf(`${stories}\n${risks}\n${needs}`), 'Publish');
    expect(item).toMatchObject({ priority: null, status: null });
    expect(item.dependsOn).toHaveLength(1);
  });

  test('warns of an item that is nowhere only among others that are', () => {
    const table = (...keys: string[]): string =>
      `# Estimates\n\n| Story | Points |\n|---|---|\n${keys.map((key) => `| ${key} | 3 |\n`).join('')}`;
    const codes = (text: string): string[] =>
      readingOf(`${stories}\n${text}`).warnings.map(({ code }) => code);
    expect(codes(table('US-1', 'US-9'))).toContain('ITEM_NOT_FOUND');
    expect(codes(table('US-8', 'US-9'))).not.toContain('ITEM_NOT_FOUND');
  });
});
