import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a legend of levels', () => {
  test.each([
    ['Level 1 = Epic, level 2 = Feature, level 3 = User story'],
    ['Ebene 1: Epic; Ebene 2: Feature; Ebene 3: Anwendergeschichte'],
    ['1 = Epic, 1.1 = Feature, 1.1.1 = Story'],
    ['X → Epic, X.Y → Feature, X.Y.Z → Story'],
  ])('“%s” says what outline numbers mean', (legend) => {
    const reading = readingOf(
      `# Plan\n\n${legend}.\n\n## 1 Pay\n\n### 1.1 By card\n\n- **1.1.1** Take Visa – 3 SP\n- **1.1.2** Refund\n\n## 2 Search\n\n## Risks\n\n- 1.1.3 is late\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Pay',
      'FEATURE By card < Pay',
      'STORY Take Visa < By card',
      'STORY Refund < By card',
      'EPIC Search',
    ]);
    expect(reading.items.flatMap((item) => item.warnings)).toEqual([]);
  });

  test('“H2 = Epic” means headings, and the last level may be the entries below', () => {
    const reading = readingOf(
      '# Plan\n\nHow to read: H2 = Epic, H3 = Feature, H4 = Story\n\n## Pay\n\n### By card\n\n#### Take Visa (3 pts)\n\nText.\n\n### By bill\n\n- Send a bill\n- Remind\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Pay',
      'FEATURE By card < Pay',
      'STORY Take Visa < By card',
      'FEATURE By bill < Pay',
      'STORY Send a bill < By bill',
      'STORY Remind < By bill',
    ]);
  });
});

describe('an outline of numbers without a legend', () => {
  const text =
    '# Plan\n\n## 1 Pay\n\n### 1.1 By card\n\n- 1.1.1 Take Visa – 3 SP\n  - Acceptance criteria:\n    - Works offline\n- 1.1.2 Refund – 5 SP\n\n## 2 Search\n\n### 2.1 Index\n\n- 2.1.1 Find by name – 2 SP\n- 2.1.2 Sort – 1 SP\n  - Depends on: 2.1.1\n';

  test('is read by its levels where most entries have points, with one warning', () => {
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Pay',
      'FEATURE By card < Pay',
      'STORY Take Visa < By card',
      'STORY Refund < By card',
      'EPIC Search',
      'FEATURE Index < Search',
      'STORY Find by name < Index',
      'STORY Sort < Index',
    ]);
    const told = reading.items
      .flatMap(({ warnings }) => warnings)
      .filter(({ code }) => code === 'KIND_FROM_OUTLINE');
    expect(told.map(({ message }) => message)).toEqual([
      'Nothing says what “Pay” and 7 more are; they were taken for epics, features and stories by their place in the outline. Write “Epic: …”, “Feature: …” and “Story: …” to say so.',
    ]);
  });

  test('its entries have fields as any story has', () => {
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Take Visa')).toMatchObject({
      storyPoints: 3,
      acceptanceCriteria: ['Works offline'],
    });
    expect(itemTitled(reading, 'Sort').dependsOn).toEqual([itemTitled(reading, 'Find by name').id]);
  });

  test('its headings are covered as the items that they are', () => {
    const { coverage } = readingOf(text);
    expect(coverage.map((section) => section.use)).toEqual(['NOT_USED', 'ITEM', 'ITEM', 'ITEM', 'ITEM']);
  });
});

test('a number at the start of a lone heading is part of its title', () => {
  expect(treeOf(readingOf('# Epic: House\n\n## 3 rooms\n\n### Story: Paint them\n'))).toEqual([
    'EPIC House',
    'FEATURE 3 rooms < House',
    'STORY Paint them < 3 rooms',
  ]);
});

describe('a table of contents ends with its list, also on a higher level than what it leads to', () => {
  const lists =
    '- [Notes](#notes)\n- [1. Estimated work](#estimated-work)\n- [Glossary](#glossary)\n\n---\n\n';
  const rest =
    '### Notes\n\nAll is well.\n\n### Estimated work\n\n| ID | Title | SP |\n|---|---|---|\n| PB-1 | Pay | 3 |\n| PB-2 | Sell | 5 |\n\n### Glossary\n\nNone.\n';
  const titles = (text: string): readonly string[] => {
    const outcome = outcomeOf(text);
    return outcome.kind === 'read' ? outcome.reading.items.map(({ title }) => title) : [];
  };

  test.each([
    'Table of contents',
    'Inhaltsverzeichnis',
    'Table des matières',
    'Índice',
    'Inhoudsopgave',
    'Spis treści',
    'Содержание',
    'İçindekiler',
    'Mục lục',
    '目录',
    '目次',
    '목차',
  ])('%s', (heading) => {
    expect(titles(`# Sprint 1\n\n## ${heading}\n${lists}${rest}`)).toEqual(['Pay', 'Sell']);
  });

  test('while another matter beside the plan goes on', () => {
    expect(titles(`# Sprint 1\n\n## Out of scope\n${lists}${rest}`)).not.toContain('Sell');
    expect(titles(`# Sprint 1\n\n## Contents\n- [Stories](#stories)\n\n${rest}`)).not.toContain('Sell');
  });
});
