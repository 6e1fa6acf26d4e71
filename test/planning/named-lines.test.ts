import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a line with the key of a story gives it the criteria below', () => {
  const reading = readingOf(
    '# Bid\n\n## Epic: Offer\n\n| Nr. | User story | Points |\n|---|---|---|\n| K-101 | Build routes | 13 |\n| K-202 | Report a delay | 2 |\n\n## Agreed later\n\nK-202 Report a delay\n\nAcceptance criteria:\n\n- Reaches guests\n- One button\n\nK-101 Build routes\n\nAcceptance criteria:\n\n- Shortest first\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Offer',
    'STORY Build routes < Offer',
    'STORY Report a delay < Offer',
  ]);
  expect(itemTitled(reading, 'Report a delay').acceptanceCriteria).toEqual(['Reaches guests', 'One button']);
  expect(itemTitled(reading, 'Build routes').acceptanceCriteria).toEqual(['Shortest first']);
});

describe('a plain line right above “Story:” and its sentence', () => {
  const named = ['EPIC Kites', 'STORY Mend a kite < Kites', 'STORY Lend a kite < Kites'];

  test.each([
    'Mend a kite\nStory: As a guest, I want mending so that it flies.\n\nLend a kite\nStory: As a guest, I want a kite so that I fly.\n',
    'Mend a kite\n\nStory: As a guest, I want mending so that it flies.\n\nLend a kite\n\nStory: As a guest, I want a kite so that I fly.\n',
    '**Mend a kite**\n\nUser story:\nAs a guest, I want mending so that it flies.\n\n**Lend a kite**\n\nUser story:\nAs a guest, I want a kite so that I fly.\n',
    'Mend a kite\nUser Story: Als Gast möchte ich flicken, damit er fliegt.\n\nLend a kite\nUser Story: Als Gast möchte ich leihen, damit ich fliege.\n',
  ])('names it where there are several: %s', (text) => {
    expect(treeOf(readingOf(`# Epic: Kites\n\n${text}`))).toEqual(named);
  });

  test('takes the criteria below', () => {
    const criteria = 'Acceptance criteria:\n\n- it flies\n\n';
    const reading = readingOf(
      `# Epic: Kites\n\nMend a kite\n\nStory: As a guest, I want mending.\n\n${criteria}Lend a kite\n\nStory: As a guest, I want a kite.\n\n${criteria}`,
    );
    expect(treeOf(reading)).toEqual(named);
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      [],
      ['it flies'],
      ['it flies'],
    ]);
  });

  test('is text below the heading of a story, and where it ends as a sentence', () => {
    const text = (line: string) =>
      `## Story: Mend a kite\n\n${line}\nStory: As a guest, I want mending.\n\n## Story: Lend a kite\n\n${line}\nStory: As a guest, I want a kite.\n`;
    expect(treeOf(readingOf(`# Epic: Kites\n\n${text('High value')}`))).toEqual(named);
    const prose =
      'Guests wait.\nStory: As a guest, I want mending.\n\nGuests go.\nStory: As a guest, I want a kite.\n';
    expect(treeOf(readingOf(`# Epic: Kites\n\n${prose}`)).join()).not.toContain('Guests wait');
  });
});

test.each([
  ['[RET-2] Print', '[RET-5] Scan'],
  ['RET-2 Print', 'RET-5 Scan'],
  ['**RET-2** Print', '**RET-5** Scan'],
])('a project’s key below “Spikes” names what the list behind it tells of: %s', (print, scan) => {
  const spikes = `## Spikes\n\nThese are all:\n\n${print}\n\n- We were not sure how.\n\n${scan}\n\n- We were sure.\n`;
  expect(treeOf(readingOf(`# Plan\n\n${spikes}`))).toEqual(['ENABLER Print', 'ENABLER Scan']);
  const stories =
    '## Stories\n\n- RET-2 Print: As a clerk, I want to print.\n- RET-5 Scan: As a clerk, I want to scan.\n';
  expect(treeOf(readingOf(`# Plan\n\n${stories}\n${spikes}`))).toEqual(['STORY Print', 'STORY Scan']);
});

test('a word with a number above a list names nothing below “Spikes”', () => {
  const text = '# Plan\n\n## Spikes\n\nOAuth2 Login\n\n- Compare libraries\n- Ask the vendor\n';
  expect(treeOf(readingOf(text))).toEqual(['ENABLER Compare libraries', 'ENABLER Ask the vendor']);
});

test('a key and a name right above a list of what it holds name an item', () => {
  const text =
    '# Pier\n\n## PI-E-01 Mooring\n\nPI-F-01 Berths\n\n- PI-S-01 Book a berth\n- PI-S-02 Leave early\n\nPI-F-02 Fuel\n\n- PI-S-03 Pay at the pump\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Mooring',
    'FEATURE Berths < Mooring',
    'STORY Book a berth < Berths',
    'STORY Leave early < Berths',
    'FEATURE Fuel < Mooring',
    'STORY Pay at the pump < Fuel',
  ]);
});

test('marked lines of one paragraph are items behind a dash as behind a colon', () => {
  const text =
    '# Pier\n\nEPIC - mooring\n\nstory - book a berth\n ac: at most 14 days\nstory - leave early\nbug - the tide is wrong\n\nEPIC - fuel\n\nstory - pay at the pump\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual([
    'EPIC mooring',
    'STORY book a berth < mooring',
    'STORY leave early < mooring',
    'STORY the tide is wrong < mooring',
    'EPIC fuel',
    'STORY pay at the pump < fuel',
  ]);
  expect(reading.items.flatMap(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual(['at most 14 days']);
});
