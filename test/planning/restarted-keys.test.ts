import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('keys that start anew under each parent', () => {
  test('are other items, whatever the keys of epics and features do', () => {
    const text =
      '# Pier\n\n## E1: Mooring\n\n### F1: Berths\n\n- S1: Book a berth (5 pts)\n- S2: Write the help (1 pt)\n- S3: Leave early (2 pts)\n\n' +
      '### F2: Fuel\n\n- S1: Pay at the pump (8 pts)\n- S2: Write the help (1 pt)\n\n### F3: Water\n\n- S1: Read the meter (3 pts)\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Mooring',
      'FEATURE Berths < Mooring',
      'STORY Book a berth < Berths',
      'STORY Write the help < Berths',
      'STORY Leave early < Berths',
      'FEATURE Fuel < Mooring',
      'STORY Pay at the pump < Fuel',
      'STORY Write the help < Fuel',
      'FEATURE Water < Mooring',
      'STORY Read the meter < Water',
    ]);
  });

  test('may be those of features and of stories in every epic', () => {
    const text =
      '# Pier\n\n## E1: Mooring\n\n### F1: Berths\n\n- US-01 Book a berth\n\n### F2: Fuel\n\n- US-02 Pay at the pump\n\n' +
      '## E2: Racing\n\n### F1: Entries\n\n- US-01 Enter a boat\n\n### F2: Results\n\n- US-02 Publish the table\n';
    expect(treeOf(readingOf(text)).slice(5)).toEqual([
      'EPIC Racing',
      'FEATURE Entries < Racing',
      'STORY Enter a boat < Entries',
      'FEATURE Results < Racing',
      'STORY Publish the table < Results',
    ]);
  });

  test('name what stands nearest', () => {
    const text =
      '# Pier\n\n## F1: Berths\n\n### S1: Book a berth\n\n### S2: Leave early\n\nDepends on: S1\n\n' +
      '## F2: Fuel\n\n### S1: Pay at the pump\n\n### S2: Show the price\n\nDepends on: S1\n';
    const { items } = readingOf(text);
    const titles = new Map(items.map(({ id, title }) => [id, title]));
    expect(items.flatMap(({ title, dependsOn }) => dependsOn.map((id) => [title, titles.get(id)]))).toEqual([
      ['Leave early', 'Book a berth'],
      ['Show the price', 'Pay at the pump'],
    ]);
  });

  test('are one item where an overview lists what stands below the features of an epic', () => {
    const text =
      '# Pier\n\n## E1: Mooring\n\nUser stories:\n\n- US-1: Berths\n- US-2: Fuel\n\n' +
      '### F1: Quay\n\n#### US-1: Book a place for a boat\n\n#### US-2: Pay at the pump\n';
    expect(readingOf(text).items.filter(({ kind }) => kind === 'STORY')).toHaveLength(2);
  });
});

describe('a key of a series that is counted but once', () => {
  const series = '- US-1 Book a berth (5 pts)\n- US-2 Leave early (2 pts)\n- US-3 See the tide (1 pt)\n';

  test('is that of two items where parents, titles and points differ, with a warning', () => {
    const reading = readingOf(
      `# Pier\n\n## F1: Berths\n\n${series}\n## F2: Fuel\n\n- US-3 Pay at the pump (8 pts)\n- US-4 Show the price (3 pts)\n`,
    );
    expect(reading.items.filter(({ key }) => key === 'US-3')).toMatchObject([
      { title: 'See the tide', storyPoints: 1, warnings: [] },
      { title: 'Pay at the pump', storyPoints: 8, warnings: [{ code: 'KEY_REPEATED' }] },
    ]);
  });

  test('is that of one item where only its name differs', () => {
    const reading = readingOf(
      `# Pier\n\n## F1: Berths\n\n${series}\n## F2: Fuel\n\n- US-3 Water levels\n- US-4 Show the price (3 pts)\n`,
    );
    expect(reading.items.filter(({ key }) => key === 'US-3')).toHaveLength(1);
  });
});

describe('numbers that start anew below each heading', () => {
  const patients =
    '### Patient\n\n#### Story 1: Book a visit\n\nText.\n\n#### Story 2: Cancel visits\n\nText.\n\n';
  const admins =
    '### Clinic admin\n\n#### Story 1: Book a room\n\nText.\n\n#### Story 2: Close days\n\nText.\n';

  test('are other stories, though some are called alike', () => {
    expect(treeOf(readingOf(`# Clinic\n\n${patients}${admins}`))).toEqual([
      'STORY Book a visit',
      'STORY Cancel visits',
      'STORY Book a room',
      'STORY Close days',
    ]);
  });

  test('are the same where they mostly name the same', () => {
    const text =
      '## Overview\n\n- Story 1: Book visits\n- Story 2: Cancel\n\n## Details\n\n### Story 1: Book a visit\n\nText.\n\n### Story 2: Cancel a visit\n\nText.\n';
    expect(readingOf(`# Clinic\n\n${text}`).items).toHaveLength(2);
  });

  test.each([
    ['### Patient', '### Clinic admin'],
    ['### User #1', '### User #2'],
  ])('and bare marks over the sentences of stories are these, below “%s” and “%s”', (first, second) => {
    const one = 'As a patient, I want to book a visit online so that I need not call.';
    const other = 'As a clinic admin, I want to close days online so that nobody books.';
    const text = `# Clinic\n\n${first}\n\n#### Story 1\n\n${one}\n\n${second}\n\n#### Story 1\n\n${other}\n`;
    expect(treeOf(readingOf(text))).toEqual([`STORY ${one}`, `STORY ${other}`]);
  });
});
