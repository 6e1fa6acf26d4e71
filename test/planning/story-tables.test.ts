import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('a column whose cells tell stories is one of stories', () => {
  test('in tables of one column, each called after a kind of user', () => {
    const reading = readingOf(
      '# Marina\n\n| Skippers |\n|---|\n| **As a** skipper, **I want** to book a berth **so that** I have one |\n| **As a** skipper, **I want** to pay by card |\n\n| Staff |\n|---|\n| **As a** warden, **I want** to close a berth |\n',
    );
    expect(treeOf(reading)).toEqual([
      'STORY As a skipper, I want to book a berth so that I have one',
      'STORY As a skipper, I want to pay by card',
      'STORY As a warden, I want to close a berth',
    ]);
  });

  test('beside a column of any other name', () => {
    const reading = readingOf(
      '| Aussage | Anlass |\n|---|---|\n| Als Gast möchte ich zahlen, damit ich gehen kann | Umfrage |\n| Als Gast möchte ich buchen, damit ich bleibe | Umfrage |\n',
    );
    expect(itemTitled(reading, 'Als Gast möchte ich buchen, damit ich bleibe')).toMatchObject({
      kind: 'STORY',
      attributes: { Anlass: 'Umfrage' },
    });
  });

  test('without a header', () => {
    const rows = ['Como socio quiero reservar una pista', 'Como socio quiero anular la reserva'];
    const cells = rows.map((row) => `<tr><td>${row}</td></tr>`).join('');
    const outcome = outcomeOfStorage(`<table><tbody>${cells}</tbody></table>`);
    expect(treeOf(read(outcome))).toEqual(rows.map((row) => `STORY ${row}`));
  });

  test('and where several columns tell them it is a board of cards', () => {
    const reading = readingOf(
      '| Todo | Doing |\n|---|---|\n| As a guest I want to pay | As a guest I want to book |\n| As a guest I want to leave | As a guest I want to eat |\n',
    );
    expect(reading.items.map(({ title, status }) => [title, status])).toEqual([
      ['As a guest I want to pay', 'Todo'],
      ['As a guest I want to leave', 'Todo'],
      ['As a guest I want to book', 'Doing'],
      ['As a guest I want to eat', 'Doing'],
    ]);
  });
});

test('a table of one column lists stories where the column is called so', () => {
  const table = (name: string): string => `| ${name} |\n|---|\n| Pay by card |\n| Get a refund |\n`;
  expect(treeOf(readingOf(table('User stories')))).toEqual(['STORY Pay by card', 'STORY Get a refund']);
  expect(treeOf(readingOf(`# Stories\n\n${table('Name')}`))).toEqual([
    'STORY Pay by card',
    'STORY Get a refund',
  ]);
  expect(outcomeOf(table('Status')).kind).toBe('refused');
});

test.each(['', '-', 'TBD', '1'])(
  'a row with “%s” for a title is called by the sentence that it tells',
  (open) => {
    const told = (wish: string): string => `As a clerk, I want to ${wish} an order, so that it ships`;
    const reading = readingOf(
      `## Requirements\n\n| # | Title | User Story | Importance |\n|---|---|---|---|\n| 1 | ${open} | ${told('create')} | Must |\n| 2 | ${open} | ${told('cancel')} | Must |\n| 3 | Reopen an order | ${told('reopen')} | Should |\n`,
    );
    expect(treeOf(reading)).toEqual([
      `STORY ${told('create')}`,
      `STORY ${told('cancel')}`,
      'STORY Reopen an order',
    ]);
  },
);

describe('criteria that a label announces in the cell of a story', () => {
  const table = (rows: string): string =>
    `<table><tbody><tr><th>Key</th><th>User story</th><th>Description</th></tr>${rows}</tbody></table>`;
  const criteria = '<p><strong>Acceptance criteria</strong></p><ul><li>card</li><li>cash</li></ul>';

  test('are those of a story that stands there as a sentence', () => {
    const outcome = outcomeOfStorage(
      table(`<tr><td>A-1</td><td><p>As a guest I want to pay</p>${criteria}</td><td>Soon</td></tr>`),
    );
    expect(itemTitled(read(outcome), 'As a guest I want to pay')).toMatchObject({
      acceptanceCriteria: ['card', 'cash'],
      description: 'Soon',
    });
  });

  test('are no part of its description', () => {
    const outcome = outcomeOfStorage(
      table(`<tr><td>A-1</td><td>Pay</td><td><p>At the bar.</p>${criteria}</td></tr>`),
    );
    expect(itemTitled(read(outcome), 'Pay')).toMatchObject({
      acceptanceCriteria: ['card', 'cash'],
      description: 'At the bar.',
    });
  });

  test('may stand in the lines of a cell', () => {
    const reading = readingOf(
      '| Type | Summary | Description |\n|---|---|---|\n| Story | Pay | At the bar.<br><br>**Acceptance criteria:**<br>- card<br>- cash |\n| Story | Book | By mail.<br>AC: one; two |\n',
    );
    expect(
      reading.items.map(({ description, acceptanceCriteria }) => [description, acceptanceCriteria]),
    ).toEqual([
      ['At the bar.', ['card', 'cash']],
      ['By mail.', ['one', 'two']],
    ]);
  });
});

test('a column that mentions the stories of an epic by their keys names none', () => {
  const reading = readingOf(
    '| Epic | Goal | Stories |\n|---|---|---|\n| E1 Book | All berths | US-1, US-2 |\n| E2 Pay | All money | US-3 |\n\n# Stories\n\n| ID | Story | Epic |\n|---|---|---|\n| US-1 | A berth | E1 |\n| US-2 | A mooring | E1 |\n| US-3 | By card | E2 |\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Book',
    'EPIC Pay',
    'STORY A berth < Book',
    'STORY A mooring < Book',
    'STORY By card < Pay',
  ]);
});

describe('keys of requirements beside stories', () => {
  test.each([
    ['Requirement', 'User story', 'RF-6', 'RF-1'],
    ['Requisito', 'História', 'RF-6, RF-7', 'RNF-1'],
    ['Anforderung', 'Story', 'REQ-1', 'REQ-2'],
  ])('are an attribute of theirs: “%s”', (name, story, first, second) => {
    const text = `# Backlog\n\n| Rank | ${story} | Points | ${name} |\n|---|---|---|---|\n| 1 | Log in | 5 | ${first} |\n| 2 | Pay | 3 | ${second} |\n`;
    const reading = readingOf(text);
    expect(reading.items).toMatchObject([
      { title: 'Log in', attributes: { [name]: first }, parentId: null, warnings: [] },
      { title: 'Pay', attributes: { [name]: second }, parentId: null, warnings: [] },
    ]);
    expect(reading.warnings.map(({ code }) => code)).toEqual(['ITEMS_WITHOUT_PARENT']);
  });
});

test('a table of one column with stories and labels is read as the list of its rows', () => {
  const rows = (story: string, criterion: string): string =>
    `| ***USER STORY ${story} |\n| |\n| ***ACCEPTANCE CRITERIA*** |\n| ${criterion} |\n| It is quick | |\n| ***DEFINITION OF DONE*** |\n| ${criterion} at the shop |\n`;
  const first = rows('1:*** Pay by card', 'It is paid').replace('|\n', '|\n|---|\n');
  const reading = readingOf(`## User stories\n\n${first}${rows('2:*** Pay by phone', 'It is sent')}`);
  expect(reading.items.map(({ title, acceptanceCriteria }) => [title, acceptanceCriteria])).toEqual([
    ['Pay by card', ['It is paid', 'It is quick']],
    ['Pay by phone', ['It is sent', 'It is quick']],
  ]);
});

test('rows that hold several stories are none themselves', () => {
  const reading = readingOf(
    '## Story mapping\n\n| Activity | Description | Related stories |\n|---|---|---|\n| Find | First contact | US-1 |\n| Care | Every day | US-2, US-3 |\n\n## Backlog\n\n- US-1: See the stone\n- US-2: Feed the stone\n- US-3: Wash the stone\n',
  );
  expect(treeOf(reading)).toEqual(['STORY See the stone', 'STORY Feed the stone', 'STORY Wash the stone']);
});

describe('“Story” beside “Name” is the title', () => {
  const titles = (...rows: string[]) =>
    readingOf(
      `# Shop\n\n| Story | Name | Points |\n|---|---|---|\n${rows.map((row) => `| ${row} | 3 |\n`).join('')}`,
    ).items.map(({ title, description }) => [title, description]);

  test('where its cells are names and the others say what they mean', () => {
    expect(titles('Search | By title, author and year', 'Offline | All pages without a network')).toEqual([
      ['Search', 'By title, author and year'],
      ['Offline', 'All pages without a network'],
    ]);
  });

  test.each([
    ['M1 | Search', 'M2 | Offline'],
    ['As a guest, I want to search | Search', 'As a guest, I want to be offline | Offline'],
  ])('and else it is not: %s', (...rows) => {
    expect(titles(...rows).map(([title]) => title)).toEqual(['Search', 'Offline']);
  });
});

test('“Epic” in front of “Summary” below “Epics” is the title', () => {
  const table =
    '| ID | Epic | Phase | Summary |\n|---|---|---|---|\n| E1 | Berths | 1 | Moorings, tides, harbour fees |\n| E2 | Crew & boats | 2 | Lists of crews and their papers |\n';
  expect(treeOf(readingOf(`# Marina\n\n## Epics\n\n${table}`))).toEqual(['EPIC Berths', 'EPIC Crew & boats']);
});

describe('a task beside the sentence of a story', () => {
  const table = (header: string, ...rows: string[]): string =>
    `# Marina\n\n## Epic: Berths\n\n| ID | ${header} | Estimate (h) |\n|---|---|---|---|\n${rows.map((row, at) => `| ${at + 1} | ${row} | 8 |\n`).join('')}\n`;
  const named = [
    'Booking | As a skipper, I want to book a berth',
    'Leaving | As a skipper, I want to leave it',
  ];

  test.each(['Task | User story', 'Task | Description', 'Tâche | User Story', 'Aufgabe | User Story'])(
    'names it: %s',
    (header) => {
      const reading = readingOf(table(header, ...named));
      expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY Booking < Berths', 'STORY Leaving < Berths']);
      expect(itemTitled(reading, 'Booking')).toMatchObject({
        description: 'As a skipper, I want to book a berth',
        attributes: { 'Estimate (h)': '8' },
      });
    },
  );

  test('is work of its own where several stand beside one', () => {
    const text = table(
      'Task | User story',
      `Form | As a skipper, I want to book`,
      `Mail | As a skipper, I want to book`,
    );
    expect(treeOf(readingOf(text))).toContain('STORY As a skipper, I want to book < Berths');
  });
});

test.each(['Planned stories', 'Stories in it', 'Included stories'])(
  'a column beside epics is one of stories when it is called “%s”',
  (label) => {
    const table = `| Epic | ${label} | SP |\n|---|---|---|\n| Dome | Open it | 5 |\n| | Close it | 8 |\n| Queue | Submit a target | 3 |\n`;
    const reading = readingOf(`# Plan\n\n${table}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Dome',
      'STORY Open it < Dome',
      'STORY Close it < Dome',
      'EPIC Queue',
      'STORY Submit a target < Queue',
    ]);
    expect(itemTitled(reading, 'Close it').storyPoints).toBe(8);
  },
);

test('a header whose cells stand in no row of their own is read as browsers show it', () => {
  const rows = ['Open the lock', 'Light the quay'].map((name) => `<tr><td>${name}</td><td>High</td></tr>`);
  const table = `<table><thead><th>User story</th><th>Priority</th></thead><tbody>${rows.join('')}</tbody></table>`;
  for (const reading of [
    readingOf(`# Backlog\n\n${table}\n`),
    read(outcomeOfStorage(`<h1>Backlog</h1>${table}`)),
  ])
    expect(treeOf(reading)).toEqual(['STORY Open the lock', 'STORY Light the quay']);
});
