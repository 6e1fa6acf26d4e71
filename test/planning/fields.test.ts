import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('fields', () => {
  const story = (body: string) =>
    itemTitled(readingOf(`# Epic 1: E\n\n## Story 1.1: S\n\n${body}\n\n## Story 1.2: T\n`), 'S');

  test.each([
    ['Story points: 5', 5],
    ['SP: 3', 3],
    ['**Points:** 8', 8],
    ['Effort: 5', 5],
    ['Est. (pts): 2', 2],
    ['5 points', 5],
    ['Estimate: 3 days', null],
    ['Size: M', null],
    ['Estimate: 3-5', null],
  ])('“%s” gives %s points', (line, points) => {
    expect(story(line).storyPoints).toBe(points);
  });

  test.each([
    ['Priority: urgent', 1],
    ['Priority: High', 2],
    ['Priority: P2', 3],
    ['Priority: 🟢 Low', 4],
    ['Prio: Must have', 1],
    ['MoSCoW: Should', 2],
    ['Priority: 3', 3],
    ['Priorität: hoch', 2],
    ['优先级：高', 2],
  ])('“%s” gives priority %s', (line, priority) => {
    expect(story(line).priority).toBe(priority);
  });

  test.each([
    ['a list', '**Acceptance criteria:**\n\n- One\n- Two'],
    ['checkboxes', 'Acceptance Criteria\n- [ ] One\n- [x] Two'],
    ['ticked lines', '**AC:**\n✅ One\n✅ Two'],
    ['a numbered list', '### Acceptance criteria\n\n1. One\n2. Two'],
    ['parts of a line', 'Acceptance criteria: One; Two'],
    ['entries beside their label', '- Acceptance criteria:\n- One\n- Two\n- Priority: High'],
    ['entries below their label', '- Acceptance criteria:\n  - AC1: One\n  - AC2: Two'],
    ['entries with marks in brackets', '- Acceptance criteria:\n  - [AC1] One\n  - (AC2) Two'],
    ['themes', 'Acceptance themes:\n\n- One\n- Two'],
    ['conditions of satisfaction', 'Conditions of satisfaction:\n\n- One\n- Two'],
    ['an abbreviated label each', '- CoS: One\n- COS: Two'],
    ['them in another language', 'Zufriedenheitsbedingungen:\n\n- One\n- Two'],
  ])('criteria are read from %s', (_name, body) => {
    expect(story(body).acceptanceCriteria).toEqual(['One', 'Two']);
  });

  test('each scenario is one criterion', () => {
    const body = '**Acceptance criteria**\n\nGiven a\nWhen b\nThen c\n\nGiven d\nWhen e\nThen f';
    expect(story(body).acceptanceCriteria).toEqual(['Given a\nWhen b\nThen c', 'Given d\nWhen e\nThen f']);
  });

  test('dependencies become links in both directions of speech', () => {
    const reading = readingOf(
      '# Story 1: A\n\nDepends on: Story 2\n\n# Story 2: B\n\n# Story 3: C\n\nBlocks: Story 1\n',
    );
    expect(itemTitled(reading, 'A').dependsOn).toEqual([
      itemTitled(reading, 'B').id,
      itemTitled(reading, 'C').id,
    ]);
  });

  test('labels, status and other lines are kept', () => {
    const item = story('Labels: api, `web`\nStatus: In review\nSprint: 4');
    expect(item).toMatchObject({ labels: ['api', 'web'], status: 'In review', attributes: { Sprint: '4' } });
  });

  test('a word that says nothing of points may be a status', () => {
    expect(story('Status: offen').status).toBe('offen');
    const reading = readingOf(
      '| Story | Status | SP |\n|---|---|---|\n| A | offen | offen |\n| B | fertig | 3 |\n',
    );
    expect(reading.items.map(({ status, storyPoints }) => [status, storyPoints])).toEqual([
      ['offen', null],
      ['fertig', 3],
    ]);
  });

  test('what is no field is the description, as Markdown', () => {
    expect(story('Some **text**.\n\n- point\n\n```js\ncode\n```').description).toBe(
      'Some **text**.\n\n- point\n\n```js\ncode\n```',
    );
  });

  test('what a label says a second time stands behind the first', () => {
    const { attributes, priority, status } = story(
      'Impact: high for guests\nOwner: Ann\nImpact: low for the crew\nOwner: Ann\nPriority: P2\nMoSCoW: Must\nStatus: Open\nState: In review',
    );
    expect(attributes).toEqual({
      Impact: 'high for guests; low for the crew',
      Owner: 'Ann',
      MoSCoW: 'Must',
      State: 'In review',
    });
    expect([priority, status]).toEqual([3, 'Open']);
  });

  test('a value that is longer than a field stands in the description', () => {
    const text = 'rows '.repeat(120).trim();
    expect(story(`Impact: ${text}`).description).toContain(text);
  });

  test('what a line of dependencies says besides their names is kept', () => {
    const reading = readingOf(
      '# Story 1: A\n\nDepends on: Story 2\n\n# Story 2: B\n\nDepends on: Story 3 (the harbour office has to agree first)\n\n# Story 3: C\n\nBlocks: the release in May\n',
    );
    expect(reading.items.map(({ attributes }) => attributes)).toEqual([
      {},
      { Dependencies: 'Story 3 (the harbour office has to agree first)' },
      { Blocks: 'the release in May' },
    ]);
  });

  test('what stands in code beside criteria is kept', () => {
    const item = story(
      '**Acceptance criteria**:\n\n```\nAs a guest\nI want to row\nso that I am fast\n\n- it rows\n```\n\n```json\n{ "speed": 3 }\n```',
    );
    expect(item.acceptanceCriteria).toEqual(['it rows']);
    expect(item.description).toBe(
      'As a guest\nI want to row\nso that I am fast\n\n```json\n{ "speed": 3 }\n```',
    );
  });

  test('contradicting places are warned about', () => {
    const reading = readingOf(
      '# Epic 1: E\n\n| ID | User story | Points |\n|---|---|---|\n| US-1 | Log in | 3 |\n\n## US-1: Log in\n\nPoints: 5\n\nLong text here.\n',
    );
    const item = itemTitled(reading, 'Log in');
    expect(item.storyPoints).toBe(5);
    expect(item.warnings.map((warning) => warning.code)).toContain('POINTS_CONTRADICTED');
  });

  test('every item says where it stands', () => {
    const reading = readingOf('# Epic 1: E\n\n## Story 1.1: S\n');
    expect(itemTitled(reading, 'S').location).toEqual({
      headingPath: ['Epic 1: E', 'Story 1.1: S'],
      line: 3,
      elementPath: null,
    });
    const page = read(outcomeOfStorage('<h1>Epic 1: E</h1><ul><li>Story: S</li></ul>'));
    expect(itemTitled(page, 'S').location.elementPath).toBe('/ul[1]/li[1]');
  });
});

test('criteria that name an item find it wherever it stands, and are told when it stands nowhere', () => {
  const reading = readingOf(
    '# Epic: Shop\n\n## Acceptance criteria\n\n### US-1 Pay\n- Charged once\n\n### US-9 Fly\n- Lands\n\n## US-1 Pay\n\nText.\n',
  );
  expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Charged once']);
  expect(reading.warnings).toMatchObject([
    { code: 'ITEM_NOT_FOUND', message: expect.stringContaining('“US-9 Fly”'), location: { line: 8 } },
  ]);
});

describe('criteria that are said to be of a kind', () => {
  const plan = (label: string) =>
    readingOf(
      `# Epic: Shop\n\n**${label}**\n\n- Works on a phone\n\n## Story: Pay\n\nText.\n\n### ${label}\n\n- Costs nothing\n`,
    );

  test.each([
    'Acceptance criteria of the epic',
    'Acceptance criteria for this epic:',
    'Acceptance criteria (epic)',
    'Akzeptanzkriterien des Epics',
    'Abnahmekriterien für dieses Epic',
    'Critères d’acceptation de l’épopée',
    'Criterios de aceptación de la épica',
    'Critérios de aceitação do épico',
    "Criteri di accettazione dell'epica",
    'Acceptatiecriteria van de epic',
    'Kryteria akceptacji dla tej epiki',
    'Критерии приёмки эпика',
    'Epik kabul kriterleri',
    'Tiêu chí chấp nhận của epic này',
    '史诗的验收标准',
    'このエピックの受け入れ基準',
    '에픽의 인수 조건',
  ])('“%s” gives them to the epic around it, from above its stories and from below one', (label) => {
    const reading = plan(label);
    expect(reading.items.map(({ title }) => title)).toEqual(['Shop', 'Pay']);
    expect(itemTitled(reading, 'Shop').acceptanceCriteria).toEqual(['Works on a phone', 'Costs nothing']);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual([]);
    expect(reading.warnings).toEqual([]);
  });

  test('“Acceptance criteria of this story” stay with the story', () => {
    const text = '# Epic: Shop\n\n## Story: Pay\n\n**Acceptance criteria of this story:**\n\n- By card\n';
    expect(itemTitled(readingOf(text), 'Pay')).toMatchObject({
      acceptanceCriteria: ['By card'],
      description: '',
    });
  });

  test('“Acceptance criteria for checkout” still names an item', () => {
    const text = '# Epic: Shop\n\n## Story: Checkout\n\n## Acceptance criteria for checkout\n\n- By card\n';
    expect(itemTitled(readingOf(text), 'Checkout').acceptanceCriteria).toEqual(['By card']);
  });
});

describe('a list below each story that nothing labels', () => {
  const stories =
    '## Create a trip\n\n“As a guide I want to create a trip so that people come.”\n\n- it is saved\n- it has a date\n\n## Join a trip\n\nAs a hiker I want to join a trip\n\n- free places are shown\n';

  test.each([
    '# User stories & acceptance criteria',
    '# Trips\n\nThe stories of the first release, and their acceptance criteria.\n\nUser stories and their acceptance criteria.',
    '# User Stories mit Akzeptanzkriterien',
    '# Historias de usuario y sus criterios de aceptación',
    '# 用户故事与验收标准',
  ])('holds its criteria below “%s”', (above) => {
    const reading = readingOf(`${above}\n\n${stories}`);
    expect(reading.items.map(({ title, acceptanceCriteria }) => [title, acceptanceCriteria])).toEqual([
      ['Create a trip', ['it is saved', 'it has a date']],
      ['Join a trip', ['free places are shown']],
    ]);
    expect(reading.warnings.map(({ code }) => code)).toContain('CRITERIA_GUESSED');
  });

  test('does so below sentences', () => {
    const reading = readingOf(
      '# Trips\n\nUser stories with acceptance criteria\n\nAs a guide I want to create a trip\n\n- it is saved\n\nAs a hiker I want to join a trip\n\n- free places are shown\n',
    );
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['it is saved'],
      ['free places are shown'],
    ]);
  });

  test.each([
    ['where the document speaks of no criteria', `# User stories\n\n${stories}`],
    ['where it speaks of them by the way', `# Trips\n\nAcceptance criteria are agreed later.\n\n${stories}`],
    [
      'where another story has labelled ones',
      `# Stories & acceptance criteria\n\n${stories}\n## Story: Pay\n\nAcceptance criteria:\n\n- paid\n`,
    ],
    [
      'where most stories have more than that',
      `# Stories & acceptance criteria\n\n${stories}\n## Story: Pay\n\nAll ways.\n\n- card\n`,
    ],
  ])('is text %s', (_name, text) => {
    const reading = readingOf(text);
    expect(itemTitled(reading, 'Create a trip')).toMatchObject({
      acceptanceCriteria: [],
      description: expect.stringContaining('- it is saved\n- it has a date'),
    });
  });
});

describe('the label of a criterion alone', () => {
  const scenario = 'Given a berth\nWhen I pay\nThen it is mine';

  test.each([
    [
      'over bold steps',
      '**AC1\\\nGiven** a berth\\\n**When** I pay\\\n**Then** it is\nmine\n\n**AC2**\n\nGuests can leave.',
    ],
    ['in bold', '**AC1**\n\nGiven a berth\nWhen I pay\nThen it is mine\n\n**AC 2:**\n\nGuests can leave.'],
    [
      'as a heading',
      '### AC1\n\nGiven a berth\nWhen I pay\nThen it is mine\n\n### AC2\n\n- Guests can leave.',
    ],
    ['on a line', 'AC-1\nGiven a berth\nWhen I pay\nThen it is mine\n\nAC-2\nGuests can leave.'],
    [
      'in another language',
      '**CA1**\n\nGiven a berth\nWhen I pay\nThen it is mine\n\n**Criterio 2**\n\nGuests can leave.',
    ],
  ])('heads what follows %s', (_name, text) => {
    for (const above of ['', '**Acceptance criteria:**\n\n', '## Acceptance criteria\n\n'])
      expect(itemTitled(readingOf(`# US-1: Moor\n\n${above}${text}\n`), 'Moor').acceptanceCriteria).toEqual([
        scenario,
        'Guests can leave.',
      ]);
  });
});

test('a step of a scenario goes on over lines that begin with a name', () => {
  const reading = readingOf(
    '# US-1: Moor\n\nAcceptance criteria:\n\nGiven a berth of\nHarbour West\nWhen I pay\nThen it is mine\n',
  );
  expect(itemTitled(reading, 'Moor').acceptanceCriteria).toEqual([
    'Given a berth of Harbour West\nWhen I pay\nThen it is mine',
  ]);
});

test('“no” answers where “none” says nothing', () => {
  const fields = '- **Parallel safe:** no\n- **Offline:** yes\n- **Owner:** none\n- **Depends on:** no\n';
  const [item] = readingOf(`## Story: Pay\n\n${fields}`).items;
  expect(item?.attributes).toEqual({ 'Parallel safe': 'no', Offline: 'yes' });
});

describe('criteria with entries below them', () => {
  const criteriaOf = (list: string): readonly string[] | undefined =>
    readingOf(`# US-1 Report\n\nAcceptance criteria:\n\n${list}`).items[0]?.acceptanceCriteria;

  test.each(['- [ ] ', '- ', '1. '])('are one each, beside criteria that have none: “%s”', (sign) => {
    const inner = ' '.repeat(sign === '- [ ] ' ? 2 : sign.length);
    const list = `${sign}A dialog with reasons:\n${inner}- Wrong name\n${inner}- Other:\n${inner}  - Text\n${sign}A text to add\n`;
    expect(criteriaOf(list)).toEqual([
      'A dialog with reasons:\n- Wrong name\n- Other:\n  - Text',
      'A text to add',
    ]);
  });

  test('are groups where each entry is a label over others', () => {
    expect(criteriaOf('- Functional:\n  - It opens\n  - It closes\n- Technical:\n  - It is quick\n')).toEqual(
      ['It opens', 'It closes', 'It is quick'],
    );
    expect(criteriaOf('- Functional:\n  - It opens\n  - It closes\n\n- **Priority:** High\n')).toEqual([
      'It opens',
      'It closes',
    ]);
  });
});

test('an entry may hold several fields', () => {
  const reading = readingOf(
    '## Epic E2: Shop\n\n## Epic E3: Desk\n\n### US-1: Pay\n\n- **Source:** ADR-1 · **MoSCoW:** Must · **SP:** 5 · **Team:** Web\n- Criteria: It is paid\n\n### US-2: Refund\n\n- **Epic:** E2 · **MoSCoW:** Could · **SP:** 3 · **Dep:** US-1\n',
  );
  expect(itemTitled(reading, 'Pay')).toMatchObject({
    priority: 1,
    storyPoints: 5,
    attributes: { Source: 'ADR-1', Team: 'Web' },
    acceptanceCriteria: ['It is paid'],
  });
  expect(itemTitled(reading, 'Refund')).toMatchObject({
    priority: 3,
    storyPoints: 3,
    dependsOn: [itemTitled(reading, 'Pay').id],
  });
  expect(treeOf(reading)).toContain('STORY Refund < Shop');
});

describe('fields of one line between bars', () => {
  const storyOver = (line: string) =>
    itemTitled(readingOf(`# Epic: Shop\n\n## Story: Pay\n\n${line}\n\nIt is urgent.\n`), 'Pay');

  test.each(['State: New | Value Area: Business', 'State: New · Value Area: Business'])(
    'need not all be known: “%s”',
    (line) => {
      expect(storyOver(line)).toMatchObject({
        status: 'New',
        attributes: { 'Value Area': 'Business' },
        description: 'It is urgent.',
      });
    },
  );

  test('need no known one where each has a label in bold', () => {
    for (const line of ['**Keeper:** Ann · **Aim:** end of May', '**Keeper**: Ann | **Aim**: end of May'])
      expect(storyOver(line)).toMatchObject({
        attributes: { Keeper: 'Ann', Aim: 'end of May' },
        description: 'It is urgent.',
      });
  });

  test('may lead to what they come to', () => {
    for (const line of ['Poker: 3, 5, 3 → **Story points: 3**', '- Poker: 3, 5, 3 ⇒ SP: 3'])
      expect(storyOver(line)).toMatchObject({ storyPoints: 3, attributes: { Poker: '3, 5, 3' } });
    const behind = storyOver('Acceptance criteria\n- It is paid\n\nPoker: 3, 5 → **Story points: 5**');
    expect(behind).toMatchObject({ storyPoints: 5, acceptanceCriteria: ['It is paid'] });
  });

  test.each([
    ['State: New | Sprint 4', { status: 'New', attributes: { Sprint: 'Sprint 4' } }],
    ['State: New · see https://x.example/a', { status: 'New' }],
    ['Poker: 3, 5 => SP: 5', { storyPoints: 5, attributes: { Poker: '3, 5' } }],
    ['Estimates: 3, 5, 5 → 5', { storyPoints: 5 }],
    ['Votes: 3, 5, 5 → 5 SP', { storyPoints: 5, attributes: { Votes: '3, 5, 5 → 5 SP' } }],
    ['Story points: 3 → 5', { storyPoints: 5 }],
    ['Story points: 8 → see US-9', { storyPoints: 8 }],
  ])('give no value what stands behind a bar, nor what an arrow leaves behind: “%s”', (line, fields) => {
    expect(storyOver(line)).toMatchObject(fields);
  });

  test('are text where none is known, or where one is a sentence', () => {
    for (const line of ['Till: left | Door: right', 'The till is here, see: left | State: New'])
      expect(storyOver(line)).toMatchObject({ attributes: {}, description: expect.stringContaining('left') });
  });
});

describe('numbers in front of criteria', () => {
  const signs = [
    ['1.', '2.'],
    ['1)', '2)'],
    ['(1)', '(2)'],
    ['（1）', '（2）'],
    ['（１）', '（２）'],
    ['1）', '2）'],
    ['１．', '２．'],
    ['①', '②'],
    ['⑴', '⑵'],
    ['一、', '二、'],
    ['（一）', '（二）'],
    ['a)', 'b)'],
    ['A)', 'B)'],
    ['а)', 'б)'],
    ['가)', '나)'],
    ['（ア）', '（イ）'],
  ];

  test.each(signs)('are none of their text: “%s”', (one, two) => {
    const lines = readingOf(`# Epic: E\n\n## Story: A\n\nAcceptance criteria:\n\n${one} 时段\n${two} 当天\n`);
    const list = readingOf(`# Epic: E\n\n## Story: A\n\n- 验收标准：\n  - ${one}时段\n  - ${two} 当天\n`);
    const cell = readingOf(
      `| Story | Acceptance criteria |\n|---|---|\n| A | ${one} 时段<br>${two} 当天 |\n`,
    );
    for (const reading of [lines, cell])
      expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual(['时段', '当天']);
    if (!/^\p{L}\)/u.test(one ?? ''))
      expect(itemTitled(list, 'A').acceptanceCriteria).toEqual(['时段', '当天']);
  });

  test.each(['（1）时段；（2）当天', '1）时段；2）当天', '①时段；②当天', '（1） 时段； （2） 当天'])(
    'part those in one line: “%s”',
    (text) => {
      const reading = readingOf(`| Story | Acceptance criteria |\n|---|---|\n| A | ${text} |\n`);
      expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual(['时段；', '当天']);
    },
  );
});

test('numbers before a colon in front of criteria are none of their text, and other ones are', () => {
  const lines = readingOf(
    '## Story: A\n\nAcceptance criteria:\n1: Boats float\n2: Boats sink\n12:30 is noon\n404: shown\n',
  );
  const cell = readingOf(
    '| Story | Acceptance criteria |\n|---|---|\n| A | 1: Boats float 2: Boats sink |\n',
  );

  expect(itemTitled(lines, 'A').acceptanceCriteria).toEqual([
    'Boats float',
    'Boats sink',
    '12:30 is noon',
    '404: shown',
  ]);
  expect(itemTitled(cell, 'A').acceptanceCriteria).toEqual(['Boats float', 'Boats sink']);
});

test('what stands before “://” is no label', () => {
  const item = itemTitled(
    readingOf(
      '# US-1: Row\n\n**Independent test**: can be checked at once, opening the page at https://row.example and on a phone\n\n**https://row.example/docs**: more\n',
    ),
    'Row',
  );
  expect(item.attributes).toEqual({});
  expect(item.description).toContain('https://row.example and on a phone');
});

test.each([
  '## Story: .NET upgrade\n',
  '## US-7: .NET upgrade\n',
  '## Stories\n\n- .NET upgrade\n',
  '| Story | Points |\n|---|---|\n| .NET upgrade | 3 |\n',
])('a dot in front of a name is a part of it: %s', (text) => {
  expect(readingOf(text).items.map(({ title }) => title)).toEqual(['.NET upgrade']);
});
