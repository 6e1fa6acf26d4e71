import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

/** Items with parents, points and criteria. */
function toldOf(reading: Reading): string[] {
  const tree = treeOf(reading);
  return reading.items.map(({ storyPoints, acceptanceCriteria }, place) =>
    [
      tree[place],
      ...(storyPoints === null ? [] : [`${storyPoints} points`]),
      ...acceptanceCriteria.map((criterion) => `“${criterion}”`),
    ].join(', '),
  );
}

const epic = '## Epic: Shop\n\n';

describe('a story without a mark', () => {
  test.each([
    ['a heading with points below an epic', '### Pay\nPoints: 5\n\n### Refund\nPoints: 3\n'],
    [
      'a heading over a table of fields',
      '### Pay\n| Points | Priority |\n|---|---|\n| 5 | High |\n\n### Refund\n| Points | Priority |\n|---|---|\n| 3 | Low |\n',
    ],
    ['a heading with points behind it', '### Pay (5 pts)\nBy card.\n\n### Refund (3 pts)\nIn a day.\n'],
    [
      'a bold line with points',
      '**1.1 Pay** (5 pts)\nAs a guest, I want to pay.\n\n**1.2 Refund** (3 pts)\nAs a guest, I want a refund.\n',
    ],
    ['an entry with points', '- Pay (5 pts)\n- Refund (3 pts)\n'],
    ['an entry with fields', '- **Pay**\n  - Points: 5\n- **Refund**\n  - Points: 3\n'],
    [
      'an entry under a heading that ends in their name',
      '### Shop stories\n- Pay (5 pts)\n- Refund (3 pts)\n',
    ],
    [
      'a bold line under a heading for them',
      '### User stories\n**Pay** (5 pts)\n\nAs a guest, I want to pay.\n\n**Refund** (3 pts)\n\nAs a guest, I want a refund.\n',
    ],
  ])('is %s', (_form, text) => {
    expect(toldOf(readingOf(epic + text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop, 5 points',
      'STORY Refund < Shop, 3 points',
    ]);
  });

  test('is an entry with points below a heading that has their sum', () => {
    const text = `${epic}### Checkout (8 points)\n- Pay (5 pts)\n- Refund (3 pts)\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'FEATURE Checkout < Shop, 8 points',
      'STORY Pay < Checkout, 5 points',
      'STORY Refund < Checkout, 3 points',
    ]);
  });

  test('is each of several headings with points or criteria where nothing else is named', () => {
    const text =
      '# March\n## Pay\nPoints: 5\n\nAcceptance criteria:\n- by card\n## Refund\nPoints: 3\n## Risks\n- rain\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay, 5 points, “by card”', 'STORY Refund, 3 points']);
  });

  test('is a heading that is the sentence of one', () => {
    const text = `${epic}### As a guest, I want to pay by card\nPoints: 5\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY As a guest, I want to pay by card < Shop, 5 points',
    ]);
  });

  test('is each wish below the heading that says whose', () => {
    const text = '## User stories\n### As a guest\n- I want to pay\n- I want to leave\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY I want to pay', 'STORY I want to leave']);
  });

  test.each([
    ['As a guest', 'I want to pay'],
    ['En tant que client', 'je veux payer'],
    ['Como cliente', 'quiero pagar'],
    ['Como cliente', 'quero pagar'],
    ['Come cliente', 'voglio pagare'],
    ['Jako klient', 'chcę płacić'],
    ['Как гость', 'я хочу платить'],
  ])('may begin in the heading above its wish: “%s”', (role, wish) => {
    expect(toldOf(readingOf(`# Plan\n## ${role}\n${wish}\n`))).toEqual([`STORY ${role}`]);
    expect(toldOf(readingOf(`# Plan\n- ${role}\n  ${wish}\n`))).toEqual([`STORY ${role} ${wish}`]);
  });

  test.each([
    'As an aside',
    'As a team we agreed',
    'Als Anlage',
    'Als Team arbeiten wir',
    'En tant que complément',
    'Como usamos este quadro',
    'Como chegar',
    'Cómo usamos este tablero',
    'Como lo hacemos',
    'Come funziona la bacheca',
    'Jako załącznik',
    'Как работает доска',
  ])('is not every heading that begins like one: “%s”', (heading) => {
    const text = `# Plan\n## ${heading}\n- One card at a time\n## Todo\n- Story: Pay\n`;
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay']);
    expect(toldOf(readingOf(`# Plan\n- ${heading}\n- Story: Pay\n`))).toEqual(['STORY Pay']);
  });

  test('is a row that tells who wants what', () => {
    const text =
      '| # | As a | I want to | So that | Points |\n|---|---|---|---|---|\n| 1 | guest | pay | I have it | 5 |\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY pay, 5 points']);
  });

  test('has the name of the heading that its sentence stands under, and not of the one above', () => {
    const text = '# Shop\n## Search\n### Find\nAs a guest, I want to find things.\n';
    expect(toldOf(readingOf(text))).toEqual(['FEATURE Search', 'STORY Find < Search']);
  });
});

describe('points', () => {
  test.each([
    'Story: Pay (SP 5)',
    'Story: Pay [5 points]',
    'Story: Pay, 5 points',
    'Story: Pay | 5 pts | High | Jana',
    'Story: Pay — @jana — 5 pts — In progress',
    'Story: Pay · 5 pts · @jana',
    'Story: Pay `5 SP` @jana',
    'Story: Pay – 5 SP – must',
    'Story: Pay\nSP 5',
    'Story: Pay\n| Attribute | Value |\n|---|---|\n| Points | 5 |',
    'Story: Pay\n**Points:** 5\n---',
    'Story: Pay\nStory points – 5',
    'Story: Pay\n5 SP, high priority, Jana',
  ])('are read from “%s”', (text) => {
    expect(toldOf(readingOf(`### ${text}\n`))).toEqual(['STORY Pay, 5 points']);
  });

  test('may be the numbers behind a dash where most stories end so', () => {
    const text = '## Stories\n- US-1 Pay - 5\n- US-2 Refund - 3\n- US-3 Find - 2\n';
    expect(toldOf(readingOf(text))).toEqual([
      'STORY Pay, 5 points',
      'STORY Refund, 3 points',
      'STORY Find, 2 points',
    ]);
  });

  test.each(['Chat with @support', 'Sync – offline – online', 'Show 3, 4 or 5 points'])(
    'are not read from the words of “%s”',
    (title) => {
      expect(toldOf(readingOf(`### Story: ${title}\n`))).toEqual([`STORY ${title}`]);
    },
  );

  test('behind criteria are the story’s', () => {
    const text = '### Story: Pay\n\n**Acceptance criteria**\n\n- by card\n\n5 points\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay, 5 points, “by card”']);
  });
});

describe('acceptance criteria', () => {
  test.each([
    'Done when',
    'Accepted if',
    'We know it works when',
    'Fertig, wenn',
    'Terminé quand',
    '완료 기준',
  ])('follow “%s”', (label) => {
    expect(toldOf(readingOf(`### Story: Pay\n${label}:\n- by card\n`))).toEqual(['STORY Pay, “by card”']);
  });

  test('may stand in the middle of a line', () => {
    const text = `${epic}- US-1 Pay (5 pts). AC: by card; in cash\n\n**US-2 Refund.** As a guest, I want a refund. *AC:* in a day. **3 SP**\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop, 5 points, “by card”, “in cash”',
      'STORY Refund < Shop, 3 points, “in a day.”',
    ]);
  });

  test('end at a label on the next line, whatever Markdown makes of it', () => {
    const text =
      '**User Story:** As a guest, I want to pay.\n**Acceptance Criteria:**\n- by card\n- in cash\n**Points:** 5\n\n### Story: Refund\nAcceptance criteria:\n- in a day\nStory points: 3\n';
    expect(toldOf(readingOf(text))).toEqual([
      'STORY As a guest, I want to pay., 5 points, “by card”, “in cash”',
      'STORY Refund, 3 points, “in a day”',
    ]);
  });

  test.each([
    '- **Given** a card\n- **When** I pay\n- **Then** it works\n',
    'Given a card\nWhen I pay\nThen it works\n',
    'Scenarios:\n\nGiven a card\nWhen I pay\nThen it works\n',
  ])('are the scenarios of a story: %j', (text) => {
    expect(toldOf(readingOf(`### Story: Pay\n\n${text}`))).toEqual([
      'STORY Pay, “Given a card\nWhen I pay\nThen it works”',
    ]);
  });

  test('may have numbers and no colons', () => {
    expect(toldOf(readingOf('### Story: Pay\nAC-1.1 By card\nAC-1.2 In cash\n'))).toEqual([
      'STORY Pay, “By card”, “In cash”',
    ]);
  });

  test('are not the data of an example behind them', () => {
    const text =
      '### Story: Pay\nAcceptance criteria:\n- by card\n\nThe bank answers:\n\n```json\n{ "paid": true }\n```\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay, “by card”']);
  });
});

describe('parents', () => {
  test.each(['(E1)', '[E1]', '→ E1', '– Epic: Shop', '(Epic E1, must)', '(Shop)'])(
    'stand as “%s” behind a title',
    (tail) => {
      const text = `## Epics\n- E1: Shop\n- E2: Office\n\n## Stories\n- US-1: Pay ${tail}\n`;
      expect(toldOf(readingOf(text))).toEqual(['EPIC Shop', 'EPIC Office', 'STORY Pay < Shop']);
    },
  );

  test('are rows with nothing but a name in a column of two kinds', () => {
    const text =
      '| Epic / Story | Points |\n|---|---|\n| **Shop** | |\n| Pay | 5 |\n| **Office** | |\n| Print | 3 |\n';
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop, 5 points',
      'EPIC Office',
      'STORY Print < Office, 3 points',
    ]);
  });
});

describe('what is told elsewhere of an item', () => {
  const table = `${epic}| Key | Story | Points |\n|---|---|---|\n| CI-1 | Pay | 5 |\n| CI-2 | Refund | 3 |\n\n`;

  test.each(['Details for CI-2', 'Details of CI-2: Refund', 'Détails de CI-2', 'Beschreibung zu CI-2'])(
    'stands below “%s”',
    (heading) => {
      const text = `${table}## ${heading}\n\nIn a day.\n\n### Acceptance criteria\n\n- By card\n- In full\n`;
      const reading = readingOf(text);
      expect(toldOf(reading)).toEqual([
        'EPIC Shop',
        'STORY Pay < Shop, 5 points',
        'STORY Refund < Shop, 3 points, “By card”, “In full”',
      ]);
      expect(reading.items[2]?.description).toContain('In a day.');
    },
  );

  test('is of an epic where its mark says so', () => {
    const text = '# Epic 2: Shop\n\n## Story 2: Pay\n\n## Acceptance criteria for Epic 2\n\n- All pay\n';
    expect(toldOf(readingOf(text))).toEqual(['EPIC Shop, “All pay”', 'STORY Pay < Shop']);
  });
});

describe('what says that it lists stories', () => {
  test.each(['Stories', 'User stories', 'Historias de usuario', 'Пользовательские истории'])(
    'may be “%s” as a line of its own',
    (label) => {
      const text = `# Shop\n\n## Epic: Checkout\n\n${label}\n\n1. Pay by card\n2. Pay by invoice\n`;
      expect(toldOf(readingOf(text))).toEqual([
        'EPIC Checkout',
        'STORY Pay by card < Checkout',
        'STORY Pay by invoice < Checkout',
      ]);
    },
  );

  test('may be the title, over headings with points', () => {
    const text = '# Stories\n\n## [Search] Filter by size\n\n2 points\n\n## Export\n\n5 points\n';
    expect(toldOf(readingOf(text))).toEqual([
      'STORY [Search] Filter by size, 2 points',
      'STORY Export, 5 points',
    ]);
  });

  test.each([
    '# Product backlog\n\n1. Pay - 5 SP\n2. Refund - 3 SP\n',
    '# Shop\n\n## Бэклог\n\n- Pay (5 SP)\n- Refund (3 SP)\n',
  ])('may be a backlog, over a list with points: “%s”', (text) => {
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay, 5 points', 'STORY Refund, 3 points']);
  });

  test('may be a backlog, over boxes', () => {
    expect(toldOf(readingOf('# Product Backlog\n\n- [ ] Pay by card\n- [x] Refund in full\n'))).toEqual([
      'STORY Pay by card',
      'STORY Refund in full',
    ]);
  });
});

describe('a name that holds the word for a section', () => {
  const names = [
    'Order history',
    'Shipping risks',
    'Risk dashboard',
    'Timeline view',
    'Guest list',
    'Preisliste',
  ];

  test.each(names)('“%s” is a feature where it holds stories', (name) => {
    const text = `# Shop\n\n## Checkout\n\n- Story: Pay\n\n## ${name}\n\n- Story: See it\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'FEATURE Checkout',
      'STORY Pay < Checkout',
      `FEATURE ${name}`,
      `STORY See it < ${name}`,
    ]);
  });

  test.each([
    ...names,
    'Budget',
    'Team capacity',
    'Änderungshistorie',
    'Calendrier',
    'Objectifs',
    'Cronograma',
  ])('“%s” is a story among others by its points or its wish', (name) => {
    const text = `# Epic: Shop\n\n- Pay (5 points)\n- ${name} (3 points)\n\n# Epic: Office\n\n## User stories\n\n### Print\n\nPoints: 2\n\n### ${name}\n\nAs a clerk, I want to see it so that I know.\n\nPoints: 1\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop, 5 points',
      `STORY ${name} < Shop, 3 points`,
      'EPIC Office',
      'STORY Print < Office, 2 points',
      `STORY ${name} < Office, 1 points`,
    ]);
  });

  test.each([
    'Sprint 1',
    'Must have',
    'Summary',
    'Release plan',
    'Stories',
    'Acceptance criteria',
    'Total',
    'Gesamt',
  ])('“%s” is none, whatever points it has', (name) => {
    const text = `# Epic: Shop\n\n- Pay (5 points)\n- ${name} (3 points)\n`;
    expect(toldOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop, 5 points']);
  });

  test.each(['Team capacity', 'Project risks', 'Estimation summary', 'Sprint goal'])(
    '“%s” is none under an epic, whatever points stand below it',
    (name) => {
      const text = `# Epic: Shop\n\n## Story: Pay\n\n## ${name}\n\nPoints: 20\n`;
      expect(toldOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
    },
  );
});

test('what folds away an example behind criteria is none of them', () => {
  const text =
    '### Story: Pay\n\n**Acceptance criteria**\n\n- By card\n\n<details><summary>Sample answer</summary>\n\n```json\n{}\n```\n\n</details>\n';
  expect(toldOf(readingOf(text))).toEqual(['STORY Pay, “By card”']);
});

describe('marks', () => {
  test.each(['### #12 Story: Pay', '### Story → Pay', '### Requirement 1\n**User Story:** Pay'])(
    'are read in “%s”',
    (text) => {
      expect(toldOf(readingOf(`${text}\n`))).toEqual(['STORY Pay']);
    },
  );

  test('need no colon in lines that all have one', () => {
    const text =
      'Epic 1 Shop\nStory 1.1 Pay, 5 points\nStory 1.2 Refund, 3 points\n\nEpic 2 Office\nStory 2.1 Print\n';
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop, 5 points',
      'STORY Refund < Shop, 3 points',
      'EPIC Office',
      'STORY Print < Office',
    ]);
  });

  test.each(['Out of scope', 'Hors périmètre', 'Nicht enthalten', 'Fuori ambito', 'Future ideas'])(
    'below “%s” name nothing',
    (heading) => {
      expect(toldOf(readingOf(`## Epic: Shop\n- Story: Pay\n\n## ${heading}\n- Story: Lend\n`))).toEqual([
        'EPIC Shop',
        'STORY Pay < Shop',
      ]);
    },
  );

  test.each([
    'Goals',
    'Nächste Schritte',
    'Compte rendu',
    'Decisiones',
    'Ideias',
    'Verbale',
    'Risico’s',
    'Decyzje',
    'Цели',
    'Kararlar',
    'Ý tưởng',
    '会议纪要',
    '次のステップ',
    '회의록',
  ])('count below “%s”, beside which nothing else does', (heading) => {
    const text = `# ${heading}\n\n- Rain\n- Story 7: is late\n\n## Epic: Shop\n\n- Story: Pay\n\n## ${heading}\n\n- Rain\n- US-7: is late\n- Task: ask Ann\n- Feature: was shown\n- Story: Lend\n\n### Epic: Office\n\n- Story: Print (3 points)\n`;
    expect(toldOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Pay < Shop',
      'STORY Lend',
      'EPIC Office',
      'STORY Print < Office, 3 points',
    ]);
  });

  test.each(['Next steps', 'Ideen', 'Décisions'])(
    'below “%s” stand under the epic around it, and so do told stories',
    (heading) => {
      const text = `# Plan\n\n## Epic: Shop\n\n### ${heading}\n\nTalked over.\n\n- Story: Lend\n- As a buyer, I want to pay by card so that I need no cash.\n`;
      const reading = readingOf(text);
      expect(toldOf(reading)).toEqual([
        'EPIC Shop',
        'STORY Lend < Shop',
        'STORY As a buyer, I want to pay by card so that I need no cash. < Shop',
      ]);
      expect(reading.items[0]?.description).toContain('Talked over.');
    },
  );

  test.each(['Retrospective', 'User story template', 'Personas', 'Release notes', 'Label guide'])(
    'below “%s” name nothing, nor do its sentences',
    (heading) => {
      const text = `## Epic: Shop\n- Story: Pay\n\n## ${heading}\n- Story: Lend\n- As a buyer, I want to pay by card so that I need no cash.\n`;
      expect(toldOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
    },
  );

  test('below “Business rules” are none by their letters', () => {
    const text =
      '## Stories\n\n### US-1: Pay\n\n### US-2: Lend\n\n## Business rules\n\n### BR1: One loan a day\n\nText.\n\n### BR2: A card is needed\n\nText.\n';
    expect(toldOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Lend']);
  });

  test('in Italian name one with a word that is its own plural', () => {
    const text = '- Funzionalità: Audioguida\n  - Storia: Ascoltare (3 punti)\n';
    expect(toldOf(readingOf(text))).toEqual(['FEATURE Audioguida', 'STORY Ascoltare < Audioguida, 3 points']);
  });
});

describe('tasks beside stories', () => {
  test.each([
    [
      '## Epic 1: Shop\n\n- Story: Pay\n\n## Tasks\n\n| Task | SP |\n|---|---|\n| Backups | 3 |\n| Keys | 2 |\n',
      '',
    ],
    [
      '# Epic: Shop\n\n## Story: Pay\n\n# Sprint 4\n\n| Task | Story points | Owner |\n|---|---|---|\n| Backups | 3 | Ann |\n| Keys | 2 | Bo |\n',
      '',
    ],
    [
      '# Epic: Shop\n\n## User stories\n\n- Pay (3 SP)\n\n## Technical tasks\n\n- Backups\n- Keys\n',
      ' < Shop',
    ],
    [
      '# Épopée : Boutique\n\n## Récits\n\n- Payer\n\n## Tâches techniques\n\n- Backups (5 points)\n- Keys (2 points)\n',
      ' < Boutique',
    ],
    [
      '# Эпик: Магазин\n\n## Истории\n\n- Оплата\n\n## Технические задачи\n\n| Задача | SP |\n|---|---|\n| Backups | 3 |\n| Keys | 2 |\n',
      ' < Магазин',
    ],
    ['## User Stories\n\n- Als Kunde möchte ich zahlen\n\n## Technische Aufgaben\n\n- Backups\n- Keys\n', ''],
  ])('are work of the plan: %s', (text, parent) => {
    expect(treeOf(readingOf(text)).slice(-2)).toEqual([`STORY Backups${parent}`, `STORY Keys${parent}`]);
    expect(readingOf(text).items.at(-1)?.labels).toEqual(['Task']);
  });

  test.each([
    '# Epic: Shop\n\n## Story: Pay\n\n### Tasks\n\n| Task | SP |\n|---|---|\n| Backups | 3 |\n| Keys | 2 |\n',
    '# Epic: Shop\n\n## User stories\n\n- Pay\n\n## Sub-tasks\n\n- Backups\n- Keys\n',
    '# Epic: Shop\n\n## Story: Pay\n\n## Tasks\n\n| Task | Owner |\n|---|---|\n| Backups | Ann |\n| Keys | Bo |\n',
  ])('are steps where they stand under one or are called so: %s', (text) => {
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
  });

  test('that were not read are no items in the coverage', () => {
    const text =
      '# Epic: Shop\n\n## Story: Pay\n\n# Tasks\n\n| Task | Owner |\n|---|---|\n| Backups | Ann |\n';
    expect(readingOf(text).coverage.at(-1)).toMatchObject({
      use: 'NOT_USED',
      reason: 'Says that items stand below it, and nothing there was read as one.',
    });
  });
});

test.each(['ac:name="yellow-star"', 'ac:name="blue-star" ac:emoji-fallback="⭐"'])(
  'an emoticon parts a title from the sprint behind it: %s',
  (attributes) => {
    const reading = read(
      outcomeOfStorage(`<h1>Plan</h1><h2>US-1: Pay by card <ac:emoticon ${attributes}/> Sprint 1</h2>`),
    );
    expect(reading.items.map(({ title }) => title)).toEqual(['Pay by card']);
  },
);

test('a line that was ended twice ends once', () => {
  const text = '## Stories\n\n| ID | Story |\n| --- | --- |\n| US-1 | Pay |\n| US-2 | Leave |\n';
  const lines = treeOf(readingOf(text.replaceAll('\n', '\r\r\n')));
  expect(lines).toEqual(['STORY Pay', 'STORY Leave']);
});
