import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { itemTitled, readingOf } from './reading.ts';

/** For each item with dependencies, itself and what it depends on. */
function linksOf(reading: Reading): string[] {
  const titles = new Map(reading.items.map(({ id, title }) => [id, title]));
  return reading.items.flatMap(({ title, dependsOn }) =>
    dependsOn.map((id) => `${title} < ${titles.get(id)}`),
  );
}

const stories = '### US-1 Card\n\nText.\n\n### US-2 Cash\n\nText.\n\n### US-3 Bill\n\nText.\n';

describe('arrows between items', () => {
  test.each(['→', '->', '=>'])(
    '“%s” below the stories of an epic links the two, and not the epic',
    (arrow) => {
      const told = `- **US-1 ${arrow} US-2** (card ${arrow} cash)\n- US-3 ${arrow} US-9\n`;
      const reading = readingOf(`# Epic: Pay\n\n${stories}\n## Dependencies\n\n${told}`);
      expect(linksOf(reading)).toEqual(['Cash < Card']);
      expect(itemTitled(reading, 'Pay').warnings.map(({ code }) => code)).toEqual(['DEPENDENCY_NOT_FOUND']);
    },
  );

  test('link in chains, and beside all epics', () => {
    const reading = readingOf(
      `# Shop\n\n## Epic: Pay\n\n${stories}\n## Dependencies\n\n- US-1 → US-2 → US-3\n`,
    );
    expect(linksOf(reading)).toEqual(['Cash < Card', 'Bill < Cash']);
  });

  test('link nothing where the first says that it waits for the second', () => {
    const waits = stories.replace('Text.', 'Depends on: US-2');
    const reading = readingOf(`# Epic: Pay\n\n${waits}\n## Dependencies\n\n- US-1 → US-2\n`);
    expect(linksOf(reading)).toEqual(['Card < Cash']);
  });

  test('are names of what a story needs in its own field', () => {
    const needs = '### US-4 Sum\n\nDepends on: US-1 → US-2\n';
    const reading = readingOf(`# Epic: Pay\n\n${stories}\n${needs}`);
    expect(linksOf(reading)).toEqual(['Sum < Card', 'Sum < Cash']);
  });
});

describe('sentences between items', () => {
  const told = (heading: string, ...lines: readonly string[]): string[] =>
    linksOf(
      readingOf(
        `# Shop\n\n## Epic: Pay\n\n${stories}\n## ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`,
      ),
    );

  test.each([
    'US-2 depends on US-1',
    'US-2 (blue team) is blocked by US-1 (red team), week 3',
    'US-1 blocks US-2',
    'US-2 hängt ab von US-1',
    'US-2 dépend de US-1',
    'US-2 depende de US-1',
    'US-2 dipende da US-1',
    'US-2 is afhankelijk van US-1',
    'US-2 zależy od US-1',
    'US-2 зависит от US-1',
    'US-2 依赖于 US-1',
    'US-2依赖US-1',
  ])('link them in a section of dependencies: “%s”', (line) => {
    const links = ['Cash < Card'];
    expect(told('Dependencies', line, 'Radar (supplier), May')).toEqual(links);
    expect(told('Programme board, dependencies', line)).toEqual(links);
    const inEpic = readingOf(`# Epic: Pay\n\n${stories}\n## Dependencies\n\n- ${line}\n`);
    expect(linksOf(inEpic)).toEqual(links);
  });

  test('link several', () => {
    expect(told('Cross-team dependencies', 'US-2 and US-3 depend on US-1')).toEqual([
      'Cash < Card',
      'Bill < Card',
    ]);
  });

  test('link nothing with what the document does not hold, nor below other headings', () => {
    expect(told('Dependencies', 'US-2 depends on the bank', 'US-9 depends on US-1')).toEqual([]);
    expect(told('Minutes', 'US-2 depends on US-1')).toEqual([]);
  });
});

test('an epic depends on no story of its own', () => {
  const reading = readingOf(`# Epic: Pay\n\n${stories}\n## Dependencies\n\n- US-1 needs a bank\n`);
  expect(linksOf(reading)).toEqual([]);
  expect(itemTitled(reading, 'Pay').attributes).toMatchObject({ Dependencies: 'US-1 needs a bank' });
});

describe('a field behind the last criterion', () => {
  test.each([
    ['**Deps**: US-1', 'dependsOn'],
    ['Depends on: US-1', 'dependsOn'],
    ['**Points**: 3', 'storyPoints'],
  ] as const)('on a line of its own is no part of it: “%s”', (line, field) => {
    const text = `# Epic: Pay\n\n## US-1 Card\n\nText.\n\n## US-2 Cash\n\n**Acceptance**\n\n* Counted.\n* Kept in\n  a drawer.\n  ${line}\n`;
    const item = itemTitled(readingOf(text), 'Cash');
    expect(item.acceptanceCriteria).toEqual(['Counted.', 'Kept in a drawer.']);
    expect(item[field]).toEqual(field === 'storyPoints' ? 3 : [expect.anything()]);
  });
});
