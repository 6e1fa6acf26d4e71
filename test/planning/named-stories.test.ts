import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const told = (...names: string[]): string =>
  names.map((name) => `- [ ] **${name}** : As a rower, I want to ${name.toLowerCase()}.\n`).join('');

describe('an entry that names a story and tells no sentence', () => {
  test('is one beside those that do', () => {
    const reading = readingOf(
      `# User stories\n\n## Epic A: Boats\n\n${told('Row', 'Steer')}- [x] **No doubles** : The system books no boat twice.\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Row < Boats',
      'STORY Steer < Boats',
      'STORY No doubles < Boats',
    ]);
    expect(itemTitled(reading, 'No doubles')).toMatchObject({
      status: 'Done',
      description: 'The system books no boat twice.',
    });
  });

  test('is guessed to be one below an epic whose siblings tell theirs', () => {
    const qualities =
      '- [ ] **Keyboard only** : All works without a mouse.\n- [ ] **Fast list** : It opens at once.\n';
    const reading = readingOf(
      `# User stories\n\n## Epic A: Boats\n\n${told('Row', 'Steer', 'Store', 'Lend', 'Mend', 'Wash', 'Sell')}\n## Epic B: Qualities\n\n${qualities}`,
    );
    expect(treeOf(reading).slice(8)).toEqual([
      'EPIC Qualities',
      'STORY Keyboard only < Qualities',
      'STORY Fast list < Qualities',
    ]);
    expect(itemTitled(reading, 'Fast list').warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
    expect(treeOf(readingOf(`# Plan\n\n## Epic B: Qualities\n\n${qualities}`))).toEqual(['EPIC Qualities']);
  });
});

describe('an entry over the one sentence of its story', () => {
  const backlog = (...entries: readonly string[]): string =>
    `# Product backlog\n\n${entries.map((entry, at) => `${at + 1}. ${entry}\n`).join('')}`;

  test.each([
    ['in a bullet', '- As a rower, I want it'],
    ['in a bullet with a label', '- User story: As a rower, I want it'],
    ['in its text', 'As a rower, I want it'],
    ['below a label', '**User story:**\n\n   As a rower, I want it'],
    ['beside its fields', '- As a rower, I want it\n   - Size: 3'],
  ])('names it, %s', (_name, told) => {
    const text = backlog(`Lend\n\n   ${told}\n`, `Steer\n\n   ${told}, too\n`);
    expect(treeOf(readingOf(text))).toEqual(['STORY Lend', 'STORY Steer']);
    expect(itemTitled(readingOf(text), 'Lend').description).toContain('As a rower, I want it');
  });

  test('has the criteria below it', () => {
    const text = backlog(
      'Lend\n\n   **User story:**\n\n   As a rower, I want it\n\n   **Conditions of satisfaction:**\n\n   - A boat\n\n   - A lake\n',
    );
    expect(itemTitled(readingOf(text), 'Lend').acceptanceCriteria).toEqual(['A boat', 'A lake']);
  });

  test('names it as a heading, where each of several on its level does', () => {
    const headed = (...names: readonly string[]): readonly string[] =>
      treeOf(
        readingOf(
          `# Club\n\n${names.map((name) => `## ${name}\n- As a rower, I want to ${name}\n\n`).join('')}`,
        ),
      );
    expect(headed('Lend', 'Steer', 'Wash')).toEqual(['STORY Lend', 'STORY Steer', 'STORY Wash']);
    expect(headed('Lend', 'Steer')[0]).toBe('FEATURE Lend');
  });

  test('is a feature beside one that holds several', () => {
    const lend = 'Lend\n   - As a rower, I want to lend';
    expect(
      treeOf(
        readingOf(backlog(lend, 'Steer\n   - As a cox, I want to steer\n   - As a cox, I want to call')),
      ),
    ).toEqual([
      'FEATURE Lend',
      'STORY As a rower, I want to lend < Lend',
      'FEATURE Steer',
      'STORY As a cox, I want to steer < Steer',
      'STORY As a cox, I want to call < Steer',
    ]);
  });

  test('is none of them where it says when, or who wants it', () => {
    const told = (...names: readonly string[]): string[] =>
      treeOf(readingOf(backlog(...names.map((name) => `${name}\n   - As a rower, I want it in ${name}`))));
    expect(told('Sprint 1', 'Sprint 2')).toEqual([
      'STORY As a rower, I want it in Sprint 1',
      'STORY As a rower, I want it in Sprint 2',
    ]);
    expect(told('Rowers')).toEqual(['STORY As a rower, I want it in Rowers']);
  });
});

describe('a bold name in front of a sentence', () => {
  const row = 'As a rower, I want to row, so that I get about.';
  const steer = 'As a cox, I want to steer, so that we meet no swan.';
  const epic = (text: string): string => `## Epic: Boats\n\nBy summer\n\n${text}`;
  const stories = ['EPIC Boats', 'STORY Row a boat < Boats', 'STORY Steer < Boats'];

  test.each([
    ['behind a full stop', `- **Row a boat.** ${row}\n- **Steer.** ${steer}\n`],
    ['behind nothing', `- **Row a boat** ${row}\n- **Steer** ${steer}\n`],
    ['in the next line', `- **Row a boat**\\\n  ${row}\n- Steer\\\n  ${steer}\n`],
    ['in the next paragraph', `1. **Row a boat**\n\n   ${row}\n2. **Steer.**\n\n   ${steer}\n`],
    ['in paragraphs', `**Row a boat.** ${row}\n\n**Steer** ${steer}\n`],
    [
      'in cells',
      `| User story | SP |\n|---|---|\n| **Row a boat.** ${row} | 3 |\n| **Steer** ${steer} | 2 |\n`,
    ],
  ])('names its story, %s', (_name, text) => {
    const reading = readingOf(epic(text));
    expect(treeOf(reading)).toEqual(stories);
    expect(reading.items.map(({ description }) => description).slice(1)).toEqual([row, steer]);
  });

  test('is no measure, and bears its own', () => {
    const entries = `1. **(2 pts)** ${row}\n2. **Steer** – HIGH\\\n   ${steer}\n`;
    const { items } = readingOf(`# Plan\n\n## User stories\n\n${entries}`);
    expect(items).toMatchObject([
      { title: row, storyPoints: 2 },
      { title: 'Steer', priority: 2 },
    ]);
  });

  test('names its story below a heading “User stories”', () => {
    const list = `- **Row a boat.** ${row}\n- **Steer.** ${steer}\n`;
    expect(treeOf(readingOf(`# Plan\n\n## User stories\n\n${list}`))).toEqual([
      'STORY Row a boat',
      'STORY Steer',
    ]);
  });

  test('names none within a story', () => {
    const text = `### Story: Row\n\n**In short.** ${row}\n\n- **Later.** ${steer}\n`;
    expect(treeOf(readingOf(epic(text)))).toEqual(['EPIC Boats', 'STORY Row < Boats']);
  });
});

describe('a heading over one bullet that tells a story', () => {
  const plan = (...parts: readonly (readonly [string, string])[]): string =>
    `# User stories\n\n${parts.map(([name, below]) => `### ${name}\n\n${below}\n`).join('\n')}`;
  const lend = '* **AS A** rower,\n  **I WANT** a boat,\n  **SO THAT** I row';
  const steer = '- As a cox, I want to steer';

  test('names it beside features where criteria stand beside the bullet', () => {
    const measured = `${lend}\n* **Acceptance criteria:**\n  * A lake\n  * A boat`;
    const reading = readingOf(plan(['Lend', measured], ['Steer', `${steer}\n- As a cox, I want to call`]));
    expect(treeOf(reading)).toEqual([
      'STORY Lend',
      'FEATURE Steer',
      'STORY As a cox, I want to steer < Steer',
      'STORY As a cox, I want to call < Steer',
    ]);
    expect(itemTitled(reading, 'Lend').acceptanceCriteria).toEqual(['A lake', 'A boat']);
  });

  test.each(['- ', ''])('does not name it where it says who wants it: “%sAs a cox, …”', (sign) => {
    const told = ['rower', 'cox'].map(
      (role) => `## ${role}\n\n${sign}As a ${role}, I want it\n\n**Acceptance criteria:**\n\n- A lake\n`,
    );
    expect(treeOf(readingOf(`# Club\n\n${told.join('\n')}`))).toEqual([
      'STORY As a rower, I want it',
      'STORY As a cox, I want it',
    ]);
  });
});

describe('a list of keys below the stories of an epic', () => {
  test('names its children, and is no list of stories', () => {
    const reading = readingOf(
      '# Epics\n\n## Boats\n\nWe want boats.\n\n**Child stories**\n- Hull: OAR-1, OAR-2 (the paint, and more).\n- Oars: OAR-3 (oak).\n\n# Stories\n\n## OAR-1 — Build\n\n**Acceptance criteria**\n- Floats\n\n## OAR-2 — Paint\n\n**Acceptance criteria**\n- Red\n\n## OAR-3 — Carve\n\n**Acceptance criteria**\n- Long\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Build < Boats',
      'STORY Paint < Boats',
      'STORY Carve < Boats',
    ]);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEMS_WITHOUT_PARENT');
  });
});

describe('a name before the sentence of a story', () => {
  test.each([
    [
      'Chinese',
      '用户故事',
      '登录',
      '作为学员，我希望用邮箱登录，以便不用记密码。',
      '：',
      '筛选',
      '作为学员，我希望筛选课程。',
    ],
    [
      'Japanese',
      'ストーリー',
      'ログイン',
      '利用者として、ログインしたい。',
      '：',
      '検索',
      '利用者として、検索したい。',
    ],
    [
      'Korean',
      '스토리',
      '로그인',
      '사용자로서, 나는 로그인하고 싶다.',
      ':',
      '검색',
      '사용자로서, 나는 검색하고 싶다.',
    ],
  ])('is its title in %s', (_language, heading, log, login, colon, find, search) => {
    for (const list of [
      `- **${log}${colon}** ${login}\n- **${find}${colon}** ${search}\n`,
      `- **${log}**${colon} ${login}\n- **${find}**： ${search}\n`,
    ]) {
      const { items } = readingOf(`# ${heading}\n\n${list}`);
      expect(items.map(({ title }) => title)).toEqual([log, find]);
      expect(items.map(({ description }) => description)).toEqual([login, search]);
    }
  });

  test('may be that of the feature above', () => {
    const text =
      '# Hotel\n\n## Login\n\n- **Login:** As a guest, I want to log in.\n- **Help:** As a guest, I want help.\n';
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Login', 'STORY Login < Login', 'STORY Help < Login']);
  });
});

describe('wishes', () => {
  test('with names below a role are its stories, whatever stands before some', () => {
    const text =
      '# Hotel — user stories\n\n## As a guest\n\n- **Login:** I want to log in, so that I see my room.\n- **Search:** I want to filter by day.\n- **Late:** When I am late, I want to be told.\n\n## 作為員工 (Staff)\n\n- **排班：** 我希望能安排時段。\n- **名單：** 我希望能看到名單。\n';
    const { items } = readingOf(text);
    expect(items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'STORY Login',
      'STORY Search',
      'STORY Late',
      'STORY 排班',
      'STORY 名單',
    ]);
  });

  test('beside one with its benefit are stories as well', () => {
    const list = '- I want to log in, so that I see my room.\n- I want to filter by day.\n- I want to pay.\n';
    expect(
      readingOf(`# User stories\n\n## Rooms\n\n${list}`).items.filter(({ kind }) => kind === 'STORY'),
    ).toHaveLength(3);
  });
});

describe('a line right above a sentence in one paragraph', () => {
  const sentence = 'As a rower,\nI want to see the wind,\nso that I stay dry.\n';

  test('names its story, and may stand behind its status', () => {
    const reading = readingOf(
      `# Club\n\nWind on the lake\n${sentence}Acceptance criteria:\n- It is shown\n\nDone\nRain on the lake\n${sentence}`,
    );
    expect(treeOf(reading)).toEqual(['STORY Wind on the lake', 'STORY Rain on the lake']);
    const [wind, rain] = reading.items;
    expect(wind).toMatchObject({ status: null, acceptanceCriteria: ['It is shown'] });
    expect(wind?.description).toContain('I want to see the wind');
    expect(rain?.status).toBe('Done');
  });

  test.each(['We talked about the wind.', 'the wind on the lake'])(
    'names none where it is a text: “%s”',
    (text) => {
      const reading = readingOf(
        `# Club\n\n## User stories\n\n${text}\nAs a rower, I want to see the wind.\n`,
      );
      expect(treeOf(reading)).toEqual(['STORY As a rower, I want to see the wind.']);
    },
  );

  test('names none where the sentence is one line, as those around it are', () => {
    const lines = ['As a rower, I want wind.', 'Changed in May\nAs a guest, I want rain.'];
    expect(treeOf(readingOf(`# Club\n\n${lines.join('\n\n')}\n`))).toEqual([
      'STORY As a rower, I want wind.',
      'STORY As a guest, I want rain.',
    ]);
  });

  test('tells of the epic where it stands right below one', () => {
    const reading = readingOf(`## Epic: Weather\n\nAll about the lake\n${sentence}`);
    expect(treeOf(reading).join()).not.toContain('STORY All about the lake');
  });
});

test('a name that ends in “stories” is one among names over the sentence of a story', () => {
  const entry = (name: string, at: number): string =>
    `${at + 1}. **${name}**\n   **As** a guest\n   **I want** to see it\n   **So that** I sail there\n\n`;
  const names = ['Berth map', 'Adoption Stories', 'Contact form'];
  expect(treeOf(readingOf(`# Harbour\n\n## Guests\n\n${names.map(entry).join('')}`))).toEqual(
    names.map((name) => `STORY ${name}`),
  );
});

test('a sentence without a name is a story below “Advanced features” too', () => {
  const text =
    '# Harbour\n\n## Future user stories\n\n### Berths\n\n- As a guest, I want to moor.\n\n### Advanced Features\n\n- As a guest, I want to see berths so that I moor.\n- **Fees**: As a guest, I want to pay.\n';
  expect(treeOf(readingOf(text)).slice(-2)).toEqual([
    'STORY As a guest, I want to see berths so that I moor.',
    'FEATURE Fees',
  ]);
});

test('a key or a number in front of the sentence of a story is no name', () => {
  const wish = 'As a guest, I want to pay so that I can leave.';
  const { items } = readingOf(
    `# Shop\n\n## Requirements\n\n- **R1** – ${wish}\n- **R2**: ${wish.replace('pay', 'swap')}\n- R3 – ${wish.replace('pay', 'row')}\n- [R4] ${wish.replace('pay', 'eat')}\n- **5** – ${wish.replace('pay', 'sleep')}\n`,
  );
  expect(items.map(({ key, title }) => [key, title.slice(20, 25).trim()])).toEqual([
    ['R1', 'o pay'],
    ['R2', 'o swa'],
    ['R3', 'o row'],
    ['R4', 'o eat'],
    [null, 'o sle'],
  ]);
});

test.each(['.', ':', ' –'])(
  'a name with “%s” and a sentence behind it is the title behind any mark',
  (sign) => {
    const row = `Row alone${sign} As a rower, I want to row alone, so that I need nobody.`;
    const steer = `Steer${sign} As a rower, I want to steer a boat, so that I come back.`;
    const reading = readingOf(`# Epic: Boats\n\n- Story: ${row}\n- US-7: ${steer}\n`);
    expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row alone < Boats', 'STORY Steer < Boats']);
    expect(itemTitled(reading, 'Steer').description).toBe(steer.slice(5 + sign.length + 1));
  },
);

test('a label tells the story of the title above it where the role stands behind who has it', () => {
  const story = (title: string, wish: string): string =>
    `### ${title}\n- **Hikaye:** Müşteri olarak ${wish} istiyorum, böylece sevinirim.\n- **Öncelik:** Yüksek\n\n`;
  const text = `# Liman\n\n## Kullanıcı Hikayeleri\n\n${story('1. Rezervasyon', 'yer ayırtmak')}${story('2. Ödeme', 'kartla ödemek')}`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Rezervasyon', 'STORY Ödeme']);
});
