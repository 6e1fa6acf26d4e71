import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

/** Headings over stories that say of nobody who wants them. */
function listed(headings: readonly string[]): string {
  return headings
    .map(
      (heading, at) =>
        `## ${heading}\n\n- **S-${at * 2 + 1}** Make ${at}\n- **S-${at * 2 + 2}** Undo ${at}\n\n`,
    )
    .join('');
}

function featuresOf(text: string): string[] {
  return treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'));
}

describe('headings over stories that name people', () => {
  test.each([
    ['Reviewer', 'Commander', 'Admin'],
    ['Field agent', 'Editor', 'Admin'],
    ['Reporter', 'Editor', 'Visitor'],
    ['Reviewer（编辑审核员）', 'Admin（系统管理员）', 'Reporter（现场信息员）'],
    ['Redakteurin', 'Sachbearbeiter', 'Außendienst'],
    ['관리자', '판매자', '현장'],
    ['Frontend Developer 1 (13 points)', 'Backend Developer (5 points)', 'Frontend Developer 2 (8 points)'],
  ])('are no features: %s, %s, %s', (...headings) => {
    const text = `# User stories\n\n${listed(headings)}`;
    expect(featuresOf(text)).toEqual([]);
    expect(readingOf(text).items).toHaveLength(6);
  });

  test.each([
    ['Customers', 'Suppliers', 'Orders'],
    ['Customers', 'Members', 'Orders'],
    ['Admin', 'Checkout', 'Search'],
    ['User management', 'Editor', 'Search'],
    ['Orders (customer)', 'Orders (admin)', 'Stock (admin)'],
  ])('are features where most name something else, or several: %s, %s, %s', (...headings) => {
    expect(featuresOf(`# User stories\n\n${listed(headings)}`)).toHaveLength(3);
  });
});

describe('headings of people below “Features”', () => {
  const features = (...lists: readonly (readonly [string, string])[]): string =>
    `# School\n\n## Features\n\n${lists.map(([name, list]) => `### ${name}\n\n${list}\n`).join('\n')}`;

  test('are none, and what is listed there is', () => {
    const text = features(
      ['Admin', '- Manage pupils'],
      ['Teacher', '- Enter marks'],
      ['Ground staff', '- Clean'],
    );
    expect(featuresOf(text)).toEqual(['FEATURE Manage pupils', 'FEATURE Enter marks', 'FEATURE Clean']);
  });

  test('only tell what those can do for whom the stories stand elsewhere', () => {
    const text = features(
      ['Student', 'A student can:\n\n- search'],
      ['Teacher', 'A teacher can:\n\n- search\n- add'],
    );
    expect(treeOf(readingOf(`${text}\n## User stories\n\n- As a student, I want to search.\n`))).toEqual([
      'STORY As a student, I want to search.',
    ]);
  });

  test('are features where most name something else', () => {
    const text = features(['Admin', '- Manage'], ['Search', '- Find'], ['Marks', '- Enter']);
    expect(featuresOf(text)).toEqual(['FEATURE Admin', 'FEATURE Search', 'FEATURE Marks']);
  });
});

describe('headings of people over plain lists', () => {
  const plan = (title: string, names: readonly string[], more = ''): string =>
    `${title}\n\n${names.map((name, at) => `### ${name}\n\n- Open lock ${at}\n- Close lock ${at}\n\n`).join('')}${more}`;
  const listedStories = [0, 1].flatMap((at) => [`STORY Open lock ${at}`, `STORY Close lock ${at}`]);

  test.each([
    ['# Lock\n\n## User stories', 'Guests', 'Site administrators'],
    ['# User stories', 'Guest', 'Admin'],
    ['# User stories of the lock', 'Guests', 'Admins'],
    ['# Lock user stories', 'Guest users', 'Clerks'],
    ['# Lock user stories', 'Guest needs', 'Clerk 1'],
    ['# User Storys', 'Redakteurin', 'Administratoren'],
  ])('say who wants what is listed where no story is told: “%s”', (title, ...names) => {
    expect(treeOf(readingOf(plan(title, names)))).toEqual(listedStories);
  });

  test('what two of them want in the same words is two stories', () => {
    const list = '- can moor\n- can pay\n\n';
    const text = `# User stories\n\n## Guests\n\n${list}## Cashier\n\n${list}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['STORY can moor', 'STORY can pay', 'STORY can moor', 'STORY can pay']);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEMS_MERGED');
  });

  test('do so beside one heading of another matter', () => {
    const text = plan(
      '# Lock user stories',
      ['Guests', 'Clerks', 'Admins'],
      '### Considerations\n\n- It is safe\n',
    );
    expect(readingOf(text).items).toHaveLength(6);
  });

  test.each([
    ['# Lock', 'Guests', 'Admins'],
    ['# Lock user stories', 'Block users', 'Invite users'],
    ['# Lock user stories', 'Guests', 'Admins', 'Gates', 'Keys'],
  ])(
    'say nothing below another title, of one kind of people, or where others name none: “%s”',
    (title, ...names) => {
      expect(outcomeOf(plan(title, names)).kind).toBe('refused');
    },
  );

  test('say nothing where stories are told', () => {
    const text = plan('# Lock user stories', ['Guests', 'Admins'], '### Story: Paint the gate\n');
    expect(treeOf(readingOf(text))).toEqual(['STORY Paint the gate']);
  });
});

describe('a heading that a priority leads', () => {
  test.each(['P2 — Later items', 'P1 - later items', '6. P2 — 프로젝트 기간 내 고려 항목'])(
    'holds what has it: “%s”',
    (heading) => {
      const text = `# Shop\n\n${listed(['Search', 'Cart'])}## ${heading}\n\n### Story: Pay\n\n### Story: Sell\n`;
      expect(featuresOf(text)).toEqual(['FEATURE Search', 'FEATURE Cart']);
    },
  );

  test('is a feature where others have the same', () => {
    expect(featuresOf(`# Shop\n\n${listed(['P1 — Search', 'P1 — Cart', 'P2 — Bills'])}`)).toContain(
      'FEATURE Search',
    );
  });
});

describe('a heading that is called as a field', () => {
  test('names a piece of the product over a table of stories', () => {
    const table =
      '| En tant que | Je veux | Afin de |\n|---|---|---|\n| membre | le voir | - |\n| membre | le dire | - |\n\n';
    const text = `# Récits utilisateur\n\n## Tag\n\n${table}## Oeuvre\n\n${table.replaceAll('le ', 'les ')}`;
    expect(featuresOf(text)).toEqual(['FEATURE Tag', 'FEATURE Oeuvre']);
  });

  test.each(['Status', 'Sprint', 'Labels', 'Dependencies'])(
    'is one over stories elsewhere: “%s”',
    (heading) => {
      const text = `# Shop\n\n${listed(['Search', 'Cart'])}## ${heading}\n\n- S-1 is first\n- S-2 is next\n`;
      expect(featuresOf(text)).toEqual(['FEATURE Search', 'FEATURE Cart']);
    },
  );
});

test.each([
  'Added after the review of 2026-02-16',
  'Late additions',
  'Added in March',
  'Später hinzugekommen',
  'Ajouts',
  'Añadidas en marzo',
  'Toegevoegd in maart',
  '新增',
  '追加分',
  '추가',
])('a heading over what came later is no feature: “%s”', (heading) => {
  expect(featuresOf(`# Shop\n\n${listed(['Search', heading, 'Cart'])}`)).toEqual([
    'FEATURE Search',
    'FEATURE Cart',
  ]);
});

test('Chinese names of people end in the sign for one', () => {
  const part = (name: string): string =>
    `### ${name}\n\n#### 故事：借船\n\n作为${name}，我希望借船，以便出行。\n\n#### 故事：还船\n\n作为船友，我希望还船，以便回家。\n\n`;
  const reading = readingOf(`# 用户故事\n\n${part('退休人士')}${part('研究者')}`);
  expect(treeOf(reading).filter((line) => line.startsWith('FEATURE'))).toEqual([]);
});

test.each(['Actors', 'Actor', 'Target users', 'Akteure', 'Attori', '액터'])(
  'a word for all who want something names no feature: “%s”',
  (heading) => {
    const text = `# Shop\n\n## ${heading}\n\n### Search\n\n- As a guest, I want to find books\n- As a clerk, I want to find orders\n\n## Cart\n\n- Story: Add\n- Story: Remove\n`;
    expect(featuresOf(text)).not.toContain(`FEATURE ${heading}`);
  },
);

describe('a heading over those of teams', () => {
  const plan = (outer: string, teams: readonly string[]): string =>
    `# Plan\n\n## Feature: Berth\n\n### Story: Moor\n\n## ${outer}\n\n${teams
      .map((team, at) => `### ${team}\n\n| Story | SP |\n|---|---|\n| US-${at + 1} Make ${at} | 3 |\n`)
      .join('\n')}`;

  test.each([
    ['Team plans', 'Team Blue', 'Team Red'],
    ['Plans of the teams', 'Blue team', 'Red team'],
    ['Planes de los equipos', 'Equipo Azul', 'Equipo Rojo'],
    ['Équipes', 'Équipe bleue', 'Équipe rouge'],
    ['各团队计划', '蓝色团队', '红色团队'],
  ])('that speaks of them is no feature: %s', (outer, ...teams) => {
    expect(featuresOf(plan(outer, teams))).toEqual(['FEATURE Berth']);
  });

  test('that names a piece of the product is one', () => {
    expect(featuresOf(plan('Checkout', ['Team Blue', 'Team Red']))).toContain('FEATURE Checkout');
  });
});

test.each([
  ['Key features', 'For guests', 'For crews'],
  ['Features', 'Guests', 'Admins'],
  ['Features', 'Für Gäste', 'Für Besatzungen'],
  ['Fonctionnalités principales', 'Pour les clients', 'Pour les équipages'],
  ['Funcionalidades', 'Para huéspedes', 'Para tripulaciones'],
  ['Funzionalità', 'Per gli ospiti', 'Per gli equipaggi'],
  ['Functies', 'Voor gasten', 'Voor bemanning'],
  ['Funkcje', 'Dla gości', 'Dla załogi'],
  ['Основные функции', '2.1 Для гостей', '2.2 Для команды'],
  ['Tính năng', 'Cho khách hàng', 'Cho thủy thủ'],
])('below “%s” the lists of “%s” and “%s” are its features', (features, one, other) => {
  const text = `# Ferry\n\n## ${features}\n\n### ${one}\n- Search a trip by town\n- Book a cabin\n\n### ${other}\n- Publish a trip\n- Count guests\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Search a trip by town',
    'FEATURE Book a cabin',
    'FEATURE Publish a trip',
    'FEATURE Count guests',
  ]);
});
