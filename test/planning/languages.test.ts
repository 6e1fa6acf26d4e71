import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

/** One backlog as people write it in languages that no other test of words covers. */
const backlogs = {
  Swedish: `# Produktbacklogg

## Kassa

- Som kund vill jag kunna betala med kort så att jag slipper kontanter.
- Som en gäst, jag vill se priset.

## Användarberättelse 3: Skriv ut kvitto

**Prioritet:** Hög
**Storypoäng:** 3
**Beroende av:** Användarberättelse 4

**Acceptanskriterier:**

- Kvittot visar summan
- Kvittot går att spara

## Användarberättelse 4: Räkna ihop

**Status:** Pågående
`,
  Danish: `# Produktbacklog

## Kasse

- Som kunde vil jeg gerne kunne betale med kort, så jeg slipper for kontanter.
- Som en gæst ønsker jeg at se prisen.

## Brugerhistorie 3: Udskriv kvittering

**Prioritet:** Høj
**Storypoint:** 3
**Afhænger af:** Brugerhistorie 4

**Acceptkriterier:**

- Kvitteringen viser summen
- Kvitteringen kan gemmes

## Brugerhistorie 4: Læg sammen

**Status:** I gang
`,
  Norwegian: `# Produktkø

## Kasse

- Som kunde ønsker jeg å betale med kort slik at jeg slipper kontanter.
- Som gjest vil eg sjå prisen.

## Brukerhistorie 3: Skriv ut kvittering

**Prioritet:** Høy
**Storypoeng:** 3
**Avhengig av:** Brukerhistorie 4

**Akseptansekriterier:**

- Kvitteringen viser summen
- Kvitteringen kan lagres

## Brukerhistorie 4: Legg sammen

**Status:** Pågående
`,
} as const;

describe.each(Object.entries(backlogs))('a backlog in %s', (_language, text) => {
  test('gives stories by their sentences, and fields by their names', () => {
    const { items, warnings } = readingOf(text);
    expect(items).toHaveLength(5);
    const [group, first, second, third, fourth] = items;
    expect(group?.kind).toBe('FEATURE');
    for (const story of [first, second]) expect(story).toMatchObject({ kind: 'STORY', parentId: group?.id });
    expect(third).toMatchObject({ kind: 'STORY', priority: 2, storyPoints: 3, dependsOn: [fourth?.id] });
    expect(third?.acceptanceCriteria).toHaveLength(2);
    expect(fourth?.status).not.toBeNull();
    expect(warnings.map(({ code }) => code)).not.toContain('ITEMS_NOT_READ');
  });

  test('gives its sentences below a heading of stories', () => {
    const [, list] = /\n(- [^\n]+\n- [^\n]+)\n/.exec(text) ?? [];
    const { items } = readingOf(`# User stories\n\n## Checkout\n\n${list}\n`);
    expect(items.map(({ kind }) => kind)).toEqual(['FEATURE', 'STORY', 'STORY']);
  });
});

test.each([
  'Aufgaben des Sprints',
  'Attività dello sprint',
  'Sprinttaken',
  'Uppgifter i sprinten',
  'Sprintens opgaver',
  'Oppgaver i sprinten',
  'Zadania na sprint',
  'Úkoly sprintu',
  'Задачи спринта',
  'Завдання на спринт',
  'Sarcinile sprintului',
  'Sprint görevleri',
  'Công việc trong sprint',
  '本迭代任务',
])('“%s” lists the tasks of a sprint', (heading) => {
  const { items } = readingOf(`# Sprint 4\n\n## ${heading}\n\n- Boat\n- Oars\n`);
  expect(items).toMatchObject([
    { title: 'Boat', labels: ['Task'] },
    { title: 'Oars', labels: ['Task'] },
  ]);
});

test.each(['2 д', '3 дн', '2 timer', '1 den', '2 u', '30 мин', '30 dk'])('“(%s)” is a time', (time) => {
  const { items } = readingOf(`## Stories\n\n- Boat (${time})\n`);
  expect(items).toMatchObject([{ title: 'Boat', storyPoints: null }]);
});

test.each(['Scope', 'Alcance', 'Escopo', 'Kapsam', 'Phạm vi', '范围', '범위'])(
  '“%s” over stories only arranges them',
  (scope) => {
    const reading = readingOf(`# Shop\n\n## ${scope}\n\n- US-1: Pay\n- US-2: Leave\n`);
    expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Leave']);
  },
);
