import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const plan = '# Board\n\n## Checkout\n\n- Story: Pay by card\n';

describe('a heading beside a feature', () => {
  test.each([
    'Done in October',
    'Stretch, if we get to it',
    'Nice to have, if time permits',
    'Postponed to next year',
    'Postponed until the harbour is dredged',
    'Maybe',
    'Deferred / later',
    'Delivered near-term',
    'Already done ✅',
    '3. Not ready',
    'Too big',
    'To be split',
    'Needs input: legal',
    'Discussed',
    'Nicht bereit',
    'Zu groß',
    'Trop grosses',
    'Demasiado grandes',
    'Won’t (just now)',
    'Bereits erledigt',
    'Vielleicht',
    'Verschoben auf 2027',
    'Reporté à 2027',
    'Отложено до 2027',
  ])('is none where it says how the stories below stand: “%s”', (heading) => {
    expect(treeOf(readingOf(`${plan}\n## ${heading}\n\n- Story: Refund an order\n`))).toEqual([
      'FEATURE Checkout',
      'STORY Pay by card < Checkout',
      'STORY Refund an order',
    ]);
  });

  test.each([
    'Removed from scope',
    'Rejected',
    'Rejected stories',
    'Withdrawn, for now',
    'Won’t do',
    'Not in this PI',
    'Abgelehnt',
    'Usunięte z zakresu',
    'スコープから除外',
  ])('takes what stands below it out of the plan: “%s”', (heading) => {
    expect(treeOf(readingOf(`${plan}\n## ${heading}\n\n- Story: Refund an order\n`))).toEqual([
      'FEATURE Checkout',
      'STORY Pay by card < Checkout',
    ]);
  });

  test.each([
    'Deliveries',
    'Open day',
    'Delivered goods',
    'Rejected payments',
    'Removed luggage',
    'Discussed wines',
    'High water, low water',
  ])('is one as well where it names a piece of the product: “%s”', (heading) => {
    expect(treeOf(readingOf(`${plan}\n## ${heading}\n\n- Story: Refund an order\n`))).toContain(
      `STORY Refund an order < ${heading}`,
    );
  });
});

test('an item that is struck through is one, with a warning', () => {
  const { items } = readingOf('# Epic: Shop\n\n- Story: Pay by card\n- ~~Story: Pay in coins~~\n');
  expect(items.map(({ title, warnings }) => [title, ...warnings.map(({ code }) => code)])).toEqual([
    ['Shop'],
    ['Pay by card'],
    ['Pay in coins', 'STRUCK_THROUGH'],
  ]);
});
