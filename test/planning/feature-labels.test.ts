import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a label “Features” among others below a heading', () => {
  test('tells what the piece can do that the heading names', () => {
    const piece = (name: string): string =>
      `### ${name} component\n\n**Purpose**: shows it\n\n**Features:**\n- Reads the almanac\n- Warns an hour ahead\n  - in red\n\n**Usage:** see the guide\n\n`;
    const text = `# Board\n\n${piece('1. Tide')}${piece('2. Berth')}## Stories\n\n- **US-1** Show the tide\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Show the tide']);
  });

  test('alone below a heading it lists features', () => {
    const text = '# Plan\n\n## Phase 1\n\n**Features:**\n- Search\n- Cart\n\n**Effort**: 2 weeks\n';
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Search', 'FEATURE Cart']);
  });
});

describe('headings that end in “features” over headings', () => {
  const piece = (title: string): string =>
    `#### ${title}\n**Priority:** High\n\n**Features:**\n- Fast\n- Quiet\n\n`;

  test('list these where there are two such beside each other', () => {
    const text = `# Roadmap\n\n## Next release\n\n### Primary features\n\n${piece('Tide warnings')}${piece('Berth map')}### Secondary features\n\n${piece('Night mode')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Tide warnings',
      'FEATURE Berth map',
      'FEATURE Night mode',
    ]);
  });

  test('and so does one beside “Core features”', () => {
    const text =
      '# Harbour\n\n## Core features\n\n### 1. Tide warnings\nBy mail.\n\n### 2. Berth map\nFor phones.\n\n## Bonus features\n\n### 3. Night mode\nDark.\n';
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Tide warnings',
      'FEATURE Berth map',
      'FEATURE Night mode',
    ]);
  });

  test('two among other areas are areas as these are', () => {
    const area = (title: string): string =>
      `## ${title}\n\n### Board of ${title}\n\n- FR-${title.codePointAt(0)}: The system must work\n\n`;
    const text = `# Functional requirements\n\n${['Berths', 'Smart features', 'Prices', 'Lively features', 'Data'].map(area).join('')}`;
    expect(treeOf(readingOf(text)).filter((line) => line.startsWith('STORY'))).toHaveLength(5);
  });

  test('and one that says how they stand', () => {
    const text =
      '# Harbour\n\n## Feature scope\n\n### Implemented features\n\n#### Tides\n- [x] Warn\n- [x] Show\n\n#### Berths\n- [x] Map\n- [x] List\n';
    expect(treeOf(readingOf(text))).toContain('FEATURE Tides');
    expect(treeOf(readingOf(text))).not.toContain('FEATURE Implemented features');
  });

  test('and below “Feature overview” a list of them is none itself', () => {
    const text =
      '# Guide\n\n## Feature overview\n\n### Implemented features\n\n1. **Tide warnings**\n2. **Berth map**\n';
    const titles = treeOf(readingOf(text));
    expect(titles).toEqual(['FEATURE Tide warnings', 'FEATURE Berth map']);
  });
});

test('steps below “Test the feature” are no features', () => {
  const text =
    '# Guide\n\n## Feature 1: Tides\n\n### Test the feature\n\n1. Open the board\n2. Click “Tides”\n\n## Feature 2: Berths\n\n### Test the feature\n\n1. Open the map\n';
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Tides', 'FEATURE Berths']);
  expect(outcomeOf('# Guide\n\n## Test the feature\n\n1. Open the board\n2. Click “Tides”\n').kind).toBe(
    'refused',
  );
});
