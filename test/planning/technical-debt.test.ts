import { describe, expect, test } from 'vitest';
import { outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

function codesBelow(heading: string, entry: string): readonly string[] {
  const { items } = readingOf(`# Shop\n\n## ${heading}\n\n- ${entry}\n\n## Feature: Cart\n\n- Story: Add\n`);
  expect(items.length).toBe(3);
  return items.flatMap((item) => item.warnings.map(({ code }) => code));
}

test('an entry below “Technical debt” may only say how things stand, and is told of', () => {
  expect(codesBelow('Technical debt', 'The build is slow at the moment')).toContain('KIND_GUESSED');
  expect(codesBelow('Technische Schulden', 'Der Build ist langsam')).toContain('KIND_GUESSED');
});

test.each([
  ['Technical debt enablers', 'Speed the build up'],
  ['Technical debt', 'Speed the build up (3 points)'],
  ['Technical debt', 'Enabler: Speed the build up'],
  ['Technical debt', 'EN-1 Speed the build up'],
])('what is planned for sure is not: %s, “%s”', (heading, entry) => {
  expect(codesBelow(heading, entry)).not.toContain('KIND_GUESSED');
});

describe('“Technical debt” behind the mark of an item that nothing else names', () => {
  const titles = [
    'Technical debt',
    'Technische Schulden',
    'Dette technique',
    'Deuda técnica',
    'Dívida técnica',
  ];
  const others = [
    'Debito tecnico',
    'Technische schuld',
    'Dług techniczny',
    'Технический долг',
    'Teknik borç',
  ];
  const wide = ['Nợ kỹ thuật', '技术债务', '技術的負債', '기술 부채', 'Bugs', 'Tech debt'];

  test.each([...titles, ...others, ...wide])('is its title: %s', (title) => {
    const text = `# Shop\n\n## Epic 1: Cart\n\n### Story 1.1: Add\n\n## Epic 2: ${title}\n\n### Enabler 2.1: Speed the build up\n`;
    expect(treeOf(readingOf(text)).slice(2)).toEqual([
      `EPIC ${title}`,
      `ENABLER Speed the build up < ${title}`,
    ]);
  });

  test.each([
    ['a heading', '## EPIC-2 Technical debt\n\n- Enabler: Speed the build up'],
    ['a bold line', '**Epic 2 – Technical debt**\n\n- Enabler 2.1: Speed the build up'],
    ['an entry', '- Epic 2: Technical debt\n  - Enabler 2.1: Speed the build up'],
    ['the document', '# Epic 2: Technical debt\n\n## Enabler: Speed the build up'],
  ])('is the title of %s, and says what its enablers are', (_name, text) => {
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC Technical debt', 'ENABLER Speed the build up < Technical debt']);
    expect(reading.items[1]).toMatchObject({ enablerType: 'TECHNICAL_DEBT', warnings: [] });
  });

  test('is its title in an expand', () => {
    const text =
      '<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">Feature 2.1: Technical debt</ac:parameter><ac:rich-text-body><ul><li>Story: Speed the build up</li></ul></ac:rich-text-body></ac:structured-macro>';
    expect(treeOf(read(outcomeOfStorage(text)))).toEqual([
      'FEATURE Technical debt',
      'STORY Speed the build up < Technical debt',
    ]);
  });

  test.each(['## Epic 1: Cart', '| Epic | Story |\n|---|---|\n| Epic 1: Cart | Add |'])(
    'heads a list below what another place names: %s',
    (named) => {
      const text = `# Shop\n\n${named}\n\n## Epic 1 – Technical debt\n\n- Enabler: Speed the build up\n`;
      const tree = treeOf(readingOf(text));
      expect([tree[0], tree.at(-1)]).toEqual(['EPIC Cart', 'ENABLER Speed the build up < Cart']);
    },
  );
});

describe('a table below “Technical debt” is one of enablers', () => {
  const rows = '| TD-8 | Empty the cache | low | Once a day |\n| TD-9 | Close the gate | high | At ten |\n';
  const plan = (columns: string) =>
    readingOf(`# Shop\n\n## Technical debt (from the audit)\n\n${columns}\n|---|---|---|---|\n${rows}`);

  test.each([
    '| ID | Problem | Severity | Remedy |',
    '| ID | Task | Area | Priority |',
    '| Nr. | Befund | Schwere | Behebung |',
  ])('whatever names its keyed rows: %s', (columns) => {
    const reading = plan(columns);
    expect(treeOf(reading)).toEqual(['ENABLER Empty the cache', 'ENABLER Close the gate']);
    expect(reading.items[0]).toMatchObject({ key: 'TD-8', enablerType: 'TECHNICAL_DEBT' });
  });

  test('also beside a column of their epics', () => {
    expect(treeOf(plan('| ID | Task | Epic | Notes |'))).toContain('ENABLER Close the gate < high');
  });

  test('and none where its columns tell of other things', () => {
    const risks = '| ID | Risk | Probability | Mitigation |\n|---|---|---|---|\n';
    expect(outcomeOf(`# Shop\n\n## Technical debt\n\n${risks}${rows}`)).toMatchObject({ fault: 'NO_ITEMS' });
  });
});
