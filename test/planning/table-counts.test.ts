import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const rows = '| Stories | 9 | 6 |\n| Points | 34 | 21 |\n| Bugs | 3 | 5 |\n';

test('numbers under “Stories” beside epics count these, whatever else a cell says', () => {
  const epics =
    '# Epic 1: Bookings\n\n## Story 1.1: Reserve a boat\n\n# Epic 2: Keys\n\n## Story 2.1: Return it\n\n';
  const summary =
    '# Total\n\n| Epic | Stories | SP |\n|---|---|---|\n| Bookings | 2 | 8 |\n| Keys | 2 + enabler | 21 |\n';
  const reading = readingOf(epics + summary);
  expect(treeOf(reading)).toEqual([
    'EPIC Bookings',
    'STORY Reserve a boat < Bookings',
    'EPIC Keys',
    'STORY Return it < Keys',
  ]);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, null, null, null]);
});

describe('a table that counts work', () => {
  test.each([
    ' | Planned | Done',
    'Metric | Planned | Done',
    'Item | Planned | Done',
    'Title | Priority | Points',
    'Was | Geplant | Erledigt',
  ])('names no work: | %s |', (header) => {
    for (const heading of ['Numbers', 'Sprint backlog', 'Stories'])
      expect(
        outcomeOf(`# Sprint 31\n\n## ${heading}\n\n| ${header} |\n|---|---|---|\n${rows}`),
      ).toMatchObject({
        fault: 'NO_ITEMS',
      });
  });

  test('takes nothing from one of stories below it', () => {
    const text = `## Numbers\n\n| | Planned | Done |\n|---|---|---|\n${rows}\n## Stories\n\n| Story | Points |\n|---|---|\n| Pay | 3 |\n| Stories of visitors | 5 |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Stories of visitors']);
  });
});

describe('rows that keep a place free', () => {
  test.each(['(buffer)', 'Reserve', 'TBD', '—', 'Contingency', 'Buffer for bugs', 'Sprint buffer'])(
    'are no items beside rows with keys: “%s”',
    (name) => {
      for (const key of ['', '—']) {
        const text = `# Sprint\n\n| ID | Story | Points |\n|---|---|---|\n| US-1 | Pay | 5 |\n| ${key} | ${name} | 3 |\n| US-2 | Buffer the queue | 2 |\n`;
        expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Buffer the queue']);
      }
    },
  );

  test.each(['(buffer)', 'Puffer', 'TBD', '—', 'Zeitpuffer', '缓冲'])('nor anywhere: “%s”', (name) => {
    const text = `# Sprint\n\n| Story | Points |\n|---|---|\n| Pay | 5 |\n| ${name} | 3 |\n| Buffer the queue | 2 |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Buffer the queue']);
  });
});

describe('a row in brackets', () => {
  const rows = (remark: string): string =>
    `# Plan\n\n| Iteration | Story | SP |\n|---|---|---|\n| 1 | US-1 Pay | 5 |\n| 2 | US-2 Lend | 3 |\n| IP | ${remark} | |\n`;

  test.each(['*(planning week, nobody builds)*', '(summer break)', '[demo day]', '（夏休み）'])(
    'beside stories with keys is none: “%s”',
    (remark) => {
      expect(treeOf(readingOf(rows(remark)))).toEqual(['STORY Pay', 'STORY Lend']);
    },
  );

  test.each(['*nobody builds*', '_summer break_', '(demo day)'])(
    'or in italics is none where it lacks what the others have: “%s”',
    (remark) => {
      const table = (row: string): string =>
        `# Plan\n\n## Feature F-1: Till\n\n## Stories\n\n| Iteration | Feature | Story | SP |\n|---|---|---|---|\n| 1 | F-1 | Pay | 5 |\n| 2 | F-1 | Lend | 3 |\n${row}\n`;
      const known = ['FEATURE Till', 'STORY Pay < Till', 'STORY Lend < Till'];
      expect(treeOf(readingOf(table(`| IP | | ${remark} | |`)))).toEqual(known);
      expect(treeOf(readingOf(table('| 3 | | *Refund* | 3 |')))).toEqual([...known, 'STORY Refund']);
      expect(treeOf(readingOf(table('| 3 | | Refund | |')))).toEqual([...known, 'STORY Refund']);
    },
  );

  test('is one where it has a key, or brackets are only a part of it', () => {
    expect(treeOf(readingOf(rows('US-3 (Refund)')))).toHaveLength(3);
    expect(treeOf(readingOf(rows('Refund (cash)')))).toContain('STORY Refund (cash)');
  });
});

describe('a table that counts the stories of epics', () => {
  test('gives them no points', () => {
    const { items } = readingOf(
      '# Shop\n\n| Epic | Stories | Points |\n|---|---|---|\n| Checkout | 5 | 34 |\n| Search | 3 | 13 |\n| Total | 8 | 47 |\n',
    );
    expect(items).toMatchObject([
      { title: 'Checkout', storyPoints: null, attributes: { Points: '34' } },
      { title: 'Search', storyPoints: null, attributes: { Points: '13' } },
    ]);
  });

  test('without such a column gives estimates', () => {
    const { items } = readingOf(
      '# Shop\n\n| Epic | Points |\n|---|---|\n| Checkout | 34 |\n| Search | 13 |\n',
    );
    expect(items).toMatchObject([{ storyPoints: 34 }, { storyPoints: 13 }]);
  });
});

describe('a line that adds up what others have is no item', () => {
  test.each([
    ['User stories', 'Total: 8 points'],
    ['User stories', 'Planned total: 8 points'],
    ['Planned features', 'Sprint 1 total (8 SP)'],
    ['User Stories', 'Gesamt: 8 Punkte'],
    ['Histoires utilisateur', 'Total : 8 points'],
    ['Historias de usuario', 'Total: 8 puntos'],
    ['Histórias de usuário', 'Total: 8 pontos'],
    ['Storie utente', 'Totale: 8 punti'],
    ['Gebruikersverhalen', 'Totaal: 8 punten'],
    ['Historyjki użytkownika', 'Razem: 8 punktów'],
    ['Пользовательские истории', 'Итого: 8 баллов'],
    ['Kullanıcı hikayeleri', 'Toplam: 8 puan'],
    ['User stories', 'Tổng: 8 điểm'],
    ['用户故事', '待开发合计：8 点'],
    ['ユーザーストーリー', 'スプリント 1 合計：8 ポイント'],
    ['사용자 스토리', '합계: 8 포인트'],
  ])('%s: %s', (heading, sum) => {
    const stories = '- Pay (3 SP)\n- Sell (5 SP)\n';
    const titles = (text: string) => readingOf(text).items.map(({ title }) => title);
    expect(titles(`# Shop\n\n## ${heading}\n\n${stories}- ${sum}\n`)).toEqual(['Pay', 'Sell']);
    expect(titles(`# Shop\n\n## ${heading}\n\n${stories}\n**${sum}**\n`)).toEqual(['Pay', 'Sell']);
  });

  test('but one that does so in the product is', () => {
    const text = '# Shop\n\n## Stories\n\n- Show order total (3 points)\n- Faster page load: 5 points\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Show order total', 'STORY Faster page load: 5 points']);
  });
});

test.each([
  ['Design', 'Development', '0.5 days', '2 days'],
  ['Entwurf', 'Entwicklung', '0,5 Tage', '2 Tage'],
  ['设计', '开发', '0.5天', '2天'],
  ['設計', '開発', '0.5日', '2日'],
  ['설계', '개발', '0.5일', '2일'],
  ['Дизайн', 'Разработка', '0,5 дня', '2 дня'],
])('times under “%s” and “%s” name no items', (first, second, some, more) => {
  const stories =
    '# Shop\n\n## US-001: Pay\n\nAs a guest, I want to pay.\n\n## US-002: Sell\n\nAs a clerk, I want to sell.\n\n';
  const reading = readingOf(
    `${stories}## X\n\n| Story | ${first} | ${second} | X | Y |\n|---|---|---|---|---|\n| US-001 | ${some} | ${more} | ${some} | ${more} |\n| US-002 | ${more} | ${some} | ${more} | ${some} |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Sell']);
  expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
});

test.each(['Goal', 'Meta', 'Ziel', '目标'])(
  'a bold “%s” in the last row below keys names no item',
  (name) => {
    const rows = ['| PB-1 | Set up | 1 |', '| PB-2 | Log in | 2 |', `| **${name}** | It runs | **3** |`];
    const text = `# Sprint 1\n\n| ID | Item | Points |\n|---|---|---|\n${rows.join('\n')}\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Set up', 'STORY Log in']);
  },
);
