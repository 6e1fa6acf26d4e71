import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a list of requirements is the plan of a document without other items', () => {
  test.each([
    '# Ferry\n\n## Functional requirements\n\n- FR-01: Search\n- FR-02: Book\n',
    '# Ferry\n\n## Functional requirements\n\n- **FR01: Search**\n- **FR02: Book**\n',
    '# Requisiti\n\n## Requisiti funzionali\n\n### Di utente\n\n- **RFU01 Search**\n  - Per data\n- **RFU02 Book**\n  - Con carta\n',
    '# Ferry\n\n## Functional requirements\n\n- Search\n- Book\n',
    '# Ferry\n\n## Requirements\n\n### Functional\n\n- Search\n- Book\n\n### Non-functional\n\n- Fast\n',
    '# Ferry\n\n## Requisitos\n\n### Funcionales\n\n- Search\n- Book\n\n### No funcionales\n\n- NFR-01: Fast\n',
    '# Anforderungen an die Fähre\n\n## Anforderungen\n\n- Search\n- Book\n',
  ])('%s', (text) => {
    expect(treeOf(readingOf(text))).toEqual(['STORY Search', 'STORY Book']);
  });

  test.each([
    ['ФТ-1. Search\nФТ-2. Book\n', 'ФТ-3. Moor\nФТ-4. Sail\n'],
    ['ФТ-1: Search\n\nФТ-2: Book\n', 'ФТ-3: Moor\n\nФТ-4: Sail\n'],
    ['ΛΑ-1. Search\nBy name.\n\nΛΑ-2. Book\n', 'ΛΑ-3. Moor\n\nΛΑ-4. Sail\n'],
    ['XQ-1. Search\nXQ-2. Book\n', 'XQ-3. Moor\nXQ-4. Sail\n'],
    ['需求-1. Search\n需求-2. Book\n', '需求-3. Moor\n需求-4. Sail\n'],
  ])('in plain lines that begin with keys of any letters: “%s”', (trips, quays) => {
    const text = `# Ferry\n\n## 3. Functional requirements\n\n### 3.1. Trips\n\n${trips}\n### 3.2. Quays\n\n${quays}\n## 4. Delivery\n\nSoon.\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Trips',
      'STORY Search < Trips',
      'STORY Book < Trips',
      'FEATURE Quays',
      'STORY Moor < Quays',
      'STORY Sail < Quays',
    ]);
  });

  test.each([
    ['Functional requirements', 'Field', 'Type', 'Description', 'Requirements:'],
    ['Functional requirements', 'Name', 'Type', 'Notes', 'Requirements:'],
    ['Requisitos funcionales', 'Campo', 'Tipo', 'Descripción', 'Requisitos:'],
    ['功能需求', '字段', '类型', '说明', '需求：'],
    ['機能要件', 'カラム名', 'データ型', '説明', '機能要求：'],
    ['기능 요구사항', '필드', '자료형', '설명', '요구 사항:'],
    ['Функциональные требования', 'Поле', 'Тип данных', 'Описание', 'Требования:'],
  ])('“%s”, where a table “%s | %s | %s” only says what is kept', (heading, field, type, told, label) => {
    const module = (name: string, first: string, second: string): string =>
      `### 3.${name}\n\n| ${field} | ${type} | ${told} |\n|---|---|---|\n| boat_id | INT | The boat |\n| name | TEXT | What it is called |\n\n**${label}**\n- ${first}\n- ${second}\n\n`;
    const text = `# Ferry\n\n## 3. ${heading}\n\n${module('1 Boats', 'Search by name', 'Keep a list')}${module('2 Quays', 'Moor at night', 'Sail at dawn')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Boats',
      'STORY Search by name < Boats',
      'STORY Keep a list < Boats',
      'FEATURE Quays',
      'STORY Moor at night < Quays',
      'STORY Sail at dawn < Quays',
    ]);
  });

  test('with the modules that hold them as features', () => {
    const text =
      '# Gereksinim Analizi\n\n## Tüm Gereksinimler\n\n#### **Modül A: Bilet Satışı**\n\n1. Bilet Alma\nAPI: POST /tickets\nAçıklama: Yolcu bilet alır.\n2. Bilet İptali\nAPI: DELETE /tickets\n\n#### **Modül B: Seferler**\n\n1. Sefer Arama\nAPI: GET /trips\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'FEATURE Bilet Satışı',
      'STORY Bilet Alma < Bilet Satışı',
      'STORY Bilet İptali < Bilet Satışı',
      'FEATURE Seferler',
      'STORY Sefer Arama < Seferler',
    ]);
    expect(itemTitled(reading, 'Bilet Alma').warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
  });

  test('with the nearest of two headings as their feature', () => {
    const duties = (from: number): string =>
      `- **FR-${from}**: The gate must open\n- **FR-${from + 1}**: Boats can enter ${from}\n\n`;
    const text = `# Functional requirements\n\n## 1. Gate\n\n### 1.1 Lock\n\n${duties(1)}### 1.2 Bell\n\n${duties(3)}## 2. Quay\n\n### 2.1 Lamps\n\n${duties(5)}### 2.2 Berths\n\n${duties(7)}`;
    expect(treeOf(readingOf(text)).filter((line) => !line.startsWith('STORY The'))).toEqual([
      'FEATURE Lock',
      'STORY Boats can enter 1 < Lock',
      'FEATURE Bell',
      'STORY Boats can enter 3 < Bell',
      'FEATURE Lamps',
      'STORY Boats can enter 5 < Lamps',
      'FEATURE Berths',
      'STORY Boats can enter 7 < Berths',
    ]);
  });

  test('except for the entries without a key where others have one', () => {
    const text =
      '# Ferry\n\n## Functional requirements\n\n- FR-01: Search\n- FR-02: Book\n\n## Business requirements\n\n- Be first on the lake\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Search', 'STORY Book']);
  });
});

test('requirements with keys are the stories of the epic around them', () => {
  const text =
    '## Epic 1: Ferry\n\n### Requirements\n\n- FR-01: Search\n- FR-02: Book\n\n## Epic 2: Quay\n\n### Requirements\n\n- FR-03: Moor\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Ferry',
    'STORY Search < Ferry',
    'STORY Book < Ferry',
    'EPIC Quay',
    'STORY Moor < Quay',
  ]);
});

describe('beside other work requirements are none', () => {
  test.each([
    '# Epics\n\n## Epic 1: Ferry\n\nText.\n\n## Epic 2: Quay\n\nText.\n\n# Requirements\n\n- FR-01: Search\n- FR-02: Book\n',
    '# Epics\n\n## Epic 1: Ferry\n\n### Functional requirements\n\n- Search\n- Book\n\n## Epic 2: Quay\n\nText.\n',
  ])('%s', (text) => {
    expect(treeOf(readingOf(text))).toEqual(['EPIC Ferry', 'EPIC Quay']);
  });

  test('and the coverage says so', () => {
    const text =
      '## Epic 1: Ferry\n\nText.\n\n### Functional requirements\n\n- Search\n\n# Requirements\n\n- FR-01: Pay\n- FR-02: Book\n';
    expect(readingOf(text).coverage).toMatchObject([
      { use: 'ITEM' },
      { heading: 'Functional requirements', use: 'PART_OF_ITEM' },
      { heading: 'Requirements', use: 'NOT_USED', reason: expect.stringContaining('Lists requirements') },
    ]);
    expect(readingOf(text).items[0]?.description).toBe('Text.\n\n### Functional requirements\n\n- Search');
  });
});

test('what must be installed is no plan', () => {
  expect(outcomeOf('# Ferry\n\n## Requirements\n\n- Node 24\n- Docker\n').kind).toBe('refused');
});

describe('requirements below headings of a document that is called after them', () => {
  test.each([
    ['Requirements for the ferry', 'The user can book', 'The system must sell'],
    ['Requirements', 'The user can book', 'The system must sell'],
    ['Anforderungen an die Fähre', 'Nutzer können buchen', 'Das System muss verkaufen'],
    ['Wymagania do aplikacji', 'Użytkownik może szukać', 'System musi działać'],
    ['需求', '用户可以预订', '系统必须销售'],
  ])('are stories where they state what is to be: “%s”', (title, one, other) => {
    const reading = readingOf(
      `# ${title}\n\n## Tickets\n\n1. ${one}\n2. ${other}\n\n## Quay\n\n3. ${one} 2\n`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Tickets',
      `STORY ${one} < Tickets`,
      `STORY ${other} < Tickets`,
      'FEATURE Quay',
      `STORY ${one} 2 < Quay`,
    ]);
    expect(reading.items[1]?.warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
  });

  test('and have the priority of theirs, which is no feature', () => {
    const text =
      '# Anforderungen an die Fähre\n\n## Prio 1 (Muss)\n\n1. Das System muss buchen.\n2. Das System muss drucken.\n\n## Prio 3\n\n1. Das System kann mahnen.\n';
    expect(readingOf(text).items.map(({ kind, priority }) => [kind, priority])).toEqual([
      ['STORY', 1],
      ['STORY', 1],
      ['STORY', 3],
    ]);
  });

  test('also the one of a list that says so of nothing', () => {
    const duties = ['sell', 'print', 'refund', 'sing']
      .map((verb) => `1. The system must ${verb}.\n`)
      .join('');
    const text = `# Requirements\n\n${duties}1. The answer follow a format.\n`;
    expect(readingOf(text).items.at(-1)?.title).toBe('The answer follow a format.');
  });

  test('and none where they name what must be installed', () => {
    expect(outcomeOf('# Requirements\n\n## Server\n\n- Node 24\n- Docker\n').kind).toBe('refused');
  });
});

test('numbered headings with criteria are the requirements, and the list in front of these tells of one', () => {
  const told = (title: string, text: string): string =>
    `### ${title}\n${text}\n\n**Acceptance Criteria:**\n- ${title} works\n\n`;
  const text = `# Ferry\n\n## Functional Requirements\n\n${told('01 Search', 'The system shall search.')}${told('02 Book', '- Users shall book\n- Pay for it')}${told('03 Refund', '- Users shall refund')}`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Search', 'STORY Book', 'STORY Refund']);
  expect(reading.items[1]).toMatchObject({
    acceptanceCriteria: ['02 Book works'],
    description: '- Users shall book\n- Pay for it',
    warnings: [{ code: 'STORY_GUESSED' }],
  });
});
