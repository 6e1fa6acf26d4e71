import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const table = (head: string, keys: readonly [string, string, string]): string =>
  `| ${head} | Type | Work item | Belongs to | Points |\n| --- | --- | --- | --- | --- |\n` +
  `| ${keys[0]} | Epic | Berths | – | – |\n| ${keys[1]} | Story | See them | ${keys[0]} | 5 |\n| ${keys[2]} | Story | Close one | ${keys[0]} | 3 |\n`;

describe('a column in front of the titles, whatever it is called,', () => {
  test.each(['WB', 'WBS', 'Package'])('holds the ids of the rows where each has a key: “%s”', (head) => {
    const reading = readingOf(table(head, ['WB-1', 'WB-1.1', 'WB-1.2']));
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY See them < Berths', 'STORY Close one < Berths']);
    expect(itemTitled(reading, 'See them').key).toBe('WB-1.1');
  });

  test('holds them where the parents are named by its numbers', () => {
    expect(treeOf(readingOf(table('WBS', ['1', '2', '3'])))).toEqual([
      'EPIC Berths',
      'STORY See them < Berths',
      'STORY Close one < Berths',
    ]);
  });

  test('holds none where its keys are of several series, or stand twice', () => {
    for (const keys of [
      ['V8', 'US3', 'MP4'],
      ['V8', 'V9', 'V9'],
    ] as const) {
      const text = table('Engine', keys).replaceAll(/\| (?:V8|V9|MP4) \| (\d)/g, '| – | $1');
      expect(readingOf(text).items.map(({ key }) => key)).toEqual([null, null, null]);
    }
  });
});

test('keys of no known column make no table of items', () => {
  const rows = '| AB-1 | Warm and dry | North |\n| AB-2 | Cold and wet | South |\n';
  const reading = readingOf(`# Epic: Berths\n\n| Room | Description | Side |\n| --- | --- | --- |\n${rows}`);
  expect(treeOf(reading)).toEqual(['EPIC Berths']);
});

describe('a column called after a time box says when, and names no items:', () => {
  const plan = (head: string, ...when: readonly string[]): string =>
    `# Harbour\n\n## Product Backlog\n\n| ${head} | Priority | Area | Task | Owner |\n|---|---|---|---|---|\n${when
      .map((text, place) => `| ${text} | P${place} | Quay | Mend berth ${place} | Ann |\n`)
      .join('')}`;
  const titles = ['STORY Mend berth 0', 'STORY Mend berth 1', 'STORY Mend berth 2'];

  test.each(['Sprint', 'Iteration', 'Phase', 'Faz', 'Target sprint', 'Sprint cible', 'Zielsprint'])(
    '“%s” over “S1”, “S2”',
    (head) => {
      for (const when of [
        ['S1', 'S1', 'S2'],
        ['**S1**', '**S2**', '**S3**'],
      ] as const) {
        const reading = readingOf(plan(head, ...when));
        expect(treeOf(reading)).toEqual(titles);
        expect(reading.items.map(({ key }) => key)).toEqual([null, null, null]);
      }
    },
  );

  test('stories of the same letters keep their keys', () => {
    const text = `${plan('Sprint', 'S1', 'S2')}\n## Stories\n\n- S1: Light the quay\n- S2: Draw a map\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Light the quay', 'STORY Draw a map']);
  });
});

describe('rows with keys that are no work', () => {
  const story = '# Ferry\n\n## US-1: Book\n\nAs a guest, I want to book a crossing.\n\n';
  const rows =
    '| --- | --- | --- |\n| SCR-1 | Deck plan | Shows the seats |\n| SCR-2 | Ticket | Shows a code |\n';

  test.each(['Screen', '화면명', 'Dialog'])('are called so in front of what describes them: “%s”', (name) => {
    const reading = readingOf(`${story}## What guests see\n\n| ID | ${name} | Description |\n${rows}`);
    expect(treeOf(reading)).toEqual(['STORY Book']);
  });

  test.each(['Screens', 'Screen list', 'Liste des écrans', '画面一覧', 'API-Endpunkte'])(
    'stand below a heading that says so: “%s”',
    (heading) => {
      const reading = readingOf(`${story}## ${heading}\n\n| ID | Name | Description |\n${rows}`);
      expect(treeOf(reading)).toEqual(['STORY Book']);
    },
  );

  test('are work where they have points, and a column of names names them', () => {
    const measured = rows.replaceAll('|\n', '| 3 |\n').replace('| 3 |', '| --- |');
    const reading = readingOf(`# Ferry\n\n| ID | Screen name | Description | Points |\n${measured}`);
    expect(treeOf(reading)).toEqual(['STORY Deck plan', 'STORY Ticket']);
  });
});

test('a tracker’s number of its own for each row below “Epic” makes the rows epics', () => {
  const rows = '| M01 | Quay | #36 |\n| M02 | Lamps | #37 |\n| M03 | Berths | ';
  const table = (last: string): string =>
    `# User stories\n\n## Index\n\n| Milestone | Title | Epic |\n|---|---|---|\n${rows}${last} |\n`;
  expect(treeOf(readingOf(table('#40')))).toEqual(['EPIC Quay', 'EPIC Lamps', 'EPIC Berths']);
  expect(outcomeOf(table('#37'))).toMatchObject({ kind: 'refused' });
});

test.each(['Error code', 'Codice errore', 'Código de error'])(
  '“%s” counts what a product answers with, and no bugs',
  (name) => {
    const table = `| HTTP | ${name} | Message |\n|---|---|---|\n| 401 | E001 | No boat |\n| 404 | E002 | No oar |\n`;
    expect(outcomeOf(`# Boats\n\n## Answers\n\n${table}`)).toMatchObject({ fault: 'NO_ITEMS' });
  },
);

test('keys of requirements are those of stories in a column “User story”', () => {
  const reading = readingOf(
    '# Harbour\n\n| Epic | ID | User story |\n|---|---|---|\n| Pier | LF-1 | As a guest, I want to moor so that I can rest |\n| Pier | LF-2 | As a guest, I want to leave so that I get home |\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Pier',
    'STORY As a guest, I want to moor so that I can rest < Pier',
    'STORY As a guest, I want to leave so that I get home < Pier',
  ]);
});

test('beside keys of a project a title says by its mark what it is', () => {
  const reading = readingOf(
    '# Harbour\n\n| ID | Title | Parent |\n|---|---|---|\n| PIER-1 | [EPIC] Boats | |\n| PIER-2 | [FEATURE] Oars | PIER-1 |\n| PIER-3 | Row | PIER-2 |\n| PIER-4 | [ENABLER] Ropes | PIER-1 |\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Boats',
    'FEATURE Oars < Boats',
    'STORY Row < Oars',
    'ENABLER Ropes < Boats',
  ]);
  expect(reading.items.map(({ key }) => key)).toEqual(['PIER-1', 'PIER-2', 'PIER-3', 'PIER-4']);
});

test.each([
  ['Issue', 'Type', 'Summary', 'Parent'],
  ['Vorgang', 'Typ', 'Zusammenfassung', 'Übergeordnet'],
])('under “%s” beside “%s” and “%s” keys are no titles', (...columns) => {
  const reading = readingOf(
    `# Pier\n\n| ${columns.join(' | ')} |\n|---|---|---|---|\n| OAR-1 | Epic | Boats | |\n| OAR-2 | Story | Row | OAR-1 |\n`,
  );
  expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row < Boats']);
  expect(reading.items.map(({ key }) => key)).toEqual(['OAR-1', 'OAR-2']);
});

test.each(['Code | Description', 'error_code | Shown', 'Status code | Meaning', 'Code | Behaviour'])(
  'codes of one letter are no keys under “%s”',
  (head) => {
    const rows = ['E20 | Empty short box', 'E40 | Empty long box', 'F20 | Full short box'];
    const text = `# Berths\n\n| ${head} |\n| --- | --- |\n${rows.map((row) => `| ${row} |\n`).join('')}\n## Story: Pay\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay']);
  },
);

test('the ids of criteria beside the features that they are of name no items', () => {
  const rows = ['AC-1.1 | US-01 | Tides', 'AC-1.2 | US-01 | Tides', 'AC-2.1 | US-02 | Berths'];
  const text = `# Berths\n\n## Feature 1: Tides\n\n## Feature 2: Berths\n\n## Matrix\n\n| AC ID | Story | Feature | Status |\n| --- | --- | --- | --- |\n${rows.map((row) => `| ${row} | Open |\n`).join('')}`;
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Tides', 'FEATURE Berths']);
});

test('a column “Epic” of keys, each once below “Epics”, is theirs, and what tells them in a sentence their text', () => {
  const epics =
    '## Epics\n\n| Epic | Epic name | Epic user |\n|---|---|---|\n| EPIC-1 | Berths | As a skipper, I want a berth. |\n| EPIC-2 | Money | As a clerk, I want to be paid. |\n\n';
  const stories =
    '## User stories\n\n| Id | Epic | Subject | User story |\n|---|---|---|---|\n| US-1 | EPIC-1 | Show the quay | As a skipper, I want to see it. |\n| US-2 | EPIC-2 | Send a bill | As a clerk, I want to send it. |\n';
  const reading = readingOf(`# Harbour backlog\n\n${epics}${stories}`);
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'EPIC Money',
    'STORY Show the quay < Berths',
    'STORY Send a bill < Money',
  ]);
  expect(itemTitled(reading, 'Berths').description).toContain('I want a berth');
  expect(reading.warnings).toEqual([]);
});
