import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([
  'User stories — Acceptance criteria (Sprint 1)',
  'Acceptance criteria',
  'User Stories — Kabul Kriterleri (Sprint 1)',
])('“%s” above stories that have theirs takes none away', (title) => {
  const story = (key: string, name: string): string =>
    `## ${key} — ${name}\n\nAs a rower, I want to ${name.toLowerCase()}.\n\n**Acceptance criteria:**\n- It can be done.\n\n`;
  const reading = readingOf(`# ${title}\n\n${story('US-01', 'Row')}${story('US-02', 'Steer')}`);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It can be done.']);
});

test('headings of criteria are stories where the document has no others', () => {
  const text =
    '# Acceptance criteria\n\n## US-01 Row\n\n- The boat moves.\n- It stops.\n\n## US-02 Steer\n\n- It turns.\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['The boat moves.', 'It stops.']);
});

test('headings that name a story of the document give it their criteria', () => {
  const text =
    '# Plan\n\n## Stories\n\n- US-01: Row\n- US-02: Steer\n\n## Acceptance criteria\n\n### US-01 Row\n\n- The boat moves.\n\n### US-02 Steer\n\n- It turns.\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It turns.']);
});

test.each([
  'Acceptance criteria',
  '4. Chapter 6, revised (Acceptance criteria)',
  'Agreed acceptance criteria',
])('entries below “%s” that begin with the keys of stories give them theirs', (heading) => {
  const stories = '| Key | User story |\n|---|---|\n| US-01 | Row |\n| US-02 | Steer |\n';
  const reading = readingOf(
    `# Plan\n\n### Stories\n\n${stories}\n### ${heading}\n\n- **US-01:** The boat moves.\n- **US-02 (Steer):** It turns.\n`,
  );
  expect(reading.items.map(({ title, acceptanceCriteria }) => [title, acceptanceCriteria])).toEqual([
    ['Row', ['The boat moves.']],
    ['Steer', ['It turns.']],
  ]);
});

describe('entries with a bold name below a heading or a label of criteria', () => {
  const above = ['#### Acceptance criteria', '**Acceptance criteria:**', 'Acceptance criteria:'];

  test.each(above)('are criteria, also where the name is that of a field: “%s”', (heading) => {
    const item = itemTitled(
      readingOf(
        `# Shop\n\n### Story: See an order\n\n${heading}\n\n- **Status:** the order's status is shown\n- **Priority:** urgent orders are at the top of the list\n- **Filter:** orders can be filtered\n- **Date:** shown in local time\n`,
      ),
      'See an order',
    );
    expect(item.acceptanceCriteria).toEqual([
      "Status: the order's status is shown",
      'Priority: urgent orders are at the top of the list',
      'Filter: orders can be filtered',
      'Date: shown in local time',
    ]);
    expect(item).toMatchObject({ status: null, priority: null, attributes: {} });
  });

  test.each(above)('are fields where they have values of these: “%s”', (heading) => {
    const item = itemTitled(
      readingOf(
        `# Shop\n\n### Story: See an order\n\n${heading}\n\n- The order is shown\n- **Priority:** High – the law asks for it\n- **Points:** 3\n- **Status:** Draft\n- **Owner:** Ann Smith\n`,
      ),
      'See an order',
    );
    expect(item.acceptanceCriteria).toEqual(['The order is shown']);
    expect(item).toMatchObject({
      status: 'Draft',
      priority: 2,
      storyPoints: 3,
      attributes: { Owner: 'Ann Smith' },
    });
  });

  test('are either in a list within the entry of the label', () => {
    const item = itemTitled(
      readingOf(
        "# Shop\n\n### Story: Cancel\n\n- **Acceptance criteria:**\n  - **Status:** the order's status is shown\n  - **Points:** loyalty points are given back\n- **Priority:** Low\n",
      ),
      'Cancel',
    );
    expect(item).toMatchObject({
      acceptanceCriteria: ["Status: the order's status is shown", 'Points: loyalty points are given back'],
      priority: 4,
    });
  });
});

describe('a bold label behind the criteria of one in the same list', () => {
  const read = (...entries: readonly string[]) =>
    itemTitled(
      readingOf(`# Shop\n\n### Story: Cancel\n\n${entries.map((entry) => `- ${entry}\n`).join('')}`),
      'Cancel',
    );
  const criteria = ['**Acceptance criteria:**', 'The card is charged nothing', 'The shop is told'];

  test.each([
    ['of a known field', '**Business value:** Less work for all of the people in the shop.'],
    ['of any word', '**Till value:** Prevents queues at the till.'],
    ['of what is left out', '**Out of scope:** Cash that was paid at the door.'],
  ])('ends them where the list gives other fields, %s', (_name, entry) => {
    const said = entry.split('** ')[1] ?? '';
    for (const item of [
      read('**Description:** Small.', ...criteria, entry),
      read(...criteria, entry, '**Points:** 3'),
    ]) {
      expect(item.acceptanceCriteria).toEqual(criteria.slice(1));
      expect([item.description, ...Object.values(item.attributes)].join('\n')).toContain(said);
    }
  });

  test('is one of them where nothing else in the list is a field, or the first of them has a name', () => {
    const entry = "**Status:** the order's status is shown";
    expect(read(...criteria, entry).acceptanceCriteria).toHaveLength(3);
    const [label = '', ...others] = criteria;
    const named = [label, '**Mail:** it is sent to the guest', ...others, entry, '**Points:** 3'];
    expect(read(...named).acceptanceCriteria).toHaveLength(4);
  });
});

describe('a label of criteria behind a part of an item with a heading of its own is the item’s', () => {
  const tasks = '| Task | Owner |\n|---|---|\n| Oars | Ann |\n| Boat | Bob |';
  const criteria = '- [ ] It floats\n- [ ] It moves';
  test.each([
    `#### Tasks:\n${tasks}\n\n**Acceptance criteria:**\n${criteria}`,
    `#### Görevler:\n${tasks}\n\n**Kabul Kriterleri:**\n${criteria}`,
    `#### Technical notes\n- Wood\n\n**Acceptance criteria**\n${criteria}`,
    `#### Architecture\n\nWood.\n\n**Acceptance criteria:**\n${criteria}`,
  ])('%s', (below) => {
    const item = itemTitled(
      readingOf(`# Club\n\n### 1. US-001: Row\n**Story Points:** 5\n\n${below}\n`),
      'Row',
    );
    expect(item.acceptanceCriteria).toEqual(['It floats', 'It moves']);
    expect(item.description).toContain(below.split('\n')[0]);
    expect(item.description).not.toContain('It floats');
  });

  test('but not behind the name of a part of it', () => {
    const item = itemTitled(
      readingOf(
        `# Club\n\n### US-001: Row\n\n#### Tasks\n\n##### Oars\n\n**Acceptance criteria:**\n${criteria}\n`,
      ),
      'Row',
    );
    expect(item.acceptanceCriteria).toEqual([]);
    expect(item.description).toContain('It floats');
  });
});

describe('a heading that says more of criteria', () => {
  const plan = (heading: string, first = '### US-1', second = '### US-2') =>
    itemTitled(
      readingOf(
        `# Epic: Shop\n\n## US-1 Pay\n\nPoints: 3\n\n## US-2 Ship\n\nPoints: 5\n\n## ${heading}\n\n${first}\n\n- By card\n\n${second}\n\n- By mail\n`,
      ),
      'Pay',
    );

  test.each([
    'Acceptance criteria agreed with Operations',
    'Acceptance criteria (3 May)',
    'Acceptance criteria for the next sprint',
    'Agreed acceptance criteria',
    'Fachlich abgestimmte Akzeptanzkriterien (Stand 3. Mai)',
    "Critères d'acceptation validés",
    'Criterios de aceptación pactados',
    'Critérios de aceitação acordados com a loja',
    'Criteri di accettazione concordati',
    'Afgestemde acceptatiecriteria',
    'Uzgodnione kryteria akceptacji',
    'Согласованные критерии приёмки',
    'Üzerinde anlaşılan kabul kriterleri',
    'Tiêu chí chấp nhận đã thống nhất',
    '已确认的验收标准',
    '已確認的驗收標準',
    '合意済みの受け入れ基準',
    '합의된 인수 조건',
  ])('gives them to the items whose keys stand below it: “%s”', (heading) => {
    expect(plan(heading).acceptanceCriteria).toEqual(['By card']);
    expect(plan(heading, '**US-1**', '**US-2**').acceptanceCriteria).toEqual(['By card']);
  });

  test.each(['Questions about the acceptance criteria', 'Feedback on acceptance criteria', 'Notes'])(
    'is about them otherwise: “%s”',
    (heading) => {
      expect(plan(heading)).toMatchObject({ acceptanceCriteria: [] });
    },
  );
});

test.each([
  'Acceptance criteria examples',
  'Acceptance Criteria ตัวอย่าง',
  'Akzeptanzkriterien (Auszug) im Detail',
])('headings that tell stories of the document again below “%s” give them criteria', (heading) => {
  const table =
    '| ID | User Story | Story Points |\n|---|---|---|\n| US-01 | Row | 5 |\n| US-02 | Steer | 3 |\n';
  const reading = readingOf(
    `# Backlog\n\n${table}\n## ${heading}\n\n### US-01: Row\n\n1. It moves.\n2. It stops.\n\n### US-02: Steer\n\n1. It turns.\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['It moves.', 'It stops.']);
});

test('a heading that begins with criteria leaves stories theirs', () => {
  const story = (key: string, name: string): string =>
    `### ${key}: ${name}\n\nAs a rower, I want to ${name.toLowerCase()}.\n\n**Acceptance criteria:**\n- It can be done.\n\n`;
  const reading = readingOf(
    `# Plan\n\n## Acceptance criteria of all stories\n\n${story('US-01', 'Row')}${story('US-02', 'Steer')}`,
  );
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It can be done.']);
});

test.each([
  'Acceptance criteria by work item',
  'Acceptance criteria per story',
  'Akzeptanzkriterien pro Story',
  'Critères d’acceptation par story',
  'Criterios de aceptación por historia de usuario',
])('bold keys below “%s” give their items criteria', (heading) => {
  const rows = '| No. | User story |\n| --- | --- |\n| W4 | Row |\n| W5 | Steer |\n';
  const text = `# Plan\n\n## Epic: Boat\n\n${rows}\n### ${heading}\n\n**W4**\n\n- It moves.\n\n**W5**\n\n- It turns.\n`;
  const reading = readingOf(text);
  expect(
    reading.items.map(({ title, acceptanceCriteria, labels }) => [title, acceptanceCriteria, labels]),
  ).toEqual([
    ['Boat', [], []],
    ['Row', ['It moves.'], []],
    ['Steer', ['It turns.'], []],
  ]);
});

test('a row that says when something happens and what is expected then is one criterion', () => {
  const reading = readingOf(
    '# US-1: Pay\n\n## Acceptance criteria\n\n| When | I expect | Screen |\n|---|---|---|\n| the card is good | a receipt | Till |\n| the card is bad | a hint | - |\n',
  );
  expect(reading.items[0]?.acceptanceCriteria).toEqual([
    'When the card is good, I expect a receipt',
    'When the card is bad, I expect a hint',
  ]);
});

test.each([
  'TIC-1 acceptance criteria',
  "TIC-1's acceptance criteria",
  'Acceptance criteria TIC-1',
  'Akzeptanzkriterien TIC-1',
  "TIC-1'in kabul kriterleri",
  'TIC-1 の受け入れ条件',
  'TIC-1の受け入れ条件',
  'TIC-1 的验收标准',
  'TIC-1的验收标准',
  'TIC-1의 인수 조건',
])('criteria stand below the key of their story: “%s”', (heading) => {
  const table =
    '| ID | Story | SP |\n|---|---|---|\n| TIC-1 | Buy a ticket | 5 |\n| TIC-2 | Return it | 3 |\n';
  const reading = readingOf(`# Plan\n\n## Epic: Tickets\n\n${table}\n### ${heading}\n\n- One\n- Two\n`);
  expect(treeOf(reading)).toEqual([
    'EPIC Tickets',
    'STORY Buy a ticket < Tickets',
    'STORY Return it < Tickets',
  ]);
  expect(itemTitled(reading, 'Buy a ticket').acceptanceCriteria).toEqual(['One', 'Two']);
});

test.each([
  'Criterion',
  'Critère',
  "Critère d'acceptation",
  'Criterio',
  'Kriterium',
  'Kryterium',
  'Критерий',
  '基準',
])('numbered entries say themselves that they are criteria: “%s 1: …”', (word) => {
  const text = `# Plan\n\n**User Story 1.1: Moor**\n\n* **${word} 1 :** It floats\n* **${word} 2 :** It is mine\n\n**User Story 1.2: Row**\n\nText.\n`;
  expect(readingOf(text).items).toMatchObject([
    { title: 'Moor', acceptanceCriteria: ['It floats', 'It is mine'] },
    { title: 'Row', acceptanceCriteria: [] },
  ]);
});

test.each(['Subtasks', 'Tasks', 'Notes'])(
  'a label of criteria in a list below “%s:” ends what that holds',
  (label) => {
    const below = '    - **Why:** One steers alone.\n    - **Acceptance criteria:**\n      - It turns.\n';
    const reading = readingOf(`# Plan\n\n- **Story 1: Steer**\n  - ${label}:\n${below}`);
    expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It turns.']);
    expect(itemTitled(reading, 'Steer').description).toContain('One steers alone.');
    expect(itemTitled(reading, 'Steer').description).not.toContain('It turns.');
  },
);

describe('a heading of criteria behind all stories that names one of them by its title', () => {
  test.each([
    ['Acceptance criteria: Log in', 'Acceptance criteria (Pay)'],
    ['Acceptatiecriteria – Log in', "Critères d'acceptation : Pay"],
  ])('gives them to that story: “%s”', (first, second) => {
    const text = `# Plan\n\n## Story: Log in\n\nText.\n\n## Story: Pay\n\nText.\n\n## ${first}\n\n- One\n\n## ${second}\n\n- Two\n`;
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Log in').acceptanceCriteria).toEqual(['One']);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Two']);
  });

  test('gives them to each of several that it names by their keys', () => {
    const text =
      '# Plan\n\n## US-1: Log in\n\nText.\n\n## US-2: Pay\n\nText.\n\n## Acceptance criteria for US-1 and US-2\n\n- One\n';
    expect(readingOf(text).items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['One'],
      ['One'],
    ]);
  });
});

test('a preposition within a label joins it to nothing', () => {
  const reading = readingOf(
    '# Plan\n\n## Criterios de aceptación cumplidos\n\n- Todo funciona\n\n## HU-1: Pagar\n\n## HU-2: Salir\n\n## Criterios de aceptación de HU-1\n\n- Se paga\n',
  );
  expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
  expect(reading.items[0]?.acceptanceCriteria).toEqual(['Se paga']);
});

test('criteria that name their story join those that it has, unless they tell the same in like words', () => {
  const criteriaOf = (...later: string[]): readonly string[] =>
    itemTitled(
      readingOf(
        `# Harbour\n\n### Story 1.1: Dim the lamps\n\nAcceptance criteria:\n- All lamps are dim at ten\n\n### Story 1.2: Close the bar\n\n## Acceptance criteria for Story 1.1\n${later.map((text) => `- ${text}\n`).join('')}`,
      ),
      'Dim the lamps',
    ).acceptanceCriteria;
  expect(criteriaOf('A bell rings')).toEqual(['All lamps are dim at ten', 'A bell rings']);
  expect(criteriaOf('All lamps are dim at ten', 'A bell rings')).toHaveLength(2);
  expect(criteriaOf('The lamps are dim by ten')).toHaveLength(1);
});

test.each(['see acceptance criteria below', 'siehe unten', 'See 4.2', 'voir ci-dessous'])(
  'what only says where criteria stand is none: “%s”',
  (pointer) => {
    const reading = readingOf(
      `# Harbour\n\n**US-1 Dim the lamps**\nAcceptance criteria: ${pointer}\n\n**US-2 Close the bar**\nAcceptance criteria: See the keys in their box\n\n## Acceptance criteria\n\nUS-1:\n\n- All lamps are dim\n`,
    );
    expect(itemTitled(reading, 'Dim the lamps')).toMatchObject({ acceptanceCriteria: ['All lamps are dim'] });
    expect(itemTitled(reading, 'Dim the lamps').description).toContain(pointer);
    expect(itemTitled(reading, 'Close the bar').acceptanceCriteria).toHaveLength(1);
  },
);

test('a key over its criteria takes no story out of the group of its table', () => {
  const reading = readingOf(
    '# Quay\n\n## Berths\n\n| Story ID | Story | Points |\n|---|---|---|\n| B-1 | Book a berth | 3 |\n| B-2 | Cancel it | 2 |\n\n## Acceptance criteria\n\n### B-1\n\n1. no berth twice\n2. at most a week\n',
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Berths',
    'STORY Book a berth < Berths',
    'STORY Cancel it < Berths',
  ]);
});

test.each([
  ['Acceptance criteria US1', '### Acceptance criteria US2'],
  ['US1 Acceptance Tests', '### US2 Acceptance tests'],
  ['Akzeptanzkriterien US1', '## Akzeptanzkriterien US2'],
])('“%s” are those of “User Story 1”', (first, second) => {
  const reading = readingOf(
    `# User stories\n\n## User Story 1: Row\n\nAs a rower, I want to row.\n\n### US1 Feature tasks\n\n- Buy a boat\n\n### ${first}\n\n- The boat moves.\n\n## User Story 2: Steer\n\n${second}\n\n- It turns.\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Steer']);
  expect(itemTitled(reading, 'Row')).toMatchObject({
    acceptanceCriteria: ['The boat moves.'],
    description: expect.stringContaining('Buy a boat') as string,
  });
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It turns.']);
});

test('letters and a number alone are the key of an item of the document, also where they may be a version', () => {
  const stories = '| ID | Story |\n|---|---|\n| V1 | Vote from home |\n| V4 | List votes |\n';
  const { items, warnings } = readingOf(
    `# Club\n\n## Stories\n\n${stories}\n## Acceptance criteria\n\n### V1\n\n- One vote\n\n### V4\n\n- No name\n`,
  );
  expect(items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([['One vote'], ['No name']]);
  expect(warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
});
