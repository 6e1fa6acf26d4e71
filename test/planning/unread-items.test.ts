import { describe, expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const plan = '# Epic: Dock\n\n## US-1: Moor\n\nText.\n\n## US-2: Refuel\n\nText.\n\n';

const moor = 'As a sailor, I want to moor at night, so that I sleep.';
const fuel = 'As a sailor, I want to refuel at sea, so that I sail on.';

function warned(text: string): readonly string[] {
  return readingOf(plan + text).warnings.flatMap(({ code, message }) =>
    code === 'ITEMS_NOT_READ' ? message : [],
  );
}

function headed(heading: string, keys: readonly string[]): string {
  return `# ${heading}\n\n${keys.map((key) => `## ${key} Lend boat ${key}\n\nText.\n\n`).join('')}`;
}

function rows(...names: readonly string[]): string {
  return `# Next year\n\n| What | Who |\n|---|---|\n${names.map((name) => `| ${name} | Ann |\n`).join('')}`;
}

describe('what looks like an item and is none is told of once', () => {
  test.each([
    ['a line of text with a key of the items’ series', 'US-7 Dock early\n\nAt dawn.\n', '“US-7 Dock early”'],
    [
      'an entry with such a key',
      'We may do:\n\n1. Rest\n2. **US-7: Dock early** — TBD\n',
      '“US-7: Dock early — TBD”',
    ],
    ['a box with such a key', 'We may do:\n\n- [ ] Rest\n- [x] US-7 Dock early\n', '“US-7 Dock early”'],
    ['a row with such a key', rows('US-7 Dock early', 'Rest'), '“US-7 Dock early”'],
    ['rows with keys that say a kind', rows('EPIC-7 Row', 'EPIC-8 Sail'), '“EPIC-7 Row”, “EPIC-8 Sail”'],
    ['entries with points', '# The harbour\n\n- Renew (3 points)\n- Pay (5 points)\n', '2 lines look like'],
    [
      'stories in code below bold names',
      `# Next year\n\n**Moor**\n\n~~~\n${moor}\n~~~\n\n**Refuel**\n\n    ${fuel}\n`,
      `“${moor}”`,
    ],
    ['headings with keys of one project', headed('Work', ['AB-1', 'AB-2', 'AB-3']), '“AB-1 Lend boat AB-1”'],
    [
      'sentences in the text of an epic',
      `# Epic: Pier\n\nWe learned: ${moor}\n\nLater (${fuel})\n\nAnn says so. ${fuel}\n`,
      '2 lines look like',
    ],
    [
      'sentences in a table',
      `# Epic: Pier\n\n| Field | Value |\n|---|---|\n| Goal | Rest |\n| Thoughts | ${moor}<br>${fuel} |\n`,
      '2 lines look like',
    ],
    [
      'a row of a requirement among stories',
      '# Next\n\n| ID | Title | Points |\n|---|---|---|\n| S-1 | Row | 3 |\n| S-2 | Sail | 3 |\n| R-3 | Rest | 5 |\n',
      '“R-3 Rest”',
    ],
    [
      'an entry among others that are items',
      '# Next year\n\n- US-3: Pay\n- US-4: Leave\n- Rest at noon\n',
      '“Rest at noon”',
    ],
    [
      'a heading over points among stories',
      '# Epic: Pier\n\n## Story 3: Light\n\nPoints: 1\n\n## Do we need a crane?\n\nPoints: 8\n',
      '“Do we need a crane?”',
    ],
    ['places of several kinds', `US-7 Row\n\n${rows('US-8 Pay')}`, '“US-8 Pay”, “US-7 Row”'],
  ])('%s', (_what, text, quoted) => {
    expect(warned(text)).toEqual([expect.stringContaining(quoted)]);
  });

  test.each([
    ['a line of text that speaks of an item', 'See US-7 Dock\nUS-7 is done\nUS-7\n'],
    ['a line of text with the key of another series', 'AC-7 Dock early\n'],
    ['a key or a title that an item has', `US-1 Moor again\n\n${rows('US-7 Refuel')}`],
    ['one row with a key that says a kind', rows('EPIC-7 Dock', 'Rest')],
    ['entries without points', '# Next year\n\n- Renew a card\n- Pay a fine\n'],
    ['what says how much points are', '# How we guess\n\n- 1 point: small\n- 2 points: larger\n'],
    ['two headings with keys of one project', headed('Work', ['AB-1', 'AB-2'])],
    ['headings with keys of several projects', headed('Work', ['AB-1', 'CD-1', 'EF-1'])],
    ['what stands beside the plan', headed('Risks', ['AB-1', 'AB-2', 'AB-3'])],
    ['what is not planned', '# Out of scope\n\n- Renew (3 points)\n- Pay (5 points)\n'],
    [
      'what begins the sentences of stories',
      '# User stories\n\nAs a sailor, I can:\n\n- moor\n\nAs a guest, I can:\n\n- swim\n',
    ],
    ['the sentence of an epic', `# Epic: Pier\n\nWe learned: ${moor}\n`],
    ['sentences within a story', `## US-8: Pier\n\nWe learned: ${moor}\n\nWe learned: ${fuel}\n`],
    ['sentences beside the plan', `# Personas\n\nAnn: ${moor}\n\nBob: ${fuel}\n`],
    [
      'sentences that stories tell',
      `# Epic: Pier\n\nWe learned: ${moor}\n\nBob says: ${fuel}\n\n## US-8: Night\n\n${moor}\n\n## US-9: Sea\n\n${fuel}\n`,
    ],
    ['entries of which fewer are items', '# Next year\n\n- US-3: Pay\n- Rest at noon\n- Row\n- Sail\n'],
    ['a sum among items', '# Next year\n\n- US-3: Pay\n- US-4: Leave\n- Total: 2 stories\n'],
    [
      'an entry that describes what holds the list',
      '## US-8: Pier\n\nText.\n\n# Epic: Sea\n\n- US-3: Pay\n- US-4: Leave\n- Rest at noon\n',
    ],
    ['what is read', headed('Stories', ['AB-1', 'AB-2', 'AB-3'])],
  ])('but not %s', (_what, text) => {
    expect(warned(text)).toEqual([]);
  });
});

test('an entry with points among such is one of them though it begins with a word of planning', () => {
  const reading = readingOf(
    '# Pier\n\n## Epic: Mooring\n\n1. Book a berth (5 points)\n2. Release unsold berths 30 days before (3 points)\n3. Pay at the pump (8 points)\n',
  );
  expect(reading.items.map(({ title }) => title)).toContain('Release unsold berths 30 days before');
});

test('points below a heading that is no item are not those of the epic around it', () => {
  const reading = readingOf(
    '# Plan\n\n## Epic 1: Pier\n\n### Story 1.1: Light\n\nPoints: 1\n\n### Do we need a crane?\n\nPoints: 8\nStatus: blocked\n\n### Story 1.2: Bell\n',
  );
  expect(reading.items).toMatchObject([
    { title: 'Pier', storyPoints: null, status: null, description: expect.stringContaining('Points: 8') },
    { title: 'Light', storyPoints: 1 },
    { title: 'Bell' },
  ]);
  const own = readingOf('# Plan\n\n## Epic 1: Pier\n\n### How large?\n\nPoints: 8\n\n- Story: Light\n');
  expect(own.items[0]).toMatchObject({ title: 'Pier', storyPoints: 8 });
});
