import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { readPlan } from '../../src/planning/read-plan.ts';
import { itemTitled, organizationId, outcomeOf, read, readingOf, treeOf } from './reading.ts';

const sections = `Guests give up when the form asks twice.

**Priority:** High

## Why

Half of the bookings end here.

## Acceptance criteria

- A guest books with three taps
- The form works without a mouse

## User stories

1. Choose a room (3 points)
2. Pay a deposit (5 points)

## Out of scope

- Groups of more than nine
`;

describe('a document whose title names an epic or a feature', () => {
  test.each([
    ['Epic: Booking', 'EPIC'],
    ['[Feature] Booking', 'FEATURE'],
    ['Fonctionnalité : Booking', 'FEATURE'],
    ['エピック: Booking', 'EPIC'],
  ])('gives “%s” what stands under no other item', (title, kind) => {
    const reading = readingOf(sections, title);
    const item = itemTitled(reading, 'Booking');
    expect(item).toMatchObject({
      kind,
      priority: 2,
      acceptanceCriteria: ['A guest books with three taps', 'The form works without a mouse'],
    });
    expect(item.description).toBe(
      'Guests give up when the form asks twice.\n\n## Why\n\nHalf of the bookings end here.\n\n## Out of scope\n\n- Groups of more than nine',
    );
    expect(treeOf(reading).slice(1)).toEqual([
      'STORY Choose a room < Booking',
      'STORY Pay a deposit < Booking',
    ]);
    expect(reading.warnings).toEqual([]);
  });

  test('is read as below a heading that names the same', () => {
    const partsOf = (reading: Reading) =>
      reading.items.map(({ title, description, priority, acceptanceCriteria }) => ({
        title,
        description,
        priority,
        acceptanceCriteria,
      }));
    const headed = readingOf(`# Epic: Booking\n\n${sections}`);
    expect(partsOf(readingOf(sections, 'Epic: Booking'))).toEqual(partsOf(headed));
  });

  test('gives it the properties at the top of the page and the criteria behind a bold label', () => {
    const outcome = readPlan(
      {
        notation: 'CONFLUENCE_STORAGE',
        text: `<ac:structured-macro ac:name="details"><ac:rich-text-body><table><tbody>
          <tr><th>Status</th><td>In Arbeit</td></tr><tr><th>Priorität</th><td>Niedrig</td></tr>
          <tr><th>Verantwortlich</th><td>Mara Vogt</td></tr></tbody></table></ac:rich-text-body></ac:structured-macro>
          <p>Weniger Anrufe in der Praxis.</p>
          <p><strong>Akzeptanzkriterien</strong></p><ul><li>Läuft auf dem Handy</li></ul>
          <h2>User Storys</h2><ul><li>Termin absagen (2 Punkte)</li></ul>`,
      },
      { organizationId, documentKey: 'document', title: 'Epic: Online-Kalender' },
    );
    const item = itemTitled(read(outcome), 'Online-Kalender');
    expect(item).toMatchObject({
      description: 'Weniger Anrufe in der Praxis.',
      priority: 4,
      status: 'In Arbeit',
      acceptanceCriteria: ['Läuft auf dem Handy'],
    });
    expect(item.attributes).toMatchObject({ Verantwortlich: 'Mara Vogt' });
  });

  test('takes a line that names its epic for its parent', () => {
    const text = '**Epic:** Onboarding\n\n## Stories\n\n- Invite a friend\n';
    expect(treeOf(readingOf(text, 'Feature: Invitations'))).toEqual([
      'FEATURE Invitations',
      'STORY Invite a friend < Invitations',
    ]);
  });

  test('tells its wish in a sentence, and is no story for that', () => {
    const text =
      'As a guest, I want to book a room so that I have a bed.\n\n## Story: Choose a room\n\n## Story: Pay\n';
    expect(treeOf(readingOf(text, 'Feature: Booking'))).toEqual([
      'FEATURE Booking',
      'STORY Choose a room < Booking',
      'STORY Pay < Booking',
    ]);
  });

  test('gives it nothing where others of its kind stand in the document', () => {
    const text =
      'About the year.\n\n## Epic: Rooms\n\nRooms.\n\n## Epic: Meals\n\n- Story: Order breakfast\n';
    const reading = readingOf(text, 'Epic: Hotel');
    expect(treeOf(reading)).toEqual([
      'EPIC Hotel',
      'EPIC Rooms',
      'EPIC Meals',
      'STORY Order breakfast < Meals',
    ]);
    expect(itemTitled(reading, 'Hotel').description).toBe('');
  });

  test('leaves to an outline what it lists', () => {
    const text = `Why we do it.\n\n## Rooms\n\n- [ ] List the rooms\n- [ ] Show a photo\n\n## Meals\n\n- [ ] Order breakfast\n- [ ] Choose a table\n`;
    const reading = readingOf(text, 'Epic: Hotel');
    expect(treeOf(reading).slice(0, 3)).toEqual([
      'EPIC Hotel',
      'FEATURE Rooms < Hotel',
      'STORY List the rooms < Rooms',
    ]);
    expect(itemTitled(reading, 'Hotel').description).not.toContain('List the rooms');
  });

  test('is none where the title is a form to be filled in', () => {
    expect(outcomeOf('Some text.', 'Epic: <name of the epic>')).toMatchObject({ fault: 'NO_ITEMS' });
  });
});

describe('a marked heading over others on its own level', () => {
  const text = (opening: string): string =>
    `## ${opening}\n\n## Goal\n\nGo home happy\n\n## User stories\n\n- As a guest, I want to pay\n- As a guest, I want to leave\n\n## Acceptance criteria\n\n- It is paid\n`;

  test('is the item that the document is about', () => {
    const reading = readingOf(text('Feature: Checkout'));
    expect(treeOf(reading)).toEqual([
      'FEATURE Checkout',
      'STORY As a guest, I want to pay < Checkout',
      'STORY As a guest, I want to leave < Checkout',
    ]);
    expect(itemTitled(reading, 'Checkout').acceptanceCriteria).toEqual(['It is paid']);
  });

  test('is one of several where another is marked', () => {
    const reading = readingOf(`${text('Feature: Checkout')}\n## Feature: Search\n`);
    expect(treeOf(reading)).toContain('STORY As a guest, I want to pay');
  });
});

test.each(['User stories', 'Historias de usuario', 'Backlog: user stories'])(
  'a document that is only a list holds what its title says: %s',
  (title) => {
    const reading = readingOf('- Row the boat\n- Steer it\n', title);
    expect(treeOf(reading)).toEqual(['STORY Row the boat', 'STORY Steer it']);
  },
);

describe('the title of a page without a heading above the others', () => {
  const table =
    '| Name | Short text | Priority |\n|---|---|---|\n| Row the boat | x | Must |\n| Steer it | y | Should |\n';

  test.each(['Product backlog – Workshop 1', 'User stories of spring'])(
    'heads the table right below it: %s',
    (title) => {
      expect(treeOf(readingOf(`${table}\n## Priorities\n\nText.\n`, title))).toEqual([
        'STORY Row the boat',
        'STORY Steer it',
      ]);
    },
  );

  test('heads nothing behind the first heading', () => {
    const text = '- Made by Ann\n- In spring\n\n## Story: Row the boat\n\n## Wind\n\n- North\n- South\n';
    expect(treeOf(readingOf(`- Made by Ann\n\n${text}`, 'Product backlog'))).not.toContain('STORY North');
  });

  test('is no item', () => {
    const text = `${table}\n## Story: Sail\n`;
    expect(treeOf(readingOf(text, 'Product backlog: Boats'))).not.toContain('FEATURE Product backlog: Boats');
  });
});
