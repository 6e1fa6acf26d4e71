import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read } from './reading.ts';

const table = (...rows: readonly (readonly string[])[]) =>
  `<table><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`;
const story = (body: string) =>
  itemTitled(
    read(outcomeOfStorage(`<h1>Epic: Shop</h1><h2>Story: Pay</h2>${body}<h2>Story: Ship</h2>`)),
    'Pay',
  );

describe('tables of one item’s fields', () => {
  test.each([
    ['one row', table(['Priority', 'MUST', 'Points', '5'])],
    ['two rows', table(['Priorität', 'muss', 'Story Points', '5'], ['Team', 'Blue', 'Owner', 'Anna'])],
  ])('are read where two stand in %s', (_name, markup) => {
    expect(story(markup)).toMatchObject({ priority: 1, storyPoints: 5, description: '' });
  });

  test('have no field in their header, whatever the column of values is called', () => {
    const { attributes, storyPoints } = story(table(['字段名', '填什么'], ['故事点', '5'], ['优先级', 'P0']));
    expect([attributes, storyPoints]).toEqual([{}, 5]);
  });

  test('give the story’s sentence, its requirements and its key to it', () => {
    const told = story(
      table(
        ['用户故事ID', 'ZF-01'],
        ['用户故事', '作为顾客，我需要刷卡付款，以便快速离开'],
        ['功能需求', '读卡，确认金额'],
        ['优先级', 'P0'],
        ['故事点', '5'],
      ),
    );
    expect(told).toMatchObject({ key: 'ZF-01', attributes: {}, storyPoints: 5 });
    expect(told.description).toBe('作为顾客，我需要刷卡付款，以便快速离开\n\n**功能需求**\n读卡，确认金额');
  });

  test('are none where names stand below names', () => {
    expect(
      story(table(['Priority', 'Points', 'Status', 'Owner'], ['High', '3', 'Done', 'Anna'])),
    ).toMatchObject({
      priority: 2,
      storyPoints: 3,
      status: 'Done',
    });
  });

  test.each([
    ['AC1', 'AC2'],
    ['1.', '2.'],
    ['AK-1', 'AK-2'],
  ])('numbered by “%s” in a cell give a criterion per row', (first, second) => {
    const inner = table([first, 'Card works'], [second, 'Cash works']);
    const markup = table(['User story', 'Acceptance criteria'], ['Pay', inner], ['Ship', 'x']);
    const reading = read(outcomeOfStorage(`<h1>Epic: Shop</h1>${markup}`));
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Card works', 'Cash works']);
  });

  test('with a header in a cell give a criterion per row below it', () => {
    const inner = table(['No.', 'Criterion'], ['1', 'Card works'], ['2', 'Cash works']);
    expect(story(`<p><strong>Acceptance criteria</strong></p>${inner}`).acceptanceCriteria).toEqual([
      'Card works',
      'Cash works',
    ]);
  });
});
