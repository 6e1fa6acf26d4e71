import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read } from './reading.ts';

const macro = (text: string, colour = 'Green') =>
  `<ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">${colour}</ac:parameter><ac:parameter ac:name="title">${text}</ac:parameter></ac:structured-macro>`;
/** Text in which `[[HIGH]]` stands for a status macro. */
const page = (text: string) => text.replace(/\[\[(.+?)\]\]/g, (_whole, title: string) => macro(title));
const readingOf = (text: string) => read(outcomeOfStorage(page(text)));
const story = (body: string) =>
  itemTitled(readingOf(`<h1>Epic 1: Shop</h1><h2>Story 1.1: Pay</h2>${body}<h2>Story 1.2: Ship</h2>`), 'Pay');

describe('status macros', () => {
  test.each([
    [
      'a bold label',
      '<p><strong>Priority:</strong> [[High]]</p><p><strong>Status:</strong> [[In progress]]</p>',
    ],
    ['a label without a colon', '<p><strong>Priority</strong> [[HIGH]]</p><p>Status [[In progress]]</p>'],
    ['one line', '<p>Status: [[In progress]] Priority: [[High]]</p>'],
    ['one line, divided', '<p>Status: [[In progress]] | Priority: [[High]]</p>'],
    ['entries', '<ul><li>Priority: [[High]]</li><li>Status: [[In progress]]</li></ul>'],
    [
      'German entries',
      '<ul><li>Priorität: [[hoch]]</li><li><strong>Status:</strong> [[In progress]]</li></ul>',
    ],
    ['macros alone', '<p>[[In progress]] [[HIGH]]</p>'],
    ['macros in an entry', '<ul><li>[[In progress]]</li><li>[[Prio: high]]</li></ul>'],
    [
      'a key-value table',
      '<table><tbody><tr><th>Priority</th><td>[[High]]</td></tr><tr><th>Status</th><td><p>[[In progress]]</p></td></tr></tbody></table>',
    ],
    [
      'a row of fields',
      '<table><tbody><tr><th>Priority</th><th>Status</th></tr><tr><td>[[High]]</td><td>[[In progress]]</td></tr></tbody></table>',
    ],
    ['what follows headings', '<p>Status: [[In progress]]</p><h3>Priority</h3><p>[[HIGH]]</p>'],
  ])('give fields in %s', (_name, body) => {
    expect(story(body)).toMatchObject({
      priority: 2,
      status: 'In progress',
      description: '',
      attributes: {},
    });
  });

  test('leave what follows them where it is', () => {
    expect(story('<p>Points: [[8]]</p><p>As a user I want to pay, so that I can go.</p>')).toMatchObject({
      storyPoints: 8,
      attributes: {},
      description: 'As a user I want to pay, so that I can go.',
    });
  });

  test.each([
    '<h2>Story: Return goods [[MUST]] [[5 SP]] [[In review]]</h2>',
    '<h2>[[P0]] Story: Return goods [[In review]] [[5 points]]</h2>',
    '<h2>Story: [[Must]] Return goods [[5 SP]] [[In review]]</h2>',
    '<h2>Stories</h2><ul><li>Return goods [[In review]] [[MUST]] [[5 SP]]</li></ul>',
    '<table><tbody><tr><th>User story</th><th>Note</th></tr><tr><td>Return goods [[MUST]] [[In review]] [[5 SP]]</td><td>x</td></tr><tr><td>Swap</td><td>y</td></tr></tbody></table>',
  ])('beside a title say what they are: %s', (markup) => {
    const item = itemTitled(readingOf(`<h1>Epic: Shop</h1>${markup}`), 'Return goods');
    expect(item).toMatchObject({ storyPoints: 5, status: 'In review' });
    expect(item.priority).toBe(1);
  });

  test('alone under an epic are of the epic, unless they are a legend', () => {
    const epic = (line: string) =>
      itemTitled(readingOf(`<h1>Epic: Shop</h1>${line}<h2>Story: Pay</h2><h2>Story: Ship</h2>`), 'Shop');
    expect(epic('<p>[[On track]] [[HIGH]]</p>')).toMatchObject({ status: 'On track', priority: 2 });
    expect(epic('<p>[[To do]] [[In progress]] [[Done]]</p>')).toMatchObject({
      status: null,
      description: '`To do` `In progress` `Done`',
    });
  });

  test('in a title’s label or in criteria are no value', () => {
    const item = story('<p><strong>Acceptance criteria</strong> [[DRAFT]]</p><ul><li>Card works</li></ul>');
    expect(item.acceptanceCriteria).toEqual(['Card works']);
  });

  test('in a column come before what explains them', () => {
    const reading = readingOf(
      '<table><tbody><tr><th>Story</th><th>Priority</th><th>Status</th></tr><tr><td>Pay</td><td>[[HIGH]] by law</td><td>[[In progress]] since May</td></tr><tr><td>Ship</td><td>[[LOW]]</td><td>[[To do]]</td></tr></tbody></table>',
    );
    expect(itemTitled(reading, 'Pay')).toMatchObject({ priority: 2, status: 'In progress' });
    expect(itemTitled(reading, 'Ship')).toMatchObject({ priority: 4, status: 'To do' });
  });
});

test('a legend of macros that name kinds holds no items', () => {
  const legend =
    '<p>Sorted by rank. Colours: [[EPIC]] [[ENABLER]]</p><ul><li>[[EPIC]] what takes a year</li></ul>';
  const reading = readingOf(`${legend}<h2>Story HB-1: Pay</h2><p>See the page of the [[EPIC]]</p>`);
  expect(reading.items.map(({ title }) => title)).toEqual(['Pay']);
});

test.each([
  ['HB-9 [[Epic]] Berths', 'HB-10 [[Story]] Pay [[3 SP]]'],
  ['[[EPIC]] HB-9 Berths', '[[STORY]] HB-10 Pay [[3 SP]]'],
  ['[[EPIC]] HB-9 Berths', '<strong>[[STORY]] HB-10 Pay</strong> [[3 SP]]'],
  ['HB-9 Berths [[EPIC]]', '<strong>HB-10 Pay</strong> [[3 SP]] [[STORY]]'],
  ['[[In progress]] [[EPIC]] HB-9 Berths', '[[STORY]] [[3 SP]] <strong>HB-10 Pay</strong>'],
])('a macro that names a kind beside a title is its mark: “%s”, “%s”', (epic, item) => {
  const reading = readingOf(`<h2>${epic}</h2><p>Text.</p><ul><li><p>${item}</p></li></ul>`);
  expect(reading.items).toMatchObject([
    { kind: 'EPIC', key: 'HB-9', title: 'Berths' },
    { kind: 'STORY', key: 'HB-10', title: 'Pay', storyPoints: 3 },
  ]);
});
