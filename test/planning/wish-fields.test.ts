import { expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

test.each([
  [
    '**As a:** guest\n**I want:** to pay by card\n**So that:** I am done',
    'As a guest, I want to pay by card, so that I am done',
  ],
  ['- Actor: guest\n- I want: to pay by card', 'As a guest, I want to pay by card'],
  [
    '**As an:** admin\n\n**I want to:** pay by card\n\n**So that:** I am done',
    'As an admin, I want to pay by card, so that I am done',
  ],
  [
    '**Als:** Gast\n**Möchte ich:** mit Karte zahlen\n**Damit:** ich fertig bin',
    'Als Gast möchte ich mit Karte zahlen, damit ich fertig bin',
  ],
  ['- Como: cliente\n- Quiero: pagar\n- Para que: termine', 'Como cliente, quiero pagar, para que termine'],
])('fields that are the parts of a sentence make it: “%s”', (fields, sentence) => {
  const text = `# Shop\n\n## Epic: Orders\n\n### Story 1: Pay\n\n${fields}\n\n**Priority:** High\n`;
  expect(itemTitled(readingOf(text), 'Pay')).toMatchObject({
    description: sentence,
    priority: 2,
    attributes: {},
  });
  const untitled = text.replace('Story 1: Pay', 'US-1');
  expect(readingOf(untitled).items[1]).toMatchObject({ key: 'US-1', title: sentence });
});

test('who wants something is no sentence alone', () => {
  const text = '# Shop\n\n### Story 1: Pay\n\nActor: guest\n\nGuests pay by card.\n';
  expect(itemTitled(readingOf(text), 'Pay')).toMatchObject({
    description: 'Guests pay by card.',
    attributes: { Actor: 'guest' },
  });
});
