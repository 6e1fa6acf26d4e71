import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

const steps = [
  ['Given', 'When', 'Then'],
  ['Cho', 'Khi', 'Thì'],
  ['Gegeben', 'Wenn', 'Dann'],
  ['Dado', 'Quando', 'Então'],
  ['前提', 'もし', 'ならば'],
] as const;

describe('labelled steps of scenarios', () => {
  test.each(steps)('“%s: … %s: … %s: …” go on where their lines are wrapped', (given, when, then) => {
    const scenario = `**${given}:** seeds lie in the\nShed\n**${when}:** spring comes\n**${then}:** plants fill the\nGarden.`;
    const told = `${given}: seeds lie in the Shed\n${when}: spring comes\n${then}: plants fill the Garden.`;
    for (const label of ['', '**Acceptance criteria:**\n\n']) {
      const text = `# US-1 Sow\n\n${label}${scenario}\n\n${scenario}\n`;
      const [item] = readingOf(text).items;
      expect(item).toMatchObject({ acceptanceCriteria: [told, told], attributes: {}, description: '' });
    }
  });

  test.each(steps.slice(0, -1))(
    '“%s: … %s: … %s: …” are one scenario in paragraphs of their own and beside fields',
    (given, when, then) => {
      const text = `# US-1 Sow\n\n**${given}:** seeds\n\n**${when}:** spring\n\n**${then}:** plants\n\n**Owner:** Anna\n\n- **${given}:** beds\n- **${when}:** autumn\n- **${then}:** rest\n- **Sprint:** 4\n`;
      expect(readingOf(text).items).toMatchObject([
        {
          acceptanceCriteria: [
            `${given}: seeds\n${when}: spring\n${then}: plants`,
            `${given}: beds\n${when}: autumn\n${then}: rest`,
          ],
          attributes: { Owner: 'Anna', Sprint: '4' },
        },
      ]);
    },
  );

  test('are attributes where no scenario begins before them', () => {
    const [item] = readingOf('# US-1 Sow\n\n**When:** next week\n\n**Owner:** Anna\n').items;
    expect(item).toMatchObject({ acceptanceCriteria: [], attributes: { When: 'next week', Owner: 'Anna' } });
  });
});

describe('scenarios that begin with “When”', () => {
  test.each([
    ['When', 'Then', 'And'],
    ['Quando', 'Então', 'E'],
  ])('end before the next “%s” behind a “%s”', (when, then, and) => {
    const steps = [
      `${when} it rains`,
      `${then} beds are wet`,
      `${and} I rest`,
      `${when} it is dry`,
      `${then} I work`,
    ];
    const text = `# US-1 Sow\n\nAcceptance criteria:\n\n${steps.map((step) => `- ${step}`).join('\n')}\n`;
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual([
      steps.slice(0, 3).join('\n'),
      steps.slice(3).join('\n'),
    ]);
  });

  test('go on with it where something was given before', () => {
    const steps = ['Given a bed', 'When it rains', 'Then it is wet', 'When it is dry', 'Then I work'];
    const text = `# US-1 Sow\n\nAcceptance criteria:\n\n${steps.map((step) => `- ${step}`).join('\n')}\n`;
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual([steps.join('\n')]);
  });
});

describe('the data of scenarios', () => {
  const paid = [
    'Scenario: Pay at once',
    'Given a guest with a basket',
    'When she sends:',
    '| card | "4711" |',
    '| owner | "Anna" |',
    'Then the answer is 200',
    'And it says:',
    '"""',
    '# Thanks',
    '  As a guest you pay nothing.',
    '"""',
    'And the basket is empty',
  ];
  const refused = [
    'Scenario Outline: Refuse a card',
    'Given a guest with a basket',
    'When she pays with the card',
    'Then the answer is the code',
    'Examples:',
    '| card | code |',
    '| 0000 | 402 |',
    '| 0001 | 403 |',
  ];
  const acceptanceCriteria = [paid.join('\n'), refused.join('\n')];
  const blankBefore = (lines: readonly string[], head: string): string[] =>
    lines.flatMap((line) => (line === head ? ['', line] : [line]));
  const indented = [...paid, '', ...blankBefore(refused, 'Examples:')].map((line) =>
    line === '' || line.startsWith('Scenario') ? line : `    ${line}`,
  );

  test.each(['```gherkin', '```', 'Acceptance criteria:\n\n```', 'Acceptance criteria:\n\n```gherkin'])(
    'belong to their scenario in a block of code: “%s”',
    (opening) => {
      const text = `# US-1 Pay\n\n${opening}\nFeature: Pay\n\n${indented.join('\n')}\n\`\`\`\n`;
      expect(readingOf(text).items).toMatchObject([{ title: 'Pay', acceptanceCriteria }]);
    },
  );

  test('belong to their scenario in one of several blocks', () => {
    const blocks = [paid, refused].map((lines) => `\`\`\`gherkin\n${lines.join('\n')}\n\`\`\`\n`);
    const text = `# US-1 Pay\n\n${blocks.join('\n')}`;
    expect(readingOf(text).items).toMatchObject([{ acceptanceCriteria }]);
  });

  test.each(['', 'Acceptance criteria:\n\n'])('belong to their scenario in a paragraph: “%s”', (label) => {
    const plain = paid.filter((line) => !line.startsWith('#')).map((line) => line.trim());
    const told = [plain.join('\n'), refused.join('\n')];
    for (const second of [refused, blankBefore(refused, 'Examples:')]) {
      const text = `# US-1 Pay\n\n${label}${plain.join('\n')}\n\n${second.join('\n')}\n`;
      expect(readingOf(text).items).toMatchObject([{ title: 'Pay', acceptanceCriteria: told }]);
    }
  });

  test('belong to their step in a list', () => {
    const text =
      '# US-1 Pay\n\nAcceptance criteria:\n\n- Given a basket\n- When she sends:\n  | card | owner |\n  | 4711 | Anna |\n- Then it is paid\n- Receipts are sent\n';
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual([
      'Given a basket\nWhen she sends:\n| card | owner |\n| 4711 | Anna |\nThen it is paid',
      'Receipts are sent',
    ]);
  });

  test.each(['Beispiele', 'Exemplos', 'Примеры', '例子', 'Voorbeelden'])(
    'are headed in any language: “%s”',
    (head) => {
      const text = `# US-1 Pay\n\n${[...refused.slice(0, 4), '', `${head}:`, ...refused.slice(5)].join('\n')}\n`;
      expect(readingOf(text).items[0]?.acceptanceCriteria).toHaveLength(1);
    },
  );

  test('are a table elsewhere', () => {
    const text =
      '# Plan\n\nWhen the shop opens:\nID | User story | Points\nUS-1 | Pay | 3\nUS-2 | Leave | 2\n';
    expect(readingOf(text).items.map(({ title }) => title)).toEqual(['Pay', 'Leave']);
  });
});

describe('what stands below a step', () => {
  const opening = 'Acceptance criteria:\n\n**Given** a meeting\n**When** I look at the list\n';

  test('belongs to it where it ends in a colon, and further steps go on', () => {
    const text = `# US-1 Show roles\n\n${opening}**Then** roles are shown:\n\n- Host\n- Guest:\n  - muted\n\n**And** they may:\n\n| Role | Clear |\n|---|---|\n| Host | yes |\n\n**And** this exists:\n\n\`\`\`ts\nmayClear(role)\n\`\`\`\n\n**And** nobody else sees it\n`;
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual([
      [
        'Given a meeting',
        'When I look at the list',
        'Then roles are shown:',
        '- Host',
        '- Guest:',
        '  - muted',
        'And they may:',
        '| Role | Clear |',
        '| Host | yes |',
        'And this exists:',
        'mayClear(role)',
        'And nobody else sees it',
      ].join('\n'),
    ]);
  });

  test('is criteria of its own where the scenario is over, or a line only introduces it', () => {
    const over = `# US-1 Show roles\n\n${opening}**Then** roles are shown\n\n- It is quick\n`;
    expect(readingOf(over).items[0]?.acceptanceCriteria).toEqual([
      'Given a meeting\nWhen I look at the list\nThen roles are shown',
      'It is quick',
    ]);
    const introduced =
      '# US-1 Show roles\n\nAcceptance criteria:\n\nWhen I am done:\n\n- It is quick\n- It is kept\n';
    expect(readingOf(introduced).items[0]?.acceptanceCriteria).toEqual(['It is quick', 'It is kept']);
  });
});

test.each([
  ['WHEN 書類が届いた場合、THE System SHALL 保存する', 'WHEN 書類が空の場合、THE System SHALL 拒否する'],
  ['When a guest pays the shop shall send a receipt', 'When a guest leaves, the shop shall say goodbye'],
])(
  'entries that begin with “When” and go on with none of its steps are one criterion each: %s',
  (...entries) => {
    const list = entries.map((entry, place) => `${place + 1}. ${entry}`).join('\n');
    const reading = readingOf(`# Story: Pay\n\nAcceptance criteria:\n\n${list}\n`);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(entries);
  },
);

describe('entries that tell all steps in one line', () => {
  test.each([
    ['Given a card, when I pay, then it is charged', 'When the card expired, then I am told'],
    ['Given a card, when I pay, then it is charged', 'When I cancel, I see a hint'],
    ['Given the basket is empty, then the button is grey', 'When it is full, then it is green'],
    ['mając kartę, gdy płacę, wtedy widzę potwierdzenie', 'gdy karta wygasła, wtedy widzę komunikat'],
    [
      'Gegeben eine Karte, wenn ich zahle, dann sehe ich den Beleg',
      'Wenn sie abgelaufen ist, dann sehe ich es',
    ],
    ['Étant donné une carte, quand je paie, alors je vois le reçu', 'Quand elle a expiré, alors je le vois'],
    ['Dado un carrito, cuando pago, entonces veo el recibo', 'Cuando caduca, entonces lo veo'],
    ['Дано карта, когда я плачу, тогда вижу чек', 'Когда она истекла, тогда вижу это'],
    ['假设有卡，当我付款，那么看到收据', '当卡过期，那么看到提示'],
  ])('are scenarios of their own: “%s”', (...entries) => {
    const list = entries.map((entry) => `- ${entry}\n`).join('');
    for (const text of [list, entries.join('\n')])
      expect(
        itemTitled(readingOf(`# Epic: E\n\n## Story: A\n\nAcceptance criteria:\n\n${text}`), 'A')
          .acceptanceCriteria,
      ).toEqual(entries);
  });

  test.each([
    ['Given a card\nWhen I pay\nThen it is charged\nWhen I cancel\nThen it is paid back'],
    ['Given a card, when I pay, then it is charged\nAnd I get a receipt'],
    ['Gegeven meer dan drie kaarten\nAls ik betaal\nDan zie ik de bon'],
    ['Scenario: Pay\nGiven a card, when I pay, then it is charged\nWhen I cancel\nThen it is paid back'],
  ])('go on with other steps: “%s”', (text) => {
    const reading = readingOf(`# Epic: E\n\n## Story: A\n\nAcceptance criteria:\n\n${text}\n`);
    expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual([text]);
  });
});

test.each([
  'Given a berth\nWhen I open it\nThen it shows its name, description, status\nAnd it lists guest, status, priority',
  'Given a berth\nThen a mail tells the name, description, status\nAnd the priority, owner, status',
])('steps with commas are no rows of values: “%s”', (scenario) => {
  const reading = readingOf(`# Epic: E\n\n## Story: A\n\n**Acceptance criteria:**\n\n${scenario}\n`);
  expect(itemTitled(reading, 'A').acceptanceCriteria).toEqual([scenario]);
});

test.each([
  'Given I am known, when I open the map, I see the berths',
  'Given a storm, then the pier is shut',
])('a scenario in a list of stories is none: “%s”', (scenario) => {
  const text = `# User stories\n\n- As a guest, I want a map\n- ${scenario}\n`;
  expect(readingOf(text).items.map(({ title }) => title)).toEqual(['As a guest, I want a map']);
});

test('a step in a block of code goes on in lines that are indented deeper', () => {
  const code =
    'Given a card\nWhen I pay\nThen the bank answers 201,\n     with the id and the sum\n  And I see a receipt\n\nGiven no card\nThen I am told\n     """\n     Sorry\n     """';
  const reading = readingOf(
    `# Epic: E\n\n## Story: A\n\n### Acceptance criteria\n\n\`\`\`gherkin\n${code}\n\`\`\`\n`,
  );
  const { acceptanceCriteria, description } = itemTitled(reading, 'A');
  expect(acceptanceCriteria).toEqual([
    'Given a card\nWhen I pay\nThen the bank answers 201, with the id and the sum\nAnd I see a receipt',
    'Given no card\nThen I am told\n"""\nSorry\n"""',
  ]);
  expect(description).toBe('');
});

describe('entries right below a story that each tell a whole scenario', () => {
  const story = '### US-1 Sow\n\nAs a gardener, I want seeds so that plants grow.\n\n';

  test.each([
    [
      '**Given** that I sow, **when** spring comes, **then** plants grow.',
      'Given that I sow, when spring comes, then plants grow.',
    ],
    [
      '**Dado** que siembro, **cuando** llega la primavera, **entonces** crecen.',
      'Dado que siembro, cuando llega la primavera, entonces crecen.',
    ],
  ])('are its criteria without a label, one or several', (entry, criterion) => {
    for (const count of [1, 2]) {
      const [item] = readingOf(`# Plan\n\n${story}${`- ${entry}\n`.repeat(count)}`).items;
      expect(item?.acceptanceCriteria).toEqual(Array.from({ length: count }, () => criterion));
    }
  });

  test('are none where one says no more than when', () => {
    const [item] = readingOf(`# Plan\n\n${story}- Given rain, we wait\n- Given sun, we sow\n`).items;
    expect(item?.acceptanceCriteria).toEqual([]);
  });
});

test('a name in front of one of several scenarios in a story leaves them criteria', () => {
  const scenarios = [
    'Given a free berth, when I book it, then it is mine.',
    'Speed (ISO 25010): given a slow line, when I book, then it takes two seconds.',
  ];
  const list = scenarios.map((text) => `- ${text.replace(/^(Speed[^:]*:)/, '**$1**')}\n`).join('');
  const reading = readingOf(`# Plan\n\n## Story: Book\n\nAs a guest, I want to book.\n\n${list}`);
  expect(reading.items[0]?.acceptanceCriteria).toEqual(scenarios);
});
