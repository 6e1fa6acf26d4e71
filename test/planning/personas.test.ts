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

  test('are features where they name what is wanted', () => {
    const text = told(
      ['Payments', wishes('payments manager', 'pay', 'refund')],
      ['Checkout', wishes('guest', 'order', 'leave')],
      ['Stock / Shelves', wishes('stock clerk', 'count', 'fill')],
    );
    expect(featuresOf(`# Shop\n\n${text}`).length).toBe(2);
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
