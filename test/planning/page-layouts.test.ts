import { expect, test } from 'vitest';
import { outcomeOfStorage, read, treeOf } from './reading.ts';

const storage = (text: string) => read(outcomeOfStorage(text));

test('a table without a header whose cells begin with headings lays out the page', () => {
  const reading = storage(
    '<h2>Epic: Ovens</h2><table><tbody><tr><td><h3>Story 1: Bake bread</h3><p>Story points: 5</p></td><td><h3>Story 2: Bake cake</h3><p>Story points: 3</p></td></tr><tr><td><h3>Story 3: Bake pies</h3></td><td /></tr></tbody></table>',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Ovens',
    'STORY Bake bread < Ovens',
    'STORY Bake cake < Ovens',
    'STORY Bake pies < Ovens',
  ]);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 3, null]);
});

const layout = (kind: string, left: string, right: string) =>
  `<ac:layout-section ac:type="${kind}"><ac:layout-cell>${left}</ac:layout-cell><ac:layout-cell>${right}</ac:layout-cell></ac:layout-section>`;

test.each(['two_left_sidebar', 'two_right_sidebar'])(
  'criteria beside a story are its own in a layout of %s',
  (kind) => {
    const reading = storage(
      `<ac:layout>${layout('two_equal', '<h2>Story 1: Bake bread</h2>', '<h3>Acceptance criteria</h3><ul><li>It is brown</li></ul>')}${layout(
        kind,
        '<h2>Story 2: Bake cake</h2><p>As a baker, I want to bake cake.</p>',
        '<p><u>Acceptance criteria</u></p><ul><li>It is sweet</li></ul>',
      )}${layout(
        kind,
        '<h2>Story 3: Bake pies</h2>',
        '<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">Acceptance criteria</ac:parameter><ac:rich-text-body><ul><li>It is hot</li></ul></ac:rich-text-body></ac:structured-macro>',
      )}</ac:layout>`,
    );
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['It is brown'],
      ['It is sweet'],
      ['It is hot'],
    ]);
  },
);

test('criteria in the sidebar of a page of several stories are of none', () => {
  const reading = storage(
    `<ac:layout>${layout('two_right_sidebar', '<h2>Story 1: Bake bread</h2><h2>Story 2: Bake cake</h2>', '<h3>Acceptance criteria</h3><ul><li>It is brown</li></ul>')}</ac:layout>`,
  );
  expect(reading.items.flatMap(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([]);
});

test('a table without a header may lay out stories beside their criteria', () => {
  const row = (number: number, role: string): string =>
    `<tr><td><h3>User Story 3.${number}</h3><p>As a ${role}, I want a berth.</p></td><td><p><strong>Acceptance Criteria:</strong></p><ul><li>It is free</li><li>It is ${role}'s</li></ul></td></tr>`;
  const page = `<h1>Epic 3: Berths</h1><table><tbody>${row(1, 'skipper')}${row(2, 'guest')}</tbody></table>`;
  expect(read(outcomeOfStorage(page)).items.slice(1)).toMatchObject([
    { title: 'As a skipper, I want a berth.', acceptanceCriteria: ['It is free', "It is skipper's"] },
    { title: 'As a guest, I want a berth.', acceptanceCriteria: ['It is free', "It is guest's"] },
  ]);
});
