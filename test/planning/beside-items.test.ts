import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a story’s id beside a requirement and its id says where that comes from', () => {
  const reading = readingOf(
    '# Requirements\n\n| Requirement ID | User Story ID | Requirement | Points |\n|---|---|---|---|\n| REQ-1 | 001 | Has a name | 1 |\n| REQ-2 | 001 | Has a price | 2 |\n',
  );
  expect(reading.items.map(({ key, title, attributes }) => [key, title, attributes])).toEqual([
    ['REQ-1', 'Has a name', { 'User Story ID': '001' }],
    ['REQ-2', 'Has a price', { 'User Story ID': '001' }],
  ]);
  expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
});

test('a story’s id beside its title and a requirement’s is its own', () => {
  const reading = readingOf(
    '| Requirement ID | Story ID | Title | Points |\n|---|---|---|---|\n| REQ-1 | US-1 | Name it | 1 |\n| REQ-1 | US-2 | Price it | 2 |\n',
  );
  expect(reading.items.map(({ key }) => key)).toEqual(['US-1', 'US-2']);
});

describe('below “Acceptance criteria”', () => {
  const criteriaBelow = (table: string): readonly string[] =>
    itemTitled(
      readingOf(
        `# Feature: Pay\n\n## Acceptance criteria\n\n### Functional\n\n${table}\n\n## Story: By card\n`,
      ),
      'Pay',
    ).acceptanceCriteria;

  test('the rows of a table with a heading of its own are the criteria', () => {
    const rows =
      '| # | Criterion | Verified |\n|---|---|---|\n| AC-1 | Charged once | [x] |\n| AC-2 | Told why | |';
    expect(criteriaBelow(rows)).toEqual(['Charged once', 'Told why']);
  });

  test('rows of data are none', () => {
    expect(criteriaBelow('| Card | Fee |\n|---|---|\n| Visa | 1 |')).not.toContain('1');
  });
});

describe('“Related …” within an item', () => {
  test.each(['Related Features', 'Linked features'])('%s stand elsewhere', (heading) => {
    const reading = readingOf(
      `# FEAT-7: Pay\n\n## Story: By card\n\n## ${heading}\n\n- [FEAT-8: Refund](../refund.md) – found with it\n`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Pay', 'STORY By card < Pay']);
  });

  test('names what the item can hold', () => {
    const reading = readingOf('# FEAT-7: Pay\n\n## Related stories\n\n- US-1: By card\n- US-2: In cash\n');
    expect(treeOf(reading)).toEqual(['FEATURE Pay', 'STORY By card < Pay', 'STORY In cash < Pay']);
  });
});

describe('sentences below “Main features”', () => {
  const features = (...entries: string[]) =>
    `## 1.5 Main features\n\n${entries.map((entry) => `- ${entry}\n`).join('')}\n`;
  const told = features('Members reserve a boat from home.', 'All of them hear who is on the lake.');
  const story = '## User stories\n\n### US-1: Row\n\nAs a rower, I want to row.\n';

  test('tell of a product whose stories stand elsewhere', () => {
    expect(treeOf(readingOf(`# Club\n\n${told}${story}`))).toEqual(['STORY Row']);
  });

  test('are features where nothing else is planned, and names always are', () => {
    expect(treeOf(readingOf(`# Club\n\n${told}`))).toHaveLength(2);
    expect(treeOf(readingOf(`# Club\n\n${features('Boat hire', 'Lake map')}${story}`))).toEqual([
      'FEATURE Boat hire',
      'FEATURE Lake map',
      'STORY Row',
    ]);
  });
});

test('a share of points says how many are done', () => {
  const reading = readingOf(
    '# Feature: Pay\n\n```\nEffort: [####] 100% (7/7 points completed)\n```\n\n## Story: By card\n',
  );
  expect(itemTitled(reading, 'Pay').storyPoints).toBeNull();
});

test('features that an epic praises beside its stories are its description', () => {
  const epic = (name: string, label: string): string =>
    `## Epic: ${name}\n\n### ${label}\n- Fast boats for all\n- Oars of oak\n\n### User stories\n- Row ${name} (5 points)\n`;
  const reading = readingOf(`# Club\n\n${epic('Boats', 'Key features')}\n${epic('Races', 'Key features')}`);
  expect(treeOf(reading)).toEqual([
    'EPIC Boats',
    'STORY Row Boats < Boats',
    'EPIC Races',
    'STORY Row Races < Races',
  ]);
  expect(itemTitled(reading, 'Boats').description).toContain('Oars of oak');
  const listed = readingOf('# Club\n\n## Epic: Boats\n\n### Features\n- Fast boats\n- Oars\n');
  expect(treeOf(listed)).toEqual(['EPIC Boats', 'FEATURE Fast boats < Boats', 'FEATURE Oars < Boats']);
});

test('a matter beside the plan on the level of the title, over all of the plan, is beside it alone', () => {
  const text =
    '# Sprint 1 plan\n\n# Sprint goal\n\nBe done.\n\n## Sprint backlog\n\n- US-1: Pay\n- US-2: Sell\n\n## Checkout\n\n- US-3: Cart\n\n### US-4: Bill\n';
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Pay',
    'STORY Sell',
    'FEATURE Checkout',
    'STORY Cart < Checkout',
    'STORY Bill < Checkout',
  ]);
});

describe('below a heading of matters beside the plan', () => {
  const plan = '# Beds\n\n## Epic: Board\n\n### Story: Show free beds\n';
  const qualities =
    '| No. | What | Target |\n|---|---|---|\n| NFR-1 | Uptime | 99.9 % |\n| NFR-2 | Restart | 4 min |\n';

  test.each([
    'Non-functional requirements',
    'Quality requirements',
    'Nichtfunktionale Anforderungen',
    'Exigences non fonctionnelles',
    'Requisitos no funcionales',
    'Requisitos não funcionais',
    'Requisiti non funzionali',
    'Niet-functionele eisen',
    'Wymagania niefunkcjonalne',
    'Нефункциональные требования',
    'İşlevsel olmayan gereksinimler',
    'Yêu cầu phi chức năng',
    '非功能性需求',
    '非機能要件',
    '비기능 요구사항',
    'Risks',
  ])('called “%s” the rows of a table that only have keys are no items', (heading) => {
    expect(treeOf(readingOf(`${plan}\n## ${heading}\n\n${qualities}`))).toEqual([
      'EPIC Board',
      'STORY Show free beds < Board',
    ]);
  });

  test('rows that say what they are stay items', () => {
    const rows = qualities.replaceAll('NFR', 'US');
    expect(treeOf(readingOf(`${plan}\n## Non-functional requirements\n\n${rows}`))).toContain('STORY Uptime');
  });
});

describe('inside an epic', () => {
  const below = '### Reasons\n\nNone.\n\n### Piers in use\n\n| Pier | Length |\n|---|---|\n| A | 3 |\n\n';
  const story = '## Stories\n\n### Story 4.1: See the tide\n\nFast.\n';

  test.each(['Epic overview', 'Epic Overview (史诗概览)', '史诗概览', 'Details of the epic'])(
    '“%s” tells more of it',
    (heading) => {
      const reading = readingOf(`# Epic 4: Tides\n\n## ${heading}\n\n${below}${story}`);
      expect(treeOf(reading)).toEqual(['EPIC Tides', 'STORY See the tide < Tides']);
      expect(itemTitled(reading, 'Tides').description).toContain('Piers in use');
    },
  );

  test('“Epics” over headings lists others all the same', () => {
    const reading = readingOf('# Epic 4: Tides\n\n## Epics\n\n### Weather\n\nRain.\n\n### Fog\n\nDense.\n');
    expect(treeOf(reading)).toEqual(['EPIC Tides', 'EPIC Weather', 'EPIC Fog']);
  });
});

test.each(['**Key capabilities:**', '#### Features'])(
  'what a feature lists as “%s” is its description',
  (label) => {
    const feature = (number: number, ...capabilities: string[]) =>
      `### Feature ${number}: Boats ${number}\n**Value:** Sails\n${label}\n\n${capabilities.map((name) => `- ${name}\n`).join('')}\n`;
    const reading = readingOf(
      `# Roadmap\n\n${feature(1, 'Oars (two)', 'Sails')}${feature(2, 'Nets', 'Rods')}`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Boats 1', 'FEATURE Boats 2']);
    expect(itemTitled(reading, 'Boats 1').description).toContain('- Sails');
  },
);

test.each(['Description', 'Overview'])(
  '“Key capabilities” within the “%s” of an epic whose stories stand beside it are none',
  (heading) => {
    const text = `# EPIC-3: Harbour map\n\n## ${heading}\n\nAll of it.\n\n**Key Capabilities:**\n- Show berths\n- Show fees\n\n## User Stories\n\n- US-1 See berths\n- US-2 See fees\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Harbour map',
      'STORY See berths < Harbour map',
      'STORY See fees < Harbour map',
    ]);
    expect(reading.warnings).toEqual([]);
  },
);
