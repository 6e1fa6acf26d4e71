import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

function criteriaByTitle(text: string): Record<string, readonly string[]> {
  return Object.fromEntries(readingOf(text).items.map((item) => [item.title, item.acceptanceCriteria]));
}

describe('stories that sentences tell', () => {
  const lamp = 'As a guest I want to dim the lamp, so that I can sleep.';
  const door = 'As a porter I want to open the door, so that guests come in.';

  test.each([
    ['in one paragraph', '\n'],
    ['in paragraphs', '\n\n'],
  ])('the next one ends the criteria of the one before it, %s', (_name, gap) => {
    const lines = [
      lamp,
      'Acceptance criteria: three levels; the last one is kept.',
      door,
      'Acceptance criteria: it opens within a second.',
    ];
    expect(criteriaByTitle(`# Hotel\n\n## User stories\n\n${lines.join(gap)}`)).toEqual({
      [lamp]: ['three levels', 'the last one is kept.'],
      [door]: ['it opens within a second.'],
    });
  });

  test.each([
    ['**As a guest, I want to sign up**', 'As a guest, I want to sign up'],
    ['**- As a guest, I want to sign up**', 'As a guest, I want to sign up'],
    ['**- I as a guest must be able to sign up**', 'I as a guest must be able to sign up'],
    ['**Ich als Gast muss mich anmelden können**', 'Ich als Gast muss mich anmelden können'],
    ["**Je, en tant qu'invité, dois pouvoir m'inscrire**", "Je, en tant qu'invité, dois pouvoir m'inscrire"],
    ['**Yo como huésped debo poder registrarme**', 'Yo como huésped debo poder registrarme'],
    ['**Io come ospite voglio iscrivermi**', 'Io come ospite voglio iscrivermi'],
    ['**Ik als gast wil me aanmelden**', 'Ik als gast wil me aanmelden'],
    ['**Ja jako gość powinienem móc się zapisać**', 'Ja jako gość powinienem móc się zapisać'],
    ['**- Я как гость должен иметь возможность войти**', 'Я как гость должен иметь возможность войти'],
    ['**Tôi là khách, tôi phải có thể đăng nhập**', 'Tôi là khách, tôi phải có thể đăng nhập'],
    ['**我作为访客必须能够登录**', '我作为访客必须能够登录'],
    ['**ゲストとして、ログインできなければならない**', 'ゲストとして、ログインできなければならない'],
  ])('a bold one without a point behind it is one, over text of its own: %s', (bold, title) => {
    const other = 'As a guest, I want to leave';
    const reading = readingOf(
      `# User stories\n\n${bold}\n(Button → phone → code)\n\n---\n\n**${other}**\n(Button)\n`,
    );
    expect(treeOf(reading)).toEqual([`STORY ${title}`, `STORY ${other}`]);
    expect(itemTitled(reading, title).description).toContain('Button');
  });

  test.each(['\u0410s a guest I want to dim the lamp.', 'As a guest I w\u0430nt to dim the lamp.'])(
    'a letter of another script that looks like the right one is that one: %s',
    (sentence) => {
      const text = `# Hotel\n\nThe guests of ours:\n\n- ${sentence}\n- ${door}\n`;
      expect(treeOf(readingOf(text))).toEqual([`STORY ${sentence}`, `STORY ${door}`]);
    },
  );

  test('a label alone in a list says what is numbered behind it', () => {
    const label = '* Acceptance criteria:\n    * ';
    const text = `* STORIES:\n\n1. ${lamp}\n${label}Three levels\n\n2. Open the door\n${label}Rings\n`;
    expect(criteriaByTitle(text)).toEqual({ [lamp]: ['Three levels'], 'Open the door': ['Rings'] });
  });

  test('criteria behind an entry that is no story are told of', () => {
    const label = '* Acceptance criteria:\n    * ';
    const text = `Our hotel has:\n\n1. ${lamp}\n${label}Three levels\n\n2. The door\n${label}Rings\n`;
    expect(readingOf(text).warnings).toContainEqual(
      expect.objectContaining({
        code: 'ITEM_NOT_FOUND',
        message: expect.stringContaining('“The door”'),
      }),
    );
  });

  test('the next one ends a list of criteria', () => {
    const text = `## User stories\n\n${lamp}\n\nAcceptance criteria:\n\n- Three levels\n- The last one is kept\n\n${door}`;
    expect(criteriaByTitle(text)).toEqual({ [lamp]: ['Three levels', 'The last one is kept'], [door]: [] });
  });

  test('the next one ends a list of criteria without a blank line', () => {
    const label = 'Acceptance criteria:';
    const text = [lamp, label, '- Three levels', '- The last one is kept', door, label, '- Rings'].join('\n');
    expect(criteriaByTitle(`## User stories\n\n${text}`)).toEqual({
      [lamp]: ['Three levels', 'The last one is kept'],
      [door]: ['Rings'],
    });
  });

  test('the next one ends criteria that have a heading', () => {
    const text = `## User stories\n\n${lamp}\n\n### Acceptance criteria\n\n- Three levels\n\n${door}\n\n### Acceptance criteria\n\n- Rings`;
    expect(criteriaByTitle(text)).toEqual({ [lamp]: ['Three levels'], [door]: ['Rings'] });
  });

  test('criteria with a heading behind several of them are of none alone', () => {
    const text = `## User stories\n\n${lamp}\n\n${door}\n\n### Acceptance criteria\n\n- All is quiet`;
    expect(criteriaByTitle(text)).toEqual({ [lamp]: [], [door]: [] });
  });

  test('a sentence among the criteria of a story with a mark is one of them', () => {
    const text = `## Story 1: Lamp\n\n${lamp}\n\n**Acceptance criteria:**\n\nThree levels\nAs a guest I want to see the level.`;
    expect(criteriaByTitle(text)).toEqual({ Lamp: ['Three levels', 'As a guest I want to see the level.'] });
  });

  test('a label with a text of its own takes its own paragraph, and a list right below it', () => {
    const text = (more: string): string => `## Story 1: Lamp\n\nAcceptance criteria: three levels.\n${more}`;
    expect(criteriaByTitle(text('Interfaces\nPOST /lamps'))).toEqual({ Lamp: ['three levels.'] });
    expect(criteriaByTitle(text('It is kept.'))).toEqual({ Lamp: ['three levels.', 'It is kept.'] });
    expect(criteriaByTitle(text('\nThe lamps are new.'))).toEqual({ Lamp: ['three levels.'] });
    expect(criteriaByTitle(text('- The last one is kept'))['Lamp']).toContain('The last one is kept');
  });

  test('a line with a label ends the sentence', () => {
    expect(Object.keys(criteriaByTitle(`## User stories\n\n${lamp}\nBudget: none so far`))).toEqual([lamp]);
  });

  test.each(['**Task 3:**', '### Task 3', '**Story 3:**'])('“%s” over a list of them is no item', (mark) => {
    const titles = Object.keys(criteriaByTitle(`## User stories\n\n${mark}\n\n- [x] ${lamp}\n- [ ] ${door}`));
    expect(titles).toEqual([lamp, door]);
  });

  test('a mark over one of them is that story', () => {
    const reading = readingOf(`**Story 1:**\n\n- ${lamp}\n\n**Story 2:**\n\n- ${door}`);
    expect(reading.items).toHaveLength(2);
  });

  test('a mark over several of them with criteria of its own is an item', () => {
    const text = `### Story 3\n\n- ${lamp}\n- ${door}\n\n**Acceptance criteria:**\n\n- It works`;
    expect(Object.values(criteriaByTitle(text))).toEqual([['It works']]);
  });

  test('a heading that asks something is no item', () => {
    const text = `## User stories\n\n### Who stays here?\n\nGuests.\n\n### What will it do?\n\n- ${lamp}\n- ${door}`;
    expect(Object.keys(criteriaByTitle(text))).toEqual([lamp, door]);
    expect(criteriaByTitle(`## User stories\n\n### Dark enough?\n\n${lamp}`)).toEqual({ 'Dark enough?': [] });
  });

  test.each([
    ['Jako gość chcę przyciemnić lampę, aby spać.', 'Akceptacja: trzy poziomy.'],
    ['Als Gast möchte ich die Lampe dimmen, um zu schlafen.', 'Akzeptanz: drei Stufen.'],
    ['Como huésped quiero atenuar la lámpara para dormir.', 'Aceptación: tres niveles.'],
    ['Como hóspede quero reduzir a luz para dormir.', 'Aceite: três níveis.'],
    ['En tant que client, je veux baisser la lampe afin de dormir.', 'Acceptation : trois niveaux.'],
    ['Come ospite voglio abbassare la luce per dormire.', 'Accettazione: tre livelli.'],
    ['Как гость, я хочу приглушить лампу, чтобы спать.', 'Приёмка: три уровня.'],
    ['作为客人，我想要调暗灯光，以便睡觉。', '验收：三个档位。'],
  ])('“%s” has the criterion “%s”', (story, label) => {
    const [criteria] = Object.values(criteriaByTitle(`# Hotel\n\n${story}\n${label}`));
    expect(criteria).toEqual([label.split(/\s*[:：]\s*/)[1]]);
  });
});

test('a numbered entry with nothing but fields heads the sentence behind it', () => {
  const reading = readingOf(
    '# Backlog\n\n1. **Priority: 50, Size: 5**\n> As a student, I want to register.\n- Opened in May\n\n2. **Priority: 30, Size: 8**\n> As a student, I want to log in.\n- Opened in June\n',
  );
  expect(reading.items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['As a student, I want to register.', 5],
    ['As a student, I want to log in.', 8],
  ]);
});

describe('the beginning of a sentence over what goes on with it', () => {
  const stories = ['STORY As a guest, I would like to pay', 'STORY As a guest, I would like to leave'];
  const titles = (text: string): string[] =>
    readingOf(text).items.map(({ kind, title }) => `${kind} ${title}`);

  test.each([
    ['an entry', '- **As a guest, I would like to:**\n    1. pay\n    2. leave\n'],
    ['a heading', '## As a guest, I would like to (if time allows):\n\n- pay\n- leave\n'],
    ['a heading without a sign', '## As a guest, I would like to\n\n- pay\n- leave\n'],
    ['a bold line', '**As a guest, I would like to:**\n\n- pay\n- leave\n'],
    ['a line', 'As a guest, I would like to:\n\n1. pay\n2. leave\n'],
    ['a line that is left open', 'As a guest, I would like to …\n\n1. pay\n2. leave\n'],
  ])('is of a story for each, in %s', (_name, text) => {
    expect(titles(`# Hotel\n\n${text}`)).toEqual(stories);
  });

  test('says what the entries below its headings are', () => {
    const reading = readingOf(
      [
        '# Hotel',
        '## As a guest, I want to…',
        '### MVP (weeks 1–3)',
        '- [x] **Pay by card** so that I can leave early\n  - **Acceptance criteria:**\n    - A receipt is printed',
        '### Enhanced features (weeks 4–6)',
        '- **See my bill**, so that I know it\n- order dinner',
        '## Acceptance criteria',
        '### Safety\n\n**Given** the lift is out of order\\\n**When** I ring\\\n**Then** somebody comes',
      ].join('\n\n'),
    );
    expect(treeOf(reading)).toEqual(['STORY Pay by card', 'STORY See my bill', 'STORY order dinner']);
    expect(reading.items.map(({ description }) => description)).toEqual([
      'so that I can leave early',
      'so that I know it',
      '',
    ]);
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['A receipt is printed'],
      [],
      [],
    ]);
  });

  test('says nothing of other lists behind it', () => {
    const text =
      '# Hotel\n\nAs a guest, I would like to:\n\n- pay\n- leave\n\nWe thought of:\n\n- a lift\n- a bar\n';
    expect(titles(text)).toEqual(stories);
  });

  test('is of one story where an entry says what for', () => {
    const text = '# Hotel\n\n## As a guest, I would like to\n\n- pay\n- so that I can leave\n';
    expect(titles(text)).toHaveLength(1);
  });

  test('is none where nothing goes on with it', () => {
    expect(titles('# Hotel\n\n## As a guest, I want to ...\n\n## US-1: Pay by card\n')).toEqual([
      'STORY Pay by card',
    ]);
  });

  test('is understood in other languages', () => {
    expect(titles('# Hôtel\n\n- En tant que client, je veux :\n  - payer\n  - partir\n')).toEqual([
      'STORY En tant que client, je veux payer',
      'STORY En tant que client, je veux partir',
    ]);
  });

  test('is a whole story where it says what is wanted', () => {
    const text = '# Hotel\n\n- As a guest, I would like to see my bill:\n  - nights\n  - drinks\n';
    expect(titles(text)).toEqual(['STORY As a guest, I would like to see my bill:']);
  });
});

describe('a sentence in parts', () => {
  const parts = ['As a rower,', 'I want to book a berth,', 'so that my boat is safe.'];
  const listed = (sign: string): string => parts.map((part) => `${sign} ${part}`).join('\n');

  test.each([
    ['bullets', listed('-')],
    ['numbered entries', listed('1.')],
    ['bullets in bold', '- **As** a rower,\n- **I want** to book a berth,\n- **So that** my boat is safe.'],
    ['Vietnamese bullets', '- **Là** một người dùng,\n- **Tôi muốn** thuê bến,\n- **Để** giữ thuyền.'],
    ['paragraphs', parts.join('\n\n')],
  ])('tells the story of the heading above it, in %s', (_name, told) => {
    const text = `# Harbour\n\n## Berths\n\n${told}\n\n## Cranes\n\n${told}\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Berths', 'STORY Cranes']);
  });

  test('keeps the signs of its list', () => {
    expect(itemTitled(readingOf(`# Harbour\n\n## Berths\n\n${listed('-')}\n`), 'Berths').description).toBe(
      listed('-'),
    );
  });

  test('is none in a list of roles or of wishes', () => {
    const text = `# Harbour\n\n## Story: Lamp\n\n## Roles\n\n- As a rower\n- As a guest\n\n## Wishes\n\n- We row\n- I want a boat\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Lamp']);
  });
});

describe('a label “User story” below a heading', () => {
  const sentence = 'As a guest\nI want a map\nso that I find the hall.';
  const criteria = '**Acceptance criteria:**\n\n- it opens\n';

  test.each([
    `**User story:**\n${sentence}`,
    `**User story:**\n\n${sentence}`,
    `User story:\n${sentence}`,
    `**Historia użytkownika:**\nJako gość\nchcę widzieć mapę\naby znaleźć salę.`,
  ])('tells its story: “%s”', (told) => {
    const reading = readingOf(
      `# Backlog\n\n## 1. Map\n\n${told}\n\n${criteria}\n## 2. Menu\n\n${told}\n\n${criteria}`,
    );
    expect(treeOf(reading)).toEqual(['STORY Map', 'STORY Menu']);
    expect(itemTitled(reading, 'Map').acceptanceCriteria).toEqual(['it opens']);
  });

  test('tells the story of the heading in a language that is not known, where criteria stand beside it', () => {
    const told = '**User Story:**\nVieraana haluan saada kartan.\n';
    const reading = readingOf(
      `# Backlog\n\n## 1. Map — HIGH\n\n${told}\n${criteria}\n## 2. Menu — Should have\n\n${told}\n${criteria}`,
    );
    expect(treeOf(reading)).toEqual(['STORY Map', 'STORY Menu']);
    expect(itemTitled(reading, 'Map')).toMatchObject({
      acceptanceCriteria: ['it opens'],
      description: 'Vieraana haluan saada kartan.',
    });
    expect(treeOf(readingOf(`# Backlog\n\n## Map\n\n${told}\n## Menu\n\n${told}`))[0]).toBe('FEATURE Map');
  });

  test('heads a story each where there are two', () => {
    const other = sentence.replace('map', 'plan');
    const reading = readingOf(
      `# Backlog\n\n## Map\n\n**User story:**\n${sentence}\n\n**User story:**\n${other}\n`,
    );
    expect(treeOf(reading)[0]).toBe('FEATURE Map');
    expect(reading.items).toHaveLength(3);
  });
});

describe('a story that a mark alone heads', () => {
  const bullets =
    '  * **As a** guest,\n  * **I want to** see `<title>` tags,\n  * **so that** I know them.\n';

  test('is called by its sentence, without the bullets of its parts', () => {
    const [item] = readingOf(`# Backlog\n\n* **User story 1.1:**\n${bullets}`).items;
    expect(item?.title).toBe('As a guest, I want to see <title> tags, so that I know them.');
  });

  test('is called by the brackets behind the mark where they name it', () => {
    const list = `* **User story 1.1 (Tags in the UI):**\n${bullets}* **User story 1.2 (5 points):**\n${bullets}`;
    expect(readingOf(`# Backlog\n\n${list}`).items).toMatchObject([
      { title: 'Tags in the UI' },
      { title: 'As a guest, I want to see <title> tags, so that I know them.', storyPoints: 5 },
    ]);
  });

  test('is called by its sentence, and by no remark behind the mark', () => {
    const line = '**[US03] — 3 SP — REFERENCE STORY (basic editing = 3 SP)**\nAs a guest, I want to pay.\n';
    const [, item] = readingOf(
      `# Epic: Shop\n\n## Feature: Pay\n\n${line}\n**[US04] — 2 SP**\nAs a guest, I want to go.\n`,
    ).items.filter(({ kind }) => kind !== 'EPIC');
    expect(item).toMatchObject({ title: 'As a guest, I want to pay.', storyPoints: 3 });
    expect(item?.description).toContain('REFERENCE STORY (basic editing = 3 SP)');
  });
});

test.each([
  ['Optional (chapter 3)', 'As a member, I want to change a book, so that errors go away.'],
  ['Optioneel (Hoofdstuk 3)', 'Als lid wil ik een boek kunnen bijwerken, zodat fouten verdwijnen.'],
  ['Must have', 'As a member, I want to change a book, so that errors go away.'],
])('“%s” in front of a sentence is no title', (lead, sentence) => {
  const reading = readingOf(
    `## User stories\n\n1. As a guest, I want to see all books.\n2. ${lead}: ${sentence}\n`,
  );
  expect(itemTitled(reading, sentence).description).toBe(lead);
});

test.each(['# User stories – Barber', '# Plan\n\n## User stories', '# Notes'])(
  'names over one sentence each are its stories below “%s”',
  (title) => {
    const reading = readingOf(
      `${title}\n\n### As a guest\n\n1. **Sign up**\n   - As a guest, I want to sign up.\n\n2. **Pick a day**\n   - As a guest, I want to pick a day.\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Sign up', 'STORY Pick a day']);
    expect(reading.items[0]?.description).toContain('As a guest, I want to sign up.');
  },
);

test('names over several sentences are features', () => {
  const reading = readingOf(
    '# Notes\n\n- **Account**\n  - As a guest, I want to sign up.\n  - As a guest, I want to sign in.\n- **Days**\n  - As a guest, I want to pick a day.\n',
  );
  expect(reading.items.map(({ kind }) => kind)).toEqual(['FEATURE', 'STORY', 'STORY', 'FEATURE', 'STORY']);
});

test('what stands behind a heading over told stories is of the epic, and of none of them', () => {
  const stories =
    '## User stories\n\nAs a guest, I want a map so that I find my way.\n\n- Points: 5\n\nAs a guest, I want to see lifts so that I plan.\n';
  const reading = readingOf(
    `# Epic: Maps\n\n${stories}\n## Out of scope\n\nAvalanches.\n\n## Acceptance criteria\n\n- Works offline\n`,
  );
  const [epic, ...told] = reading.items;
  expect(epic).toMatchObject({
    description: '## Out of scope\n\nAvalanches.',
    acceptanceCriteria: ['Works offline'],
  });
  for (const { description, acceptanceCriteria } of told) {
    expect(description).not.toContain('Avalanches');
    expect(acceptanceCriteria).toEqual([]);
  }
});

test('the sentence of an entry ends before the lines that tell more of it', () => {
  const sentence = 'As a rower, I want a boat';
  const lines = (first: string, ...more: readonly string[]): string => [`- ${first}`, ...more].join('\n  ');
  const reading = readingOf(
    `# Board\n\n${[
      lines(`**${sentence} by noon** 🟩`, 'Points: 5', 'Comment (Ann): a red one'),
      lines(`**${sentence} at night**`, '3 points'),
      lines(`${sentence},`, 'so that I row.', 'Ann has asked twice.', 'Priority: High'),
    ].join('\n')}\n`,
  );
  expect(reading.items.map(({ title, storyPoints, priority }) => [title, storyPoints, priority])).toEqual([
    [`${sentence} by noon`, 5, null],
    [`${sentence} at night`, 3, null],
    [`${sentence}, so that I row.`, null, 2],
  ]);
  expect(reading.items.map(({ description }) => description)).toEqual([
    'Comment (Ann): a red one',
    '',
    'Ann has asked twice.',
  ]);
});

describe('a list of sentences', () => {
  const pay = 'As a guest, I want to pay.';
  const leave = 'As a guest, I want to leave.';

  test('ends where a line at the margin tells another story', () => {
    expect(treeOf(readingOf(`# User stories\n\n1. ${pay}\n${leave}\n`))).toEqual([
      `STORY ${pay}`,
      `STORY ${leave}`,
    ]);
    const name = '1. Leave\nAs a guest,\nI want to leave\n';
    expect(treeOf(readingOf(`# User stories\n\n## Stories\n\n${name}`))).toHaveLength(1);
  });

  test('tells no story in an entry of one letter', () => {
    const list = [
      'As a guest, I want to pay.',
      'As a guest, I want to go.',
      'x',
      'As a host, I want to rest.',
    ];
    const text = `# Inn\n\n${list.map((entry, at) => `${at + 1}. ${entry}`).join('\n')}\n`;
    expect(readingOf(text).items.map(({ title }) => title)).not.toContain('x');
  });

  test('tells of an entry that says who wants something, and not what', () => {
    const reading = readingOf(`# User stories\n\n1. ${pay}\n2. ${leave}\n3. As a guest,\n4. As a porter, \n`);
    expect(treeOf(reading)).toEqual([`STORY ${pay}`, `STORY ${leave}`]);
    expect(reading.warnings.find(({ code }) => code === 'ITEMS_NOT_READ')?.message).toContain(
      '“As a guest,”, “As a porter,”',
    );
  });
});

test.each([
  [
    'entries',
    (story: string, criterion: string) =>
      `- **Story**: ${story}\n- **Acceptance criteria**:\n  - [ ] ${criterion}\n`,
  ],
  [
    'paragraphs',
    (story: string, criterion: string) =>
      `**User story**: ${story}\n\n**Acceptance criteria**:\n- ${criterion}\n`,
  ],
])(
  'beside criteria a labelled sentence without a role is the story of its heading, in %s',
  (_form, below) => {
    const moor = below('A rower can moor at any buoy.', 'The buoy is taken');
    const leave = below('A rower can cast off.', 'The buoy is free');
    const reading = readingOf(
      `# Lake\n\n## 1. Berths\n\n### 1.1 Mooring\n${moor}\n### 1.2 Leaving\n${leave}`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Berths', 'STORY Mooring < Berths', 'STORY Leaving < Berths']);
    expect(reading.items[1]).toMatchObject({
      description: expect.stringContaining('A rower can moor at any buoy.'),
      acceptanceCriteria: ['The buoy is taken'],
    });
  },
);

test('beside criteria a labelled name is the story below its heading', () => {
  const story = (name: string): string => `- Story: ${name}\n- Acceptance criteria: it is fast\n`;
  const reading = readingOf(
    `# Lake\n\n## Berths\n${story('Moor at a buoy')}\n## Weather\n${story('See the wind')}`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Berths',
    'STORY Moor at a buoy < Berths',
    'FEATURE Weather',
    'STORY See the wind < Weather',
  ]);
});

describe('what stands behind the sentence of a story in its line', () => {
  const stories = (sign: string): string =>
    `# Lake\n\n## User stories\n\n${sign}As a rower, I want to moor. I want to see which buoy is free. (3 points)\n\n${sign}As a guest, I want a map so that I find the quay. Drawn by Ann\n\n${sign}As a cook, I want fish.\n`;

  test.each([
    ['paragraphs', ''],
    ['a list', '- '],
  ])('is its description in %s', (_name, sign) => {
    const reading = readingOf(stories(sign));
    expect(reading.items).toMatchObject([
      {
        title: 'As a rower, I want to moor.',
        storyPoints: 3,
        description: expect.stringContaining('I want to see which buoy is free.'),
      },
      {
        title: 'As a guest, I want a map so that I find the quay.',
        description: expect.stringContaining('Drawn by Ann'),
      },
      { title: 'As a cook, I want fish.' },
    ]);
  });

  test('is none of its title where brackets stand before it', () => {
    const reading = readingOf(
      '# Requirements\n\n1. As a rower, I want to moor. (Version 1)\n   I should see:\n   -The buoy\n   -The wind\n2. As a guest, I want a map.\n',
    );
    expect(treeOf(reading)).toEqual([
      'STORY As a rower, I want to moor. (Version 1)',
      'STORY As a guest, I want a map.',
    ]);
    expect(reading.items[0]?.description).toContain('-The wind');
  });
});

test('a sentence over “Stories” tells the epic that these are of', () => {
  const reading = readingOf(
    '## EPIC-1 Berths\n\n> As a guest, I want a berth so that I can stay.\n\n**Stories**\n\n- Book a berth\n- Cancel it\n\n**Epic acceptance criteria**\n\n- no berth twice\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY Book a berth < Berths', 'STORY Cancel it < Berths']);
  expect(itemTitled(reading, 'Berths')).toMatchObject({
    description: 'As a guest, I want a berth so that I can stay.',
    acceptanceCriteria: ['no berth twice'],
  });
});

describe('a short line between two lists below “User stories”', () => {
  const told =
    'User stories\n\n1. As a guest, I want to see the berths.\n2. As a guest, I want to pay.\n3. As a skipper, I want to leave.\n\n';

  test('ends the stories where the first list only tells such and the second tells none', () => {
    const { items, coverage } = readingOf(
      `${told}Exceptions\n\n1. Card declined:\nThe office asks for cash.\n2. Berth taken:\nThe office offers another.\n`,
    );
    expect(items).toHaveLength(3);
    expect(JSON.stringify(coverage)).toContain('Card declined');
  });

  test('parts them where the second tells stories too', () => {
    const text = `${told}Harbour master\n\n1. As a harbour master, I want to close a berth.\n2. Open it again\n`;
    expect(readingOf(text).items).toHaveLength(5);
  });
});

describe('a list in which some entries tell a story in a sentence', () => {
  const list =
    '# Functional\n\n- As a skipper, I can see the berths.\n- I can filter them by depth.\n- As a skipper, it is clear to me which are free.\n- I can reserve one.\n- The map shows buoys.\n- For long boats, the map warns.\n';

  test('is one of stories where most others begin with a role or a wish', () => {
    expect(readingOf(list).items).toHaveLength(6);
  });

  test('and holds texts where most others do not', () => {
    const text = list
      .replace('I can filter them', 'Filters work')
      .replace('I can reserve one', 'Reserve one');
    expect(readingOf(text).items.map(({ title }) => title)).toEqual(['As a skipper, I can see the berths.']);
  });
});
