import fc from 'fast-check';
import { QuoteType, Tokenizer } from 'htmlparser2';
import { expect, test } from 'vitest';
import { scanMarkup } from '../../src/planning/markup-scanner.ts';

type Told = readonly [string, ...(string | boolean)[]];

function toldOf(source: string): Told[] {
  const told: Told[] = [];
  scanMarkup(source, {
    isDone: false,
    text: (text) => told.push(['text', text]),
    cdata: (text) => told.push(['cdata', text]),
    attribute: (...attribute) => told.push(['attribute', ...attribute]),
    startTag: (name, end) => told.push(['start', name, end]),
    endTag: (name) => told.push(['end', name]),
  });
  return joined(told);
}

/** What the library's own scanner finds, which looks at every character in turn. */
function foundOf(source: string): Told[] {
  const found: Told[] = [];
  let tag = '';
  let attribute = '';
  let value = '';
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      // Where the text ends within a tag, it may take the last character of that for text.
      ontext: (start, end) => start >= 0 && found.push(['text', source.slice(start, end)]),
      oncdata: (start, end, offset) => found.push(['cdata', source.slice(start, end - offset)]),
      onopentagname: (start, end) => {
        tag = source.slice(start, end);
      },
      onattribname: (start, end) => {
        attribute = source.slice(start, end);
        value = '';
      },
      onattribdata: (start, end) => {
        value = source.slice(start, end);
      },
      onattribend: (quote) =>
        found.push([
          'attribute',
          tag,
          attribute,
          value,
          quote === QuoteType.Double || quote === QuoteType.Single,
        ]),
      onopentagend: () => found.push(['start', tag, '>']),
      onselfclosingtag: (end) => found.push(['start', tag, source.charAt(end - 1) === '/' ? '/>' : '/ >']),
      onclosetag: (start, end) => found.push(['end', source.slice(start, end)]),
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onattribentity: () => undefined,
      ontextentity: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return joined(found);
}

/** Text in one piece, and CDATA where it holds any. */
function joined(told: readonly Told[]): Told[] {
  const whole: Told[] = [];
  for (const each of told) {
    if (each[1] === '') continue;
    const last = whole.at(-1);
    if (each[0] === 'text' && last?.[0] === 'text')
      whole[whole.length - 1] = ['text', `${last[1]}${each[1]}`];
    else whole.push(each);
  }
  return whole;
}

test.each([
  [
    'tags',
    '<p>a<br/>b</p >',
    [
      ['start', 'p', '>'],
      ['text', 'a'],
      ['start', 'br', '/>'],
      ['text', 'b'],
      ['end', 'p'],
    ],
  ],
  [
    'attributes',
    `<a b="1>2" c='"' d=e/ f>`,
    [
      ['attribute', 'a', 'b', '1>2', true],
      ['attribute', 'a', 'c', '"', true],
      ['attribute', 'a', 'd', 'e/', false],
      ['attribute', 'a', 'f', '', false],
      ['start', 'a', '>'],
    ],
  ],
  ['text that a bracket stands in', 'a < b </> c <', [['text', 'a < b </> c <']]],
  [
    'CDATA',
    'a<![CDATA[<b>]]]>c',
    [
      ['text', 'a'],
      ['cdata', '<b>]'],
      ['text', 'c'],
    ],
  ],
  ['comments, declarations and instructions', '<?xml?><!DOCTYPE x>a<!-- <b> --->b', [['text', 'ab']]],
  ['a tag that is cut', 'a<b c="d>', [['text', 'a']]],
])('%s are told as they are written', (_name, source, told) => {
  expect(toldOf(source)).toEqual(told);
});

test('any signs are told as an XML tokenizer finds them', () => {
  const signs = fc.constantFrom(
    ...[
      '<',
      '</',
      '>',
      '/>',
      '/',
      '<!',
      '<!--',
      '-->',
      '--!>',
      '-',
      '!',
      '<?',
      '?>',
      '?',
      '<![CDATA[',
      ']]>',
      ']',
    ],
    ...[
      '=',
      '"',
      "'",
      ' ',
      '\n',
      '\t',
      'a',
      'B',
      'ac:b',
      'ä',
      '&amp;',
      '&',
      '<p>',
      '</p>',
      '<br/>',
      '<a b="c">',
    ],
  );
  const text = fc.array(signs, { maxLength: 40 }).map((each) => each.join(''));
  fc.assert(
    fc.property(text, (source) => {
      expect(toldOf(source)).toEqual(foundOf(source));
    }),
    { numRuns: 3000 },
  );
});
