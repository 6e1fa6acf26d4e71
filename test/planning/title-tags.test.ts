import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('what stands behind a title', () => {
  test.each([
    ['**Return goods** – 3 points, high priority', 3, 2],
    ['**Return goods** - 5 SP', 5, null],
    ['**Return goods**: 5 SP, P1', 5, 2],
    ['**Return goods:** 5 SP / P1', 5, 2],
    ['Return goods, 1 point, low prio', 1, 4],
    ['Return goods (5 SP) - high', 5, 2],
    ['Return goods, 5 SP, prio: high', 5, 2],
    ['Return goods (3 SP) prio high', 3, 2],
    ['Return goods – 3 Punkte, hohe Priorität', 3, 2],
    ['**Return goods** – 3 points, priorité haute', 3, 2],
    ['Return goods (2 баллов), высокий приоритет', 2, 2],
    ['Return goods, 8 punten, lage prioriteit', 8, 4],
    ['Return goods（3 点）高优先级', 3, 2],
    ['Return goods, 2 points', 2, null],
    ['**Return goods** `sp:5` @ann', 5, null],
    ['Return goods `P1` `SP: 3` @ann, @bo', 3, 2],
  ])('“%s” tells of the story and is no part of its title', (entry, points, priority) => {
    const reading = readingOf(`# Epic: Shop\n\n## Stories\n\n- ${entry}\n- Pay by card\n`);
    const item = itemTitled(reading, 'Return goods');
    expect(item).toMatchObject({ storyPoints: points, priority, description: '' });
  });

  test.each([
    '## Story: Return goods – 5 SP, high priority',
    '## Story 1.1: Return goods (5 SP), prio: high',
  ])('“%s” does so in a heading', (heading) => {
    const item = itemTitled(readingOf(`# Epic: Shop\n\n${heading}\n\nText.\n`), 'Return goods');
    expect(item).toMatchObject({ storyPoints: 5, priority: 2 });
  });

  test.each([
    ['Show open, closed, 3 points', 'Show open, closed'],
    ['Filter tickets by high, medium, low', 'Filter tickets by high, medium, low'],
    ['Sort results - high', 'Sort results - high'],
    ['Message broker – priority queue', 'Message broker – priority queue'],
    ['Print labels, 2 per page', 'Print labels, 2 per page'],
  ])('“%s” keeps what is of the title', (entry, title) => {
    const reading = readingOf(`# Epic: Shop\n\n## Stories\n\n- ${entry}\n- Pay by card\n`);
    expect(reading.items.map((item) => item.title)).toContain(title);
  });

  test.each([
    ['Return goods (critical - must land)', { priority: 1, description: '' }],
    ['Return goods (High – the audit asks for it)', { priority: 2, description: 'the audit asks for it' }],
    ['Return goods (done – see the log)', { status: 'done', description: 'see the log' }],
    ['Return goods ⭐ Sprint 1', { attributes: { Sprint: 'Sprint 1' } }],
    ['Return goods 🎯 MVP', { attributes: {}, labels: ['MVP'] }],
    ['Return goods (5 SP, #shop, MVP)', { storyPoints: 5, labels: ['shop', 'MVP'] }],
    ['Return goods (#1203)', { attributes: { Reference: '#1203' }, labels: [] }],
    ['Return goods #shop/web #mvp', { attributes: {}, labels: ['shop/web', 'mvp'] }],
    ['Return goods | Sprint 1', { attributes: { Sprint: 'Sprint 1' } }],
    ['Return goods (Sprint 2)', { attributes: { Sprint: 'Sprint 2' } }],
    ['Return goods (2026-05-09)', { attributes: { Date: '2026-05-09' } }],
    ['Return goods (Weeks 3–4)', { attributes: { Weeks: 'Weeks 3–4' } }],
    ['Return goods (Week 12+)', { attributes: { Week: 'Week 12+' } }],
    ['Return goods (Monat 1)', { attributes: { Monat: 'Monat 1' } }],
    ['Return goods (Q2)', { attributes: { Quarter: 'Q2' } }],
    ['Return goods (Q3 2027)', { attributes: { Quarter: 'Q3 2027' } }],
    ['Return goods 🔥 high, 3 SP', { priority: 2, storyPoints: 3 }],
    ['Return goods (owner @ann)', { attributes: { Owner: '@ann' } }],
    ['**Return goods** (assigned to: @ann)', { attributes: { 'Assigned to': '@ann' } }],
    ['Return goods (5 SP, lead @ann)', { storyPoints: 5, attributes: { Lead: '@ann' }, description: '' }],
    ['Return goods (Owner: Ann B.)', { attributes: { Owner: 'Ann B.' }, description: '' }],
    ['Return goods (担当: 佐藤)', { attributes: { 担当: '佐藤' } }],
    ['Return goods (Team: Blue, 5 SP)', { storyPoints: 5, attributes: { Team: 'Blue' } }],
    ['Return goods [Status: Done]', { status: 'Done' }],
    ['Return goods `TBD`', { status: null, description: '' }],
    ['Return goods `미정` `3 SP`', { storyPoints: 3, description: '' }],
    ["Return goods `won't`", { priority: 4 }],
    ["Return goods `won't (this year)`", { priority: 4, description: "won't (this year)" }],
  ])('“%s” says more than its title', (heading, said) => {
    const reading = readingOf(`# Epic: Shop\n\n## US-1: ${heading}\n\n## US-2: Pay\n`);
    expect(itemTitled(reading, 'Return goods')).toMatchObject(said);
  });

  test.each([
    'Compare prices (net - gross)',
    'Follow friends (as @ann)',
    'Export prices (format: PDF)',
    'Show ☀️ and rain',
    'Send a ❤️ back',
  ])('“%s” is a title as a whole', (title) => {
    expect(itemTitled(readingOf(`# Epic: Shop\n\n## US-1: ${title}\n`), title)).toBeDefined();
  });

  test('a bold name and what it does stay apart', () => {
    const reading = readingOf(
      '# Epic: Shop\n\n## Stories\n\n- **Pay** – by card or cash\n- **Ship** – in boxes\n',
    );
    expect(itemTitled(reading, 'Pay').description).toBe('by card or cash');
  });
});

describe('a bare number behind titles', () => {
  test.each([
    '# Epic: Plane\n\n- Story: Pick seat (5)\n- Story: Swap seats (3)\n',
    '# Epic: Plane\n\n## Story: Pick seat (5)\n\nText.\n\n## Story: Swap seats (3)\n\nText.\n',
  ])('is points already where both of two stories have one, with a warning', (text) => {
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Pick seat')).toMatchObject({
      storyPoints: 5,
      warnings: [{ code: 'POINTS_GUESSED' }],
    });
    expect(itemTitled(reading, 'Swap seats').storyPoints).toBe(3);
  });

  test('is points on a scale of the document’s own where all stories have one and some the same', () => {
    const text = '# Stories\n\n1. Pick seat (7)\n2. Swap seats (9)\n3. Print ticket (7)\n4. Board (9)\n';
    expect(readingOf(text).items.map(({ storyPoints }) => storyPoints)).toEqual([7, 9, 7, 9]);
    expect(itemTitled(readingOf(text), 'Pick seat').warnings).toMatchObject([{ code: 'POINTS_GUESSED' }]);
  });

  test('is points beside stories that give theirs in another way', () => {
    const others = '- Story: Board (3 SP)\n- Story: Check in (5 SP)\n- Story: Taxi (8 SP)\n';
    const numbered = '- Story: Pick seat (5)\n- Story: Swap seats (3)\n- Story: Print ticket (5)\n';
    const reading = readingOf(`# Epic: Plane\n\n${others}\n# Epic: Seats\n\n${numbered}`);
    expect(itemTitled(reading, 'Swap seats').storyPoints).toBe(3);
    expect(
      readingOf(`# Epic: Plane\n\n${others}- Story: Import seats (2)\n- Story: Import seats (3)\n`).items,
    ).toContainEqual(expect.objectContaining({ title: 'Import seats (3)', storyPoints: null }));
  });

  test.each([
    '# Epic: Plane\n\n- Story: Import seats (1)\n- Story: Import seats (2)\n- Story: Import seats (3)\n',
    '# Epic: Plane\n\n- Story: Pick seat (5)\n- Story: Swap seats\n',
  ])('is of the title where it counts parts or is the only one', (text) => {
    expect(readingOf(text).items.map((item) => item.storyPoints)).not.toContainEqual(expect.any(Number));
  });

  test('is text where only a part of it is known', () => {
    const reading = readingOf(
      '# Epic: Plane\n\n- Story: Pick seat (5|pt / prio: medium)\n- Story: グラフ（5|pt / 優先度：中）\n',
    );
    expect(reading.items.map(({ priority }) => priority)).toEqual([null, 3, 3]);
  });
});

describe('a number in brackets in front of titles', () => {
  const points = (text: string) => readingOf(text).items.map(({ storyPoints }) => storyPoints);

  test.each([
    '# User stories\n\n- (5) Pick seat\n- (3) Swap seats\n- (8) Print ticket\n',
    '# User stories\n\n- [5] Pick seat\n- [3] Swap seats\n- [8] Print ticket\n',
    '# User stories\n\n## (5) Story: Pick seat\n\n## (3) Story: Swap seats\n\n## (8) Story: Print ticket\n',
  ])('is points where most of the stories have one, with a warning: %s', (text) => {
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Pick seat')).toMatchObject({
      storyPoints: 5,
      warnings: [{ code: 'POINTS_GUESSED' }],
    });
    expect(itemTitled(reading, 'Print ticket').storyPoints).toBe(8);
  });

  test('only counts where it does so in each list', () => {
    const text =
      '# Epic: Plane\n\nStories:\n\n- (1) Pick seat\n- (2) Swap seats\n\n# Epic: Field\n\nStories:\n\n- (1) Board\n- (2) Land\n- (3) Taxi\n';
    expect(points(text)).toEqual(Array(7).fill(null));
  });
});

test.each(['(not estimated)', '*(not estimated)*', '(nicht geschätzt)', '(non estimé)', '(не оценено)'])(
  '“%s” behind a title is no part of it',
  (text) => {
    const reading = readingOf(`# Epic: Shop\n\n- Story: Pay ${text}\n- Story: Ship (3 SP)\n`);
    expect(itemTitled(reading, 'Pay').storyPoints).toBeNull();
  },
);

describe('code marks behind the title of an item', () => {
  test.each([
    ['`27/30` `Small`', { description: '27/30, Small', priority: null }],
    ['`24/30` `Medium`', { description: '24/30, Medium', priority: null }],
    ['`High` `Done`', { description: '', priority: 2, status: 'Done' }],
    ['`8/10`', { description: '8/10' }],
    ['`In progress`', { status: 'In progress' }],
    ['`5` `High`', { description: '5', priority: 2 }],
    ['`web` `billing`', { description: 'web, billing' }],
    ['`3 points` `web`', { description: 'web', storyPoints: 3 }],
  ])('rate it: “%s”', (codes, said) => {
    const reading = readingOf(`# Epic: Shop\n\n## US-1 — Return goods ${codes}\n\n## US-2: Pay\n`);
    expect(itemTitled(reading, 'Return goods')).toMatchObject(said);
  });

  test('say nothing yet without a mark as well', () => {
    const text =
      '# Epic: Shop\n\n### Return goods `3 points` `TBD`\n\nAs a guest, I want to return goods, so that I pay less.\n';
    expect(itemTitled(readingOf(text), 'Return goods').storyPoints).toBe(3);
  });

  test.each([
    'Add `npm start`',
    'Support `users` table',
    'Show `GET /api/x`',
    'Return `404`',
    'Sort by `high`',
    'Mark orders as `done`',
    'List each `todo`',
    'Upgrade Java `21`',
    'Compare `price` and `weight`',
    'Join `users`, `orders`',
    'Call `GET /a` `3 points`',
  ])('are of the title in “%s”', (heading) => {
    const [, item] = readingOf(`# Epic: Shop\n\n## US-1: ${heading}\n\n## US-2: Pay\n`).items;
    expect(item?.title).toBe(heading.replaceAll('`', '').replace(' 3 points', ''));
  });
});

test('what a sign tells behind code marks is no part of a title', () => {
  const reading = readingOf(
    '# Backlog\n\n- **DSK-210** Snooze a ticket `3 points` 🟠 High\n- **DSK-211** Merge `5 points`\n',
  );
  expect(itemTitled(reading, 'Snooze a ticket')).toMatchObject({ storyPoints: 3, priority: 2 });
  expect(itemTitled(reading, 'Merge')).toMatchObject({ storyPoints: 5 });
});

test('the numbers behind all titles of one list are points beside lists without', () => {
  const reading = readingOf(
    '# Pier\n\n## Epic: Mooring\n\n- Story: Book (2)\n- Story: Leave (1)\n- Story: Pay (3)\n\n## Epic: Fuel\n\n- Story: Pump\n- Story: Price\n- Story: Ice\n',
  );
  expect(reading.items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['Mooring', null],
    ['Book', 2],
    ['Leave', 1],
    ['Pay', 3],
    ['Fuel', null],
    ['Pump', null],
    ['Price', null],
    ['Ice', null],
  ]);
  expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    'POINTS_GUESSED',
  ]);
});

test('a bare number behind the full stop of a story’s sentence is its points, with a warning', () => {
  const text =
    '# Choir\n\n## Backlog\n\nEstimates are story points.\n\n1. As a singer, I want to say whether I come so that others can plan. **2**\n2. As a singer, I want scores. **3**\n3. As a treasurer, I want to see who paid. **5**\n';
  expect(readingOf(text).items).toMatchObject([
    {
      title: 'As a singer, I want to say whether I come so that others can plan',
      storyPoints: 2,
      warnings: [{ code: 'POINTS_GUESSED' }],
    },
    { title: 'As a singer, I want scores', storyPoints: 3 },
    { title: 'As a treasurer, I want to see who paid', storyPoints: 5 },
  ]);
});

describe('hashtags behind a title, as notes have them', () => {
  test('are labels, and the id of a block is none of the title', () => {
    const text =
      '# Plan\n\n## Epic: Boats #club\n\n- Story: Reserve a boat #sea #night-boats ^res\n  - points:: 5\n- Story: Write in C#\n';
    expect(readingOf(text).items).toMatchObject([
      { title: 'Boats', labels: ['club'] },
      { title: 'Reserve a boat', labels: ['sea', 'night-boats'], storyPoints: 5 },
      { title: 'Write in C#', labels: [] },
    ]);
  });

  test('are part of it within', () => {
    const text = '# Plan\n\n- Story: Follow #harbour on the wall\n- Story: Show issue #12\n';
    expect(readingOf(text).items.map(({ title }) => title)).toEqual([
      'Follow #harbour on the wall',
      'Show issue #12',
    ]);
  });
});

describe('a name in italics in front of a dash', () => {
  const titlesIn = (...entries: readonly string[]): readonly string[] =>
    readingOf(`## User stories\n\n${entries.map((entry) => `- ${entry}\n`).join('')}`).items.map(
      ({ title }) => title,
    );

  test('is the title, and the rest description', () => {
    expect(titlesIn('*Order list* – the cook sees orders', '_Sign-off_: the guest signs')).toEqual([
      'Order list',
      'Sign-off',
    ]);
  });

  test('is only stressed where the entry beside it has none, or the same', () => {
    expect(titlesIn('*Only* – by card', 'Pay in cash')).toEqual(['Only – by card', 'Pay in cash']);
    expect(titlesIn('*Optional* – by card', '*Optional* – in cash')).toHaveLength(2);
    expect(titlesIn('*Optional* – by card', '*Optional* – in cash')).not.toContain('Optional');
  });
});

test('the full stop of a bold name is no part of the title', () => {
  const text = '**Feature 1 – Orders.** All of the day.\n\n**Story: Ask Acme Co.** Again.\n';
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Orders', 'STORY Ask Acme Co. < Orders']);
});

test.each(['`5 pts` 👤 Bea', '`5 pts` (needs legal)'])(
  'what stands behind points in code marks ends no title: %s',
  (behind) => {
    const { items } = readingOf(`# Epic: Shop\n\n## Story: Pay by card ${behind}\n\nText.\n`);
    expect(items[1]).toMatchObject({ title: 'Pay by card', storyPoints: 5 });
  },
);

test.each(['`5 pts` Works on every pier.', '`5 pts` Bea', '`5 pts` 👤 nobody yet'])(
  'a size between a bold name and what is told of it is read: “%s”',
  (behind) => {
    const [, story] = readingOf(`# Epic: Pier\n\n- **US-1 Mooring** ${behind}\n`).items;
    expect(story).toMatchObject({ title: 'Mooring', storyPoints: 5 });
    expect(story?.description).toBe(behind.replace(/^`5 pts` (?:👤 )?/u, ''));
  },
);

test('an owner may stand behind the number in brackets', () => {
  const { items } = readingOf(
    '# Stories\n\n- **US-1** Lock it (5)\n- **US-2** Report a flat (2) — *Marek*\n',
  );
  expect(items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['Lock it', 5],
    ['Report a flat', 2],
  ]);
});
