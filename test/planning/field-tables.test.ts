import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const table = (...rows: readonly (readonly string[])[]) =>
  `<table><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`;
const story = (body: string) =>
  itemTitled(
    read(outcomeOfStorage(`<h1>Epic: Shop</h1><h2>Story: Pay</h2>${body}<h2>Story: Ship</h2>`)),
    'Pay',
  );

describe('tables of one item’s fields', () => {
  test.each([
    ['one row', table(['Priority', 'MUST', 'Points', '5'])],
    ['two rows', table(['Priorität', 'muss', 'Story Points', '5'], ['Team', 'Blue', 'Owner', 'Anna'])],
  ])('are read where two stand in %s', (_name, markup) => {
    expect(story(markup)).toMatchObject({ priority: 1, storyPoints: 5, description: '' });
  });

  test('have no field in their header, whatever the column of values is called', () => {
    const { attributes, storyPoints } = story(table(['字段名', '填什么'], ['故事点', '5'], ['优先级', 'P0']));
    expect([attributes, storyPoints]).toEqual([{}, 5]);
  });

  test('give the story’s sentence, its requirements and its key to it', () => {
    const told = story(
      table(
        ['用户故事ID', 'ZF-01'],
        ['用户故事', '作为顾客，我需要刷卡付款，以便快速离开'],
        ['功能需求', '读卡，确认金额'],
        ['优先级', 'P0'],
        ['故事点', '5'],
      ),
    );
    expect(told).toMatchObject({ key: 'ZF-01', attributes: {}, storyPoints: 5 });
    expect(told.description).toBe('作为顾客，我需要刷卡付款，以便快速离开\n\n**功能需求**\n读卡，确认金额');
  });

  test.each(['US-1', 'US: 1', 'User Story 1', 'Historia de usuario 1'])(
    'make a story of each card that “%s” heads beside its name',
    (mark) => {
      const card = (head: string, name: string) =>
        `|**${head}** | ${name}|\n|---|---|\n| **Owner** | Ann |\n| **Priority (high/low)** | High |\n| **Description** | As a cook, I want to ${name.toLowerCase()} |\n| **Acceptance criteria** | |\n\nAnn opens the kitchen.\n`;
      const text = `# Kitchen\n\n## User stories\n\n${card(mark, 'Bake bread')}\n${card(mark.replace('1', '2'), 'Fry eggs')}`;
      const reading = readingOf(text);
      expect(treeOf(reading)).toEqual(['STORY Bake bread', 'STORY Fry eggs']);
      expect(itemTitled(reading, 'Fry eggs')).toMatchObject({ attributes: { Owner: 'Ann' }, priority: 2 });
    },
  );

  test('are none where names stand below names', () => {
    expect(
      story(table(['Priority', 'Points', 'Status', 'Owner'], ['High', '3', 'Done', 'Anna'])),
    ).toMatchObject({
      priority: 2,
      storyPoints: 3,
      status: 'Done',
    });
  });

  test.each([
    ['AC1', 'AC2'],
    ['1.', '2.'],
    ['AK-1', 'AK-2'],
  ])('numbered by “%s” in a cell give a criterion per row', (first, second) => {
    const inner = table([first, 'Card works'], [second, 'Cash works']);
    const markup = table(['User story', 'Acceptance criteria'], ['Pay', inner], ['Ship', 'x']);
    const reading = read(outcomeOfStorage(`<h1>Epic: Shop</h1>${markup}`));
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Card works', 'Cash works']);
  });

  test('with a header in a cell give a criterion per row below it', () => {
    const inner = table(['No.', 'Criterion'], ['1', 'Card works'], ['2', 'Cash works']);
    expect(story(`<p><strong>Acceptance criteria</strong></p>${inner}`).acceptanceCriteria).toEqual([
      'Card works',
      'Cash works',
    ]);
  });
});

describe('a row of the type in a table of fields', () => {
  const fields = (type: string, ...more: readonly string[]): string =>
    `| Type | ${type} |\n|---|---|\n| Points | 3 |\n${more.map((row) => `| ${row} |\n`).join('')}\n`;
  const keyed = `# Epic: Boats\n\n## HAR-1 Hire a boat\n\n${fields('Story', 'Owner | Ada')}## HAR-2 Sign the keys\n\n${fields('Enabler')}## HAR-3 Wrong tide\n\n${fields('Bug', 'Owner | Ada')}`;

  test('says what the keys of a project name', () => {
    const reading = readingOf(keyed);
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Hire a boat < Boats',
      'ENABLER Sign the keys < Boats',
      'STORY Wrong tide < Boats',
    ]);
    expect(itemTitled(reading, 'Wrong tide')).toMatchObject({ labels: ['Bug'], storyPoints: 3 });
    expect(itemTitled(reading, 'Sign the keys').storyPoints).toBe(3);
  });

  test('says what headings without keys are', () => {
    const reading = readingOf(keyed.replace(/HAR-\d /g, ''));
    expect(treeOf(reading)).toEqual(treeOf(readingOf(keyed)));
    expect(itemTitled(reading, 'Wrong tide').labels).toEqual(['Bug']);
  });

  test('says what type of enabler one is', () => {
    const text = keyed.replace('Enabler', 'Infrastructure enabler');
    expect(itemTitled(readingOf(text), 'Sign the keys').enablerType).toBe('INFRASTRUCTURE');
  });

  test('is one beside rows of no known name, and none in the header of a row of fields', () => {
    const text =
      '# Epic: Boats\n\n## Story: Hire\n\n| Type | Bug |\n|---|---|\n| Till | left |\n| Priority | high |\n';
    expect(itemTitled(readingOf(text), 'Hire')).toMatchObject({ priority: 2, attributes: { Till: 'left' } });
    const row = '# Epic: Boats\n\n## Story: Hire\n\n| Type | Points |\n|---|---|\n| Story | 3 |\n';
    expect(itemTitled(readingOf(row), 'Hire').storyPoints).toBe(3);
  });

  test('is of the item that the table names, where it names one', () => {
    const text = `# Epic: Boats\n\n## At the pier\n\n${fields('Story', 'Title | Hire a boat', 'Owner | Ada')}${fields('Story', 'Title | Return a boat', 'Owner | Ada')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Boats',
      'FEATURE At the pier < Boats',
      'STORY Hire a boat < At the pier',
      'STORY Return a boat < At the pier',
    ]);
  });
});

describe('cards that follow each other below one heading', () => {
  const card = (...rows: readonly (readonly [string, string])[]) =>
    rows.map((cells, at) => `| ${cells.join(' | ')} |\n${at === 0 ? '|---|---|\n' : ''}`).join('');
  const both = ['EPIC Shop', 'STORY Pay < Shop', 'STORY Ship < Shop'];

  test.each([
    ['the kind beside the key', 'User story', 'US-1', 'US-2', 'Name'],
    ['the kind beside a number', 'Story', '1', '2', 'Title'],
    ['the kind in Spanish', 'Historia de usuario', 'HU-01', 'HU-02', '**Nombre**'],
    ['the kind in Chinese', '用户故事', 'US-1', 'US-2', '名称'],
    ['the kind in Russian', 'История', 'US-1', 'US-2', 'Название'],
    ['an id', 'ID', 'US-1', 'US-2', 'Title'],
  ])('are an item each with %s in the first row', (_name, label, first, second, title) => {
    const cards = [
      card([label, first], [title, 'Pay'], ['Points', '5'], ['Acceptance criteria', '1. Card 2. Cash']),
      card([label, second], [title, 'Ship'], ['Points', '3'], ['Acceptance criteria', '1. Mail']),
    ];
    const reading = readingOf(`# Epic: Shop\n\n## Checkout\n\n${cards.join('\n')}`);
    expect(reading.items.filter(({ kind }) => kind === 'STORY')).toHaveLength(2);
    expect(itemTitled(reading, 'Pay')).toMatchObject({
      storyPoints: 5,
      acceptanceCriteria: ['Card', 'Cash'],
      attributes: {},
    });
    expect(itemTitled(reading, 'Ship')).toMatchObject({ storyPoints: 3, acceptanceCriteria: ['Mail'] });
  });

  test('may have title and key in one cell, or a sentence for a title', () => {
    const named = [
      card(['Story', 'US-1: Pay'], ['Points', '5']),
      card(['Story', 'US-2: Ship'], ['Points', '3']),
    ];
    expect(treeOf(readingOf(`# Epic: Shop\n\n${named.join('\n')}`))).toEqual(both);
    const told = card(['Story', 'US-1'], ['Description', 'As a guest I want to pay'], ['Points', '5']);
    expect(treeOf(readingOf(`# Epic: Shop\n\n${told}`))[1]).toBe('STORY As a guest I want to pay < Shop');
  });

  test('name what they belong to in other rows', () => {
    const cards = [
      card(['Title', 'Pay'], ['Epic', 'EP-1'], ['Story', 'US-1'], ['Points', '5']),
      card(['Feature', 'F-1'], ['Name', 'Refunds'], ['Priority', 'High']),
    ];
    expect(treeOf(readingOf(`# EP-1: Shop\n\n${cards.join('\n')}`))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop',
      'FEATURE Refunds < Shop',
    ]);
  });

  test('are never merged into one item, nor into what is above them', () => {
    const cards = [card(['ID', 'US-1'], ['Points', '5']), card(['ID', 'US-2'], ['Priority', 'High'])].join(
      '\n',
    );
    const story = readingOf(`# Epic: Shop\n\n## Story: Pay\n\n${cards}`).items[1];
    expect(story).toMatchObject({ key: 'US-1', storyPoints: 5, priority: null });
    expect(story?.description).toContain('US-2');
    expect(readingOf(`# Epic: Shop\n\n${cards}`).items[0]).toMatchObject({ key: null, storyPoints: null });
  });

  test('of one key tell of one item', () => {
    const cards = [card(['ID', 'US-1'], ['Points', '5']), card(['ID', 'US-1'], ['Priority', 'High'])].join(
      '\n',
    );
    expect(readingOf(`# Epic: Shop\n\n## Story: Pay\n\n${cards}`).items[1]).toMatchObject({
      storyPoints: 5,
      priority: 2,
    });
  });

  test('give an epic its key, though others of the project are of stories', () => {
    const fields = card(['Key', 'POS-22'], ['Owner', 'Ann'], ['Status', 'Open']);
    const stories = '## Stories\n\n### POS-23 Pay\n\n### POS-24 Ship\n';
    const [epic] = readingOf(`# Epic: Shop\n\n${fields}\n${stories}`).items;
    expect(epic).toMatchObject({ key: 'POS-22', status: 'Open', attributes: { Owner: 'Ann' } });
  });
});

test('a table under “Field | Value” gives its criteria though most of its names are the writer’s own', () => {
  const reading = readingOf(
    '# Feature 1: Hire\n\n| Field | Value |\n|---|---|\n| **Value Hypothesis** | Members row more |\n| **Acceptance Criteria** | Boats are hired by the hour |\n| **Boat Mapping** | Dinghies |\n| **Shed Notes** | Locked at night |\n| **Season** | Summer |\n',
  );
  expect(itemTitled(reading, 'Hire')).toMatchObject({
    acceptanceCriteria: ['Boats are hired by the hour'],
    attributes: { 'Boat Mapping': 'Dinghies', Season: 'Summer' },
  });
});

test('a table under “Field | Value” without a field of an item is left as it stands', () => {
  const reading = readingOf(
    '# Feature 1: Hire\n\n| Field | Value |\n|---|---|\n| status | active |\n| boat | 17 |\n| colour | red |\n| length | 4 m |\n',
  );
  expect(itemTitled(reading, 'Hire')).toMatchObject({ status: null, attributes: {} });
});

test('a table of fields with a row “User story” makes the heading above it that story, whatever else it tells', () => {
  const report = (name: string): string =>
    `### ${name}\n\n| Field | Value |\n|---|---|\n| **Persona** | Skipper |\n| **Harbour** | Sea / lake |\n| **User Story** | As a skipper, I want ${name} so that I can plan. |\n| **Boats Involved** | Ferry, tug |\n\nAsk for it.\n\n`;
  const reading = readingOf(`# Library\n\n## 1. Weather\n\n${report('Wind report')}${report('Ice report')}`);
  expect(treeOf(reading)).toEqual([
    'FEATURE Weather',
    'STORY Wind report < Weather',
    'STORY Ice report < Weather',
  ]);
  expect(itemTitled(reading, 'Ice report')).toMatchObject({
    attributes: { Harbour: 'Sea / lake', 'Boats Involved': 'Ferry, tug' },
    description: expect.stringContaining('As a skipper, I want Ice report so that I can plan.'),
  });
});
