import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const told = (...names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `### ${name}\n\nAs a rower, I want ${name}.\n\n**Acceptance criteria**\n\n- There is ${name}\n\n`,
    )
    .join('');

describe('a heading over one sentence as most of its level are', () => {
  test.each(['Security', 'Performance', 'Budget', 'Lake overview', 'Kanban board'])(
    'names a story, “%s”',
    (name) => {
      const reading = readingOf(`# Club\n\n## Boats\n\n${told('Lending', 'Steering', 'Washing', name)}`);
      expect(treeOf(reading)).toContain(`STORY ${name}`);
      expect(itemTitled(reading, name).acceptanceCriteria).toEqual([`There is ${name}`]);
      expect(itemTitled(reading, 'Washing').acceptanceCriteria).toEqual(['There is Washing']);
    },
  );

  test.each(['Out of scope', 'Sprint 2', 'User stories', 'Project overview'])('is still “%s”', (name) => {
    const reading = readingOf(`# Club\n\n## Boats\n\n${told('Lending', 'Steering', 'Washing', name)}`);
    expect(reading.items.map(({ title }) => title)).not.toContain(name);
  });

  test('is a story as well where a list of features holds it', () => {
    const text = `# Club\n\n## Boats\n\n${told('Lending', 'Steering', 'Washing')}## Future features\n\n${told('Racing')}`;
    expect(treeOf(readingOf(text))).toContain('STORY Racing');
  });

  test('is a feature over its story where all stand in a list of features', () => {
    expect(treeOf(readingOf(`# Club\n\n## Features\n\n${told('Lending', 'Steering', 'Washing')}`))).toEqual(
      ['Lending', 'Steering', 'Washing'].flatMap((name) => [
        `FEATURE ${name}`,
        `STORY As a rower, I want ${name}. < ${name}`,
      ]),
    );
  });
});

test('a heading over the fields that most of its level begin with is named as they are', () => {
  const card = (name: string, at: number): string =>
    `### ${at + 1}. ${name}\n- **Description:** The club has it.\n- **Priority:** High\n\n`;
  const text = `# Product backlog\n\n## Backlog items\n\n${['Lending', 'Steering', 'Berth board', 'Washing'].map(card).join('')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Lending',
    'STORY Steering',
    'STORY Berth board',
    'STORY Washing',
  ]);
});

describe('a heading between those of stories that are counted', () => {
  const counted = (title: string, text: string): string => `## ${title}\n\n${text}\n\n`;
  const sentence = 'As a rower, I want to row.';
  const stories = `${counted('1. Lend', sentence)}${counted('2. Steer', sentence)}`;

  test('is one of them by its number, with a warning', () => {
    const text = `# Rowing\n\n${stories}${counted('3. Moor', 'Replaces the ropes.')}${counted('4. Wash', sentence)}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['STORY Lend', 'STORY Steer', 'STORY Moor', 'STORY Wash']);
    expect(reading.items[2]?.warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
  });

  test('also where letters go on counting', () => {
    const text = `# User stories\n\n${stories}${counted('3a. Moor', sentence)}${counted('3b. Wash', sentence)}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Lend', 'STORY Steer', 'STORY Moor', 'STORY Wash']);
  });

  test.each(['3. Background', 'Moor', '7. Moor'])('is none as “%s”', (title) => {
    const text = `# Rowing\n\n${stories}${counted(title, 'Replaces the ropes.')}${counted('4. Wash', sentence)}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Lend', 'STORY Steer', 'STORY Wash']);
  });
});
