import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('in front of a title, behind its key, may stand', () => {
  test.each([
    ['[low priority] Pay by card', 4],
    ['[Priority: high] Pay by card', 2],
    ['【優先度低】Pay by card', 4],
    ['[P1] Pay by card', 2],
    ['(Must have) Pay by card', 1],
  ])('a priority: “%s”', (title, priority) => {
    const reading = readingOf(`# Stories\n\n## US-1. ${title}\n\n## US-2. Ship\n`);
    expect(itemTitled(reading, 'Pay by card').priority).toBe(priority);
  });

  test.each([
    ['✅ Done — Pay by card', 'Done'],
    ['✅ 完了 — Pay by card', '完了'],
    ['🚧 In progress: Pay by card', 'In progress'],
    ['[Done] Pay by card', 'Done'],
  ])('a status: “%s”', (title, status) => {
    const reading = readingOf(`# Stories\n\n## US-1. ${title}\n\n## US-2. Ship\n`);
    expect(itemTitled(reading, 'Pay by card').status).toBe(status);
  });

  test.each(['Done — mark a task', 'Review: merge requests', '[Frontend] Pay by card', '✅ Pay — by card'])(
    'what is of the title: “%s”',
    (title) => {
      const reading = readingOf(`# Stories\n\n## US-1: ${title}\n\n## US-2: Ship\n`);
      expect(treeOf(reading)[0]).toBe(`STORY ${title.replace('✅ ', '')}`);
    },
  );
});

describe('a tick in front of a heading', () => {
  const done = (first: string, second: string, more = ''): readonly (string | null)[] =>
    readingOf(`# 🚀 Plan\n\n## ${first} Story 1: Pay\n\n## ${second} Story 2: Ship\n\n${more}`).items.map(
      ({ status }) => status,
    );

  test.each([
    ['beside other pictures', '✅', '📝', ''],
    [
      'where ticks stand in front of criteria',
      '✅',
      '🔐',
      '**✅ Acceptance criteria:**\n\n- ✅ It is fast\n',
    ],
  ])('is a picture %s', (_where, first, second, more) => {
    expect(done(first, second, more)).toEqual([null, null]);
  });

  test.each([
    ['beside one without', '✅', '', ''],
    ['beside a state', '✅', '🚧', ''],
    ['where the document says so', '✅', '📝', '✅ = done, 📝 = planned\n'],
    ['where one of the stories says so', '✅', '📝', '**Status:** ✅ Completed\n'],
  ])('says that it is done %s', (_where, first, second, more) => {
    expect(done(first, second, more)[0]).toBe('Done');
  });
});

describe('a title that is struck through behind its key', () => {
  test.each([
    ['~~Pay by card~~ — withdrawn (D13)', 'withdrawn (D13)'],
    ['~~Pay by card~~', 'Struck through'],
  ])('stays its title, and the rest says why: “%s”', (title, status) => {
    const reading = readingOf(`# Stories\n\n## US-1. ${title}\n\n## US-2. Ship\n`);
    const item = itemTitled(reading, 'Pay by card');
    expect(item).toMatchObject({ key: 'US-1', status });
    expect(item.warnings.map(({ code }) => code)).toContain('STRUCK_THROUGH');
  });

  test.each(['Pay in cash', '→ Pay in cash'])('is replaced by the title behind it: “%s”', (behind) => {
    const reading = readingOf(`# Stories\n\n## US-1. ~~Pay by card~~ ${behind}\n\n## US-2. Ship\n`);
    expect(itemTitled(reading, 'Pay in cash').status).toBeNull();
  });
});

describe('in front of a story’s sentence may stand how urgent it is', () => {
  const guest = 'As a guest, I want to **pay**, so that I can leave.';
  const cook = 'As a cook, I want to see orders, so that I can start.';

  test.each([
    [`🔴 **P0** | ${guest}\n\n🟢 **P2** | ${cook}`],
    [`🔴 **P0**: ${guest}\n\n🟢 **P2**: ${cook}`],
    [`P0 – ${guest}\n\nP2 – ${cook}`],
    [`- **P0** | ${guest}\n- **P2** | ${cook}`],
    [`✅ (Must have) ${guest}\n\n(Medium) ${cook}`],
  ])('%s', (text) => {
    const reading = readingOf(`# Inn\n\n## Epic 1: Stay\n\n### Bill\n\n${text}\n`);
    expect(treeOf(reading)).toEqual([
      'EPIC Stay',
      'FEATURE Bill < Stay',
      'STORY As a guest, I want to pay, so that I can leave. < Bill',
      `STORY ${cook} < Bill`,
    ]);
    expect(reading.items.map(({ priority }) => priority)).toEqual([null, null, 1, 3]);
    expect(reading.warnings).toEqual([]);
  });
});

test.each([
  '~~Story 1.1~~ Story 1.1 — Pay',
  '~~**Story 1.1**~~ **Story 1.2** — Pay',
  '~~Story: Pay~~ Story: Pay',
])('what is struck through and written anew is not struck through: “%s”', (entry) => {
  const [, item] = readingOf(`## Epic 1: Till\n\n- ${entry}\n`).items;
  expect(item).toMatchObject({ title: 'Pay', status: null, warnings: [] });
});

describe('a size in brackets', () => {
  test.each([
    ['[S] **Story:** Row', '[L] **Enabler:** Moor'],
    ['(XS) Story: Row', '[M] Enabler: Moor'],
    ['[S] US-1: Row', '[Size: L] Enabler 1: Moor'],
  ])('stands in front of a mark: “%s”', (story, enabler) => {
    const reading = readingOf(`# Club\n\n## Epic: Boats\n\n- ${story}\n- ${enabler}\n`);
    expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row < Boats', 'ENABLER Moor < Boats']);
    expect(reading.items[2]?.attributes['Size']).toMatch(/^[LM]$/);
  });

  test('is of the title where no mark follows', () => {
    const reading = readingOf('# Stories\n\n## US-1: [S] Row\n\n## US-2: Moor\n');
    expect(treeOf(reading)[0]).toBe('STORY [S] Row');
  });
});

test.each([
  ['~~US-1: Pay~~ dropped', 'Pay', 'dropped'],
  ['~~US-1: Pay~~ – moved to May', 'Pay', 'moved to May'],
  ['~~US-1: Pay~~ (3 pts)', 'Pay', 'Struck through'],
  ['US-1: ~~Pay by cheque~~ Pay by card', 'Pay by card', null],
])(
  'what stands behind a line that is struck through says why, or what it is called now: “%s”',
  (line, title, status) => {
    expect(readingOf(`# Stories\n\n- ${line}\n- US-2: Ship\n`).items[0]).toMatchObject({ title, status });
  },
);
