import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('a name in front of a sentence in a cell', () => {
  test.each(['User story', 'Was wir bauen', 'Product backlog (user stories)'])(
    'is the title under “%s”',
    (header) => {
      const reading = readingOf(
        `| ${header} | Priority |\n|---|---|\n| 1. Reserve: As a rower, I want to reserve a boat. | 3 |\n| 2. **Return** – As a rower, I want to bring it back. | 4 |\n`,
      );
      expect(treeOf(reading)).toEqual(['STORY Reserve', 'STORY Return']);
      expect(itemTitled(reading, 'Reserve').description).toBe('As a rower, I want to reserve a boat.');
    },
  );

  test('tells no story where it is of somebody who says something', () => {
    const said = '| Guest | Said |\n|---|---|\n| 1 | Ann: I want to pay |\n| 2 | Bo: I want to leave |\n';
    expect(outcomeOf(said)).toMatchObject({ fault: 'NO_ITEMS' });
  });
});

describe('a column that is called as the heading above', () => {
  const rows = '|---|---|---|---|\n| "All members want to row" | It is fun | 3 | 2 |\n';
  test('has the titles, whatever stands beside it', () => {
    const table = `| User story | Desire and more | Front value | Back value |\n${rows}`;
    expect(treeOf(readingOf(`# User stories\n\n${table}`))).toEqual(['STORY All members want to row']);
    expect(outcomeOf(`# Club\n\n${table}`)).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test('has none where it counts or holds keys', () => {
    const table = '| User story | Ann | Bo | Cy |\n|---|---|---|---|\n| US-1 | x | | x |\n';
    expect(outcomeOf(`# User stories\n\n${table}`)).toMatchObject({ fault: 'NO_ITEMS' });
  });
});

test.each([
  ['As a rower, I would like to be able to | so that', 'reserve a boat', 'I can row'],
  ['En tant que rameur, je veux | afin que', 'réserver un bateau', 'je puisse ramer'],
])('each row goes on with the sentence that its columns begin: %s', (header, want, benefit) => {
  const reading = readingOf(`# Club\n\n| ${header} |\n|---|---|\n| ${want} | ${benefit} |\n`);
  expect(treeOf(reading)).toEqual([`STORY ${want}`]);
  const [begin, link] = header.split(' | ');
  expect(itemTitled(reading, want).description).toBe(`${begin} ${want}, ${link} ${benefit}`);
});

test.each([
  'Satisfaction criteria',
  'Criteria of Satisfaction',
  'Conditions of satisfaction',
  'Zufriedenheitskriterien',
  'Critères de satisfaction',
  'Criterios de satisfacción',
  'Critérios de satisfação',
  'Criteri di soddisfazione',
  'Tevredenheidscriteria',
  'Kryteria satysfakcji',
  'Критерии удовлетворённости',
  'Memnuniyet kriterleri',
  'Tiêu chí hài lòng',
  '满意标准',
  '満足基準',
  '만족 기준',
])('“%s” are criteria', (label) => {
  const reading = readingOf(`# Story: Row\n\n## ${label}\n\n- A boat is free\n`);
  expect(reading.items[0]?.acceptanceCriteria).toEqual(['A boat is free']);
});

test.each([
  [
    'an expand around them',
    'Acceptance criteria',
    '<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">Acceptance criteria</ac:parameter><ac:rich-text-body><ul><li>It floats</li><li>It moves</li></ul></ac:rich-text-body></ac:structured-macro>',
  ],
  [
    'a label before them',
    'Details',
    '<p><strong>Acceptance criteria</strong></p><ul><li>It floats</li><li>It moves</li></ul>',
  ],
])('criteria in a cell are read with %s', (_name, column, cell) => {
  const reading = read(
    outcomeOfStorage(
      `<table><tbody><tr><th>User story</th><th>${column}</th><th>SP</th></tr><tr><td><h4>Row</h4><p>As a rower, I want to row.</p></td><td>${cell}</td><td>5</td></tr></tbody></table>`,
    ),
  );
  expect(reading.items[0]).toMatchObject({ title: 'Row', acceptanceCriteria: ['It floats', 'It moves'] });
});
