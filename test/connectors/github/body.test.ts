import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, numbersIn, readBody, writeBody } from '../../../src/connectors/github/body.ts';

const marks = fc.uuid().map((id) => `issue:iss_${id}`);
const quotes = fc.constantFrom(
  '<!-- countersign:issue:iss_x -->',
  '<!-- countersign-list -->\n- [ ] #7\n<!-- /countersign-list -->',
  '<!-- countersign-list -->',
  '- [ ] #3',
  '\n\n',
);
/** Texts of documents, some of which quote what we write beside them. */
const texts = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), quotes), { maxLength: 5 })
  .map((parts) => parts.join('').replaceAll('\r', '').trimEnd());
const lists = fc
  .uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 })
  .map((numbers) => numbers.map(entryOf));

test('a body gives back the text, the mark and the list that it was made of, whatever the text quotes', () => {
  fc.assert(
    fc.property(texts, marks, lists, (text, mark, entries) => {
      expect(readBody(writeBody({ text, mark, entries }))).toEqual({ text, mark, entries });
    }),
  );
});

test('people may write before, after and in between, with the line ends of the editor', () => {
  const body = writeBody({ text: '', mark: 'issue:iss_1', entries: [entryOf(12)] }).replaceAll('\n', '\r\n');
  expect(readBody(`Before${body}after`)).toEqual({
    text: 'Before\n\nafter',
    mark: 'issue:iss_1',
    entries: ['- [ ] #12'],
  });
});

test('a list names its issues, ticked or not, and nothing else', () => {
  expect(numbersIn(['- [ ] #12', '- [x] #3', 'Ours', ''])).toEqual([12, 3]);
});
