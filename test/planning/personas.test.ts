import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const wishes = (role: string, ...goals: string[]): string[] =>
  goals.map((goal) => `As a ${role} I want to ${goal} so that I am done`);

/** Stories below a heading each, as running text. */
function told(...groups: (readonly [heading: string, stories: readonly string[]])[]): string {
  return groups.map(([heading, stories]) => `## ${heading}\n\n${stories.join('\n\n')}\n\n`).join('');
}

function featuresOf(text: string): string[] {
  return treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'));
}

describe('headings that name who wants the stories below', () => {
  test.each([
    ['Respondent', 'respondant'],
    ['Organization owners', 'organisation owner'],
    ['Experts/Mediators', 'mediator'],
    ['Buyers and sellers', 'seller'],
    ['Concerned Parties', 'concerned party'],
  ])('are no features however they spell it: “%s” over “As a %s”', (heading, role) => {
    const text = `# Disputes\n\n${told([heading, wishes(role, 'read', 'write')], ['Archive', wishes('guest', 'search')])}`;
    expect(featuresOf(text)).not.toContain(`FEATURE ${heading}`);
  });

  test('are none where most beside them name theirs', () => {
    const text = told(
      ['Guest', wishes('guest', 'read', 'write')],
      ['Admin', wishes('administrator', 'ban', 'bless')],
      ['Back office', wishes('clerk', 'file', 'find')],
    );
    expect(featuresOf(`# Shop\n\n${text}`)).toEqual([]);
  });

  test('are none over tables that name them in a column', () => {
    const table = (role: string): string =>
      `| # | As a … | I want … | So that … |\n| --- | --- | --- | --- |\n| ${role[0]}01 | ${role} | a list | I see it |\n| ${role[0]}02 | ${role} | a form | I send it |\n`;
    const text = [
      ['Anonymous users', 'user'],
      ['Registered users', 'registered user'],
      ['Admins', 'admin'],
    ]
      .map(([heading, role = '']) => `### ${heading}\n\n${table(role)}`)
      .join('\n');
    expect(featuresOf(`# User stories\n\n${text}`)).toEqual([]);
    expect(featuresOf(`# User stories\n\n### Search\n\n${table('user')}`)).toEqual(['FEATURE Search']);
  });

  test('are features where they name what is wanted', () => {
    const text = told(
      ['Payments', wishes('payments manager', 'pay', 'refund')],
      ['Checkout', wishes('guest', 'order', 'leave')],
      ['Stock / Shelves', wishes('stock clerk', 'count', 'fill')],
    );
    expect(featuresOf(`# Shop\n\n${text}`).length).toBe(2);
  });

  test('are none where they call the stories those of a role', () => {
    const owner = wishes('harbour owner', 'sell', 'count');
    expect(
      featuresOf(`# Harbour\n\n${told(['Owner Story', owner], ['Checkout', wishes('guest', 'pay', 'tip')])}`),
    ).toEqual(['FEATURE Checkout']);
    const diver = wishes('diver', 'dive', 'swim');
    expect(
      featuresOf(
        `# Harbour\n\n${told(['Diver Story', diver], ['Admin Story', wishes('admin', 'ban', 'bless')])}`,
      ),
    ).toEqual([]);
  });

  test('are none over some of their own and headings of others', () => {
    const text = told(['Sailors', [...wishes('sailor', 'sail'), ...wishes('sailor', 'row')]]);
    const inner = told(['Diver', wishes('diver', 'dive', 'swim')], ['Cook', wishes('cook', 'fry', 'bake')]);
    expect(featuresOf(`# Shop\n\n${text}${inner.replaceAll('## ', '### ')}`)).toEqual([]);
  });

  test('are none where they tell the view of people who want the named stories below', () => {
    const titled = (goals: readonly string[]): string[] =>
      goals.map((goal) => `### ${goal}\n\nAs a sailor I want to ${goal} so that I am done`);
    const text = told(
      ['Customer Perspective', titled(['pay', 'leave'])],
      ['Admin Perspective', titled(['count', 'close'])],
      ['Error Handling Stories', titled(['fail', 'retry'])],
    );
    expect(featuresOf(`# Shop\n\n${text}`)).toEqual([]);
  });

  test('are none in the feature around them where they end as the role of one story', () => {
    const text =
      '## Regattas\n\nRace together.\n\n' +
      told(
        ['Visitor', [...wishes('visitor', 'watch', 'find'), ...wishes('sailor', 'write')]],
        ['Regatta lead', wishes('regatta lead', 'start', 'end')],
        ['Regatta Steward', ['> Who stands at the line.', `- ${wishes('steward', 'help')[0]}`]],
      ).replaceAll('## ', '### ');
    expect(
      treeOf(
        readingOf(
          `# Harbour\n\n## Berths\n\nHold boats.\n\n${told(['Guest', wishes('guest', 'tie', 'untie')]).replace('## ', '### ')}${text}`,
        ),
      ),
    ).toEqual([
      'FEATURE Berths',
      ...['tie', 'untie'].map((goal) => `STORY As a guest I want to ${goal} so that I am done < Berths`),
      'FEATURE Regattas',
      ...['watch', 'find'].map((goal) => `STORY As a visitor I want to ${goal} so that I am done < Regattas`),
      'STORY As a sailor I want to write so that I am done < Regattas',
      ...['start', 'end'].map(
        (goal) => `STORY As a regatta lead I want to ${goal} so that I am done < Regattas`,
      ),
      'STORY As a steward I want to help so that I am done < Regattas',
    ]);
  });
});

describe('a list that says who the roles are', () => {
  const roles =
    '- **Complainants:** Users that begin a dispute\n- **Respondents**: Users that somebody blames\n\n';
  const stories = told(
    ['Complainant', wishes('complainant', 'blame', 'prove')],
    ['Respondent', wishes('respondent', 'answer', 'appeal')],
  );

  test('holds no stories', () => {
    expect(treeOf(readingOf(`# User Stories\n\n${roles}${stories}`))).toEqual([
      'STORY As a complainant I want to blame so that I am done',
      'STORY As a complainant I want to prove so that I am done',
      'STORY As a respondent I want to answer so that I am done',
      'STORY As a respondent I want to appeal so that I am done',
    ]);
  });

  test('holds none where it gives their names alone', () => {
    const names = 'The court has three kinds of users:\n- Complainants\n- Respondents\n- Clerks\n\n';
    expect(treeOf(readingOf(`# User Stories\n\n${names}${stories}`))).toHaveLength(4);
    const opened = 'As a complainant, I can:\n\n- Blame\n\nAs a respondent, I can:\n\n- Answer\n';
    expect(treeOf(readingOf(`# User Stories\n\n${names}${opened}`))).toEqual([
      'STORY As a complainant, I can Blame',
      'STORY As a respondent, I can Answer',
    ]);
  });

  test('holds stories where few of their names are those of roles', () => {
    const listed = '- Complainants\n- Search\n- Archive\n\n';
    expect(treeOf(readingOf(`# User Stories\n\n${listed}${stories}`))).toHaveLength(7);
  });

  test('holds stories where their names are none of roles', () => {
    const listed = '- **Archive:** Old disputes are kept\n- **Search:** Disputes are found\n\n';
    expect(treeOf(readingOf(`# User Stories\n\n${listed}${stories}`))).toHaveLength(6);
  });
});

test.each([
  'Actors',
  'Actor definitions',
  'Beschreibung der Akteure',
  'Liste des acteurs',
  'Definición de actores',
  'Lista de atores',
  'Elenco di attori',
  'Lijst van actoren',
  'Lista aktorów',
  'Список акторов',
  'Aktör tanımları',
  'Danh sách tác nhân',
  '参与者定义',
  'アクター定義',
  '액터 정의',
])('“%s” in a story map says who the roles are', (heading) => {
  const roles =
    '| Actor | Short | Description |\n|---|---|---|\n| Coach | C | Trains |\n| Athlete | A | Runs |\n\n';
  const stories =
    '| Epic | User story |\n|---|---|\n| E1: Train | As a coach, I want a plan |\n| E2: Run | As an athlete, I want to run |\n';
  expect(
    treeOf(readingOf(`# Club\n\n## User story map\n\n### ${heading}\n\n${roles}### Story map\n\n${stories}`)),
  ).toEqual([
    'EPIC Train',
    'STORY As a coach, I want a plan < Train',
    'EPIC Run',
    'STORY As an athlete, I want to run < Run',
  ]);
});

test('a persona and what it says of itself is no feature', () => {
  const told = (role: string, ...wishes: readonly string[]): string =>
    `| ID | User story |\n|---|---|\n${wishes.map((wish, at) => `| ${role}-${at + 1} | As a ${role}, ${wish} |\n`).join('')}\n`;
  const text = `# Harbour\n\n## Skipper — “My boat sails while I sleep”\n\n${told('skipper', 'my boat moors itself.', 'I can see the wind.')}## Merchant: "Paid at once"\n\n${told('merchant', 'every crate is counted.', 'a lost crate is paid.')}`;
  expect(readingOf(text).items.map(({ kind }) => kind)).toEqual(['STORY', 'STORY', 'STORY', 'STORY']);
});

test('a list of the roles for which stories with marks are told lists no stories, nor where one has none yet', () => {
  const roles = '- Skipper: who has a boat.\n- Porter: who carries.\n- Clerk: who writes.\n';
  const stories = '- US-1: As a skipper, I want to moor.\n- US-2: As a porter, I want to rest.\n';
  const told = (list: string) =>
    readingOf(`# User stories\n\nRoles used:\n\n${list}\n## Berths\n\n${stories}`).items.flatMap(
      ({ kind, title }) => (kind === 'STORY' ? title : []),
    );
  const titles = ['As a skipper, I want to moor.', 'As a porter, I want to rest.'];
  expect(told(roles)).toEqual(titles);
  const wishes = '- Skipper: I want a map.\n- Porter: I want a cart.\n';
  expect(told(wishes).length).toBe(4);
});
