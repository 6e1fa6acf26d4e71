import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sentence = 'As a guest, I want to pay, so that I get my berth.';
const stories = '### US-1: Pay by card\n\n### US-2: Pay cash\n';

describe('the sentence of a story right below an epic over stories', () => {
  const tree = ['EPIC Checkout', 'STORY Pay by card < Checkout', 'STORY Pay cash < Checkout'];

  test.each([
    ['no overview', ''],
    ['a list', '## Overview\n\n- Epic EPIC-1: Checkout\n\n'],
    ['a table', '| Epic ID | Epic | Priority |\n|---|---|---|\n| EPIC-1 | Checkout | high |\n\n'],
  ])('describes it behind %s', (_name, overview) => {
    const reading = readingOf(`# Harbour\n\n${overview}## EPIC-1: Checkout\n\n${sentence}\n\n${stories}`);
    expect(treeOf(reading)).toEqual(tree);
  });

  test('leaves it all its fields', () => {
    const fields =
      'Story points: 8\n\nPriority: high\n\nAcceptance criteria:\n\n- Paid once\n- A mail comes\n';
    const reading = readingOf(`# EPIC-1: Checkout\n\n${sentence}\n\n${fields}\n${stories}`);
    expect(treeOf(reading)).toEqual(tree);
    expect(itemTitled(reading, 'Checkout')).toMatchObject({
      storyPoints: 8,
      priority: 2,
      acceptanceCriteria: ['Paid once', 'A mail comes'],
    });
  });

  test('leaves it what it depends on', () => {
    const text = `# Epic: Harbour\n\n## Feature: Checkout\n\n${sentence}\n\nDepends on: Feature 2\n\n${stories}\n## Feature 2: Cart\n\n### US-3: Add\n`;
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Checkout').dependsOn).toEqual([itemTitled(reading, 'Cart').id]);
  });
});

test('a sentence that a sprint tells again gives its story the points and the priority', () => {
  const cash = 'As a guest, I want to pay cash, so that I need no card.';
  const text = `# Epic: Checkout\n\n## Pay by card\n\n${sentence}\n\n## Pay cash\n\n${cash}\n\n# Sprint 1\n\n- ${sentence} (5 points)\n- ${cash} (3 points, high)\n`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual([
    'EPIC Checkout',
    'STORY Pay by card < Checkout',
    'STORY Pay cash < Checkout',
  ]);
  expect(reading.items.map(({ storyPoints, priority }) => [storyPoints, priority])).toEqual([
    [null, null],
    [5, null],
    [3, 2],
  ]);
});

test('a section that all stories stand below is a feature where it has a priority of its own', () => {
  const below = ['Pay by card', 'Pay cash', 'Receipt'].map(
    (name) => `### ${name}\n\nAs a guest, I want ${name.toLowerCase()}, so that I get my berth.\n\n`,
  );
  const section = (field: string) => `# Harbour plan\n\n## Checkout\n\n${field}\n\n${below.join('')}`;
  expect(readingOf(section('Priority: high')).items[0]).toMatchObject({ kind: 'FEATURE', priority: 2 });
  expect(readingOf(section('All about paying.')).items[0]).toMatchObject({ kind: 'STORY' });
});
