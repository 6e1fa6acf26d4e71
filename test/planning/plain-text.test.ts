import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const told = 'As a guest, I want a thing, so that I have it.';

describe('a plan in plain text', () => {
  const text = [
    'Shop plan',
    '',
    '6. Epic details',
    'Epic 1: Accounts',
    'Story 1.1: Sign up',
    told,
    'Acceptance Criteria: 1. A form is there. 2. It saves.',
    '',
    'Story 1.2: Sign in',
    told,
    'Acceptance Criteria: 1. It works.',
    '',
    'Epic 2: Basket',
    'Story 2.1: Add',
    told,
    'Acceptance Criteria: 1. It is there. 2. It is counted.',
    '',
    '7. Data requirements',
    'DR1: A thing has a name.',
  ].join('\n');
  const reading = readingOf(`${text}\n`);

  test('has stories right below their epics', () => {
    expect(treeOf(reading)).toEqual([
      'EPIC Accounts',
      'STORY Sign up < Accounts',
      'STORY Sign in < Accounts',
      'EPIC Basket',
      'STORY Add < Basket',
    ]);
  });

  test('gives each story its own criteria, as far as they count on', () => {
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      [],
      ['A form is there.', 'It saves.'],
      ['It works.'],
      [],
      ['It is there.', 'It is counted.'],
    ]);
  });

  test('keeps the numbers of its lists', () => {
    expect(itemTitled(reading, 'Add').description).toContain('7. Data requirements');
  });

  test('goes on with criteria in a list that counts on', () => {
    const further = text.replace('7. Data requirements\nDR1: A thing has a name.', '3. It is shown.');
    expect(itemTitled(readingOf(further), 'Add').acceptanceCriteria).toContain('It is shown.');
  });
});

test('a path at the start of a title keeps its sign', () => {
  const reading = readingOf('# Plan\n\n- Story US-1: /login shows a form\n- Story US-2: / Pay\n');
  expect(reading.items.map(({ title }) => title)).toEqual(['/login shows a form', 'Pay']);
});
