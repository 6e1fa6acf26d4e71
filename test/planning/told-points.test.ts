import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

describe('a value with the sign of points', () => {
  test.each([
    '**Poker:** 3 SP',
    'Poker: 3 SP',
    '- Poker: 3 SP',
    '**Our guess:** ~3 pts',
    '**Szacowanie:** 3 SP',
    'Poker: 3 story points',
    '**Schätzung im Team:** 3 Story Points',
    'Nuestra apuesta: 3 puntos de historia',
    'Difficulty: 3 Story Points',
    '**Difficulty:** 3 points',
  ])('gives a story points, whatever its label: “%s”', (line) => {
    const item = itemTitled(readingOf(`# Epic: E\n\n## Story: A\n\nText.\n\n${line}\n`), 'A');
    expect(item).toMatchObject({ storyPoints: 3, attributes: {} });
  });

  test.each(['**Total:** 3 SP', '**Business value:** 3 points', '**Bonus:** 3 points'])(
    'but not behind what adds up or counts something else: “%s”',
    (line) => {
      const item = itemTitled(readingOf(`# Epic: E\n\n## Story: A\n\nText.\n\n${line}\n`), 'A');
      expect(item.storyPoints).toBeNull();
    },
  );
});

test('one bare number behind a title is left there with a warning', () => {
  const { items } = readingOf('# Pier\n\n- Story: Paint the pier (5)\n');
  expect(items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([['Paint the pier (5)', null]]);
  expect(items[0]?.warnings.map(({ code }) => code)).toContain('POINTS_NOT_READ');
});

describe('a number under “Difficulty”', () => {
  const table = (text: string, cell = '3') =>
    `# Backlog\n\n${text}\n\n| ID | User story | Difficulty |\n|---|---|---|\n| 1 | Pay | ${cell} |\n| 2 | Ship | 5 |\n`;

  test.each(['Difficulty follows the Fibonacci series.', 'We estimate in story points.'])(
    'is points where the document speaks of their scale: “%s”',
    (text) => {
      const reading = readingOf(table(text));
      expect(itemTitled(reading, 'Pay')).toMatchObject({
        storyPoints: 3,
        attributes: {},
        warnings: [{ code: 'POINTS_GUESSED' }],
      });
      expect(itemTitled(reading, 'Ship').storyPoints).toBe(5);
    },
  );

  test('is an attribute otherwise', () => {
    expect(itemTitled(readingOf(table('Five is hard.')), 'Pay')).toMatchObject({
      storyPoints: null,
      attributes: { Difficulty: '3' },
    });
    expect(itemTitled(readingOf(table('We estimate in story points.', 'easy')), 'Ship').storyPoints).toBe(
      null,
    );
  });
});

describe('a measure behind a label', () => {
  test.each([
    '**Estimation :** 8 points',
    '**Estimation\u00a0:** 8\u00a0pts',
    '**Estimation\u202f:** 8 points',
    '**Estimation** : 8 points',
    '**Estimation : 8 points**',
    '**Charge :** 8 SP',
    '**Complexité :** 8 points',
    '**Estimate :** 8 points',
    '**Aufwand :** 8 Punkte',
    '**Сложность :** 8 баллов',
    '**Points estimés :** 8',
    '**Puntos estimados:** 8',
    '**Effort** – 8 points',
    'Effort - 8 SP',
    'Points: (8)',
  ])('gives points however its colon is set off: “%s”', (line) => {
    const item = itemTitled(readingOf(`# Epic: E\n\n## Story: A\n\n${line}\n\nText.\n`), 'A');
    expect(item).toMatchObject({ storyPoints: 8, attributes: {}, description: 'Text.', warnings: [] });
  });

  test.each([
    '**Poids :** 8 points',
    '**Weight:** 8 points',
    '- Bonus – 8 points',
    '- Story points = 8',
    '- Story points - 8',
  ])('that is no known one is told of: “%s”', (line) => {
    const { storyPoints, warnings } = itemTitled(readingOf(`# Epic: E\n\n## Story: A\n\n${line}\n`), 'A');
    expect([storyPoints, warnings.map(({ code }) => code)]).toEqual([null, ['POINTS_NOT_READ']]);
  });
});

describe('a column of points with the sign of a sum', () => {
  test.each(['Σ SP', 'Σ Story Points', '∑ Points', 'Σ Punkte'])(
    'measures stories, and no epics: %s',
    (label) => {
      const reading = readingOf(
        `| Issue type | Key | Summary | Parent | ${label} |\n|---|---|---|---|---|\n| Epic | HAR-1 | Boats | | 8 |\n| Story | HAR-2 | Hire | HAR-1 | 5 |\n| Bug | HAR-3 | Wrong tide | HAR-1 | 3 |\n`,
      );
      expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 3]);
      expect(reading.items[0]?.attributes).toEqual({ [label]: '8' });
    },
  );
});

describe('the points in a row of a table', () => {
  const plan = (kind: string) =>
    `# Plan\n\n## ${kind}s\n\n| ID | ${kind} | Story points |\n|---|---|---|\n| A-1 | Rent | 21 |\n| A-2 | Moor | 8 |\n\n## A-1 Rent\n\n- Story: Pay (3 pt)\n`;

  test('are those of a feature that has a section as well, and the sum of the stories of an epic', () => {
    expect(itemTitled(readingOf(plan('Feature')), 'Rent').storyPoints).toBe(21);
    expect(itemTitled(readingOf(plan('Epic')), 'Rent').storyPoints).toBeNull();
  });
});

test.each([
  ['Estimates', 'Agreed', [5, 8]],
  ['Planning poker, 12 October', 'Consensus', [5, 8]],
  ['Schätzungen', 'Ergebnis', [5, 8]],
  ['Estimates in days', 'Agreed', [null, null]],
  ['Dinner', 'Agreed', [null, null]],
  ['Estimates', 'Carla', [null, null]],
])(
  'below “%s” a column “%s” of numbers gives the points on which the team agreed',
  (heading, agreed, points) => {
    const stories = '## Epic: Sauna\n\n### US-1 Reserve it\n\nText.\n\n### US-2 Heat it\n\nText.\n\n';
    const votes = `| Story | Anna | Bo | ${agreed} |\n| --- | --- | --- | --- |\n| US-1 | 3 | 5 | 5 |\n| US-2 | 8 | 8 | 8 |\n`;
    const reading = readingOf(`${stories}## ${heading}\n\n${votes}`);
    expect(reading.items.slice(1).map(({ storyPoints }) => storyPoints)).toEqual(points);
  },
);

describe('a line of measures below a title', () => {
  test.each([
    'Size 5 pts · Must',
    '*Effort 5 points · Must*',
    '5 points | Must',
    'Estimate 5 SP, must',
    'Aufwand 5 SP · Must',
  ])('gives them: %s', (line) => {
    const item = itemTitled(readingOf(`# Epic: Kites\n\n## Story: Mend\n${line}\n\nIn the shed.\n`), 'Mend');
    expect(item).toMatchObject({ storyPoints: 5, priority: 1, description: 'In the shed.' });
  });

  test.each(['Size 5 points', '- Size 5 pts'])('gives one that has a label and no colon: %s', (line) => {
    const item = itemTitled(readingOf(`# Epic: Kites\n\n## Story: Mend\n\n${line}\n`), 'Mend');
    expect(item).toMatchObject({ storyPoints: 5, description: '' });
  });

  test.each(['Size 5 points, or so Ann says', 'Size 5 metres · Must'])(
    'is text where it says more: %s',
    (line) => {
      const item = itemTitled(readingOf(`# Epic: Kites\n\n## Story: Mend\n\n${line}\n`), 'Mend');
      expect(item.description).toBe(line);
    },
  );
});

test.each(['🔑 5', '⭐ **5**', '✅ 5 pts', '⚠️ 5'])(
  'a sign in front of points is none of them: “%s”',
  (value) => {
    const table = `| Pts | Item | Acceptance criteria |\n|---|---|---|\n| ${value} | Reserve a boat | It is mine |\n| 3 | Pay | It is paid |\n`;
    const reading = readingOf(`## Sprint 1\n\n${table}\n## Story: Row\n\n**Story points:** ${value}\n`);
    expect(itemTitled(reading, 'Reserve a boat')).toMatchObject({ storyPoints: 5, attributes: {} });
    expect(itemTitled(reading, 'Row')).toMatchObject({ storyPoints: 5, attributes: {} });
  },
);

test.each(['3 SP', '3 points', 'Points: 3'])(
  'an entry of nothing but points is those of its story: “%s”',
  (points) => {
    const reading = readingOf(
      `## Epic: Berths\n\n- Story: Book a berth\n    - ${points}\n    - acceptance criteria\n        - once\n`,
    );
    expect(itemTitled(reading, 'Book a berth')).toMatchObject({
      storyPoints: 3,
      acceptanceCriteria: ['once'],
      description: '',
    });
  },
);

test('points in brackets behind the sentence of a bold name are no part of it', () => {
  const reading = readingOf(
    '## Epic: Berths\n\n**Book a berth** – as a guest, I want a berth so that I can stay. *(5 SP)*\n\n**Cancel it** – as a guest, I want to cancel so that I owe nothing. *(2 SP)*\n',
  );
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 2]);
  expect(itemTitled(reading, 'Book a berth').description).toBe(
    'as a guest, I want a berth so that I can stay.',
  );
});

test.each([
  ['Aufwand (PT)', '3'],
  ['Aufwand (AT)', '3'],
  ['Schätzung, MT', '3'],
  ['Aufwand', '3 PT'],
  ['Charge (j.h)', '3'],
  ['Трудозатраты (чел.-дн.)', '3'],
  ['Estimering (arbejdstimer)', '3'],
  ['Estimate (working hours)', '3'],
])('days of work are no points: “%s” over “%s”', (label, value) => {
  const reading = readingOf(
    `# Backlog\n\n| ID | User Story | ${label} |\n|---|---|---|\n| US-1 | A | ${value} |\n`,
  );
  expect(itemTitled(reading, 'A')).toMatchObject({ storyPoints: null, attributes: { [label]: value } });
});

test.each(['Effort (pt)', 'Stima (pt)', '見積 (pt)', 'Aufwand (SP)'])('points are: “%s”', (label) => {
  const reading = readingOf(`# Backlog\n\n| ID | User Story | ${label} |\n|---|---|---|\n| US-1 | A | 3 |\n`);
  expect(itemTitled(reading, 'A').storyPoints).toBe(3);
});

test.each(['Estimate: 8 points.', 'Schätzung: 8 Punkte.', 'Estimación: 8 puntos.', 'Estimate: 8 hours.'])(
  'a paragraph may end in “%s”',
  (estimate) => {
    const story = (at: number): string =>
      `### Story ${at}: Copy ${at}\n\nReads 10,000 rows at a time. ${estimate}\n\n`;
    const points = readingOf(`# Epic: Archive\n\n${story(1)}${story(2)}`).items.map(
      ({ storyPoints }) => storyPoints,
    );
    expect(points).toEqual(estimate.includes('hours') ? [null, null, null] : [null, 8, 8]);
  },
);

test.each(['(3 points)', '*[3 SP]*', '（3 Punkte）'])(
  'points alone in brackets below a title are its: “%s”',
  (line) => {
    const reading = readingOf(`# Epic 1 Berths\n\n## Story 1.1 Book a berth\n${line}\n\n- AC1: once\n`);
    expect(itemTitled(reading, 'Book a berth')).toMatchObject({ storyPoints: 3, description: '' });
  },
);

test.each([
  ['Ann. 3 points. As a guest, I want to pay.', 3],
  ['Ann, 3 points. It is urgent.', 3],
  ['3 points. It is urgent.', 3],
  ['Ann says 3 points are missing. Later.', null],
])(
  'only an estimate that is a sentence of the remark behind a name is the item’s: “%s”',
  (remark, points) => {
    const reading = readingOf(`# Minutes\n\n## Decided tickets\n\n1. **Story: Pay by card** – ${remark}\n`);
    expect(itemTitled(reading, 'Pay by card').storyPoints).toBe(points);
  },
);

test.each(['[SP]', '(SP)', '[Points]'])('a column “%s” holds points', (name) => {
  const text = `# Plan\n\n| ID | Story | ${name} |\n|---|---|---|\n| US-1 | Pay by card | 3 |\n`;
  expect(itemTitled(readingOf(text), 'Pay by card').storyPoints).toBe(3);
});
