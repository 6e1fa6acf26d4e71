import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const table =
  '# Shop\n\n| Id | User story | Points |\n|---|---|---|\n| US-1 | Pay by card | 5 |\n| US-2 | Refund an order | 3 |\n';
const headings = '# Shop\n\n## US-1 Pay by card\n\nText.\n\n## US-2 Refund an order\n\nText.\n';
const list = '# Shop\n\n## User stories\n\n- US-1 Pay by card\n- US-2: Refund an order\n';
const tails = '# Shop\n\n## Story: Pay by card (US-1)\n\n## Story: Refund an order (US-2)\n';
const items = ['STORY Pay by card', 'STORY Refund an order'];

describe.each([
  ['a table', table],
  ['headings', headings],
  ['a list', list],
  ['keys behind titles', tails],
])('an item of %s', (_name, plan) => {
  test.each([
    '## Open questions\n\n- US-2 – ask Bob',
    '## Risks\n\n- US-2 may slip',
    '## Changes\n\n* US-2 moved to June\n* US-9 moved to July',
    '## Dependencies\n\n- US-2 depends on US-1',
    '## Dependencies between the two\n\n- US-2 needs US-1? No. (asked twice)',
    '## Assumptions\n\n1. The bank is open.\n2. US-2 relies on US-1, for the data is the same.',
    '## Blockers\n\n- US-2 waits for legal',
    '## What Bob said\n\n- US-2: He will ask\n- US-1 Legal has not answered',
    '## Sprint 1\n\n- US-2 waits for legal',
    '## Hürden\n\n- US-2 wartet auf die Bank',
    '## Założenia\n\n2. US-2 wymaga US-1, bo liczy na tych samych danych.',
    '## 課題\n\n- US-2 は法務待ち',
    '## News\n\n**US-2** is late',
    '## News\n\nUS-2: Bob asks',
    '## Notes on the plan\n\n- Story US-2 may slip',
    '## Open questions\n\nUS-2: who pays the fee?\n\nUS-1 – needs a decision',
    '## Open questions\n\n**US-2: Bank?** Nobody knows.',
    '## Open questions\n\n### US-2: Who pays?\n\nBob knows.',
    '## Decisions\n\n1. US-2 – moved out\n   - The bank says so',
  ])('is not renamed, moved or doubted where a line speaks of it: “%s”', (mention) => {
    const reading = readingOf(`${plan}\n${mention}\n`);
    expect(treeOf(reading)).toEqual(items);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('takes its points and parent from a line that names it', () => {
    const reading = readingOf(
      `${plan}\n# Epic: Checkout\n\n- US-1 Pay by card\n- US-2 – Refund an order (3 points)\n`,
    );
    expect(treeOf(reading).slice(1)).toEqual(items.map((item) => `${item} < Checkout`));
    expect(reading.items.at(-1)).toMatchObject({ storyPoints: 3 });
  });
});

describe('a line that begins with a key', () => {
  test.each([
    '# Shop\n\n## Checkout\n\n- US-1 Pay by card\n- US-2 – Refund an order\n',
    '# Shop\n\n## Checkout\n\n- US-1 pay by card\n- US-2 refund an order\n',
    '# Shop\n\n## Checkout\n\n- US-1 pay by card\n- US-2 refund an order\n- tests\n',
    '# Shop\n\n## Checkout\n\n- US-1 iOS\n- US-2 Android\n- Tests\n- Docs\n',
  ])('names an item where a plain list is its only place', (text) => {
    expect(readingOf(text).items.map(({ key }) => key)).toEqual([null, 'US-1', 'US-2']);
  });

  test.each([
    '# Notes\n\n## Hürden\n\n- Bob fragen\n- US-2 wartet auf die Bank\n',
    '# Notes\n\n## Order\n\n- US-2 depends on US-1\n- US-3 depends on US-2\n',
    '# Notes\n\n## Blockers\n\n- US-2 Legal\n- US-3 Bank\n',
  ])('names none in prose', (text) => {
    expect(outcomeOf(text)).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test.each([
    'Blockers',
    'Impediments',
    'Hindernisse',
    'Points de blocage',
    'Impedimentos',
    'Bloqueios',
    'Impedimenti',
    'Belemmeringen',
    'Blokery',
    'Блокеры',
    'Engeller',
    'Trở ngại',
    '阻塞问题',
    'ブロッカー',
    '장애물',
  ])('leaves “%s” no feature', (heading) => {
    expect(treeOf(readingOf(`${list}\n## ${heading}\n\n- US-2 Legal\n- US-7 Bank\n`))).toEqual(items);
  });
});

test.each([
  `${table}\n## Epic: Checkout\n\n- US-1 Vouchers\n`,
  `${table}\n## Money\n\nUS-1: Vouchers\n\nCodes are printed.\n\n- AC: They are long\n`,
  table.replace('# Shop', '# Epic: Checkout\n\n- US-1 Vouchers\n\n## User stories'),
])('a row keeps its title beside a line that names its item otherwise', (text) => {
  const reading = readingOf(text);
  expect(reading.items.find(({ key }) => key === 'US-1')).toMatchObject({
    title: 'Pay by card',
    warnings: [{ code: 'TITLE_CONTRADICTED' }],
  });
});

test.each([
  ['- US-1: As a guest I want vouchers', []],
  ['- US-1: Vouchers\n  - Codes are printed\n', ['TITLE_CONTRADICTED']],
  ['- US-1 vouchers\n  - AC: Codes are printed\n', ['TITLE_CONTRADICTED']],
])('a line that tells the story of a row below a plain heading is its place: “%s”', (line, codes) => {
  const reading = readingOf(`${table}\n## Money\n\n${line}\n`);
  expect(reading.items.filter(({ key }) => key === 'US-1')).toHaveLength(1);
  expect(reading.items.find(({ key }) => key === 'US-1')?.warnings.map(({ code }) => code)).toEqual(codes);
});

describe('what only says where or how another epic stands', () => {
  const item = 'EPIC Rooms';

  test.each([
    ['a bold label among fields', '**Status**: ready\n**Epic 1 Handover**: all of it\n**Team**: Blue\n'],
    [
      'the path of its document',
      'Related documents:\n\n- Plan: `/docs/plan.md`\n- Epic 1 (first): `/docs/epic-1.md`\n',
    ],
  ])('is none: %s', (_name, text) => {
    expect(treeOf(readingOf(`# Epic 2: Rooms\n\n${text}`))).toEqual([item]);
  });

  test('gives the item around it an attribute', () => {
    const text = '# Epic 2: Rooms\n\n**Status**: ready\n**Epic 1 Handover**: all of it\n';
    expect(readingOf(text).items[0]?.attributes).toEqual({ 'Epic 1 Handover': 'all of it' });
  });

  test('is one where it does not stand among fields', () => {
    const text = '# Epic 2: Rooms\n\n**Story 2.1 Book**: choose a room\n\n**Story 2.2 Leave**: pay it\n';
    expect(treeOf(readingOf(text))).toEqual([item, 'STORY Book < Rooms', 'STORY Leave < Rooms']);
  });
});

describe('the number of an epic', () => {
  const epics =
    '# Backlog\n\n## Epic 1 — V1 launch\n\n- US-1 Pay\n- US-2 Sell\n\n## Epic 2 – V2 growth\n\n- US-3 Find\n\n';
  const tree = [
    'EPIC V1 launch',
    'STORY Pay < V1 launch',
    'STORY Sell < V1 launch',
    'EPIC V2 growth',
    'STORY Find < V2 growth',
  ];

  test('stands before a title that begins with letters and a number', () => {
    expect(treeOf(readingOf(epics))).toEqual(tree);
  });

  test.each([
    '**Left out, and why:**\n- EPIC 2: starts when V1 is sealed\n',
    '## Conditions\n\n- Epic 2: Starts when V1 is sealed\n- Epic 1: Is all that we can do\n',
  ])('speaks of the epic where a list says something else behind it: %s', (text) => {
    expect(treeOf(readingOf(epics + text))).toEqual(tree);
  });

  test('names another one in another part of the plan', () => {
    const text = '# Plan\n\n## Sprint 1\n\n- Epic 1: Pay\n\n## Sprint 2\n\n- Epic 1: Sell\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Pay', 'EPIC Sell']);
  });
});

test.each(['Story 1 → Story 2 → Story 3', 'Story 1 -> 2', 'Story 2 ⇒ Story 3'])(
  'a line that only puts stories in order names none: “%s”',
  (line) => {
    const text = `# Plan\n\n## Stories\n\n- Story 1: Pay\n- Story 2: Sell\n- Story 3: Find\n\n## Streams\n\n### Stream 1: Money\n\n- ${line}\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Sell', 'STORY Find']);
  },
);

test('what a heading that speaks of dependencies lists below epics are no stories of theirs', () => {
  const text =
    '# Shop\n\n## Epics\n\n| Epic ID | Epic name |\n|---|---|\n| EP-1 | Checkout |\n| EP-2 | Invoices |\n\n' +
    '## Dependencies and sequence\n\n1. **EP-1 (Checkout)** → Foundation\n   - Must be first\n   - Gives the totals\n\n' +
    '2. **EP-2 Invoices**\n   - Reads the totals\n   - Sends them\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Checkout', 'EPIC Invoices']);
});

test.each(['Error', 'Fout'])('“%s: …” among labels of states is no bug', (name) => {
  const states = (first: string) =>
    `# Shop\n\n## Desk\n\n**States:**\n\n- ${first}\n- ${name}: a friendly text\n`;
  expect(outcomeOf(states('Loading: a wheel'))).toMatchObject({ fault: 'NO_ITEMS' });
  expect(treeOf(readingOf(states('Story: Turn the wheel')))).toContain('STORY a friendly text < Desk');
  for (const defect of ['Bug', 'Usterka'])
    expect(treeOf(readingOf(states('Loading: a wheel').replace(name, defect)))).toHaveLength(2);
});

test('entries below the dependencies of an epic name what stands elsewhere', () => {
  const text =
    '# Epic 6: Alerts\n\n## User stories\n\n### US-6.1: Warn of tides\n\n## Dependencies\n\n- **Epic 1 (Boats):** has to be done before\n- **Server:** runs\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Alerts', 'STORY Warn of tides < Alerts']);
});

test('what begins with code behind its key is an item among keyed boxes, and goes on with no sentence', () => {
  const text =
    '# Plan\n\n## Feature F1: Berths\n\n- [ ] US-1 `berths` table migration\n- [ ] US-2 List of berths\n';
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Berths',
    'STORY berths table migration < Berths',
    'STORY List of berths < Berths',
  ]);
  expect(treeOf(readingOf(text.replaceAll('`', '')))).not.toContain('STORY berths table migration < Berths');
});

test.each([
  ['US-143 is done. → [done.md](./done.md)', 'en'],
  ['US-143 は完了。→ [done.md](./done.md)', 'ja'],
  ['US-143 done', 'en'],
])('a key before a word of status names no item: “%s”', (line) => {
  expect(outcomeOf(`# Backlog\n\n## Open stories\n\n### Phase 10: Quay\n\n> ${line}\n`)).toMatchObject({
    kind: 'refused',
  });
  const beside = `# Epic: Quay\n\n- US-1: Lamps\n- ${line}\n`;
  expect(treeOf(readingOf(beside))).toEqual(['EPIC Quay', 'STORY Lamps < Quay']);
});

test('“Related items” over keys that nothing names holds none', () => {
  const text = '# Epics\n\n## Epic 1: Quay\n\n**Related backlog items**\n\n- WEB-HMP-001\n- WEB-HMP-002\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['EPIC Quay']);
  expect(reading.items[0]?.description).toContain('WEB-HMP-002');
  const named = `${text}\n## Stories\n\n### WEB-HMP-001: Lamps\n\n### WEB-HMP-002: Ropes\n`;
  expect(treeOf(readingOf(named))).toEqual(['EPIC Quay', 'STORY Lamps < Quay', 'STORY Ropes < Quay']);
});

test('a letter and a number in front of nothing but keys name a sprint, and no story', () => {
  const text =
    '## Sprint plan\n\n- S1: US-1, US-2\n- S2: US-3\n\n## Epic: Map\n\n- US-1 Find\n- US-2 Go\n- US-3 Stay\n';
  expect(treeOf(readingOf(`# Plan\n\n${text}`))).toEqual([
    'EPIC Map',
    'STORY Find < Map',
    'STORY Go < Map',
    'STORY Stay < Map',
  ]);
});

test('a code behind the word for the kind is a word of the title in an entry as in a heading', () => {
  const tree = treeOf(readingOf('# Epic: Gym\n\n- Story: E2 tests\n- Story: F2 opens help\n'));
  expect(tree).toEqual(['EPIC Gym', 'STORY E2 tests < Gym', 'STORY F2 opens help < Gym']);
});
