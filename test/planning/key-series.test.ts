import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const told = (key: string, title: string, goal: string): string =>
  `### ${key} ${title}\n\nAs a reader, I want to ${goal} so that I am done.\n\n**Acceptance criteria**\n- It works\n\n`;

const measured = (key: string, title: string): string =>
  `### ${key}: ${title}\n- Priority: P1\n- Acceptance: It works\n\n`;

describe('headings with keys that tell stories', () => {
  const stories = told('H-01', 'Find a book', 'find a book') + told('H-02', 'Keep a book', 'keep a book');

  test.each(['Persona: Hanna (Reader)', 'Requirements', 'Personas', 'Readers'])(
    'are stories below “%s”',
    (heading) => {
      expect(treeOf(readingOf(`# Library\n\n## ${heading}\n\n${stories}`))).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^STORY Find a book/),
          expect.stringMatching(/^STORY Keep a book/),
        ]),
      );
    },
  );

  test('are stories where other series count them and this one does not', () => {
    const text =
      `# Tickets\n\n## Shelves\n\n${measured('SHELF-001', 'Count books')}${measured('SHELF-002', 'Sort books')}` +
      `## Desk and cards\n\n${measured('DESK-001', 'Lend a book')}${measured('CARD-002', 'Print a card')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Shelves',
      'STORY Count books < Shelves',
      'STORY Sort books < Shelves',
      'FEATURE Desk and cards',
      'STORY Lend a book < Desk and cards',
      'STORY Print a card < Desk and cards',
    ]);
  });

  test('are stories beside these with nothing below them yet', () => {
    const open = '### CARD-1 Print a card\n\n### CARD-2 Block a card\n\n';
    const text = `# Library\n\n## Shelves\n\n${stories}## Cards\n\n${open}`;
    expect(treeOf(readingOf(text)).slice(-2)).toEqual([
      expect.stringMatching(/^STORY Print a card/),
      expect.stringMatching(/^STORY Block a card/),
    ]);
    const beside = treeOf(readingOf(`# Library\n\n## Shelves\n\n${stories}## Risks\n\n${open}`));
    expect(beside.join()).not.toContain('card');
    const onAnother = treeOf(
      readingOf(`# Library\n\n## Shelves\n\n${stories}${open.replaceAll('###', '##')}`),
    );
    expect(onAnother.join()).not.toContain('card');
  });

  test('keep their key where they have no fellows of any series', () => {
    const text = `# Library\n\n## Shelves\n\n${told('COVID-19', 'rules', 'see the rules')}`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Shelves', 'STORY COVID-19 rules < Shelves']);
  });
});

describe('below the heading of a backlog a series of one letter counts stories', () => {
  test('in entries that go on with those of its headings', () => {
    const text =
      '# Product backlog\n\n## Priority: high (next sprint)\n\n### B-04 Lend a book\n\nAt the desk.\n\n### B-05 Return a book\n\nAt the door.\n\n' +
      '### Machines\n\nThey lend books at night.\n\n- **B-15 Scan a card [M]** (depends on: B-04) — with a light\n- **B-16 Print a receipt [M]** (depends on: B-15) — on paper\n\n' +
      '## Priority: low (ideas)\n\n- B-09 Reading rooms [L]\n- B-10 Story hours [L]\n';
    expect(treeOf(readingOf(text))).toEqual([
      'STORY Lend a book',
      'STORY Return a book',
      'FEATURE Machines',
      'STORY Scan a card < Machines',
      'STORY Print a receipt < Machines',
      'STORY Reading rooms',
      'STORY Story hours',
    ]);
  });

  test('in entries below a priority', () => {
    const text =
      '# Product backlog\n\n## Priority: high\n\n- B-01 Lend a book\n- B-02 Return a book\n\n## Priority: low (ideas)\n\n- B-03 Reading rooms\n';
    expect(treeOf(readingOf(text))).toEqual([
      'STORY Lend a book',
      'STORY Return a book',
      'STORY Reading rooms',
    ]);
  });

  test('and those of decisions count none', () => {
    const text =
      '# Product backlog\n\n## User stories\n\n- US-1 Lend a book\n- US-2 Return a book\n\n## Decisions\n\n- D-1 Cards are paper\n- D-2 Books are red\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Lend a book', 'STORY Return a book']);
  });
});

describe('sentences behind keys whose letters mean nothing', () => {
  const sentence = 'As a reader, I want to keep a book, so that I can finish it.';

  test.each([
    ['a bold key', `**BK-7** ${sentence}\n\nPoints: 3`],
    ['a key and a colon', `BK-7: ${sentence}\n\nPoints: 3`],
    ['a key without a hyphen', `**BK7** ${sentence}\n\nPoints: 3`],
    ['an entry', `- **BK-7** ${sentence}\n  - Points: 3`],
    ['an entry with a colon', `- BK-7: ${sentence}\n  - Points: 3`],
    ['a heading', `### BK-7 ${sentence}\n\nPoints: 3`],
  ])('are stories: %s', (_name, text) => {
    const { items } = readingOf(`# Library\n\n## Feature: Lending\n\n${text}`);
    expect(items.map(({ title, kind, key }) => [kind, key, title])).toEqual([
      ['FEATURE', null, 'Lending'],
      ['STORY', text.includes('BK7') ? 'BK7' : 'BK-7', sentence],
    ]);
    expect(items[1]).toMatchObject({ storyPoints: 3 });
  });

  test('are none below open questions', () => {
    const text = `# Library\n\n## Open questions\n\n- Q1: ${sentence}\n\n## Feature: Lending\n\nBooks.`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Lending']);
  });
});

test('the letters of a series in brackets behind a heading are the key of what holds it', () => {
  const reading = readingOf(
    '# Requirements\n\n## Functional requirements\n\n### 2.1 Accounts (FR-ACC)\n\n#### FR-ACC-01: Sign up\n\nText.\n\n#### FR-ACC-02: Sign in\n\nText.\n\n### 2.2 Boats (FR-BOAT)\n\n#### FR-BOAT-01: List boats\n\nText.\n\n#### FR-BOAT-02: Book a boat\n\nText.\n',
  );
  expect(treeOf(reading).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE Accounts',
    'FEATURE Boats',
  ]);
  expect(itemTitled(reading, 'Accounts').key).toBe('FR-ACC');
});

test('“히스토리” is a history and no story', () => {
  const part = (name: string, key: string): string =>
    `### ${name}\n\n#### ${key}-01: 목록 조회\n\n설명.\n\n#### ${key}-02: 상세 조회\n\n설명.\n\n`;
  const reading = readingOf(
    `# 요구사항\n\n## 기능 요구사항\n\n${part('분석 히스토리', 'FR-HIST')}${part('대시보드', 'FR-DASH')}`,
  );
  expect(treeOf(reading)).toContain('FEATURE 분석 히스토리');
});

test.each(['', ':'])('a key may hold a colon in a list as well: “US:01%s Pay by card”', (sign) => {
  const { items } = readingOf(`# Shop\n\n- US:01${sign} Pay by card\n- US:02${sign} Find a book\n`);
  expect(items.map(({ kind, key, title }) => [kind, key, title])).toEqual([
    ['STORY', 'US-01', 'Pay by card'],
    ['STORY', 'US-02', 'Find a book'],
  ]);
});

test('requirements that tell stories keep the key of their series', () => {
  const reading = readingOf(
    '# Requirements\n\n## R1 Privacy\n\nAs a guest, I want to hide.\n\nAcceptance:\n\n- hidden\n\n## R2 Search\n\nAcceptance:\n\n- found\n\n# R3 — Ring\n\nAs a guest, I want a ring.\n',
  );
  expect(reading.items).toMatchObject([
    { kind: 'STORY', key: 'R1', title: 'Privacy', acceptanceCriteria: ['hidden'] },
    { kind: 'STORY', key: 'R2', title: 'Search', acceptanceCriteria: ['found'] },
    { kind: 'STORY', key: 'R3', title: 'Ring' },
  ]);
});

describe('a line with a key whose letters say no kind, over the sentence of a story', () => {
  const epic = '# Taxi\n\n## Epic: Appeals\n\n';
  const sentence = 'As a driver, I want to appeal a fine so that I do not pay.';
  const stories = ['EPIC Appeals', 'STORY Appeal a fine < Appeals', 'STORY Chat < Appeals'];

  test.each([
    ['IS-7 Appeal a fine', 'IS-8 Chat'],
    ['IS-7: Appeal a fine', 'IS-8: Chat'],
    ['ИС-7. Appeal a fine', 'ИС-8. Chat'],
  ])('names it: %s', (first, second) => {
    const criteria = 'Acceptance criteria:\n\n- Five photos\n\n';
    const text = `${epic}${first}\n\n${sentence}\n\n${criteria}${second}\n\nAs a driver, I want to chat.\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(stories);
    expect(itemTitled(reading, 'Appeal a fine').acceptanceCriteria).toEqual(['Five photos']);
    expect(itemTitled(reading, 'Appeals').acceptanceCriteria).toEqual([]);
  });

  test('names it in lines of one paragraph too', () => {
    const text = `${epic}IS-7 Appeal a fine\n${sentence}\n\nIS-8 Chat\nAs a driver, I want to chat.\n`;
    expect(treeOf(readingOf(text))).toEqual(stories);
  });

  test('names none where it is the only one of its letters, or a word', () => {
    for (const line of ['COVID-19 rules', 'MP3 export'])
      expect(treeOf(readingOf(`${epic}${line}\n\n${sentence}\n`))).toEqual([
        'EPIC Appeals',
        `STORY ${sentence} < Appeals`,
      ]);
  });
});

test.each(['TZ', 'ТЗ'])('bold lines with keys and points are stories: %s', (letters) => {
  const first = `**${letters}-1. Order** — 5 SP\n\nIt orders a car.\n\n`;
  const text = `# Trips\n\n## Epic: Rides\n\n${first}**${letters}-2. Cancel** — 2 SP\n\nIt cancels.\n`;
  expect(treeOf(readingOf(text))).toEqual(['EPIC Rides', 'STORY Order < Rides', 'STORY Cancel < Rides']);
});

test('but below a story they are its steps', () => {
  const text =
    '# Trips\n\n## Epic: Rides\n\n### Story: Order\n\n**BE-1. Server** (2 SP)\n\n**BE-2. Page** (3 SP)\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Rides', 'STORY Order < Rides']);
});

describe('entries with keys right below epics', () => {
  test.each([
    ['PAY-11', 'PAY-12', 'PAY-21'],
    ['PAY1-1-1', 'PAY1-1-2', 'PAY1-2-1'],
    ['[PAY-1-1](pay/1.md) -', '[PAY-1-2](pay/2.md) -', '[PAY-2-1](pay/3.md) -'],
  ])('are their stories: %s', (first, second, third) => {
    const text =
      `# Shop\n\n## Backlog by epic\n\n### Epic: PAY1-1 – Checkout\n- ${first} Pay by card (P1)\n- ${second} Pay later\n\n` +
      `### Epic: PAY1-2 – Invoices\n- ${third} Send an invoice\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Checkout',
      'STORY Pay by card < Checkout',
      'STORY Pay later < Checkout',
      'EPIC Invoices',
      'STORY Send an invoice < Invoices',
    ]);
  });

  test('are none where the keys mostly stand elsewhere', () => {
    const text =
      '# Shop\n\n## Epic: Checkout\n- ADR-1 One ledger\n- ADR-2 No cash\n\n## Decisions\n- ADR-1 One ledger\n- ADR-2 No cash\n- ADR-3 Two banks\n- ADR-4 Ask Ann\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Checkout']);
  });
});

describe('the letters of a series in front of what holds it', () => {
  const stories = (letters: string): string =>
    `- **${letters}-1** As a guest, I want to row.\n- **${letters}-2** As a guest, I want to sail.\n`;

  test.each(['Epic BO: Boats', 'Epic BO – Boats'])('are its key, and so in an overview: “%s”', (heading) => {
    const overview = '| Epic | Why |\n|---|---|\n| BO – Boats | fun |\n| KI – Kiosk | money |\n\n';
    const reading = readingOf(
      `# Club\n\n${overview}## ${heading}\n\n${stories('BO')}\n## Epic KI: Kiosk\n\n${stories('KI')}`,
    );
    expect(reading.items.filter(({ kind }) => kind === 'EPIC')).toMatchObject([
      { key: 'BO', title: 'Boats' },
      { key: 'KI', title: 'Kiosk' },
    ]);
  });

  test('are a word of the title where its keys have others', () => {
    const reading = readingOf(`# Club\n\n## Epic: API: Boats\n\n${stories('BO')}`);
    expect(reading.items[0]).toMatchObject({ title: 'API: Boats' });
  });
});

test('keys below “Technical tasks” name tasks, whatever their letters mean elsewhere', () => {
  const list = (letters: string): string =>
    `- **${letters}-001:** Draw it\n- **${letters}-002:** Test it\n\n`;
  const reading = readingOf(
    `# Sprint 1\n\n## User stories\n\n- US-1: As a guest, I want to row.\n\n## Technical Tasks\n\n### Front-End Development\n\n${list('FE')}### Back-End Development\n\n${list('BE')}`,
  );
  expect(reading.items.map(({ kind, key, labels }) => [kind, key, ...labels].join(' '))).toEqual([
    'STORY US-1',
    'STORY FE-001 Task',
    'STORY FE-002 Task',
    'STORY BE-001 Task',
    'STORY BE-002 Task',
  ]);
});

test('entries with keys of any letters are the stories whose one sentence stands below them', () => {
  const told = (key: string, title: string, goal: string): string =>
    `* **[Must-have] ${key}: ${title}**\n    * **Story:** As a keeper, I want to ${goal}, so that I am done.\n    * **Owner:** Ann\n\n`;
  const reading = readingOf(
    `# Product backlog\n\n## Must-have\n\n${told('LH-01', 'Light the lamp', 'light it')}${told('LH-02', 'Sound the horn', 'sound it')}`,
  );
  expect(treeOf(reading)).toEqual(['STORY Light the lamp', 'STORY Sound the horn']);
  expect(itemTitled(reading, 'Light the lamp')).toMatchObject({
    key: 'LH-01',
    description: expect.stringContaining('As a keeper') as string,
  });
});

test('the letters of a series in front of a name make it that of an epic, whatever its words mean elsewhere', () => {
  const text =
    '# Work\n\n### Epic COM: Communication\n\n1. `COM-1` **Send a beacon** — 3 SP\n2. `COM-2` **Send a file** — 5 SP\n\n### Epic MON: Monitoring\n\n1. `MON-1` **Watch the tide** — 3 SP\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Communication',
    'STORY Send a beacon < Communication',
    'STORY Send a file < Communication',
    'EPIC Monitoring',
    'STORY Watch the tide < Monitoring',
  ]);
});

test('own series of keys count stories below a title that is a backlog and stands on the level of its parts', () => {
  const item = (key: string, title: string): string =>
    `## ${key}: ${title}\n| Status | Priority | Type |\n| --- | --- | --- |\n| Open | 7 | Interface |\n\nReaders ask for it.\n\n`;
  const text = `# Product backlog\n### Status\nOpen or done\n\n# Desk and cards\n${item('DC-0', 'Lend a book')}${item('DC-1', 'Return a book')}# Shelves\n${item('SH-0', 'Sort books')}${item('SH-1', 'Count books')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Desk and cards',
    'STORY Lend a book < Desk and cards',
    'STORY Return a book < Desk and cards',
    'FEATURE Shelves',
    'STORY Sort books < Shelves',
    'STORY Count books < Shelves',
  ]);
  expect(outcomeOf(text.replace('Product backlog', 'Problems')).kind).toBe('refused');
});

test('keys that begin those of features are epics below “Features” as well', () => {
  const part = (epic: string, name: string, first: string, second: string): string =>
    `## ${epic} — ${name}\n\n| ID | Feature |\n|---|---|\n| ${epic}-F1 | ${first} |\n| ${epic}-F2 | ${second} |\n\n`;
  const text = `# Features\n\n${part('E1', 'Berths', 'Book a berth', 'Leave a berth')}${part('E2', 'Tides', 'See the tide', 'Warn of ebb')}`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'FEATURE Book a berth < Berths',
    'FEATURE Leave a berth < Berths',
    'EPIC Tides',
    'FEATURE See the tide < Tides',
    'FEATURE Warn of ebb < Tides',
  ]);
  expect(reading.warnings.map(({ code }) => code)).toContain('PREFIX_GUESSED');
});

test('keys that begin those of tasks are features below “Tasks”', () => {
  const part = (key: string, name: string, first: string, second: string): string =>
    `### ${key} ${name}\n\n- [ ] ${key}-T1 ${first}\n- [ ] ${key}-T2 ${second}\n\n`;
  const text = `# Tasks\n\n${part('E1-F4', 'Log in', 'Draw a form', 'Keep a session')}${part('E1-F5', 'Log out', 'Draw a button', 'End a session')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Log in',
    'STORY Draw a form < Log in',
    'STORY Keep a session < Log in',
    'FEATURE Log out',
    'STORY Draw a button < Log out',
    'STORY End a session < Log out',
  ]);
});

test('own series of keys count stories below a sprint where each has a priority, in a table or a line', () => {
  const table = '| Status | Priority |\n| --- | --- |\n| Open | High |\n';
  const text = `# Sprint 5\n\n## DC-6: Lend a book\n${table}\nSoon.\n\n## DC-7: Return a book\n${table}\n## SH-1: Sort books\n\n**Priority:** Low\n\n## SH-2: Count books\n\n**Priority:** Low\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Lend a book',
    'STORY Return a book',
    'STORY Sort books',
    'STORY Count books',
  ]);
});

test('entries with keys of a project are stories where some beside them tell theirs', () => {
  const told = (key: string, name: string) =>
    `- **${key} – ${name}** (5 points)\n  - As a skipper, I want to ${name.toLowerCase()}.\n`;
  const bare = (key: string, name: string) => `- **${key} – ${name}** (3 points)\n`;
  const list =
    told('HB-140', 'Book a berth') +
    told('HB-143', 'See the quay') +
    bare('HB-147', 'Log each stay') +
    bare('HB-151', 'Print a bill') +
    bare('HB-160', 'Light the mole');
  expect(treeOf(readingOf(`# Sprint 9\n\n## Committed\n\n${list}`))).toEqual([
    'STORY Book a berth',
    'STORY See the quay',
    'STORY Log each stay',
    'STORY Print a bill',
    'STORY Light the mole',
  ]);
});

test('requirements below features are stories, whether the features have keys or not', () => {
  const plan = (first: string, second: string) =>
    `# Harbour app\n\n## Epic: Calm\n\n### Feature${first}: Quiet hours\n\n#### Requirement HB-31-1: Set the hours\n\n### Feature${second}: Digest\n\n#### Requirement HB-32-1: Choose a time\n`;
  for (const [first, second] of [
    [' HB-31', ' HB-32'],
    ['', ''],
  ] as const)
    expect(treeOf(readingOf(plan(first, second)))).toEqual([
      'EPIC Calm',
      'FEATURE Quiet hours < Calm',
      'STORY Set the hours < Quiet hours',
      'FEATURE Digest < Calm',
      'STORY Choose a time < Digest',
    ]);
});

test('a story sentence whose number goes on from a feature’s is a story of it', () => {
  const list =
    '**F1 – Quay**\n\n- F1.1 – As a skipper, I want to see berths so that I can plan.\n- F1.2 – As a warden, I want to see guests.\n\n**F2 – Keys**\n\n- F2.1 – As a warden, I want keys.\n';
  expect(treeOf(readingOf(`# Harbour\n\n${list}`))).toEqual([
    'FEATURE Quay',
    'STORY As a skipper, I want to see berths so that I can plan. < Quay',
    'STORY As a warden, I want to see guests. < Quay',
    'FEATURE Keys',
    'STORY As a warden, I want keys. < Keys',
  ]);
});
