import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inBoundedTime } from './bounded-time.ts';
import { changesOf, trackedOf } from './edits.ts';

const done = (line: string) => !line.startsWith('UNCHANGED');
const edited = (before: string, after: string) => changesOf(before, after).filter(done);

const apps = `# Two apps

## Epic: Rider app

### Story: Log in
Story points: 3

### Story: Change the language
Story points: 1

### Story: Rate the trip
Story points: 2

## Epic: Driver app

### Story: Log in
Story points: 5

### Story: Change the language
Story points: 2

### Story: Accept a trip
Story points: 8
`;

describe('titles that come twice', () => {
  test.each(['Passenger app', 'Zebra crossing lights'])(
    'a renamed epic takes its stories along: %s',
    (name) => {
      expect(edited(apps, apps.replace('Rider app', name))).toEqual([
        `RENAME [EPIC] Rider app → [EPIC] ${name} title`,
      ]);
    },
  );

  test('and so do two that are renamed at once', () => {
    const renamed = apps
      .replace('Rider app', 'Passenger application')
      .replace('Driver app', 'Chauffeur tool');
    expect(edited(apps, renamed)).toEqual([
      'RENAME [EPIC] Rider app → [EPIC] Passenger application title',
      'RENAME [EPIC] Driver app → [EPIC] Chauffeur tool title',
    ]);
  });

  test('the one that is left over was moved', () => {
    const story = '### Story: Log in\nStory points: 3\n';
    const moved = `${apps.replace(story, '')}\n## Epic: Account\n\n${story}`;
    expect(edited(apps, moved)).toEqual(['CREATE [EPIC] Account', 'REPARENT Log in parentId']);
  });

  test('the one that is left over under its parent is of another kind now', () => {
    expect(edited(apps, apps.replace('Story: Log in\nStory points: 3', 'Enabler: Log in'))).toEqual([
      'UPDATE Log in → [ENABLER] Log in title,labels,estimate',
    ]);
  });

  const table = (...rows: string[]) =>
    `# Plan\n\n## Epic: Pier\n\n| Story | Description | Points |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
  const [map, payment, gate] = [
    'Tests | of the map | 3',
    'Tests | of the payment | 5',
    'Tests | of the gate | 2',
  ];

  test.each([
    ['put in front', [gate, map, payment], ['CREATE Tests']],
    ['turned round', [payment, map], []],
    ['taken away in front', [payment], ['ORPHANED Tests']],
    [
      'put in front, and another edited',
      [gate, `${map.slice(0, -1)}8`, payment],
      ['CREATE Tests', 'UPDATE Tests estimate'],
    ],
    ['edited where they stand', [map.replace('the map', 'a chart'), payment], ['UPDATE Tests description']],
  ])('under one parent are told apart by their texts: %s', (_, rows, expected) => {
    expect(edited(table(map, payment), table(...rows))).toEqual(expected);
  });

  test('ten thousand of them are compared in bounded time', () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `Tests | of part ${n} | ${n % 9}`);
    const before = table(...rows);
    const tracked = trackedOf(before);
    const after = table(...rows.map((row) => row.replace('part', 'piece')).toReversed());
    inBoundedTime(() => changesOf(before, after, tracked));
  });
});

const harbour = `# Epic: Book a mooring

Guests find and pay a place for the night without a call.

## Feature: Find a place

### Story: See free places on the map

As a skipper, I want to see free places, so that I know where to steer.

Acceptance criteria:

- Places free tonight are green
- A place that was just taken turns grey within a minute

### Story: Filter by length and draught

Boats differ a lot in size.

## Feature: Pay the harbour fee

### Story: Pay by card

Story points: 8

Acceptance criteria:

- Paid once
- The receipt comes by mail
`;

describe('parents and children at once', () => {
  const story = (text: string) =>
    text.replace('Story: See free places on the map', 'Story: See free places on a map');
  const feature = (text: string) => text.replace('Find a place', 'Search for berths');
  const epic = (text: string) => text.replace('Book a mooring', 'Harbour guests');
  const titles = {
    epic: 'RENAME [EPIC] Book a mooring → [EPIC] Harbour guests title',
    feature: 'RENAME [FEATURE] Find a place → [FEATURE] Search for berths title',
    story: 'RENAME See free places on the map → See free places on a map title',
  };

  test('a feature and a story below it', () => {
    expect(edited(harbour, feature(story(harbour)))).toEqual([titles.feature, titles.story]);
  });

  test('an epic and a feature', () => {
    expect(edited(harbour, epic(feature(harbour)))).toEqual([titles.epic, titles.feature]);
  });

  test('an epic, a feature and a story', () => {
    expect(edited(harbour, epic(feature(story(harbour))))).toEqual(Object.values(titles));
  });

  test('a feature of one story, with another name altogether', () => {
    expect(edited(harbour, harbour.replace('Pay the harbour fee', 'Money'))).toEqual([
      'RENAME [FEATURE] Pay the harbour fee → [FEATURE] Money title',
    ]);
  });
});

describe('a title in other words', () => {
  const list = (...lines: string[]) =>
    `# Garden\n\n## Epic: Plots\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
  const reserve = 'As a member, I want to reserve a plot so that I can plant.';
  const giveBack = 'As a member, I want to give back a plot so that another can have it.';

  test('a sentence that got a name, and one that lost it', () => {
    const [before, after] = [list(reserve, giveBack), list(`**Reserve a plot**: ${reserve}`, giveBack)];
    expect(edited(before, after)).toEqual([`RENAME ${reserve} → Reserve a plot title,description`]);
    expect(edited(after, before)).toEqual([`RENAME Reserve a plot → ${reserve} title,description`]);
  });

  const titled = (...titles: string[]) =>
    `# Epic: E\n\n${titles.map((title) => `## Story: ${title}\n\n`).join('')}`;

  test.each([
    ['written apart', ['Login', 'Logout'], ['Log in', 'Log out']],
    ['with a hyphen', ['Confirm the email'], ['Confirm the e-mail']],
    ['with a letter put right', ['Register a boot'], ['Register a boat']],
  ])('%s', (_, before, after) => {
    expect(edited(titled(...before), titled(...after))).toEqual(
      before.map((title, at) => `RENAME ${title} → ${after[at]} title`),
    );
  });

  test('a letter makes another thing of two words', () => {
    expect(edited(titled('Add role'), titled('Add rule'))).toEqual(['CREATE Add rule', 'ORPHANED Add role']);
  });

  test('of two that are as near, the one with the same points', () => {
    const before = '# Epic: E\n\n## Story: Export the report as PDF\n\nPoints: 3\n';
    const after =
      '# Epic: E\n\n## Story: Export the big report as PDF\n\nPoints: 8\n\n## Story: Export the small report as PDF\n\nPoints: 3\n';
    expect(edited(before, after)).toEqual([
      'CREATE Export the big report as PDF',
      'RENAME Export the report as PDF → Export the small report as PDF title',
    ]);
  });

  test('and under another parent, where the text is the same', () => {
    const card = harbour.slice(harbour.indexOf('### Story: Pay by card'));
    const moved = harbour
      .replace(card, '')
      .replace('## Feature: Pay', `${card.replace('by card', 'by credit card')}\n## Feature: Pay`);
    expect(edited(harbour, moved)).toEqual(['RENAME Pay by card → Pay by credit card title,parentId']);
    const other = moved.replace('Pay by credit card', 'Show the tide table');
    expect(edited(harbour, other)).toEqual(['CREATE Show the tide table', 'ORPHANED Pay by card']);
  });
});

const verbs = ['Pay', 'Print', 'Search', 'Export', 'Share', 'Archive'];
const objects = ['invoices', 'labels', 'guests', 'moorings', 'tickets', 'reports'];
const story = fc.record({ verb: fc.constantFrom(...verbs), object: fc.constantFrom(...objects) });
const feature = fc.record({ stories: fc.array(story, { minLength: 1, maxLength: 4 }), own: fc.nat(99) });

test('a parent with another name changes no child, whatever else is called alike', () => {
  const features = fc.array(feature, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(features, fc.nat(), (all, nth) => {
      const renamed = nth % all.length;
      const text = (name: (at: number) => string) =>
        `# Epic: E\n\n${all
          .map(({ stories }, at) => {
            const own = `### Story: Reach goal ${word(at)}\n\n`;
            const named = [...new Set(stories.map(({ verb, object }) => `${verb} ${object}`))];
            const below = named.map(
              (title, place) => `### Story: ${title}\n\nPart ${word(at)} of it.\n\nPoints: ${place + 1}\n\n`,
            );
            return `## Feature: ${name(at)}\n\n${own}${below.join('')}`;
          })
          .join('')}`;
      const before = text((at) => `Area ${word(at)}`);
      const after = text((at) => (at === renamed ? 'Something else entirely' : `Area ${word(at)}`));
      expect(edited(before, after).map((line) => line.split(' ')[0])).toEqual(['RENAME']);
    }),
    { numRuns: 60 },
  );
});

function word(n: number): string {
  return ['alder', 'birch', 'cedar', 'elm', 'fir'][n] ?? 'oak';
}
