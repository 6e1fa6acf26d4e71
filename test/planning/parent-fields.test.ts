import { describe, expect, test } from 'vitest';
import type { WorkWord } from '../../src/planning/words/language.ts';
import { words } from '../../src/planning/words/words.ts';
import { itemTitled, readingOf, treeOf } from './reading.ts';

/** How people write a field below the heading of an item. */
const forms: Readonly<Record<string, (label: string, value: string) => string>> = {
  plain: (label, value) => `${label}: ${value}`,
  'with a bold label': (label, value) => `**${label}:** ${value}`,
  bold: (label, value) => `**${label}: ${value}**`,
  italic: (label, value) => `*${label}: ${value}*`,
  'an entry': (label, value) => `- ${label}: ${value}`,
  'an entry with a bold label': (label, value) => `- **${label}:** ${value}`,
  'an entry in italics': (label, value) => `- *${label}: ${value}*`,
};

const parents = (word: string, prefix: string): Readonly<Record<string, readonly [string, string]>> => ({
  'its title': ['Harbour', `${word} 1: Harbour`],
  'its number behind the word': [`${word} 2`, `${word} 2: Harbour`],
  'its number': ['2', `${word} 2: Harbour`],
  'its key': [`${prefix}-7`, `${prefix}-7: Harbour`],
});

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const cases = words.flatMap(({ work }) =>
  (['EPIC', 'FEATURE'] as const).map((above: WorkWord) => {
    const word = capitalized(work[above]?.split(';')[0] ?? '');
    return { above, word, below: above === 'EPIC' ? ['Story', 'Feature', 'Enabler'] : ['Story', 'Enabler'] };
  }),
);

describe('a field that names the parent', () => {
  test.each(cases)('counts in every form behind the word “$word” for $above', ({ above, word, below }) => {
    const lost = [];
    for (const [called, [name, heading]] of Object.entries(parents(word, above === 'EPIC' ? 'EPIC' : 'FEAT')))
      for (const [form, field] of Object.entries(forms))
        for (const kind of below) {
          const text = `# Plan\n\n## ${word} 9: Desk\n\n## ${heading}\n\n# Work\n\n## ${kind}: Moor\n\n${field(word, name)}\n\nText.\n`;
          const reading = readingOf(text);
          const { id } = reading.items.find(({ title }) => title === 'Harbour') ?? {};
          const child = reading.items.find(({ title }) => title === 'Moor');
          const isRead =
            id !== undefined &&
            child?.parentId === id &&
            child.description === 'Text.' &&
            Object.keys(child.attributes).length === 0 &&
            reading.items.length === 3;
          if (!isRead) lost.push(`${kind}, ${form}, by ${called}: ${treeOf(reading).join('; ')}`);
        }
    expect(lost).toEqual([]);
  });
});

test('the key of an epic that is not there is no key of another item', () => {
  const reading = readingOf(
    '## Epic E0: Ground\n\n### E0-04 – Tokens\n\n- Points: 3\n\n## Highlights\n\n### E4-02 – No overbooking\n\n- Epic: E4\n- Points: 5\n',
  );
  expect(treeOf(reading)).toContain('STORY No overbooking');
  expect(itemTitled(reading, 'No overbooking').warnings.map(({ code }) => code)).toContain(
    'PARENT_NOT_FOUND',
  );
});

test('a field that names an epic names no story whose title begins so', () => {
  const reading = readingOf(
    '## Story 1: Show the boats\n\n- **Epic:** Boat list\n\n## Story 2: Boat list with filters\n\n- **Epic:** Search\n\n## Story 3: Find a boat\n\n- **Epic:** Search\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Boat list',
    'STORY Show the boats < Boat list',
    'EPIC Search',
    'STORY Boat list with filters < Search',
    'STORY Find a boat < Search',
  ]);
});

test.each([
  '> **Epic**: Epic 1 — Regatta',
  '> **対応 Epic**: Epic 1 — Regatta',
  '**Related epic:** Epic 1 — Regatta',
])('“%s” at the beginning names the epic of the stories below', (line) => {
  const reading = readingOf(
    `# Unit 1: Shell\n\n${line}\n\n## Stories and acceptance criteria\n\n### US-1.1 Row\n\n- It moves.\n\n### US-1.2 Steer\n\n- It turns.\n`,
  );
  expect(treeOf(reading)).toEqual(['EPIC Regatta', 'STORY Row < Regatta', 'STORY Steer < Regatta']);
  expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['It turns.']);
});

describe('a line that names an item over fields', () => {
  const feature = (...paragraphs: readonly string[]): string =>
    `# Plan\n\n## Feature: Boats\n\n**Story: Row** (5 SP)\nAs a rower, I want a boat.\n\n${paragraphs.join('\n\n')}\n`;
  test.each(['Depends on: Row', 'Priority: High', 'Owner: Ann', 'Effort: 2 SP'])('such as “%s”', (field) => {
    for (const named of ['**Story: Sail**', 'Story: Sail', '**Enabler: Sail**']) {
      const reading = readingOf(feature(`${named}\nAs a sailor, I want a mast.\n${field}`));
      expect(treeOf(reading)).toEqual([
        'FEATURE Boats',
        'STORY Row < Boats',
        `${named.includes('Enabler') ? 'ENABLER' : 'STORY'} Sail < Boats`,
      ]);
    }
    expect(treeOf(readingOf(feature(`**Story: Sail**\n${field}`)))).toHaveLength(3);
  });

  test('says among them where the item above belongs', () => {
    const story = '# Plan\n\n## Feature: Boats\n\n### Row\n\n';
    for (const fields of [
      'Feature: Oars\nOwner: Ann',
      '**Feature: Oars**\n**Owner: Ann**',
      '**Feature:** Oars\nOwner: Ann',
    ])
      expect(treeOf(readingOf(`${story}${fields}\nPoints: 3\n`))).not.toContain('FEATURE Oars');
  });
});

test.each([
  ['Stories for [EP-1] Quiet nights', 'EPIC'],
  ['Historias para [EP-1] Quiet nights', 'EPIC'],
  ['Stories for Feature 2: Quiet nights', 'FEATURE'],
])('the heading of a list names a parent that stands nowhere else: “%s”', (heading, kind) => {
  const reading = readingOf(`# Harbour\n\n## ${heading}\n\n- US-1 Dim the lamps\n`);
  expect(treeOf(reading)).toEqual([`${kind} Quiet nights`, 'STORY Dim the lamps < Quiet nights']);
  expect(itemTitled(reading, 'Quiet nights')).toMatchObject({ warnings: [{ code: 'PARENT_NOT_FOUND' }] });
});

test.each(['· E2 · 5 SP', '| 5 SP | E2', '· Epic E2 · 5 SP', '· Epic: E2 · 5 SP', '| Tides | 5 SP | Ann'])(
  'a cell behind a title that names a known epic is the parent: “%s”',
  (behind) => {
    const reading = readingOf(
      `# Quay\n\n## Epics\n\n- **E1** Berths\n- **E2** Tides\n\n## Sprint 1\n\n- **ST-01** Print a chart ${behind}\n`,
    );
    expect(treeOf(reading).at(-1)).toBe('STORY Print a chart < Tides');
    expect(itemTitled(reading, 'Print a chart').storyPoints).toBe(5);
  },
);
