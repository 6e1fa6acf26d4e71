import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('parents', () => {
  test('numbers decide where headings stand on one level', () => {
    const text = '# Story 2.1: C\n\n# Epic 1: A\n\n# Story 1.1: B\n\n# Epic 2: D\n';
    expect(treeOf(readingOf(text)).sort()).toEqual(['EPIC A', 'EPIC D', 'STORY B < A', 'STORY C < D']);
  });

  test('numbers decide nothing against an epic whose children all number otherwise', () => {
    const text = '# Epic 1: A\n\n## Story 2.1: B\n\n## Story 2.2: C\n\n# Epic 2: D\n\n## Story 1.1: E\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC A',
      'STORY B < A',
      'STORY C < A',
      'EPIC D',
      'STORY E < D',
    ]);
  });

  test.each(['Épico', 'Epopeya', 'Épopée', 'Epik', 'Эпик', 'エピック', '에픽', '史诗'])(
    '“%s: …” below a story names its epic',
    (label) => {
      const text = `1. **Epic 1: A**\n2. **Epic 2: B**\n\n## Story: C\n\n*${label}: B*\n\n## Story: D\n\n${label}: A\n`;
      expect(treeOf(readingOf(text))).toEqual(['EPIC A', 'EPIC B', 'STORY C < B', 'STORY D < A']);
    },
  );

  test('numbers of stories under nothing tell that an epic counts its stories', () => {
    const text =
      '# Story 3.1: A\n\n# Epic 2: B\n\n# Story 2.1: C\n\n# Epic 3: D\n\n## Story 2.2: E\n\n# Story 3.2: F\n';
    expect(treeOf(readingOf(text)).sort()).toEqual([
      'EPIC B',
      'EPIC D',
      'STORY A < D',
      'STORY C < B',
      'STORY E < B',
      'STORY F < D',
    ]);
  });

  test('what stands behind a title beside its points may name its parent', () => {
    const epics = '| Epic | Goal |\n|---|---|\n| E1 Appointments | Calls |\n| E2 Prescriptions | Paper |\n\n';
    const stories =
      '**US-1** Book (E1, 8 pts, P1)\n\n**US-2** Move - 3 points, E1\n\n**US-3** Order (Prescriptions, 5 pts)\n\n**US-4** Pick (Ann, 2 pts)\n';
    const reading = readingOf(`## Epics\n\n${epics}## Stories\n\n${stories}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Appointments',
      'EPIC Prescriptions',
      'STORY Book < Appointments',
      'STORY Move < Appointments',
      'STORY Order < Prescriptions',
      'STORY Pick',
    ]);
    expect(reading.items.map(({ description }) => description)).toEqual([
      'Calls',
      'Paper',
      '',
      '',
      '',
      'Ann',
    ]);
  });

  test('a field names the parent, a mention does not', () => {
    const text =
      '# Epics\n\n- EPIC-1 Pay\n- EPIC-2 Ship\n\n# US-1: One\n\nEpic: EPIC-2\n\n# US-2: Two\n\nLater EPIC-1 Pay will use this.\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Pay', 'EPIC Ship', 'STORY One < Ship', 'STORY Two']);
  });

  test('an epic that several stories name, and that stands nowhere, is made, with one warning', () => {
    const cards =
      'Story: Pay\nEpic: Checkout\nPoints: 3\n\nStory: Refund\nEpic: Checkout\nPoints: 2\n\nStory: Filter\nEpic: Search\nPoints: 2\n';
    const reading = readingOf(cards);
    expect(treeOf(reading)).toEqual([
      'EPIC Checkout',
      'STORY Pay < Checkout',
      'STORY Refund < Checkout',
      'EPIC Search',
      'STORY Filter < Search',
    ]);
    expect(reading.warnings).toEqual([]);
    expect(
      reading.items.flatMap((item) => item.warnings.map(({ code, message }) => [code, message])),
    ).toEqual([
      ['PARENT_NOT_FOUND', expect.stringContaining('the 2 items that name it stand under an epic')],
      ['PARENT_NOT_FOUND', expect.stringContaining('the item that names it stands under an epic')],
    ]);
    const features = '# Plan\n\n## Story: Zahlen\n\nFeature: Kasse\n\n## Story: Buchen\n\nFeature: Kasse\n';
    expect(treeOf(readingOf(features))).toEqual([
      'FEATURE Kasse',
      'STORY Zahlen < Kasse',
      'STORY Buchen < Kasse',
    ]);
  });

  test('a parent that one story names, or that only has a key, is not made', () => {
    const lone = readingOf('# Plan\n\n## Story: Pay\n\nEpic: Checkout\n\n## Story: Filter\n\nText.\n');
    expect(treeOf(lone)).toEqual(['STORY Pay', 'STORY Filter']);
    const keyed = readingOf(
      '# Plan\n\n## Story: Pay\n\nParent: SHOP-9\n\n## Story: Refund\n\nParent: SHOP-9\n',
    );
    expect(treeOf(keyed)).toEqual(['STORY Pay', 'STORY Refund']);
    expect(keyed.items.flatMap((item) => item.warnings)).toHaveLength(1);
  });

  test('a name that no item has is said, and kept, wherever its item stands', () => {
    const reading = readingOf(
      '# Épico 1: Caixa\n\n## História: Pagar\n\n- **Épico:** Épico 9\n\n# História: Fechar\n\n**Épico:** Caxia\n\n# História: Abrir\n\n**Épico:** Épico 9\n',
    );
    expect(itemTitled(reading, 'Pagar')).toMatchObject({
      attributes: { Parent: 'Épico 9' },
      warnings: [
        {
          code: 'PARENT_NOT_FOUND',
          message: expect.stringContaining('“Épico 9” is not in this document, so'),
        },
      ],
    });
    expect(itemTitled(reading, 'Fechar')).toMatchObject({
      attributes: { Parent: 'Caxia' },
      warnings: [{ message: expect.stringContaining('“Caxia” is not in this document') }],
    });
    expect(itemTitled(reading, 'Abrir')).toMatchObject({ attributes: { Parent: 'Épico 9' } });
    // They do name a parent, so they are not told to.
    expect(reading.warnings).toEqual([]);
  });

  test('what holds stories whose keys go on with its own is their feature, unless its kind is written', () => {
    const told = '\n\nAs a guest, I want a menu so that I see more.\n\n';
    const reading = readingOf(
      `# Overview\n\n| ID | Story |\n|---|---|\n| US-01 | Menu |\n\n# Details\n\n## US-01. Menu\n\n### US-01-1. Open${told}### US-01-2. Close${told}## US-02: Pay${told}## User story US-03: Find\n\n### US-03-1 By name${told}`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Menu',
      'STORY Open < Menu',
      'STORY Close < Menu',
      'STORY Pay',
      'STORY Find',
      'STORY By name',
    ]);
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      'FEATURE_GUESSED',
    ]);
  });

  test('so is what holds a table of rows whose keys go on with its own, unless it tells a story', () => {
    const rows = (key: string) =>
      `| ID | Requirement | Priority |\n|---|---|---|\n| ${key}-01 | Open it with ${key} | P0 |\n| ${key}-02 | Close it with ${key} | P1 |\n\n`;
    const checks = '| ID | Scenario | Result |\n|---|---|---|\n| FR-05-01 | Paid twice | Refund |\n\n';
    const reading = readingOf(
      `# Overview\n\n| ID | Requirement |\n|---|---|\n| FR-01 | Menu |\n| FR-02 | Door |\n\n# Details\n\n### FR-01. Menu\n\n${rows('FR-01')}**How it works**:\n1. Tap\n\n### FR-02. Door\n\n#### Rows\n\n${rows('FR-02')}### FR-03. Light\n\n${rows('FR-03')}**Acceptance criteria**\n- It shines\n\n### FR-04. Till\n\n${rows('FR-01')}### FR-05. Card\n\n${checks}`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Menu',
      'FEATURE Door',
      'STORY Open it with FR-01 < Menu',
      'STORY Close it with FR-01 < Menu',
      'STORY Open it with FR-02 < Door',
      'STORY Close it with FR-02 < Door',
      'STORY Light',
      'STORY Till',
      'STORY Card',
    ]);
    expect(itemTitled(reading, 'Menu').warnings.map(({ code }) => code)).toEqual(['FEATURE_GUESSED']);
  });

  test('a story told in a paragraph below a matter beside the plan stands under what is around that', () => {
    const told = (key: string) =>
      `**${key}** — Sail ${key}\n> As a guest,\n> I want to sail ${key}.\n\n---\n\n`;
    const reading = readingOf(
      `# Ferry\n\n## MOD-01 — Tickets\n\n### Personas\n- **Guest** — buys\n\n---\n\n${told('US-01')}${told('US-02')}## MOD-02 — Boats\n\n### Glossary\n- Oar\n\n${told('US-03')}`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Tickets',
      'STORY Sail US-01 < Tickets',
      'STORY Sail US-02 < Tickets',
      'FEATURE Boats',
      'STORY Sail US-03 < Boats',
    ]);
    expect(itemTitled(reading, 'Boats').key).toBe('MOD-02');
  });

  test('stories may stand under enablers', () => {
    expect(treeOf(readingOf('# Enabler 1: Broker\n\n## Story: Connect\n'))).toEqual([
      'ENABLER Broker',
      'STORY Connect < Broker',
    ]);
  });

  test('enablers in a table of features stand beside these, and below them where stories do', () => {
    const table = (...rows: string[]): string =>
      `| Type | Title |\n|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
    const rows = ['Epic | Boats', 'Feature | Hire', 'Infrastructure enabler | Second broker'];
    expect(treeOf(readingOf(table(...rows, 'Feature | Return')))).toEqual([
      'EPIC Boats',
      'FEATURE Hire < Boats',
      'ENABLER Second broker < Boats',
      'FEATURE Return < Boats',
    ]);
    expect(treeOf(readingOf(table(...rows, 'Story | Pay')))).toEqual([
      'EPIC Boats',
      'FEATURE Hire < Boats',
      'ENABLER Second broker < Hire',
      'STORY Pay < Hire',
    ]);
  });

  test('one warning speaks for all items without a parent', () => {
    const reading = readingOf('- Story: One\n- Story: Two\n- Story: Three\n');
    expect(reading.warnings.filter((warning) => warning.code === 'ITEMS_WITHOUT_PARENT')).toHaveLength(1);
    expect(reading.items.every((item) => item.warnings.length === 0)).toBe(true);
  });

  test('a list that is indented by too little for Markdown stands below its entry', () => {
    const text =
      '1. Epic: Checkout\n  - Story: Pay\n  - Story: Refund\n2. Epic: Search\n  * Story: Filter\n\n3. Epic: Account\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Checkout',
      'STORY Pay < Checkout',
      'STORY Refund < Checkout',
      'EPIC Search',
      'STORY Filter < Search',
      'EPIC Account',
    ]);
  });

  test('entries without an indent stand below the epic before them, unless epics stand among themselves', () => {
    const flat = readingOf(
      '- Epic: Kasse\n- Story: Zahlen\n- Story: Stornieren\n- Epic: Suche\n- Story: Filtern\n',
    );
    expect(treeOf(flat)).toEqual([
      'EPIC Kasse',
      'STORY Zahlen < Kasse',
      'STORY Stornieren < Kasse',
      'EPIC Suche',
      'STORY Filtern < Suche',
    ]);
    expect(itemTitled(flat, 'Zahlen').warnings).toMatchObject([{ code: 'PARENT_GUESSED' }]);
    const gathered = '- Epic: Checkout\n- Epic: Search\n- Story: Pay\n- Story: Filter\n';
    expect(treeOf(readingOf(gathered))).toEqual([
      'EPIC Checkout',
      'EPIC Search',
      'STORY Pay',
      'STORY Filter',
    ]);
  });

  test('a heading on the level of its epic is put under it with a warning', () => {
    const item = itemTitled(readingOf('# Epic: A\n\n# Story: B\n\n# Story: C\n'), 'B');
    expect(item.parentId).not.toBeNull();
    expect(item.warnings.map((warning) => warning.code)).toEqual(['PARENT_GUESSED']);
  });

  test('every section is an item, a part of one, or listed with a reason', () => {
    const reading = readingOf(
      '# Plan\n\n## Risks\n\n- Rain\n\n## Epic: A\n\n### Notes\n\nText\n\n### Story: B\n',
    );
    expect(
      reading.coverage.map((section) => [section.heading, section.use, section.reason !== null]),
    ).toEqual([
      ['Plan', 'NOT_USED', true],
      ['Risks', 'NOT_USED', true],
      ['Epic: A', 'ITEM', false],
      ['Notes', 'PART_OF_ITEM', false],
      ['Story: B', 'ITEM', false],
    ]);
  });
});

describe('an epic in a paragraph in front of all headings', () => {
  const stories =
    '\n\nWhy we row.\n\n---\n\n### User Story 1: Row\n\nText.\n\n### User Story 2: Steer\n\nText.\n';

  test.each([
    '**Epic: Regatta**',
    'Epic: Regatta',
    '# Plan\n\n**Epic: Regatta**',
    '**【Epic：Regatta】**',
    '**【Epic 史诗：Regatta】**',
    '**Epic 史诗：Regatta**',
    '**史诗 (Epic) 1：Regatta**',
    '**Épica (Epic) 1: Regatta**',
  ])('holds the stories below it: %s', (opening) => {
    const reading = readingOf(opening + stories);
    expect(treeOf(reading)).toEqual(['EPIC Regatta', 'STORY Row < Regatta', 'STORY Steer < Regatta']);
    expect(itemTitled(reading, 'Regatta').description).toContain('Why we row.');
  });

  test('is one of several where a heading names another', () => {
    const reading = readingOf(`**Epic: Regatta**${stories}\n## Epic: Club\n\n### User Story 3: Drink\n`);
    expect(treeOf(reading)).toContain('STORY Drink < Club');
    expect(treeOf(reading)).toContain('STORY Row');
  });
});
