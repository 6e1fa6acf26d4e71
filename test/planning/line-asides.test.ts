import { expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { itemTitled, outcomeOfStorage, read } from './reading.ts';

const jira = (key: string): string =>
  `<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">${key}</ac:parameter></ac:structured-macro>`;
const date = '<time datetime="2026-02-03" />';

const listOf = (...entries: readonly string[]): Reading =>
  read(
    outcomeOfStorage(
      `<h2>Feature: Recipes</h2><ul>${entries.map((entry) => `<li><p>${entry}</p></li>`).join('')}</ul>`,
    ),
  );

test.each([
  `Story: Trade (8 SP) ${jira('TIDE-8')}`,
  `Story: Trade ${jira('TIDE-8')} (8 SP)`,
  `Story: ${jira('TIDE-8')} Trade (8 SP)`,
  `${jira('TIDE-8')} Story: Trade (8 SP)`,
])('a link to an issue beside a title is the key of the item: %s', (entry) => {
  expect(itemTitled(listOf(entry), 'Trade')).toMatchObject({ kind: 'STORY', key: 'TIDE-8', storyPoints: 8 });
});

test('it leaves the item a key of its own', () => {
  expect(itemTitled(listOf(`US-7: Trade ${jira('TIDE-8')}`), 'Trade')).toMatchObject({ key: 'US-7' });
});

test('a date behind a title says when it is due', () => {
  expect(itemTitled(listOf(`Story: Trade (2 SP) ${date}`), 'Trade')).toMatchObject({
    storyPoints: 2,
    attributes: { Due: '2026-02-03' },
  });
});

test('in a heading as well, and a sentence keeps what it speaks of', () => {
  const reading = read(
    outcomeOfStorage(
      `<h2>Story: Sign out ${jira('AB-2')}</h2><h3>Acceptance criteria</h3><ul><li>It works as ${jira('AB-7')}</li></ul><h2>Story: Follow ${jira('AB-3')} by ${date}</h2>`,
    ),
  );
  expect(reading.items).toMatchObject([
    { title: 'Sign out', key: 'AB-2', acceptanceCriteria: ['It works as AB-7'] },
    { title: 'Follow AB-3 by 2026-02-03', key: null },
  ]);
});
