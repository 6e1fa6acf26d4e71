import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const stories = (...titles: string[]): string => titles.map((title) => `- Story: ${title}\n`).join('');

describe('a heading above stories that nothing calls a feature', () => {
  test('is a section where all stories of the document stand below it', () => {
    const reading = readingOf(`# Shop\n\n## How we go on\n\n${stories('A', 'B', 'C')}`);
    expect(treeOf(reading)).toEqual(['STORY A', 'STORY B', 'STORY C']);
    expect(reading.coverage[1]).toMatchObject({
      heading: 'How we go on',
      use: 'NOT_USED',
      reason: expect.stringContaining('is no feature'),
    });
    expect(reading.warnings.map(({ code }) => code)).not.toContain('FEATURE_GUESSED');
  });

  test('is one where all stories of its epic do, whatever other epics hold', () => {
    const text = `# Epic: X\n\n## How we go on\n\nSoon.\n\n${stories('A', 'B', 'C')}\n# Epic: Y\n\n${stories('D')}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC X',
      'STORY A < X',
      'STORY B < X',
      'STORY C < X',
      'EPIC Y',
      'STORY D < Y',
    ]);
    expect(reading.items[0]?.description).toContain('Soon.');
  });

  test('is none where its entries tell again by key what stands before them under no other', () => {
    const table =
      '| ID | Story | Points |\n|---|---|---|\n| US-1 | Search and sort | 3 |\n| US-2 | Pay | 5 |\n\n';
    const text = `# Shop\n\n## Stories\n\n${table}## Progress\n\n### Not begun by anybody\n\n- **US-1**: Search (3 SP)\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Search', 'STORY Pay']);
  });

  test('is a feature where it tells them from others', () => {
    const text = `# Shop\n\n## Search\n\n${stories('A', 'B', 'C')}\n## Cart\n\n${stories('D')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Search',
      'STORY A < Search',
      'STORY B < Search',
      'STORY C < Search',
      'FEATURE Cart',
      'STORY D < Cart',
    ]);
  });

  test('is a feature above one or two, which may be all that it has', () => {
    const text = `# Shop\n\n## Search\n\n${stories('A', 'B')}`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Search', 'STORY A < Search', 'STORY B < Search']);
  });

  test('contains features where two headings below it group stories themselves', () => {
    const table = (...wishes: string[]): string =>
      `| ID | User story |\n|---|---|\n${wishes.map((wish, at) => `| X-${at + 1} | As a guest, I can ${wish} |\n`).join('')}\n`;
    const text = `# Shop\n\n## What we build\n\n### Search\n\n${table('search', 'sort')}### Cart\n\n- Story: D\n- Story: E\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Search',
      'STORY As a guest, I can search < Search',
      'STORY As a guest, I can sort < Search',
      'FEATURE Cart',
      'STORY D < Cart',
      'STORY E < Cart',
    ]);
  });

  test('is the feature of stories in headings of their own', () => {
    const text = `# Shop\n\n## Search\n\n### Find\n\nAs a guest, I want to find so that I buy.\n\n### Sort\n\nAs a guest, I want to sort so that I see.\n`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Search', 'STORY Find < Search', 'STORY Sort < Search']);
  });

  test('takes no story out of the table that tells more of it', () => {
    const table =
      '| Key | Story | Points |\n|---|---|---|\n| US-1 | Pay | 8 |\n| US-2 | Find | 5 |\n| US-3 | Sort | 5 |\n';
    const text = `# Shop\n\n${table}\n## Chronology\n\n### Phase 1\n\n- US-1: Pay\n\n### Phase 2\n\n- US-2: Find\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Find', 'STORY Sort']);
  });

  describe('and a table that names its stories again', () => {
    const told =
      '### Berths\n\n- US-1: As a skipper, I want to book a berth.\n- US-2: As a skipper, I want to leave it.\n\n### Gate\n\n- US-3: As a guard, I want to open the gate.\n- US-4: As a guard, I want to see boats.\n\n';
    const table =
      '## Priorities\n\n| ID | Story | Priority |\n|---|---|---|\n| US-3 | Open the gate | High |\n| US-1 | Book | High |\n| US-2 | Leave | Low |\n| US-4 | Boats | Low |\n\n';
    const bare = '## Priorities\n\n| ID | Priority |\n|---|---|\n| US-3 | High |\n| US-1 | High |\n';

    test.each([
      ['behind them', `# Harbour\n\n## Stories by module\n\n${told}${table}`],
      ['before them', `# Harbour\n\n${table}## Stories by module\n\n${told}`],
    ])('is the feature of them where the table stands %s', (_place, text) => {
      const reading = readingOf(text);
      expect(new Set(treeOf(reading))).toEqual(
        new Set([
          'FEATURE Berths',
          'STORY Book < Berths',
          'STORY Leave < Berths',
          'FEATURE Gate',
          'STORY Open the gate < Gate',
          'STORY Boats < Gate',
        ]),
      );
      expect(itemTitled(reading, 'Book')).toMatchObject({
        priority: 2,
        description: 'As a skipper, I want to book a berth.',
        warnings: [],
      });
    });

    test('is the feature of them where the table gives nothing but keys', () => {
      const reading = readingOf(`# Harbour\n\n## Stories by module\n\n${told}${bare}`);
      expect(treeOf(reading)).toHaveLength(6);
      expect(reading.items.filter(({ kind }) => kind === 'FEATURE')).toHaveLength(2);
    });

    test('is the feature of names in a list', () => {
      const text = `# Harbour\n\n### Berths\n\n- US-1: Book\n- US-2: Leave\n\n### Gate\n\n- US-3: Open the gate\n- US-4: Boats\n\n${table}`;
      expect(treeOf(readingOf(text))).toContain('STORY Boats < Gate');
    });
  });

  describe('and a table', () => {
    const epics =
      '# Plan\n\n## Epic: Search\n\n### Story: Find\nPoints: 5\n\n### Story: Sort\nPoints: 3\n\n## Epic: Cart\n\n### Story: Pay\nPoints: 8\n\n';
    const tree = [
      'EPIC Search',
      'STORY Find < Search',
      'STORY Sort < Search',
      'EPIC Cart',
      'STORY Pay < Cart',
    ];
    const rows = (...lines: string[]): string =>
      `| No | Story | Points |\n|---|---|---|\n${lines.map((line, at) => `| ${at + 1} | ${line} |\n`).join('')}\n`;

    test.each(['As of 12 May', 'Stan na 12 maja', 'Who counted what'])(
      'is none where its rows tell again what stands under epics: %s',
      (heading) => {
        const text = `${epics}## ${heading}\n\n${rows('Find | 5', 'Pay |')}`;
        expect(treeOf(readingOf(text))).toEqual(tree);
      },
    );

    test('is none where the table stands in front of them', () => {
      const text = `# Plan\n\n## As of 12 May\n\n${rows('Find | 5', 'Pay | 8')}${epics.replace('# Plan\n', '')}`;
      expect([...treeOf(readingOf(text))].sort()).toEqual([...tree].sort());
    });

    test('is none where its rows stand before it under what is around it', () => {
      const stories = ['Find', 'Sort', 'Pay'].map((title) => `## Story: ${title}\nPoints: 3\n`).join('\n');
      const told = `# Epic: Shop\n\n${stories}\n`;
      const text = `${told}## As of 12 May\n\n${rows('Find | 3', 'Pay | 3')}`;
      expect(treeOf(readingOf(text))).toEqual(treeOf(readingOf(told)));
      const parted = `${told}## Search\n\n${rows('Find | 3', 'Sort | 3')}\n## Cart\n\n${rows('Pay | 3')}`;
      expect(treeOf(readingOf(parted)).join()).toContain('FEATURE Cart');
    });

    test('is none where its rows stand under several headings before it', () => {
      const told = `# Shop\n\n## Search\n\n${rows('Find | 5', 'Sort | 3')}## Cart\n\n${rows('Pay | 8', 'Return | 3')}`;
      const text = `${told}## As of 12 May\n\n${rows('Find | 5', 'Pay |')}`;
      expect(treeOf(readingOf(text))).toEqual(treeOf(readingOf(told)));
    });

    test('is none where its rows stand under a heading that an overview of epics names', () => {
      const overview = '# Shop\n\n## Epics\n\n| Epic |\n|---|\n| Search |\n| Cart |\n\n';
      const told = `${overview}## Search\n\n${rows('Find | 5', 'Sort | 3')}## Cart\n\n${rows('Pay | 8')}`;
      const text = `${told}## Open since April\n\n${rows('Pay | 8')}`;
      expect(treeOf(readingOf(text))).toEqual(treeOf(readingOf(told)));
    });

    test('is a feature where those of another heading are called alike', () => {
      const text = `# Apps\n\n## Phones\n\n${rows('Log in | 3', 'Log out | 1')}## Tablets\n\n${rows('Log in | 3', 'Log out | 1')}`;
      expect(treeOf(readingOf(text))).toHaveLength(6);
    });

    test('leaves rows that are new under what stands around it', () => {
      const text = `${epics}## As of 12 May\n\n${rows('Find | 5', 'Sort | 3', 'Pay | 8', 'Find | 5', 'Return | 2')}`;
      expect(treeOf(readingOf(text))).toEqual([...tree, 'STORY Return']);
    });

    test('is a feature where its stories are called as others and have other points', () => {
      const text = `${epics}## Wholesale\n\n${rows('Find | 2', 'Pay | 3')}`;
      expect(treeOf(readingOf(text))).toContain('FEATURE Wholesale');
    });
  });

  test.each([
    'Highest Priority (P0) - Database',
    'Lower priority: the rest',
    'Höchste Priorität – Datenbank',
    'Lowest',
    'Feature Specifications',
    'Detailed Use Cases',
    'Overview of the user scenarios',
    'Especificaciones funcionales y matrices',
    'Functionele specificaties',
    'Will not have',
    'Piano di implementazione',
    'Implementierungsplan',
    'Plan de implementación',
    'Plano de implementação',
    'Plan wdrożenia',
    'План реализации',
    '实施计划',
    '위험 요소',
    '非機能要件関連',
  ])('names no piece of the product by words for plans: “%s”', (heading) => {
    const text = `# Shop\n\n## ${heading}\n\n- Story: A\n\n## Cart\n\n- Story: B\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY A', 'FEATURE Cart', 'STORY B < Cart']);
  });

  test.each([
    'Nice-to-Have Features (Post-MVP)',
    'Optional features',
    'Additional Features',
    'Fonctionnalités optionnelles',
    'Funcionalidades adicionales',
    '追加機能',
  ])('is none where it only says of features how much they matter: %s', (heading) => {
    const text = `# Shop\n\n## Search\n\n${stories('A')}\n## ${heading}\n\n${stories('B')}`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Search', 'STORY A < Search', 'STORY B']);
  });

  test.each([
    'Feature breakdown and priorities',
    'Features und Prioritäten',
    'Fonctionnalités et priorités',
    'Initial feature list',
  ])('only contains what is listed below “%s”', (heading) => {
    const text = `# Sprint 1\n\n# Sprint goal\n\nBe done.\n\n## ${heading}\n\n### High priority\n\n- Search\n- Cart\n`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Search', 'FEATURE Cart']);
  });

  test('is the feature that fields of its stories name', () => {
    const story = (title: string, feature: string): string =>
      `### Story: ${title}\n\n| Field | What to fill in |\n|---|---|\n| Feature | ${feature} |\n| Points | 3 |\n\n`;
    const text = `# Shop\n\n## 1. Search\n\n${story('A', 'Search')}${story('B', 'Search')}## 2. Cart\n\n${story('C', 'Cart')}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'FEATURE Search',
      'STORY A < Search',
      'STORY B < Search',
      'FEATURE Cart',
      'STORY C < Cart',
    ]);
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      'FEATURE_GUESSED',
      'FEATURE_GUESSED',
    ]);
  });
});

describe('a heading below one that announces stories', () => {
  const entries = '- **Reef (8 pts):** Tie it well.\n- **Splice (3 pts):** Mend what broke.\n';

  test('groups the entries that have points of their own', () => {
    const text = `# Plan\n\n## Backlog items committed\n\n### Ropes\n${entries}\n### Sails\n- **Fold (2 pts):** And dry them.\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Ropes',
      'STORY Reef < Ropes',
      'STORY Splice < Ropes',
      'FEATURE Sails',
      'STORY Fold < Sails',
    ]);
  });

  test('is a story over its steps where it has points itself', () => {
    const text = `# Plan\n\n## Stories\n\n### Ropes (11 pts)\n${entries}\n### Sails\nPoints: 11\n\n${entries}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Ropes', 'STORY Sails']);
  });
});

describe('a heading that is called as a matter beside the plan', () => {
  const stories = (wish: string): string =>
    `- As a guest, I want to ${wish}\n- As a guest, I want to stop to ${wish}\n\n`;

  test('groups stories as the headings beside it do', () => {
    const text = `# User Stories\n\n## Income\n\n${stories('earn')}## Budget\n\n${stories('plan')}## Charts\n\n${stories('draw')}`;
    expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
      'FEATURE Income',
      'FEATURE Budget',
      'FEATURE Charts',
    ]);
    expect(treeOf(readingOf(text))).toContain('STORY As a guest, I want to plan < Budget');
  });

  test('groups stories with headings of their own', () => {
    const marked = (number: number): string =>
      `### US-${number}: Add\n\nText.\n\n### US-${number + 1}: Drop\n\nText.\n\n`;
    const text = `# Plan\n\n## Income\n\n${marked(1)}## Budget\n\n${marked(3)}## Charts\n\n${marked(5)}`;
    expect(treeOf(readingOf(text)).filter((line) => line.endsWith('< Budget'))).toHaveLength(2);
  });

  test('does not where few beside it do, or where it tells no stories', () => {
    const few = `# Plan\n\n## Income\n\n${stories('earn')}## Risks\n\n${stories('lose')}## Team\n\nAnna.\n`;
    const none = `# Plan\n\n## Income\n\n${stories('earn')}## Charts\n\n${stories('draw')}## Risks\n\n- Rain\n- As a guest, I want to lose\n`;
    for (const text of [few, none]) expect(treeOf(readingOf(text)).join()).not.toContain('Risks');
  });
});

describe('a heading that says when', () => {
  const entries = '- Story: Pay\n- Story: Refund\n\n';

  test.each(['Last days (Mar 8-10)', 'Wrap-up (Feb 28 – Mar 4)'])(
    'is a time beside a week whose brackets say from when to when: “%s”',
    (heading) => {
      const text = `# Plan\n\n## Sprint 3\n\n### Week 5 (Mar 3-7)\n\n- Story: Moor\n\n### ${heading}\n\n- Story: Sail\n- Story: Row\n`;
      expect(treeOf(readingOf(text))).toEqual(['STORY Moor', 'STORY Sail', 'STORY Row']);
    },
  );

  test('is a time box as those beside it', () => {
    const text = `# Plan\n\n## Sprint 1 — Base (Weeks 1–2)\n\n- Story: Login\n\n## Sprint 2 — Shop (Weeks 3–4)\n\n- Story: Basket\n\n## Rollout (Week 5+)\n\n${entries}`;
    expect(treeOf(readingOf(text)).join()).not.toContain('FEATURE');
  });

  test('is a feature where those beside it are', () => {
    const text = `# Plan\n\n## Basket (Week 1)\n\n- Story: Login\n\n## Checkout (Week 2)\n\n${entries}`;
    expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
      'FEATURE Basket',
      'FEATURE Checkout',
    ]);
  });
});

test.each([['# Shop\n\n## Features by module'], ['# Specification\n\n## Shop\n\n### Grouped by module']])(
  'headings of stories below others that only wrap them are features: %s',
  (wrappers) => {
    const reading = readingOf(
      `${wrappers}\n\n#### 1. Identity\n\n##### 1.1 Log in\n\n**User story**: As a guest, I want to log in\n\n#### 2. Catalogue\n\n##### 2.1 Browse\n\n**User story**: As a guest, I want to browse\n`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Identity',
      'STORY Log in < Identity',
      'FEATURE Catalogue',
      'STORY Browse < Catalogue',
    ]);
  },
);

test.each(['Usability & Accessibility', 'Wartbarkeit und Skalierbarkeit', '可靠性'])(
  'a heading that names how the product works is no feature: “%s”',
  (heading) => {
    const text = `# Harbour\n\n## Non-functional user stories\n\n## ${heading}\n\n- As a guest, I want to read it so that I know\n- As a guest, I want to find it so that I see\n`;
    expect(readingOf(text).items.map(({ kind, parentId }) => [kind, parentId])).toEqual([
      ['STORY', null],
      ['STORY', null],
    ]);
  },
);

test('unless it groups stories among pieces of the product', () => {
  const stories = (what: string): string =>
    `- As a guest, I want to ${what} so that I know\n- As a guest, I want to share the ${what}\n\n`;
  const text = `# Harbour\n\n## Berths\n\n${stories('book')}## Gate\n\n${stories('open')}## Accessibility\n\n${stories('read')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE Berths',
    'FEATURE Gate',
    'FEATURE Accessibility',
  ]);
});

describe('a heading with a word of plans', () => {
  const around = (heading: string): string =>
    `# User stories\n\n## Accounts\n\n### US-1: Log in\n\n## ${heading}\n\n### US-2: Create one\n`;

  test.each([
    'Sprint Management',
    'Release management',
    'Sprintverwaltung',
    'Gestion des sprints',
    '迭代管理',
  ])('names a piece of the product that is about it: “%s”', (heading) => {
    expect(treeOf(readingOf(around(heading)))).toContain(`FEATURE ${heading}`);
  });

  test.each(['Sprint tracking', 'Fonctionnalités avancées', '進階功能', '高度な機能', '고급 기능'])(
    'and none that only arranges it: “%s”',
    (heading) => {
      expect(treeOf(readingOf(around(heading)))).not.toContain(`FEATURE ${heading}`);
    },
  );
});

test('a bold line that calls attention is no feature of the rows below it', () => {
  const rows = (key: string): string => `| ID | Title | Points |\n|---|---|---|\n| ${key} | Moor | 3 |\n\n`;
  const text = `# Backlog\n\n## Berths\n\n${rows('K-1')}## Cranes\n\n**⚠️ This comes before all other work**\n\n${rows('K-2')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.includes('comes'))).toEqual([]);
});

test('the one sentence right below a heading over marked stories is its description', () => {
  const sentence = 'As a skipper, I want to find a berth so that I can moor.';
  const stories = (from: number): string =>
    `#### US-${from}: Look around\n\nAs a skipper, I want to see berths.\n\n#### US-${from + 1}: Book\n\nAs a skipper, I want to book.\n\n`;
  const reading = readingOf(
    `# User stories\n\n## ES1: Berths\n\n> ${sentence}\n\n${stories(1)}## ES2: Tides\n\n${stories(3).replaceAll('k', 'p')}`,
  );
  expect(treeOf(reading).map((line) => line.split(' ')[0])).toEqual([
    'FEATURE',
    'STORY',
    'STORY',
    'FEATURE',
    'STORY',
    'STORY',
  ]);
  expect(itemTitled(reading, 'Berths').description).toBe(sentence);
});

test.each(['Learning & development goals', 'Learning objectives', 'Lernziele', 'Objetivos de aprendizaje'])(
  'a heading over what its authors want to learn names no piece of the product: “%s”',
  (heading) => {
    const text = `# User stories\n\n## ${heading}\n\n- As a developer, I want to learn Rust\n- As a developer, I want to learn Go\n\n## Berths\n\n- As a guest, I want a berth\n- As a guest, I want a map\n`;
    expect(treeOf(readingOf(text))[0]).toBe('STORY As a developer, I want to learn Rust');
  },
);

describe('a heading over stories', () => {
  const stories = (role: string): string =>
    `- As a ${role}, I want a list, so that I see it.\n- As a ${role}, I want a form, so that I send it.\n`;

  test.each(['Module', 'Component', 'Area', 'Módulo'])('is a feature by the word “%s:”', (word) => {
    const text = `# Harbour\n\n## ${word}: Berths & Piers\n\n${stories('skipper')}\n## ${word}: Cranes\n\n${stories('clerk')}`;
    expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
      'FEATURE Berths & Piers',
      'FEATURE Cranes',
    ]);
  });

  test('is a field of the epic around it where it holds none', () => {
    const [epic] = readingOf('# Epic: Harbour\n\n## Module: Berths\n\nText.\n').items;
    expect(epic).toMatchObject({ title: 'Harbour', attributes: { Module: 'Berths' } });
  });

  test.each(['Ice bucket', 'Icebox', 'Parking lot'])('arranges the plan: “%s”', (heading) => {
    const text = `# Harbour\n\n## Berths\n\n${stories('skipper')}\n## ${heading}\n\n${stories('clerk')}`;
    expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual(['FEATURE Berths']);
  });
});

test.each(['Waiting list', 'Price list', 'Warteliste'])('a “%s” is a piece of the product', (name) => {
  const text = `# Garden club: backlog\n\n## Members\n\n### ${name}\n- Put a name on it\n- Show the place on it\n\n### Fees\n- Send the invoice\n- Mark it as paid\n`;
  expect(treeOf(readingOf(text)).slice(0, 3)).toEqual([
    'EPIC Members',
    `FEATURE ${name} < Members`,
    `STORY Put a name on it < ${name}`,
  ]);
});

test.each(['Cross-cutting', 'Querschnitt', 'Transversal'])('“%s” only collects work', (name) => {
  expect(treeOf(readingOf(`# Harbour\n\n## ${name}\n\n### Story: Sign in\n`))).toEqual(['STORY Sign in']);
});

test.each(['Deliverable 1: Boat app', 'Lieferobjekt 1: Boat app', 'Module 1: Boat app'])(
  '“%s” over stories is called as what is behind its number',
  (name) => {
    const text = `# Proposal\n\n### ${name}\n\nUser stories:\n\n- As a rower, I want a boat so that I row.\n- As a rower, I want an oar so that I row.\n`;
    expect(treeOf(readingOf(text))[0]).toBe('FEATURE Boat app');
  },
);

test('a sum in bold in front of a table is no feature', () => {
  const text =
    '# Sprint\n\n**Total: 27 SP**\n\n| Key | Type | Summary | SP |\n|---|---|---|---|\n| S-1 | Story | Reorder | 5 |\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Reorder']);
});
