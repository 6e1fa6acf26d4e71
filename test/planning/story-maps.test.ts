import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

function tableOf(header: readonly string[], ...rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table><tbody>${line(header, 'th')}${rows.map((cells) => line(cells, 'td')).join('')}</tbody></table>`;
}

const itemsOf = (text: string): string[] => treeOf(read(outcomeOfStorage(text)));
const list = (...entries: readonly string[]): string =>
  `<ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;

describe('below a heading “Story map” the heads of the columns are features', () => {
  test('with marked stories below them', () => {
    const table = tableOf(
      ['', 'Plan a trip', 'Buy a ticket'],
      ['MVP', list('US-1 Show departures', 'US-2 Find a quay'), list('US-3 Pay')],
      ['Later', '<p>US-4 Show delays</p>', '<p>US-5 Refund</p><p>US-6 Group ticket</p>'],
    );
    expect(itemsOf(`<h2>Story map</h2>${table}`)).toEqual([
      'FEATURE Plan a trip',
      'STORY Show departures < Plan a trip',
      'STORY Find a quay < Plan a trip',
      'STORY Show delays < Plan a trip',
      'FEATURE Buy a ticket',
      'STORY Pay < Buy a ticket',
      'STORY Refund < Buy a ticket',
      'STORY Group ticket < Buy a ticket',
    ]);
  });

  test('with plain ones, and epics where the first column is called so', () => {
    const table = tableOf(
      ['Epic', 'Planen', 'Kaufen'],
      ['Stories MVP', list('Abfahrten zeigen', 'Anleger finden'), 'Einzelkarte'],
      ['Stories R2', list('Verspätung zeigen'), list('Dauerkarte')],
    );
    expect(itemsOf(`<h2>User Story Map</h2>${table}`)).toEqual([
      'EPIC Planen',
      'STORY Abfahrten zeigen < Planen',
      'STORY Anleger finden < Planen',
      'STORY Verspätung zeigen < Planen',
      'EPIC Kaufen',
      'STORY Einzelkarte < Kaufen',
      'STORY Dauerkarte < Kaufen',
    ]);
  });

  test('but not where the columns are those of a table of items', () => {
    const table = tableOf(['ID', 'Story', 'Release'], ['US-1', 'Pay', '1'], ['US-2', 'Leave', '2']);
    expect(itemsOf(`<h2>Story map</h2>${table}`)).toEqual(['STORY Pay', 'STORY Leave']);
  });
});

describe('heads of columns that name epics or features', () => {
  const rows = [
    ['May', list('Weigh the parcels', 'Print a label'), list('Call a courier')],
    ['Later', '', 'Follow a parcel'],
  ];
  const items = [
    'EPIC Accept',
    'STORY Weigh the parcels < Accept',
    'STORY Print a label < Accept',
    'EPIC Deliver',
    'STORY Call a courier < Deliver',
    'STORY Follow a parcel < Deliver',
  ];

  test('list stories without marks, below “Story map” and anywhere else', () => {
    const table = tableOf(['Release', 'Epic: Accept', 'Epic: Deliver'], ...rows);
    expect(itemsOf(`<h1>Story map: parcels</h1>${table}`)).toEqual(items);
    expect(itemsOf(`<h1>Parcels</h1>${table}`)).toEqual(items);
    const german = tableOf(['Version', 'Epic 1: Accept', 'Epic 2: Deliver'], ...rows);
    expect(itemsOf(`<h1>Pakete</h1>${german}`)).toEqual(items);
  });

  test('name themselves where one beside them is unmarked', () => {
    const table = tableOf(['Release', 'Feature: Accept', 'Deliver'], ...rows);
    expect(itemsOf(`<h1>Story map</h1>${table}`)).toEqual(
      items.map((item) => item.replace('EPIC', 'FEATURE')),
    );
  });

  test('list none where the rows tell of them', () => {
    const table = tableOf(
      ['', 'Epic: Accept', 'Epic: Deliver'],
      ['Owner', 'Ada', 'Bo'],
      ['Risks', list('Scales break', 'Power fails'), 'Strike'],
    );
    const story = '<h2>Epic: Accept</h2><p>Story: Weigh</p>';
    expect(itemsOf(`<h1>Parcels</h1>${table}${story}`)).toEqual(['EPIC Accept', 'STORY Weigh < Accept']);
  });
});

test('a paragraph in a column of a story map is an entry as those of its lists are', () => {
  const table = tableOf(
    ['', 'Epic: Plan', 'Epic: Buy'],
    ['MVP', list('US-1 Show departures'), 'US-3 Pay'],
    ['Later', '<p>US-2 Find a quay</p>', list('US-4 Refund')],
  );
  expect(itemsOf(table)).toEqual([
    'EPIC Plan',
    'STORY Show departures < Plan',
    'STORY Find a quay < Plan',
    'EPIC Buy',
    'STORY Pay < Buy',
    'STORY Refund < Buy',
  ]);
});

test('marked entries below quarters and states are items, and what the columns are called is none', () => {
  const roadmap = tableOf(
    ['Q1', 'Q2', 'Q3'],
    [list('Epic: Tariffs', 'Epic: Billing'), list('Epic: Roaming'), ''],
  );
  expect(itemsOf(`<h2>Roadmap</h2>${roadmap}`)).toEqual(['EPIC Tariffs', 'EPIC Billing', 'EPIC Roaming']);
  const board = tableOf(['To do', 'Doing', 'Done'], ['US-1 Pay', 'US-2 Print', 'US-3 Refund']);
  expect(itemsOf(board)).toEqual(['STORY Pay', 'STORY Print', 'STORY Refund']);
});

test('columns that say what their cells are stay those of a table', () => {
  const table = tableOf(['Feature', 'Story'], ['F1 Till', 'US-1 Pay'], ['F2 Door', 'US-2 Leave']);
  expect(itemsOf(table)).toEqual(['FEATURE Till', 'STORY Pay < Till', 'FEATURE Door', 'STORY Leave < Door']);
  const matrix = tableOf(['Need', 'Test'], ['US-1 Pay', 'TC-1 Print'], ['US-2 Leave', 'TC-2 Enter']);
  expect(itemsOf(`<h2>Story: Real</h2><h2>Coverage</h2>${matrix}`)).toEqual(['STORY Real']);
});

test('rows that are counted are no releases of a map', () => {
  const table = tableOf(
    ['Story', 'Outcome', 'Read first'],
    ['01', 'Boat', 'oars.md'],
    ['02', 'Pier', 'ropes.md'],
    ['03', 'Lamp', 'light.md'],
  );
  expect(outcomeOfStorage(`<h1>Story map</h1>${table}`).kind).toBe('refused');
});

test.each([
  ['# Story map\n\n', 'Activity', 'FEATURE'],
  ['# Plan\n\nOur story map from the offsite:\n\n', 'What guests do', 'FEATURE'],
  ['# Plan\n\n', 'Epic', 'EPIC'],
  ['# Plan\n\n', 'Feature', 'FEATURE'],
])('a map may lie on its side, below releases: %j, “%s”', (above, label, kind) => {
  const text = `${above}| ${label} | Release 1 | Release 2 |\n|---|---|---|\n| **Moor** | Book a berth<br>See the tide | Swap berths |\n| **Pay** | Pay by card | |\n`;
  expect(treeOf(readingOf(text))).toEqual([
    `${kind} Moor`,
    'STORY Book a berth < Moor',
    'STORY See the tide < Moor',
    'STORY Swap berths < Moor',
    `${kind} Pay`,
    'STORY Pay by card < Pay',
  ]);
});

test('texts below releases tell of the epics beside them', () => {
  const text =
    '# Plan\n\n| Epic | Release 1 | Release 2 |\n|---|---|---|\n| Moor | first berths | all berths |\n| Pay | cards | cash |\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Moor', 'EPIC Pay']);
});

test.each([
  [
    'stories in sentences',
    'As a guest I want to book a berth so that I can stay',
    'As a guest I want to pay so that I may leave',
  ],
  ['marked stories', 'Story: Book a berth', 'Story: Pay by card'],
])('behind an epic and its feature %s stand below the sprints of a plan', (_form, book, pay) => {
  const text = `# Plan\n\n| Epic | Feature | Sprint 1 | Sprint 2 |\n|---|---|---|---|\n| Moor | Book | ${book} | |\n| Moor | Swap | | Story: Swap berths |\n| Leave | Pay | ${pay} | |\n`;
  const titleOf = (story: string): string => story.replace('Story: ', '');
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Moor',
    'FEATURE Book < Moor',
    `STORY ${titleOf(book)} < Book`,
    'FEATURE Swap < Moor',
    'STORY Swap berths < Swap',
    'EPIC Leave',
    'FEATURE Pay < Leave',
    `STORY ${titleOf(pay)} < Pay`,
  ]);
});

test('marked features below quarters belong to the epic that their row names', () => {
  const table = tableOf(
    ['Epic', 'Q1', 'Q2'],
    ['Moor', '<p>Feature: Book a berth</p>', '<p>Enabler: Lock sensors (infrastructure)</p>'],
    ['Pay', '', '<p>Feature: Cards</p><p>Feature: Refunds</p>'],
  );
  expect(itemsOf(`<h1>Roadmap</h1>${table}`)).toEqual([
    'EPIC Moor',
    'FEATURE Book a berth < Moor',
    'ENABLER Lock sensors < Moor',
    'EPIC Pay',
    'FEATURE Cards < Pay',
    'FEATURE Refunds < Pay',
  ]);
});

test('marked stories stand below a row of epics and one of features', () => {
  const line = (...cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
  const table = `<table><tbody>${line('<th>Epic</th>', '<th colspan="2">Moor</th>', '<th>Leave</th>')}${line('<th>Feature</th>', '<th>Book</th>', '<th>Swap</th>', '<th>Pay</th>')}${line('<th>Release 1</th>', '<td>Story: Book a berth</td>', '<td>Story: Offer a berth</td>', '<td>Story: Pay by card</td>')}${line('<th>Release 2</th>', '<td>Story: See the tide</td>', '<td></td>', '<td></td>')}</tbody></table>`;
  expect(itemsOf(`<h1>Story map</h1>${table}`)).toEqual([
    'EPIC Moor',
    'FEATURE Book < Moor',
    'STORY Book a berth < Book',
    'STORY See the tide < Book',
    'FEATURE Swap < Moor',
    'STORY Offer a berth < Swap',
    'EPIC Leave',
    'FEATURE Pay < Leave',
    'STORY Pay by card < Pay',
  ]);
});

test('a board of priorities gives them to its stories, and plans nothing of what nobody wants', () => {
  const text =
    '# Board\n\n| Must | Should | Won’t |\n|---|---|---|\n| US-1 As a guest, I want to pay so that I may leave (3) | US-2 As a guest, I want a receipt so that I remember (2) | Drones |\n| US-3 As a guest, I want a berth so that I can stay (5) | | |\n\n## Details\n\n### US-1\n\nAcceptance criteria\n- by card\n';
  const items = readingOf(text).items.map(({ title, priority, storyPoints, acceptanceCriteria }) => [
    title,
    priority,
    storyPoints,
    acceptanceCriteria.length,
  ]);
  expect(items).toEqual([
    ['As a guest, I want to pay so that I may leave', 1, 3, 1],
    ['As a guest, I want a berth so that I can stay', 1, 5, 0],
    ['As a guest, I want a receipt so that I remember', 2, 2, 0],
  ]);
});

test('the first column of a story map is one of it where it lists marked stories too', () => {
  const text =
    '# Story map\n\n| Find | Book |\n|---|---|\n| Story: By date | Story: Pay |\n| Story: By quay | Story: Cancel |\n';
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Find',
    'STORY By date < Find',
    'STORY By quay < Find',
    'FEATURE Book',
    'STORY Pay < Book',
    'STORY Cancel < Book',
  ]);
});

describe('a story map as an outline', () => {
  const map = (title: string, [activity, step]: readonly [string, string], release = '') =>
    `# ${title}\n\n## ${activity}: Plan a trip\n\n### ${step}: Find a quay\n\n- ${release}See the tide\n- ${release}See the depth\n\n### ${step}: Book\n\n- ${release}Pay by card\n`;
  const tree = [
    'EPIC Plan a trip',
    'FEATURE Find a quay < Plan a trip',
    'STORY See the tide < Find a quay',
    'STORY See the depth < Find a quay',
    'FEATURE Book < Plan a trip',
    'STORY Pay by card < Book',
  ];

  test.each([
    ['Activity', 'Step'],
    ['User activity', 'User task'],
    ['Aktivität 1', 'Schritt 1'],
    ['Activité', 'Étape'],
  ] as const)('is of epics, features and stories where its title says so: %s, %s', (...words) => {
    expect(treeOf(readingOf(map('Story map of the harbour', words)))).toEqual(tree);
  });

  test('shows by its releases that it is one, and keeps them', () => {
    const reading = readingOf(map('Harbour', ['Activity', 'Step'], '**Release 2**: '));
    expect(treeOf(reading)).toEqual(tree);
    expect(itemTitled(reading, 'Pay by card').attributes).toEqual({ Release: 'Release 2' });
  });

  test('is no lesson with activities and steps', () => {
    expect(outcomeOf(map('Knots for beginners', ['Activity', 'Step'])).kind).toBe('refused');
  });
});

describe('rows that say what they hold', () => {
  const epics = '<tr><th>Epic</th><th colspan="2">Plan a trip</th><th>Buy a ticket</th></tr>';
  const row = (label: string, ...cells: readonly string[]): string =>
    `<tr><th>${label}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

  test('are epics, their features and stories', () => {
    const features = row('Feature', 'Search', 'Quays', 'Pay');
    const now = row('Stories: MVP', list('Show departures'), list('Find a quay'), list('Pay by card'));
    const later = row('Stories: Release 2', list('Show delays'), '', list('Refund'));
    expect(itemsOf(`<table><tbody>${epics}${features}${now}${later}</tbody></table>`)).toEqual([
      'EPIC Plan a trip',
      'FEATURE Search < Plan a trip',
      'STORY Show departures < Search',
      'STORY Show delays < Search',
      'FEATURE Quays < Plan a trip',
      'STORY Find a quay < Quays',
      'EPIC Buy a ticket',
      'FEATURE Pay < Buy a ticket',
      'STORY Pay by card < Pay',
      'STORY Refund < Pay',
    ]);
  });

  test('are epics and their stories, one over several columns too', () => {
    const now = row('Stories R1', list('Show departures'), list('Find a quay'), list('Pay by card'));
    expect(itemsOf(`<table><tbody>${epics}${now}</tbody></table>`)).toEqual([
      'EPIC Plan a trip',
      'STORY Show departures < Plan a trip',
      'STORY Find a quay < Plan a trip',
      'EPIC Buy a ticket',
      'STORY Pay by card < Buy a ticket',
    ]);
  });
});
