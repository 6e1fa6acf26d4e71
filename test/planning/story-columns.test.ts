import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('tables as trackers and tenders write them', () => {
  test('columns that list marked stories beside what they serve are read as one', () => {
    const reading = readingOf(
      '| Epic | Feature | First stories | Later stories |\n|---|---|---|---|\n| Visit | Tickets | Story: Show my ticket<br>Story: Resell it | Story: Upgrade it |\n| Stay | Map | Story: Find water | Story: Find my tent |',
    );

    expect(treeOf(reading)).toEqual([
      'EPIC Visit',
      'FEATURE Tickets < Visit',
      'STORY Show my ticket < Tickets',
      'STORY Resell it < Tickets',
      'STORY Upgrade it < Tickets',
      'EPIC Stay',
      'FEATURE Map < Stay',
      'STORY Find water < Map',
      'STORY Find my tent < Map',
    ]);
  });

  test('a column of epics names no rows whose types are others', () => {
    const reading = readingOf(
      '| Code | What | Type | Epic |\n|---|---|---|---|\n| MU-1 | Hear the room | Story | Rooms |\n| MU-2 | Slow the voice | Bug | Rooms |',
    );

    expect(treeOf(reading)).toEqual([
      'EPIC Rooms',
      'STORY Hear the room < Rooms',
      'STORY Slow the voice < Rooms',
    ]);
  });

  test('a row that is called by the letter of an epic is that epic', () => {
    const reading = readingOf(
      '## Epic A — Roster\n\n- Story: See it\n\n## Epic B — Briefing\n\n- Story: Read it\n\n## Summary\n\n| Epic | Stories |\n|---|---|\n| A | 1 |\n| B | 1 |',
    );

    expect(treeOf(reading)).toEqual([
      'EPIC Roster',
      'STORY See it < Roster',
      'EPIC Briefing',
      'STORY Read it < Briefing',
    ]);
  });

  test('a unit behind a comma says what one in brackets does', () => {
    const reading = readingOf(
      '| ID | User story | Effort, SP |\n|---|---|---|\n| US-1 | Sail | 3 |\n| US-2 | Row | 5 |',
    );

    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([3, 5]);
  });
});

describe('what stands around the names of trackers', () => {
  test('a status in code marks with points behind it is no part of a title', () => {
    const [item] = readingOf('- **User Story 2231** Scan a room `Closed` – 8 SP').items;

    expect(item).toMatchObject({ title: 'Scan a room', storyPoints: 8, status: 'Closed' });
  });

  test('a label in code marks behind a bold name is no part of it', () => {
    const reading = readingOf(
      '## Stories\n\n- **Reserve a plot** `garden` (5 pts)\n- **Lend a tool** `tools` (3 pts)',
    );

    expect(treeOf(reading)).toEqual(['STORY Reserve a plot', 'STORY Lend a tool']);
  });

  test('the number of an annex may stand in front of a mark', () => {
    const reading = readingOf(
      '## C.1 Instructions\n\nRead this.\n\n## C.2 Epic 1: Portal\n\n- Story: Pay\n\n## C.3 Epic 2: Tours\n\n- Story: Plan',
    );

    expect(treeOf(reading)).toEqual([
      'EPIC Portal',
      'STORY Pay < Portal',
      'EPIC Tours',
      'STORY Plan < Tours',
    ]);
  });

  test('stories “for F1” are those of F1, in languages that have one word for one and for several', () => {
    const reading = readingOf(
      '## Danh sách tính năng\n\n| Mã | Tính năng |\n|---|---|\n| F1 | Mua vé |\n| F2 | Soát vé |\n\n### Câu chuyện người dùng cho F1 – Mua vé\n\n| STT | Câu chuyện người dùng |\n|---|---|\n| 1 | Mua vé tháng |\n\n### Câu chuyện người dùng cho F2 – Soát vé\n\n| STT | Câu chuyện người dùng |\n|---|---|\n| 2 | Quét mã |',
    );

    expect(treeOf(reading)).toEqual([
      'FEATURE Mua vé',
      'FEATURE Soát vé',
      'STORY Mua vé tháng < Mua vé',
      'STORY Quét mã < Soát vé',
    ]);
  });
});

test.each(['Tasks', 'Technical tasks', 'Technische Aufgaben', 'Tâches techniques'])(
  'what “%s” lists beside a story in each row is part of it',
  (column) => {
    const reading = readingOf(
      `# Sprint\n\n| User story | Points | Owner | ${column} |\n|---|---|---|---|\n| See the tide | 8 | Ann | <ul><li>Read the gauge</li><li>Draw it</li></ul> |\n| Book a berth | 3 | Bo | |\n| Leave early | 5 | Ann | <ul><li>Mail the keeper</li></ul> |\n`,
    );
    expect(reading.items).toMatchObject([
      { title: 'See the tide', storyPoints: 8, attributes: { Owner: 'Ann' } },
      { title: 'Book a berth', storyPoints: 3, attributes: { Owner: 'Bo' } },
      { title: 'Leave early', storyPoints: 5, description: expect.stringContaining('Mail the keeper') },
    ]);
    expect(reading.items).toHaveLength(3);
  },
);

test('a feature that lists no tasks keeps the fields of its row', () => {
  const reading = readingOf(
    '# Sprint\n\n| Feature | Points | Tasks |\n|---|---|---|\n| Tides | 8 | <ul><li>Read the gauge</li><li>Draw it</li></ul> |\n| Berths | 3 | |\n',
  );
  expect(reading.items.find(({ title }) => title === 'Berths')).toMatchObject({ storyPoints: 3 });
});

test.each([
  [
    'blank cells',
    '| PBI-1: Tide table | 5 | Read the gauge | 2h |\n| | | Draw it | 3h |\n| PBI-2: Berths | 3 | Make the form | 1h |\n| | | Mail the keeper | 1h |',
  ],
  [
    'their sentences again',
    '| As a sailor, I want to see the tide | 5 | Read the gauge | 2h |\n| As a sailor, I want to see the tide | 5 | Draw it | 3h |\n| As a sailor, I want to book a berth | 3 | Make the form | 1h |\n| As a sailor, I want to book a berth | 3 | Mail the keeper | 1h |',
  ],
])('tasks in rows below marked or told stories with %s are part of these', (_how, rows) => {
  const { items } = readingOf(
    `# Sprint 1\n\n| User story | Points | Task | Estimate |\n|---|---|---|---|\n${rows}\n`,
  );

  expect(items).toMatchObject([
    { kind: 'STORY', storyPoints: 5, description: expect.stringContaining('Draw it') },
    { kind: 'STORY', storyPoints: 3, description: expect.stringContaining('Mail the keeper') },
  ]);
  expect(items).toHaveLength(2);
});

test('a row with nothing but the id of the story above has another task of it', () => {
  const { items } = readingOf(
    '# Sprint 1\n\n| ID | User story | Points | Task | Owner |\n|---|---|---|---|---|\n| US-1 | See the tide | 5 | Read the gauge | Ann |\n| US-1 | | | Draw it | Bo |\n',
  );

  expect(items).toMatchObject([
    { key: 'US-1', storyPoints: 5, description: expect.stringContaining('Draw it') },
  ]);
  expect(items).toHaveLength(1);
});

test.each(['Phân tích User Story (câu chuyện người dùng)', 'Danh sách User Story (câu chuyện)'])(
  'a title that calls stories so in two languages is none of them: “%s”',
  (title) => {
    const rows =
      '| US-01 | As a skipper, I want to moor. | - A berth is free. |\n| US-02 | As a skipper, I want to leave. | - It is paid. |';
    const text = `# ${title}\n\n| ID | User Story | AC |\n|---|---|---|\n${rows}\n`;
    expect(treeOf(readingOf(text))).toHaveLength(2);
  },
);
