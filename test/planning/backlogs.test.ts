import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

test.each([
  ['Short term', 'Mid-term', 'Long term'],
  ['Kurzfristig', 'Mittelfristig', 'Langfristig'],
  ['Court terme', 'Moyen terme', 'Long terme'],
  ['A corto plazo', 'Medio plazo', 'Largo plazo'],
  ['Curto prazo', 'Médio prazo', 'Longo prazo'],
  ['Breve termine', 'Medio termine', 'Lungo termine'],
  ['Korte termijn', 'Middellange termijn', 'Lange termijn'],
  ['Krótkoterminowe', 'Średnioterminowe', 'Długoterminowe'],
  ['Краткосрочные', 'Среднесрочные', 'Долгосрочные'],
  ['Kısa vade', 'Orta vade', 'Uzun vade'],
  ['短期', '中期', '长期'],
  ['短期', '中期', '長期'],
  ['단기', '중기', '장기'],
])('horizons of a backlog are time boxes: %s, %s, %s', (...horizons) => {
  const lists = horizons.map((name, at) => `## ${name}\n\n- Dig pit ${at}.\n- Fill pit ${at}.\n`);
  expect(treeOf(readingOf(`# Product backlog\n\n${lists.join('\n')}`)).join()).not.toContain('FEATURE');
});

test('“API.” in a list of things to do is one of them', () => {
  expect(treeOf(readingOf('# Product backlog\n\n## Now\n\n- Dashboard.\n- API.\n- Payment.\n'))).toHaveLength(
    3,
  );
});

test.each([
  'Current iteration: Pay',
  'Aktuelle Phase: Zahlen',
  'Étape en cours : payer',
  'Iteración actual: Pagar',
  'Fase actual',
  'Iteração atual: Pagar',
  'Iterazione corrente: Pagare',
  'Huidige iteratie: Betalen',
  'Bieżąca iteracja: Płacić',
  'Текущая итерация: Оплата',
  'Mevcut iterasyon: Ödeme',
  '当前迭代：支付',
  '現在のスプリント：支払い',
  '현재 스프린트',
  'Wave 1: Pay',
  'Welle 1: Zahlen',
  'Vague 1 : payer',
  'Oleada 1: Pagar',
  'Onda 1: Pagar',
  'Fala 1: Płacić',
])('“%s” over stories is a time box', (heading) => {
  const text = `# Shop\n\n## ${heading}\n\n### US-1 Login\n\nAs a guest, I want in.\n\n### US-2 Pay\n\nAs a guest, I want to pay.\n\n## Search\n\n### US-3 Find\n\nAs a guest, I want to find.\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Login',
    'STORY Pay',
    'FEATURE Search',
    'STORY Find < Search',
  ]);
});

describe('a list right below a title that names a backlog', () => {
  const listed = ['STORY Show the tide', 'STORY Restyle tabs', 'STORY Warn of storms'];

  test.each(['Backlog', 'Product backlog', 'Backlog de produit', 'Backlog des Hafens'])(
    'holds its stories where the document plans nothing else: “%s”',
    (title) => {
      const reading = readingOf(`# ${title}\n\n- Show the tide\n- Restyle tabs\n- Warn of storms\n`);
      expect(treeOf(reading)).toEqual(listed);
      expect(reading.items[0]?.warnings.map(({ code }) => code)).toContain('STORY_GUESSED');
    },
  );

  test('does so beside a few that bear a mark', () => {
    const entries = '- Show the tide\n- BUG - The map is upside down\n- Restyle tabs\n- Warn of storms\n';
    const reading = readingOf(`# Backlog\n\n${entries}`);
    expect(treeOf(reading).toSorted()).toEqual([...listed, 'STORY The map is upside down'].toSorted());
  });

  test('counts them by numbers in brackets that are no part of their titles', () => {
    const entries = '- [002] - Show the tide\n- [003] Restyle tabs\n- [110] - Warn of storms\n';
    expect(treeOf(readingOf(`# Backlog\n\n${entries}`))).toEqual(listed);
  });

  test('may tell of anything where most entries bear marks', () => {
    const entries = '- US-1: Show the tide\n- US-2: Restyle tabs\n- Ask Ann about storms\n';
    expect(treeOf(readingOf(`# Backlog\n\n${entries}`))).toEqual(listed.slice(0, 2));
  });
});

describe('below the heading of a backlog', () => {
  const rows = (prefix: string): string =>
    `| ID | Outcome | Proof that it is there |\n|---|---|---|\n| ${prefix}-001 | One list of berths | A test of the list and of what it shows |\n| ${prefix}-002 | Paying at the gate | The gate opens in a rendered trial |\n`;
  const headings =
    '## Quay cards\n\n### QAY-001: Number the berths\n\n**Description**: Paint them.\n\n**Sub-cards**:\n- QAY-001a: Buy paint\n- QAY-001b: Close the quay\n- QAY-001c: Paint\n\n### QAY-002: Light the quay\n\n**Description**: Hang lamps.\n';

  test('entries with keys of several areas are stories beside such of a sprint', () => {
    const text =
      '# Sprint backlog\n\n## Sprint 1\n\n- `QAY-001` Number the berths\n- `QAY-002` Light the quay\n\n' +
      '## Work across sprints\n\n- `DOC-001` Draw a map\n- `SEC-001` Lock the gate\n\n' +
      '## Order\n\n- `QAY-001` before `QAY-002`\n\n## Decisions\n\n- ADR-001 Lamps are blue\n- ADR-002 Paint is red\n';
    expect(treeOf(readingOf(text))).toEqual([
      'STORY Number the berths',
      'STORY Light the quay',
      'STORY Draw a map',
      'STORY Lock the gate',
    ]);
  });

  test('rows with keys of a series are stories, and what stands behind the key is the title', () => {
    const reading = readingOf(
      `# Harbour product backlog\n\n## Gate\n\n${rows('GATE')}\n## Quay\n\n${rows('QAY')}`,
    );
    expect(reading.items.map(({ kind, key, title }) => `${kind} ${key ?? ''} ${title}`)).toEqual([
      'FEATURE  Gate',
      'STORY GATE-001 One list of berths',
      'STORY GATE-002 Paying at the gate',
      'FEATURE  Quay',
      'STORY QAY-001 One list of berths',
      'STORY QAY-002 Paying at the gate',
    ]);
  });

  test('headings with keys of a series are stories, and their steps are none', () => {
    const reading = readingOf(`# Product Backlog\n\nAll cards.\n\n${headings}`);
    expect(treeOf(reading)).toEqual([
      'FEATURE Quay cards',
      'STORY Number the berths < Quay cards',
      'STORY Light the quay < Quay cards',
    ]);
    expect(reading.warnings.map(({ code }) => code)).toContain('PREFIX_GUESSED');
  });

  test.each([
    ['rows', rows('GATE')],
    ['headings', headings],
  ])('and nowhere else: %s', (_name, text) => {
    expect(outcomeOf(`# Harbour\n\n${text}`)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

test.each([
  'Initial backlog',
  'Backlog (initial)',
  '초기 백로그',
  'Engineering tasks (initial backlog, example of 2 sprints)',
  '엔지니어링 태스크(초기 백로그, 2스프린트 예시)',
])('entries with keys of a series are stories right below “%s”', (heading) => {
  const text = `# Shop\n\n## Stories\n\n- US-1 Pay\n- US-2 Sell\n\n## ${heading}\n\n- SP-01 Canvas\n- SP-02 Test run\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Sell', 'STORY Canvas', 'STORY Test run']);
});

describe('beside features a list below the heading of a backlog', () => {
  const features = '## Epic 1: Quay\n\n### F-1 Berth list\n\n### F-2 Gate payment\n\n';
  const tree = (...entries: string[]): string[] =>
    treeOf(readingOf(`# Harbour\n\n${features}## MVP backlog\n\n- ${entries.join('\n- ')}\n`)).slice(3);

  test('says what the first release holds where it calls several of them by name', () => {
    expect(tree('Berth list', 'Lamps on the quay', 'Gate payment', 'Docker')).toEqual([]);
  });

  test('holds stories else, without the one that a feature is called as', () => {
    expect(tree('Berth list', 'Lamps on the quay', 'Paint the gate')).toEqual([
      'STORY Lamps on the quay',
      'STORY Paint the gate',
    ]);
  });
});

describe('headings right below that of a backlog that begin with fields', () => {
  const card = (title: string, priority: string): string =>
    `## ${title}\n**Type:** 🔧 Build · **Priority:** ${priority} · **Status:** Open\n\nPeople wait for it.\n\n- And so do we\n\n`;

  test('are its stories where nothing else is an item', () => {
    const text = `# Backlog: security\n\nKept since May.\n\n${card('1. Strong passwords', 'High')}${card('2. Two factors', 'Low')}# Backlog: wishes\n\n${card('1. Bulk edit', 'Low')}${card('2. Sort columns', 'High')}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'STORY Strong passwords',
      'STORY Two factors',
      'STORY Bulk edit',
      'STORY Sort columns',
    ]);
    expect(reading.items.map(({ priority, status }) => [priority, status])).toEqual([
      [2, 'Open'],
      [4, 'Open'],
      [4, 'Open'],
      [2, 'Open'],
    ]);
  });

  test('are none where most beside them do not', () => {
    const text = `# Backlog: security\n\n${card('Passwords', 'High')}${card('Factors', 'Low')}## How we work\n\nTogether.\n\n## Who we are\n\nPeople.\n`;
    expect(() => readingOf(text)).toThrow('NO_ITEMS');
  });
});

describe('headings right below that of a backlog', () => {
  const cards =
    '## Number the berths\n\n## Light the quay\n\n### How to show it\n\nSwitch it on.\n\n## Quay map\n\n## Add a bell\n\n### Notes\n\nA loud one.\n';

  test('are its stories where nothing else is an item', () => {
    const reading = readingOf(`# Product Backlog\n\nSorted by what matters.\n\n${cards}`);
    expect(treeOf(reading)).toEqual([
      'STORY Number the berths',
      'STORY Light the quay',
      'STORY Quay map',
      'STORY Add a bell',
    ]);
    expect(reading.items[1]?.description).toContain('Switch it on.');
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual(
      Array<string>(4).fill('STORY_GUESSED'),
    );
  });

  test.each([
    ['of anything else', `# Harbour\n\n${cards}`],
    ['of rules for one', `# Product backlog guidelines\n\n${cards}`],
    [
      'that tells of it in prose',
      `# Product Backlog\n\n${cards.replaceAll('\n\n##', '\n\nWe agreed on it.\n\n##')}`,
    ],
  ])('are none below a heading %s', (_name, text) => {
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('the deepest headings below the title of a list of issues', () => {
  const issue = (name: string, field: string): string =>
    `### ${name}\n\`${field}\` · Ann\n\nBoats wait for it.\n\n- In winter too\n\n`;
  const document = (title: string, field: string): string =>
    `# ${title}\n\nOne change each.\n\n## M0: Quay\n\n${issue('Hang the lamps', field)}${issue('Paint the rails', field)}## Office\n\n${issue('Count the berths', field)}`;

  test.each(['Harbour issues', 'Tickets', 'Product backlog'])('are its stories below “%s”', (title) => {
    const reading = readingOf(document(title, 'type: works'));
    expect(treeOf(reading)).toEqual([
      'STORY Hang the lamps',
      'STORY Paint the rails',
      'STORY Count the berths',
    ]);
    expect(reading.items[0]?.description).toContain('In winter too');
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      'KIND_FROM_OUTLINE',
    ]);
  });

  test.each([
    ['no field says that they are planned', 'Harbour issues', 'wind: north'],
    ['the fields are those of problems', 'Harbour issues', 'Severity: high'],
    ['the title says nothing of the kind', 'Harbour handbook', 'type: works'],
  ])('are none where %s', (_name, title, field) => {
    expect(outcomeOf(document(title, field))).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('headings over paragraphs below the title of a backlog', () => {
  const headings = (...names: readonly string[]): string =>
    names.map((name) => `## ${name}\n\nBoats wait for it.\n\n`).join('');
  const names = ['Number the berths', 'Rope: a longer one', 'Light on the quay', 'Quay map'];

  test('are its stories, with the numbers of others in their names', () => {
    const reading = readingOf(`# Harbour backlog\n\n${headings(...names, 'Task 3 scrap wood')}`);
    expect(treeOf(reading)).toEqual([...names, 'Task 3 scrap wood'].map((name) => `STORY ${name}`));
    expect(reading.items.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual(
      Array<string[]>(5).fill(['STORY_GUESSED']),
    );
  });

  test.each([
    ['that asks', headings('Why order it?', 'Who keeps it?', 'When is it cut?', 'How long is it?')],
    ['that speaks of backlogs', headings(...names).replaceAll('Boats wait', 'A backlog waits')],
  ])('are none in one %s', (_name, text) => {
    expect(outcomeOf(`# Product backlog\n\n${text}`)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('entries below the heading of a backlog', () => {
  const epics = '## Epics\n\n1. Berths\n2. Paying\n\n';

  test('are its stories, also where sprints and priorities part it', () => {
    const reading = readingOf(
      `# Harbour\n\n${epics}## Initial Sprint Backlog\n\n- Paint the quay\n- Hang lamps\n\n### Sprint 1\n\n- Number the berths\n\n### Must have\n\n- Open the gate\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      'EPIC Paying',
      'STORY Paint the quay',
      'STORY Hang lamps',
      'STORY Number the berths',
      'STORY Open the gate',
    ]);
    expect(reading.items.at(-1)?.priority).toBe(1);
    expect(reading.items.at(-1)?.warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
  });

  test('are so without any other item', () => {
    const text = '# Harbour\n\nOurs.\n\n## Product Backlog\n\n- Paint the quay\n- Hang lamps\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Paint the quay', 'STORY Hang lamps']);
  });

  test('are so as boxes beside sprints that hold all stories', () => {
    const sprint = '## Sprint 1\n\n| # | Task | Status |\n|---|---|---|\n| S1-01 | Pay by card | open |\n\n';
    const backlog = '## Backlog (unscheduled)\n\n- [ ] Paint the quay\n- [ ] Hang lamps\n';
    expect(treeOf(readingOf(`# Harbour\n\n${sprint}${backlog}`))).toEqual([
      'STORY Pay by card',
      'STORY Paint the quay',
      'STORY Hang lamps',
    ]);
  });

  test.each([
    ['where stories are told elsewhere', '## Stories\n\n- Pay by card\n\n## Product Backlog\n\n'],
    ['below the goals of its sprints', '## Product Backlog\n\n### Sprint 1\n\n#### Sprint goals\n\n'],
    ['below rules for one', '## Backlog guidelines\n\n'],
  ])('are none %s', (_name, heading) => {
    const reading = readingOf(`# Harbour\n\n${epics}${heading}- Paint the quay\n- Hang lamps\n`);
    expect(treeOf(reading).join()).not.toContain('Hang lamps');
  });

  test.each([
    ['headings', '## Sprint 1\n\n- Paint the quay\n- Hang lamps\n\n## Sprint 2\n\n- Number the berths\n'],
    [
      'entries',
      '- **Sprint 1**\n  - Paint the quay\n  - Hang lamps\n- **Sprint 2**\n  - Number the berths\n',
    ],
    [
      'entries with a checkbox',
      '- [x] **Sprint 1: Light & paint** (Current)\n  - [ ] Paint the quay\n  - [ ] Hang lamps\n- [ ] **Sprint 2**\n  - [ ] Number the berths\n',
    ],
    [
      'headings, the first of which has keys',
      '## Sprint 1\n\n- QAY-001 Paint the quay\n- QAY-002 Hang lamps\n\n## Sprint 2\n\n- Number the berths\n- Buy boats\n',
    ],
  ])('are so below the sprints of the title too: %s', (_name, sprints) => {
    const tree = treeOf(readingOf(`# Harbour sprint backlog\n\n${sprints}`));
    expect(tree.slice(0, 3)).toEqual(['STORY Paint the quay', 'STORY Hang lamps', 'STORY Number the berths']);
  });

  test.each([
    ['goals', '# Sprint backlog', 'Sprint goals'],
    ['sprints of no backlog', '# Harbour', 'Sprint 1'],
  ])('are none below %s', (_name, title, heading) => {
    const text = `${title}\n\n## ${heading}\n\n- Paint the quay\n- Hang lamps\n`;
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });

  test.each([
    ['3 June 2026', '17 juin 2026'],
    ['2 weeks', '3 Wochen'],
    ['June 3 – June 17', 'June 18 – July 2'],
    ['2026-06-03 to 2026-06-17', '18/06/2026 - 02/07/2026'],
  ])('are none that are times: %s', (first, second) => {
    const text = `# Sprint backlog\n\n## Sprint 1\n\n- ${first}\n- ${second}\n`;
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });

  test.each([
    ['the dates of its sprints', '- Sprint 1\n  - Start: 3 June\n  - End: 17 June\n'],
    [
      'sprints that come after its stories',
      '- QAY-001 Paint\n- QAY-002 Light\n\n### Sprint 1\n\n- Buy brushes\n- Buy lamps\n',
    ],
  ])('are none that are %s', (_name, entries) => {
    const outcome = outcomeOf(`# Harbour\n\n${epics}## Sprint backlog\n\n${entries}`);
    const titles = outcome.kind === 'read' ? outcome.reading.items.map(({ title }) => title) : [];
    expect(titles.filter((title) => /Start|End|Buy/.test(title))).toEqual([]);
  });

  test('are none where they tell of backlogs', () => {
    const text = '# Guide\n\n## Product backlog\n\n- Keep the backlog short\n- Ask people first\n';
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

test('stories “for” what is no item leave the headings below to group them', () => {
  const stories = (what: string): string =>
    `- As a member, I want to ${what} a berth so that I have one\n- As a member, I want to stop it\n`;
  const text = `# Harbour\n\n## User stories for Quayside\n\n### Booking subsystem\n\n${stories('book')}\n### Paying subsystem\n\n${stories('pay')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE Booking subsystem',
    'FEATURE Paying subsystem',
  ]);
});

describe('how stories stand, said behind the word for them, heads a list of them', () => {
  test.each([
    'Completed stories',
    'Story completate',
    'Storie in corso / bloccate',
    'Historias terminadas',
    'Histórias concluídas',
    'User stories terminées',
    'Historyjki ukończone',
    'Истории завершены',
  ])('%s', (heading) => {
    expect(treeOf(readingOf(`## Epic 1: Boats\n\n### ${heading}\n\n- [x] Row\n- [x] Sail\n`))).toEqual([
      'EPIC Boats',
      'STORY Row < Boats',
      'STORY Sail < Boats',
    ]);
  });

  test('but what was given up is none', () => {
    const text = '## Epic 1: Boats\n\n### Historias descartadas\n\n- Row\n\n### Story 1.1: Sail\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Boats', 'STORY Sail < Boats']);
  });
});

describe('ranked rows with a title right below the heading of a backlog', () => {
  const table = (header: string): string =>
    `| # | ${header} |\n|---|---|---|---|\n| 1 | Number the berths | Paint them | Must |\n| 2 | Light the quay | Hang lamps | Should |\n`;
  const titles = ['STORY Number the berths', 'STORY Light the quay'];

  test.each(['Title | Description | Priority', 'Titel | Kurzbeschreibung | Prio', 'Name | More | Rank'])(
    'are stories, by guess: %s',
    (header) => {
      for (const heading of ['# Product Backlog', '# Harbour\n\n## Product Backlog – May']) {
        const reading = readingOf(`${heading}\n\n${table(header)}`);
        expect(treeOf(reading)).toEqual(titles);
        expect(reading.items.map(({ priority }) => priority)).toEqual([1, 2]);
        expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
          'KIND_GUESSED',
          'KIND_GUESSED',
        ]);
      }
    },
  );

  test.each([
    ['below another heading', `# Harbour\n\n${table('Title | Description | Priority')}`],
    ['below a matter in it', `# Backlog\n\n## Risks\n\n${table('Title | Description | Priority')}`],
    ['without a title', `# Backlog\n\n${table('Who | Description | Priority')}`],
    [
      'that count stories',
      '# Backlog\n\n| Name | Stories | Priority |\n|---|---|---|\n| Quay | 3 | Must |\n| Gate | 4 | Should |\n',
    ],
  ])('are none %s', (_name, text) => {
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('rows right below a backlog that have a number and a description', () => {
  const table = (header: string, [first, second]: readonly [string, string]): string =>
    `| ID | ${header} |\n|---|---|---|\n| 1 | Number the berths | ${first} |\n| 2 | Light the quay | ${second} |\n`;

  test.each([
    ['Description | Priority', 'Must', 'Should'],
    ['Description | Estimate (h)', '2', '3'],
    ['Descrizione | Stima oraria', '2h', '3h'],
  ])('are stories called by it: %s', (header, first, second) => {
    const reading = readingOf(`# Sprint backlog\n\n${table(header, [first, second])}`);
    expect(treeOf(reading)).toEqual(['STORY Number the berths', 'STORY Light the quay']);
    expect(reading.items[0]?.warnings.map(({ code }) => code)).toEqual(['KIND_GUESSED']);
  });

  test.each([
    ['without a rank or an estimate', `# Backlog\n\n${table('Description | Severity', ['Bad', 'Worse'])}`],
    ['elsewhere', `# Harbour\n\n${table('Description | Priority', ['Must', 'Should'])}`],
  ])('are none %s', (_name, text) => {
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });

  test('are called by the short text between key and description, whatever heads it', () => {
    const text =
      '# Produktbacklog\n\n## Must\n\n| ID | Post | Beskrivning |\n|---|---|---|\n| PB-1 | Kajplatser | Numrera alla platser vid kajen |\n| PB-2 | Lampor | Häng upp dem innan vintern |\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Kajplatser', 'STORY Lampor']);
  });
});

describe('rows right below a backlog that have a priority and a status', () => {
  const table = (title: string): string =>
    `| # | ${title} | Theme | Priority | Status | Comment |\n|---|---|---|---|---|---|\n| 1 | Pay by card | Pay | High | To do | Soon |\n| 2 | Refund | Pay | Low | Done | Later |\n`;

  test.each(['Improvement', 'Amélioration / Ajout', 'Verbesserung', 'Mejora'])(
    'are stories whatever names them: “%s”',
    (title) => {
      const reading = readingOf(`# Shop\n\n## Backlog\n\n${table(title)}`);
      expect(treeOf(reading)).toEqual(['STORY Pay by card', 'STORY Refund']);
      expect(reading.items[0]?.warnings.map(({ code }) => code)).toEqual(['KIND_GUESSED']);
    },
  );

  test('and elsewhere they are none', () => {
    expect(outcomeOf(`# Shop\n\n## Measures\n\n${table('Improvement')}`).kind).toBe('refused');
  });
});

test.each(['OAuth2 login', 'Web3 login', 'SHA256 sums of files'])(
  'a code that counts nothing is a word of an entry: “%s”',
  (entry) => {
    const text = `# Product backlog\n\n- ${entry}\n- Federation for tenants\n- Profiles\n- Policies\n`;
    expect(treeOf(readingOf(text))[0]).toBe(`STORY ${entry}`);
  },
);

test.each(['Backlog', 'User stories'])(
  'a bold sentence that an entry below “%s” opens with is its title',
  (heading) => {
    const reading = readingOf(
      `# ${heading}\n\n## Next up\n\n- **The two lamps become one.** A quay carries this as\n  two poles, of which one leans.\n- **Cut the reeds!** Named cases:\n  - at the quay\n- **Count** the berths in spring\n`,
    );
    expect(reading.items).toMatchObject([
      {
        title: 'The two lamps become one',
        description: expect.stringMatching(/^A quay carries this as\n+two poles, of which one leans\.$/),
      },
      { title: 'Cut the reeds!', description: expect.stringContaining('at the quay') },
      { title: 'Count the berths in spring' },
    ]);
  },
);

test('a name in bold in front of a dash is the title of an entry, however its text is wrapped', () => {
  const text =
    '# Harbour backlog\n\n## Next up\n\n- **Berth list by pages** — `/berths` and `/boats`\n  answer with all rows. Ask for a page.\n- **Tide check** — `GET /tides` asks the gauge.\n  Needed at night.\n- **Crane log** – kept nowhere so far (3 points)\n- **Storm alarm** – 5 points\n';
  expect(readingOf(text).items).toMatchObject([
    {
      title: 'Berth list by pages',
      description: expect.stringMatching(/^\/berths and \/boats\n+answer with all rows\./),
    },
    { title: 'Tide check' },
    { title: 'Crane log', storyPoints: 3, description: 'kept nowhere so far' },
    { title: 'Storm alarm', storyPoints: 5 },
  ]);
});

test('“Sprint scope” over things to do lists the stories of a sprint', () => {
  const text =
    '# Harbour sprint\n\n## Sprint Scope\n\n1. Add a berth map.\n2. Show the fees in the office.\n3. Fix the mooring light.\n';
  expect(treeOf(readingOf(text))).toHaveLength(3);
});

test('a word for a matter or a release among things to do is one of them', () => {
  const text =
    '# Product backlog\n\n## Iteration 1\n\n- Berth map\n- Fee notice\n- Changelog\n- Guest list\n- Storm alarm\n- Mooring light\n- Crane plan\n- Boat list\n- Tide table\n- Release v1.0.0\n';
  expect(treeOf(readingOf(text))).toHaveLength(10);
});

describe('a list of what is to do', () => {
  const list = '- Mend the lamp\n- Move the office\n- Count the boats\n\n';

  test.each([
    'TODO',
    'To-Do',
    'Por hacer',
    'À faire',
    '待办',
    'Tasks',
    'Aufgabenliste',
    'Takenlijst (taken.md)',
    'Uppgiftslista',
    'To-do list (this week)',
  ])('is of stories below the title “%s”', (title) => {
    const reading = readingOf(`# ${title}\n\n${list}`);
    expect(treeOf(reading)).toEqual([
      'STORY Mend the lamp',
      'STORY Move the office',
      'STORY Count the boats',
    ]);
    expect(reading.items.map(({ warnings }) => warnings.map(({ code }) => code))).toContainEqual([
      'STORY_GUESSED',
    ]);
  });

  test('is of stories also below a heading, and what is being done is of the same board', () => {
    const reading = readingOf(`# Harbour\n\n## To do\n\n${list}## Doing\n\n- Paint the shed\n`);
    expect(reading.items.map(({ title, status }) => [title, status])).toEqual([
      ['Mend the lamp', null],
      ['Move the office', null],
      ['Count the boats', null],
      ['Paint the shed', 'Doing'],
    ]);
  });

  test('is none of items where the document names others', () => {
    const reading = readingOf(`# Harbour\n\n## Epic: Quay\n\nNew lamps.\n\n## To do\n\n${list}`);
    expect(treeOf(reading)).toEqual(['EPIC Quay']);
  });

  test('is none in a retrospective', () => {
    expect(outcomeOf(`# Retrospective\n\n## To do\n\n${list}`).kind).toBe('refused');
  });
});

describe('numbers below a list of features that go on from those below a backlog', () => {
  const entry = (number: number, title: string): string =>
    `### ${number}. ${title}\n- **Priority:** Low\n- **Tasks:**\n  - Ask Ann\n  - Ask Bo\n\n`;
  const backlog = `# Harbour\n\n## Backlog items\n\n${entry(1, 'Berth map')}${entry(2, 'Fee notice')}`;

  test.each(['Upcoming features', 'Features', 'Planned features'])('count stories: “%s”', (heading) => {
    const reading = readingOf(`${backlog}## ${heading}\n\n${entry(3, 'Storm alarm')}${entry(4, 'Crane')}`);
    expect(treeOf(reading)).toEqual([
      'STORY Berth map',
      'STORY Fee notice',
      'STORY Storm alarm',
      'STORY Crane',
    ]);
  });

  test('are features where they begin anew', () => {
    const reading = readingOf(`${backlog}## Upcoming features\n\n${entry(1, 'Storm alarm')}`);
    expect(treeOf(reading)).toContain('FEATURE Storm alarm');
  });
});

test('a letter and a number in front of one thing to do are no key', () => {
  const list =
    '- [ ] F2 opens the search\n- [ ] Move the office\n- [ ] Count the boats\n- [ ] E5 is told in words\n';
  expect(treeOf(readingOf(`# Backlog\n\n${list}`))).toEqual([
    'STORY F2 opens the search',
    'STORY Move the office',
    'STORY Count the boats',
    'STORY E5 is told in words',
  ]);
});

describe('a list below “Backlog”', () => {
  test.each(['BUG - Gate is stuck', 'Bug: Gate is stuck', 'Spike: Gate is stuck'])(
    'tells stories beside “%s”',
    (marked) => {
      const text = `# Backlog\n\n- Number the berths\n- ${marked}\n- Light the quay\n`;
      expect(
        readingOf(text)
          .items.map(({ title }) => title)
          .toSorted(),
      ).toEqual(['Gate is stuck', 'Light the quay', 'Number the berths']);
    },
  );

  test('stands beside those of other states', () => {
    const list = (name: string, ...entries: string[]): string => `# ${name}\n\n- ${entries.join('\n- ')}\n\n`;
    const text =
      list('BACKLOG', 'Number the berths', 'Light the quay') +
      list('READY', 'Open the gate') +
      list('This week', 'Hang lamps') +
      list('DONE', 'Paint it');
    expect(readingOf(text).items.map(({ title, status }) => [title, status])).toEqual([
      ['Number the berths', null],
      ['Light the quay', null],
      ['Open the gate', 'READY'],
      ['Hang lamps', null],
      ['Paint it', 'DONE'],
    ]);
    expect(
      readingOf(list('Backlog', 'Number the berths', 'Light the quay') + list('Done', 'Fly')).items,
    ).toHaveLength(2);
  });
});

describe('headings over criteria in the parts of a backlog', () => {
  const part = (name: string, ...cards: string[]): string =>
    `## ${name}\n\n${cards.map((card) => `### ${card}\n\nAcceptance criteria:\n- it works\n\n`).join('')}`;

  test('are the stories, and not those parts', () => {
    const text = `# Project backlog\n\n${part('Harbour', 'Draw the map', 'Show the tide')}${part('Orders', 'Pay')}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'FEATURE Harbour',
      'STORY Draw the map < Harbour',
      'STORY Show the tide < Harbour',
      'FEATURE Orders',
      'STORY Pay < Orders',
    ]);
    expect(reading.items[1]?.acceptanceCriteria).toEqual(['it works']);
  });
});
