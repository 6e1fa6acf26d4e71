import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

test.each(['Task', 'Notes'])(
  'a row with nothing but a cell below “%s” goes on with the story above',
  (column) => {
    const reading = readingOf(
      `| ID | User story | Points | ${column} |\n|---|---|---|---|\n| US-1 | Pay | 3 | Form |\n| | | | Receipt |\n| US-2 | Row | 2 | Oars |\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Row']);
    expect(itemTitled(reading, 'Pay').description).toContain('Receipt');
  },
);

describe('tables', () => {
  test('a column called after two kinds leaves the kind to the type column', () => {
    const reading = readingOf(
      '| Feature | Story / Enabler | Type | SP |\n|---|---|---|---|\n| F1: Pay | By card | Story | 3 |\n| | Ledger | Enabler | 5 |\n| F2: Log | Show it | Story | 1 |\n',
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Pay',
      'STORY By card < Pay',
      'ENABLER Ledger < Pay',
      'FEATURE Log',
      'STORY Show it < Log',
    ]);
  });

  test('columns are known by their cells where their names say nothing', () => {
    const reading = readingOf(
      '| T | Summary | Parent | P |\n|---|---|---|---|\n| Epic | A | | High |\n| Story | B | A | Low |\n| Story | C | | Medium |\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC A', 'STORY B < A', 'STORY C']);
    expect(reading.items.map((item) => item.priority)).toEqual([2, 4, 3]);
  });

  test.each(['Title', 'Level', 'Ebene'])('“%s 1 … %s 3” are one title', (name) => {
    const reading = readingOf(
      `| Type | ${name} 1 | ${name} 2 | ${name} 3 | Points |\n|---|---|---|---|---|\n| Epic | A | | | |\n| Feature | | B | | |\n| Story | | | C | 3 |\n`,
    );
    expect(treeOf(reading)).toEqual(['EPIC A', 'FEATURE B < A', 'STORY C < B']);
  });

  test('in a tree of title columns a row stands below the last of a higher level', () => {
    const text =
      '| ID | Type | Title 1 | Title 2 | Title 3 |\n|---|---|---|---|---|\n| 48110 | Epic | A | | |\n| 48111 | Feature | | B | |\n| 48120 | User Story | | | C |\n| 48130 | User Story | | D | |\n| 48131 | Feature | | E | |\n| 48140 | User Story | F | | |\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC A',
      'FEATURE B < A',
      'STORY C < B',
      'STORY D < A',
      'FEATURE E < A',
      'STORY F',
    ]);
    expect(reading.items.map(({ key }) => key)).toEqual([
      '48110',
      '48111',
      '48120',
      '48130',
      '48131',
      '48140',
    ]);
  });

  test('numbers that only count the rows are no keys', () => {
    const reading = readingOf('| # | User story | Points |\n|---|---|---|\n| 1 | A | 3 |\n| 2 | B | 5 |\n');
    expect(reading.items.map(({ key }) => key)).toEqual([null, null]);
  });

  test('numbers under a kind are those of the rows, of their parents, or counts', () => {
    const stories =
      '## Stories\n\n| Story | Title | Epic | Points |\n|---|---|---|---|\n| 1.1 | A | 1 | 3 |\n| 1.2 | B | 2 | 5 |\n| 1.3 | C | 1 | 1 |\n';
    const epics =
      '## Epics\n\n| Epic | Stories | Phase |\n|---|---|---|\n| Epic 1: X | 2 | MVP |\n| Epic 2: Y | 1 | Later |\n';
    const reading = readingOf(`${epics}\n${stories}`);
    expect(treeOf(reading)).toEqual(['EPIC X', 'EPIC Y', 'STORY A < X', 'STORY B < Y', 'STORY C < X']);
    expect(reading.items.map(({ attributes }) => Object.keys(attributes))).toEqual([
      ['Phase'],
      ['Phase'],
      [],
      [],
      [],
    ]);
  });

  test('cells that are marked say themselves what they are', () => {
    const reading = readingOf('| Item | Points |\n|---|---|\n| Epic: A | |\n| Story: B | 3 |\n');
    expect(treeOf(reading)).toEqual(['EPIC A', 'STORY B < A']);
  });
});

describe('an empty cell under a parent', () => {
  const head = '| Type | Summary | Epic Link | Points |\n|---|---|---|---|\n';

  test('says that there is none where the column repeats itself', () => {
    const rows = '| Story | B | A | 1 |\n| Story | C | A | 2 |\n| Story | D | | 3 |\n';
    expect(treeOf(readingOf(`# Epic: A\n\n# Export\n\n${head}${rows}`))).toEqual([
      'EPIC A',
      'STORY B < A',
      'STORY C < A',
      'STORY D',
    ]);
  });

  test('repeats the one above where the column names each once', () => {
    const text = '| Epic | Story | Points |\n|---|---|---|\n| A | B | 1 |\n| | C | 2 |\n| D | E | 3 |\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC A',
      'STORY B < A',
      'STORY C < A',
      'EPIC D',
      'STORY E < D',
    ]);
  });
});

describe('a column that names the parents', () => {
  const rows = [
    '| T-1 | Epic | Rent | | |',
    '| T-2 | Epic | Repair | | |',
    '| T-3 | Story | Book a bike | T-1 | 3 |',
    '| T-4 | Story | Return a bike | T-1 | 2 |',
    '| T-5 | Story | Report a flat tyre | T-2 | 1 |',
    '| T-6 | Story | Book again | T-1 | 1 |',
  ];
  const plan = [
    'EPIC Rent',
    'EPIC Repair',
    'STORY Book a bike < Rent',
    'STORY Return a bike < Rent',
    'STORY Report a flat tyre < Repair',
    'STORY Book again < Rent',
  ];
  const table = (name: string, body: readonly string[]): string =>
    `| Key | Type | Title | ${name} | Points |\n|---|---|---|---|---|\n${body.join('\n')}\n`;

  test.each([
    'Epic Link',
    'Custom field (Epic Link)',
    'Benutzerdefiniertes Feld (Epic Link)',
    'Parent summary',
    'Eltern-Epic',
    'Verknüpftes Epic',
    'Lien d’épopée',
    "Lien d'epic",
    'Enlace de épica',
    'Vínculo con la épica',
    'Link do épico',
    'Link epico',
    'Epic-koppeling',
    'Łącze epiku',
    'Связь с эпиком',
    'エピックリンク',
  ])('may be called “%s”', (name) => {
    expect(treeOf(readingOf(table(name, rows)))).toEqual(plan);
  });

  test('may have any name where its cells name epics', () => {
    expect(treeOf(readingOf(table('Stream', rows)))).toEqual(plan);
    const named = rows.map((row) =>
      row.replace(/T-1 (?=\|[^|]*\|$)/, 'Rent ').replace(/T-2 (?=\|[^|]*\|$)/, 'Repair '),
    );
    const reading = readingOf(table('Stream', named));
    expect(treeOf(reading)).toEqual(plan);
    expect(itemTitled(reading, 'Book a bike').attributes).toEqual({});
  });

  test('may have any name where its epics stand further down', () => {
    const text = `${table('Stream', rows.slice(2))}\n## Epics\n\n- Epic T-1: Rent\n- Epic T-2: Repair\n`;
    expect(treeOf(readingOf(text)).toSorted()).toEqual(plan.toSorted());
  });

  test('may hold labels, or the numbers by which a table of epics counts them', () => {
    const epics = '## Epics\n\n| # | Epic |\n|---|---|\n| 1 | Rent |\n| 2 | Repair |\n\n## Stories\n\n';
    const stories = (name: string, cells: readonly string[]): string =>
      `${epics}| # | Story | ${name} | Points |\n|---|---|---|---|\n${['Book', 'Return', 'Pump'].map((title, place) => `| ${place + 1} | ${title} | ${cells[place]} | 3 |\n`).join('')}`;
    const tree = [
      'EPIC Rent',
      'EPIC Repair',
      'STORY Book < Rent',
      'STORY Return < Rent',
      'STORY Pump < Repair',
    ];
    const labelled = readingOf(stories('Component', ['Rent', 'Rent', 'Repair']));
    expect(treeOf(labelled)).toEqual(tree);
    expect(labelled.items.flatMap(({ labels }) => labels)).toEqual([]);
    expect(treeOf(readingOf(stories('Epic #', ['1', '1', '2'])))).toEqual(tree);
  });

  test('may name any of the ids of its rows', () => {
    const text =
      '| Type | Issue key | Issue id | Title | Parent |\n|---|---|---|---|---|\n| Epic | S-1 | 10001 | A | |\n| Epic | S-2 | 10002 | B | |\n| Story | S-3 | 10003 | C | 10001 |\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC A', 'EPIC B', 'STORY C < A']);
  });

  test('is none beside epics, where it names what stands below them', () => {
    const text =
      '## Epics\n\n| Epic | Linked feature | Owner |\n|---|---|---|\n| A | F1 | Ann |\n| B | F2 | Bob |\n\n## Features\n\n| Feature | Name | Epic link |\n|---|---|---|\n| F1 | C | A |\n| F2 | D | B |\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC A', 'EPIC B', 'FEATURE C < A', 'FEATURE D < B']);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('is none where its cells name items of the same kind, or mostly something else', () => {
    const stories = ['| T-7 | Story | Pay | T-3 | 1 |', '| T-8 | Story | Refund | T-3 | 1 |'];
    expect(treeOf(readingOf(table('Ref', [...rows.slice(0, 3), ...stories]))).slice(-2)).toEqual([
      'STORY Pay < Repair',
      'STORY Refund < Repair',
    ]);
    const areas = rows
      .map((row) => row.replace(/T-[12] (?=\|[^|]*\|$)/, 'North '))
      .with(2, '| T-3 | Story | Book a bike | Rent | 3 |');
    const reading = readingOf(table('Stream', areas));
    expect(treeOf(reading)[2]).toBe('STORY Book a bike < Repair');
    expect(itemTitled(reading, 'Book a bike').attributes).toEqual({ Stream: 'Rent' });
  });

  test.each(['Parent', 'Epic', 'Épopée', 'Epic Link', 'Stream'])(
    'says with an empty cell under “%s” that there is none, where it names rows of its table',
    (name) => {
      const orphans = [
        ...rows.slice(0, 3),
        '| T-5 | Story | Report a flat tyre | T-2 | 1 |',
        '| T-7 | Story | Pay | | 1 |',
      ];
      expect(treeOf(readingOf(table(name, orphans))).slice(2)).toEqual([
        'STORY Book a bike < Rent',
        'STORY Report a flat tyre < Repair',
        'STORY Pay',
      ]);
    },
  );

  test.each(['Parent', 'Epic', 'Épopée', 'Epic Link', 'Stream'])(
    'repeats with an empty cell under “%s” the one above, where it names each once for the rows that follow',
    (name) => {
      const blocks = [
        '| T-3 | Story | Book a bike | T-1 | 3 |',
        '| T-4 | Story | Return a bike | | 2 |',
        '| T-5 | Story | Report a flat tyre | T-2 | 1 |',
        '| T-7 | Story | Order a tyre | | 1 |',
      ];
      const text = `# Epic T-1: Rent\n\n# Epic T-2: Repair\n\n# Backlog\n\n${table(name, blocks)}`;
      expect(treeOf(readingOf(text)).slice(2)).toEqual([
        'STORY Book a bike < Rent',
        'STORY Return a bike < Rent',
        'STORY Report a flat tyre < Repair',
        'STORY Order a tyre < Repair',
      ]);
    },
  );

  test('says with an empty cell that there is none where it comes back to a name', () => {
    const mixed = [
      '| T-3 | Story | Book a bike | T-1 | 3 |',
      '| T-5 | Story | Report a flat tyre | T-2 | 1 |',
      '| T-4 | Story | Return a bike | T-1 | 2 |',
      '| T-7 | Story | Pay | | 1 |',
    ];
    const text = `# Epic T-1: Rent\n\n# Epic T-2: Repair\n\n# Backlog\n\n${table('Epic', mixed)}`;
    expect(treeOf(readingOf(text)).at(-1)).toBe('STORY Pay');
  });
});

describe('keys of a project, which all kinds share,', () => {
  const plan = [
    'EPIC Checkout',
    'STORY Pay by invoice < Checkout',
    'STORY Pay by card < Checkout',
    'EPIC Search',
    'STORY Filter < Search',
  ];

  test.each([
    [
      'with a column of keys',
      '| Epic | Key | Story | SP |\n|---|---|---|---|\n| SHOP-10 Checkout | SHOP-11 | Pay by invoice | 5 |\n| SHOP-10 Checkout | SHOP-12 | Pay by card | 3 |\n| SHOP-20 Search | SHOP-21 | Filter | 3 |\n',
    ],
    [
      'with keys in the titles',
      '| Épica | Historia | Puntos |\n|---|---|---|\n| SHOP-10 Checkout | SHOP-11 Pay by invoice | 5 |\n| | SHOP-12 Pay by card | 3 |\n| SHOP-20 Search | SHOP-21 Filter | 3 |\n',
    ],
    [
      'with the parents behind the stories',
      '| Historyjka | SP | Epik |\n|---|---|---|\n| SHOP-11 Pay by invoice | 5 | SHOP-10 Checkout |\n| SHOP-12 Pay by card | 3 | SHOP-10 Checkout |\n| SHOP-21 Filter | 3 | SHOP-20 Search |\n',
    ],
    [
      'under headings that say what the rows are',
      '# Epics\n\n| Key | Summary |\n|---|---|\n| SHOP-10 | Checkout |\n| SHOP-20 | Search |\n\n# Stories\n\n| Key | Summary | Epic Link |\n|---|---|---|\n| SHOP-11 | Pay by invoice | SHOP-10 |\n| SHOP-12 | Pay by card | SHOP-10 |\n| SHOP-21 | Filter | SHOP-20 |\n',
    ],
    [
      'below marks of the epics alone',
      '# Epic: SHOP-10 Checkout\n\n| Key | Story | Points |\n|---|---|---|\n| SHOP-11 | Pay by invoice | 5 |\n| SHOP-12 | Pay by card | 3 |\n\n# Epic: SHOP-20 Search\n\n- SHOP-21 Filter (3 SP)\n',
    ],
    [
      'repeated as headings of their own',
      '| Key | Type | Summary | Parent |\n|---|---|---|---|\n| SHOP-10 | Epic | Checkout | |\n| SHOP-11 | Story | Pay by invoice | SHOP-10 |\n| SHOP-12 | Story | Pay by card | SHOP-10 |\n| SHOP-20 | Epic | Search | |\n| SHOP-21 | Story | Filter | SHOP-20 |\n\n## Epic SHOP-10 Checkout\n\n### SHOP-11 Pay by invoice\n\n### SHOP-12 Pay by card\n',
    ],
  ])('leave the kind to what stands around them, %s', (_name, text) => {
    expect(treeOf(readingOf(text)).toSorted()).toEqual(plan.toSorted());
  });

  test('do so where the parents have only a key', () => {
    const reading = readingOf(
      '| Epic | Key | Story |\n|---|---|---|\n| SHOP-1 | SHOP-11 | Pay |\n| SHOP-1 | SHOP-12 | Refund |\n',
    );
    expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Refund']);
    expect(reading.items[0]?.warnings.map(({ code }) => code)).toContain('PARENT_NOT_FOUND');
  });

  test('do so on a page', () => {
    const row = (cells: readonly string[], tag: string): string =>
      `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
    const outcome = outcomeOfStorage(
      `<table><tbody>${row(['Feature', 'Schlüssel', 'User Story', 'SP'], 'th')}${row(['PAY-210 Auszahlung', 'PAY-211', 'Sofort senden', '5'], 'td')}${row(['PAY-210 Auszahlung', 'PAY-212', 'Stand zeigen', '3'], 'td')}</tbody></table>`,
    );
    expect(treeOf(read(outcome))).toEqual([
      'FEATURE Auszahlung',
      'STORY Sofort senden < Auszahlung',
      'STORY Stand zeigen < Auszahlung',
    ]);
  });
});

test.each([
  ['As a | I want | So that', 'As a client, I want pay later, so that keep money'],
  ['Role | I want | Reason', 'As a client, I want pay later, so that keep money'],
  ['En tant que | Je veux | Afin de', 'En tant que client, je veux pay later, afin de keep money'],
  ['Als | möchte ich | damit', 'Als client möchte ich pay later, damit keep money'],
  ['Als een ... | Wil ik ... | Zodat ik ...', 'Als een client wil ik pay later, zodat ik keep money'],
  ['Como um… | Eu quero… | Para que eu…', 'Como um client, eu quero pay later, para que eu keep money'],
  ['Como | Quiero | Para', 'Como client, quiero pay later, para keep money'],
  ['誰が | 何を | なぜ', '誰が: client\n何を: pay later\nなぜ: keep money'],
])('the columns “%s” tell their story in their own language', (header, told) => {
  const reading = readingOf(
    `| ${header} | SP |\n|---|---|---|---|\n| client | pay later | keep money | 3 |\n| seller | see sales | plan | 5 |\n`,
  );
  expect(itemTitled(reading, 'pay later')).toMatchObject({ description: told, storyPoints: 3 });
});

test('a row of nothing but a key and a role has no sentence', () => {
  const reading = readingOf(
    '# User stories\n\n| # | Als een | Wil ik | Zodat ik | SP |\n|---|---|---|---|---|\n| U1 | gast | betalen | klaar ben | 3 |\n| U2 | gast | | | |\n',
  );
  expect(reading.items.map(({ title, attributes }) => [title, attributes])).toEqual([
    ['betalen', {}],
    ['U2', { 'Als een': 'gast' }],
  ]);
});

describe('rows that only have names', () => {
  const epics = [
    'EPIC Checkout',
    'STORY Pay by invoice < Checkout',
    'STORY Pay by card < Checkout',
    'EPIC Search',
    'STORY Filter < Search',
  ];
  const rows =
    '|---|---|---|---|\n| Pay by invoice | Open | Checkout | 5 |\n| Pay by card | Done | Checkout | 3 |\n| Filter | Open | Search | 2 |\n';

  test.each([
    ['# Tasks\n\n| Name | Status | Epic | Points |'],
    ['# Backlog\n\n| Title | State | Parent epic | Story points |'],
    ['# Travaux\n\n| Titre | Statut | Épopée | Points |'],
    ['# Zadania\n\n| Nazwa | Stan | Epik | Punkty |'],
    ['| 名前 | 状態 | エピック | ポイント |'],
    ['| Название | Статус | Эпик | Баллы |'],
  ])('are stories where the columns plan them: “%s”', (header) => {
    const reading = readingOf(`${header}\n${rows}`);
    expect(treeOf(reading)).toEqual(epics);
    expect(itemTitled(reading, 'Filter')).toMatchObject({ storyPoints: 2 });
    expect(itemTitled(reading, 'Filter').warnings.map(({ code }) => code)).toEqual(['KIND_GUESSED']);
  });

  test.each([
    ['Sprint 12 backlog', '| Item | Owner | SP |'],
    ['Product backlog', '| Name | Priority | Estimate |'],
    ['Backlog de producto', '| Nombre | Prioridad | Estimación |'],
    ['スプリントバックログ', '| 項目 | 担当者 | ポイント |'],
  ])('are stories below the heading “%s”', (heading, header) => {
    const text = `# ${heading}\n\n${header}\n|---|---|---|\n| Pay by invoice | 1 | 5 |\n| Refund | 2 | 3 |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay by invoice', 'STORY Refund']);
  });

  test.each([
    [
      'people',
      '## Who does it',
      '| Name | Role | Points |\n|---|---|---|\n| Ann | Developer | 5 |\n| Bo | Tester | 3 |',
    ],
    [
      'sums of stories',
      '## In numbers',
      '| Name | Stories | Points |\n|---|---|---|\n| Checkout | 4 | 21 |\n| Search | 3 | 8 |',
    ],
    [
      'things to hand over',
      '## Papers',
      '| Item | Owner | Status |\n|---|---|---|\n| Slides | Ann | Open |\n| Report | Bo | Open |',
    ],
    ['sprints', '## So far', '| Name | Points |\n|---|---|\n| Sprint 1 | 30 |\n| Sprint 2 | 20 |'],
    [
      'risks',
      '## Risks',
      '| Name | Status | Points |\n|---|---|---|\n| Bank is late | Open | 8 |\n| Fraud | Open | 5 |',
    ],
    [
      'the epics',
      '## Overview',
      '| Item | Points | Status |\n|---|---|---|\n| Shop | 8 | Open |\n| Pay | 8 | Open |',
    ],
  ])('are none where they are %s', (_name, heading, table) => {
    const text = `# Epic: Shop\n\n- Story: Pay\n\n${heading}\n\n${table}\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
  });

  test('are the headings that hold items of those names', () => {
    const text =
      '# Plan\n\n| Item | Points | Status |\n|---|---|---|\n| Checkout | 8 | Open |\n| Search | 3 | Open |\n\n## Checkout\n\n- Story: Pay\n\n## Search\n\n- Story: Filter\n';
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Checkout',
      'STORY Pay < Checkout',
      'FEATURE Search',
      'STORY Filter < Search',
    ]);
  });
});

test.each([['"'], ['〃'], ['ditto'], ['dito'], ['idem'], ['jw.'], ['то же'], ['同上'], ['상동']])(
  'the mark “%s” says what the cell above says',
  (mark) => {
    const reading = readingOf(
      `| Epic | Story | SP |\n|---|---|---|\n| Checkout | Pay | 5 |\n| ${mark} | Refund | ${mark} |\n| Search | Filter | 1 |\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Checkout',
      'STORY Pay < Checkout',
      'STORY Refund < Checkout',
      'EPIC Search',
      'STORY Filter < Search',
    ]);
    expect(itemTitled(reading, 'Refund').storyPoints).toBe(5);
  },
);

test('a heading over stories that all name their parent is no feature', () => {
  const reading = readingOf(
    '# Epics\n\n## EPIC-1: Pay\n\n# Everything in full\n\n## US-1: Card\n\n**Epic:** EPIC-1\n\n## US-2: Bill\n\n**Epic:** EPIC-1\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Pay', 'STORY Card < Pay', 'STORY Bill < Pay']);
});

describe('acceptance criteria that name their item', () => {
  const stories = '# Plan\n\n- US-1: Pay\n- US-2: Refund\n\n## Acceptance criteria\n\n';

  test.each([
    ['headings', '### US-1 Pay\n\n- Works\n- Fast\n\n### US-2\n\n- Back\n'],
    ['entries', '- **US-1**\n  - Works\n  - Fast\n- US-2: Back\n'],
    ['rows', '| Story | Criteria |\n|---|---|\n| US-1 | Works; Fast |\n| US-2 | Back |\n'],
    ['labels', '**US-1**\n\n- Works\n- Fast\n\n**US-2**\n\n- Back\n'],
  ])('stand under %s', (_name, text) => {
    const reading = readingOf(stories + text);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Works', 'Fast']);
    expect(itemTitled(reading, 'Refund').acceptanceCriteria).toEqual(['Back']);
  });

  test.each([
    ['Story | Criterion', '| US-1 | Fast |\n| US-1 | Quiet |\n| US-2 | Safe |\n| US-1 | Cheap |'],
    ['Story | Criterion', '| US-1 | Fast |\n| | Quiet |\n| | Cheap |\n| US-2 | Safe |'],
    [
      'Story | No | Acceptance criterion',
      '| US-1 | 1 | Fast |\n| US-1 | 2 | Quiet |\n| US-1 | 3 | Cheap |\n| US-2 | 1 | Safe |',
    ],
    [
      'No | Story | Acceptance criterion',
      '| 1 | US-1 | Fast |\n| 2 | | Quiet |\n| 3 | | Cheap |\n| 4 | US-2 | Safe |',
    ],
  ])('may stand one to a row of “%s”', (header, rows) => {
    const rule = header.replace(/[^|]+/g, '---');
    const reading = readingOf(
      `- US-1: Wash\n- US-2: Dry\n\n## Acceptance criteria\n\n| ${header} |\n|${rule}|\n${rows}\n`,
    );
    expect(itemTitled(reading, 'Wash').acceptanceCriteria).toEqual(['Fast', 'Quiet', 'Cheap']);
    expect(itemTitled(reading, 'Dry').acceptanceCriteria).toEqual(['Safe']);
  });

  test('a criterion of an epic may mention a story', () => {
    const reading = readingOf(
      '# Epic: A\n\n## Acceptance Criteria\n\n- US-1 is done\n- All stories work\n\n## US-1 Pay\n',
    );
    expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual(['US-1 is done', 'All stories work']);
  });

  test('a label in two languages is one label', () => {
    const reading = readingOf('# Story: A\n\n**Akzeptanzkriterien / Acceptance Criteria**\n\n- x\n');
    expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual(['x']);
  });
});

describe('behind a dash', () => {
  test.each([
    ['Pay — SP: 5', 'Pay', 5, null],
    ['Pay - 3 points', 'Pay', 3, null],
    ['Pay – P1', 'Pay', null, 2],
    ['Wait at most – 14 days', 'Wait at most – 14 days', null, null],
    ['From 3 - 5 points of sale', 'From 3 - 5 points of sale', null, null],
  ])('“%s” gives its measure', (text, title, points, priority) => {
    const item = itemTitled(readingOf(`# Epic: A\n\n- Story: ${text}\n`), title);
    expect(item).toMatchObject({ storyPoints: points, priority });
  });
});

test('values apart by semicolons or commas are a table where their header names columns', () => {
  const reading = readingOf(
    '# Epic: Shop\n\n## Stories\n\nID;Title;Story Points;Acceptance Criteria\nUS-1;Pay by card;5;"Charged once; Says why"\nUS-2;"Refund; fully ""paid""";3;\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Shop',
    'STORY Pay by card < Shop',
    'STORY Refund; fully "paid" < Shop',
  ]);
  expect(reading.items[1]).toMatchObject({
    storyPoints: 5,
    acceptanceCriteria: ['Charged once', 'Says why'],
  });
  const export_ = readingOf(
    'Key,Issue Type,Summary,Points,Parent\nA-1,Epic,Shop,,\nA-2,Story,"Pay, by card",5,A-1\n',
  );
  expect(treeOf(export_)).toEqual(['EPIC Shop', 'STORY Pay, by card < Shop']);
  const prose = readingOf(
    '# Epic: Shop\n\n## Story: Pay\n\nCards, vouchers, invoices.\nAll of them, in one place, at once.\n',
  );
  expect(itemTitled(prose, 'Pay').description).toContain('Cards, vouchers, invoices.');
});

test('columns of a table in HTML that are too many are told', () => {
  const cells = (tag: string) =>
    Array.from({ length: 220 }, (_, index) => `<${tag}>c${index}</${tag}>`).join('');
  const reading = readingOf(
    `# Epic: Shop\n\n## Story: Pay\n\n<table><tr>${cells('th')}</tr><tr>${cells('td')}</tr></table>\n`,
  );
  expect(reading.warnings).toMatchObject([{ code: 'TABLE_CUT', location: { line: 5 } }]);
});

test('what a cell tells keeps its lists', () => {
  const notes = '<td><ul><li>max. 20</li><li>anonymous: login</li></ul></td>';
  const rows = [
    `<h1>Epic: A</h1><table><tr><th>Story</th><th>SP</th><th>Notes</th></tr><tr><td>B</td><td>5</td>${notes}</tr></table>`,
    `<h1>Story: B</h1><table><tr><th>Priority</th><td>High</td></tr><tr><th>Notes</th>${notes}</tr></table>`,
    `<h1>Story: B</h1><table><tr><th>Notes</th><th>Points</th></tr><tr>${notes}<td>5</td></tr></table>`,
  ];
  for (const row of rows)
    expect(itemTitled(read(outcomeOfStorage(row)), 'B').description).toBe(
      '**Notes**\n\n- max. 20\n- anonymous: login',
    );
});

describe('a row that is one cell wide', () => {
  const story = '<tr><th>Story</th><th>SP</th></tr><tr><td>Upload</td><td>5</td></tr>';
  const next = '<tr><td>Download</td><td>3</td></tr>';

  test.each([
    '<p><strong>Acceptance criteria:</strong></p><ul><li>PDF only</li><li>Below 5 MB</li></ul>',
    'Akzeptanzkriterien: <ul><li>PDF only</li><li>Below 5 MB</li></ul>',
    '<p>AC: PDF only; Below 5 MB</p>',
  ])('gives the item above its criteria: %s', (cell) => {
    const reading = read(
      outcomeOfStorage(`<h1>Epic: A</h1><table>${story}<tr><td colspan="2">${cell}</td></tr>${next}</table>`),
    );
    expect(treeOf(reading)).toEqual(['EPIC A', 'STORY Upload < A', 'STORY Download < A']);
    expect(itemTitled(reading, 'Upload').acceptanceCriteria).toEqual(['PDF only', 'Below 5 MB']);
  });

  test('keeps the item above in a wider table, and its parent', () => {
    const reading = readingOf(
      '| Story | SP | Prio | Team |\n|---|---|---|---|\n| **Epic: A** | | | |\n| Upload | 5 | High | X |\n| Critères d’acceptation : PDF only | | | |\n| Download | 3 | Low | Y |\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC A', 'STORY Upload < A', 'STORY Download < A']);
    expect(itemTitled(reading, 'Upload').acceptanceCriteria).toEqual(['PDF only']);
  });
});

describe('a row with nothing but criteria or text', () => {
  const rows = (story: string, next: string): string =>
    `| ID | User story | Points | Acceptance criteria |\n|---|---|---|---|\n| US-1 | Pay | 3 | ${story} |\n| | | | ${next} |\n| US-2 | Leave | 5 | Bye |\n`;

  test.each([
    ['Form with email', 'Token after login'],
    ['- Form with email', '- Token after login'],
  ])('goes on with the item above: %s', (first, next) => {
    const reading = readingOf(rows(first, next));
    expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Leave']);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Form with email', 'Token after login']);
    expect(itemTitled(reading, 'Leave').acceptanceCriteria).toEqual(['Bye']);
  });

  test('leaves the divider above it in force', () => {
    const reading = readingOf(
      '| ID | Story | Description | Points |\n|---|---|---|---|\n| **Epic: Shop** | | | |\n| US-1 | Pay | By card | 3 |\n| | | Or by cash | |\n| US-2 | Leave | | 5 |\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Shop', 'STORY Pay < Shop', 'STORY Leave < Shop']);
    expect(itemTitled(reading, 'Pay').description).toBe('By card\n\nOr by cash');
  });
});

test('a column called Task names the enablers that its heading announces', () => {
  const table = '| Task | SP |\n|---|---|\n| Backups | 3 |\n| Keys | 2 |\n';
  for (const heading of ['Enabler work', 'Enablers', 'Technische Schulden'])
    expect(treeOf(readingOf(`# Epic: A\n\n## ${heading}\n\n${table}`))).toEqual([
      'EPIC A',
      'ENABLER Backups < A',
      'ENABLER Keys < A',
    ]);
});

describe('a story map', () => {
  const cell = (...stories: string[]): string =>
    `<td><ul>${stories.map((story) => `<li><p>${story}</p></li>`).join('')}</ul></td>`;

  test('has features as its columns and releases as its rows', () => {
    const head = '<tr><th></th><th>Fonctionnalité : Recherche</th><th>Fonctionnalité : Panier</th></tr>';
    const rows = `<tr><th>MVP</th>${cell('Récit : Par nom (3 points)')}${cell('Récit : Ajouter')}</tr><tr><th>R2</th>${cell('Récit : Par prix')}<td></td></tr>`;
    const reading = read(outcomeOfStorage(`<h1>Plan</h1><table>${head}${rows}</table><p>Fin.</p>`));
    expect(treeOf(reading)).toEqual([
      'FEATURE Recherche',
      'STORY Par nom < Recherche',
      'STORY Par prix < Recherche',
      'FEATURE Panier',
      'STORY Ajouter < Panier',
    ]);
    expect(itemTitled(reading, 'Par nom').storyPoints).toBe(3);
  });

  test('stands below its epic, and ends with its table', () => {
    const reading = readingOf(
      '# Epic: Shop\n\n| F1: Search | F2: Basket |\n|---|---|\n| Story: By name<br>Story: By price | Story: Add |\n\nOwner: Ann\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Shop',
      'FEATURE Search < Shop',
      'STORY By name < Search',
      'STORY By price < Search',
      'FEATURE Basket < Shop',
      'STORY Add < Basket',
    ]);
    expect(itemTitled(reading, 'Shop').attributes).toEqual({ Owner: 'Ann' });
  });

  test('is no table that compares features', () => {
    const reading = readingOf(
      '# Epic: Shop\n\n## Story: Pay\n\n# Comparison\n\n| | Feature 1: Search | Feature 2: Basket |\n|---|---|---|\n| Guest | yes | no |\n| Member | yes | yes |\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
  });
});

describe('a table whose cells leave the word to the name of their column', () => {
  const sections =
    '## Epic 1 — Shop\n\n### Story 1.1: Pay\nPoints: 3\n\n### Story 1.2: Refund\nPoints: 2\n\n## Epic 2 — Stock\n\n### Story 2.1: Count\nPoints: 5\n\n';

  test('names the epics of the headings, and sums of points are none of theirs', () => {
    const table =
      '## Points\n\n| Epic | Stories | Points |\n|---|---|---|\n| 1 — Shop | 1.1, 1.2 | 3 + 2 = **5** |\n| 2 — Stock | 2.1 | 5 + 0 = **5** |\n| **Total** | **3 stories** | **10** |\n';
    const reading = readingOf(sections + table);
    expect(treeOf(reading)).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop',
      'STORY Refund < Shop',
      'EPIC Stock',
      'STORY Count < Stock',
    ]);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, 2, null, 5]);
  });

  test('names the parents of its rows', () => {
    const table = '| Epic | Story |\n|---|---|\n| 1 — Shop | Gift cards |\n| 2 — Stock | Order soil |\n';
    expect(treeOf(readingOf(`${sections}## More\n\n${table}`))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop',
      'STORY Refund < Shop',
      'EPIC Stock',
      'STORY Count < Stock',
      'STORY Gift cards < Shop',
      'STORY Order soil < Stock',
    ]);
  });

  test('keeps a number that others do not count on from', () => {
    const table = '| Story | Points |\n|---|---|\n| 24: the game | 3 |\n| Chess | 2 |\n| Draughts | 1 |\n';
    expect(readingOf(table).items.map(({ title }) => title)).toEqual(['24: the game', 'Chess', 'Draughts']);
  });
});

test('a column of ids names its rows, whatever code their titles begin with', () => {
  const text = '| ID | Feature |\n|---|---|\n| F-1 | E2E tests of the tide table |\n| F-2 | Berth list |\n';
  expect(readingOf(text).items.map(({ kind, key, title }) => [kind, key, title])).toEqual([
    ['FEATURE', 'F-1', 'E2E tests of the tide table'],
    ['FEATURE', 'F-2', 'Berth list'],
  ]);
});

describe('a row with more cells than its table has columns', () => {
  const table = (row: string) => `# Epic: Kites\n\n| Story | Points |\n|---|---|\n| ${row} |\n| Lend | 5 |\n`;

  test('keeps the last as text', () => {
    const item = itemTitled(readingOf(table('Mend | 3 | in the shed | by Ann')), 'Mend');
    expect(item).toMatchObject({
      storyPoints: 3,
      description: 'in the shed\n\nby Ann',
      location: { line: 5 },
      warnings: [{ code: 'CELLS_WITHOUT_COLUMN' }],
    });
  });

  test('has a bar in a code mark as one of its text', () => {
    const [, item] = readingOf(table('Mend `tail | null` | 3')).items;
    expect(item).toMatchObject({ title: 'Mend `tail | null`', storyPoints: 3, warnings: [] });
  });
});

test('people with ids and e-mail addresses are no items', () => {
  const rows = '| user1 | Ann Lee | a@b.org |\n| user2 | Bo Ray | b@b.org |\n';
  expect(outcomeOf(`# Sheet\n\n| id | Name | Email |\n|---|---|---|\n${rows}`)).toMatchObject({
    kind: 'refused',
  });
});
