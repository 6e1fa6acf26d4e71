import { expect, test } from 'vitest';
import { scanMarkup } from '../../src/planning/blocks/markup-scanner.ts';

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
    cutIn: (what) => told.push(['cut', what]),
  });
  return joined(told);
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
  [
    'a tag that is cut',
    'a<b c="d>',
    [
      ['text', 'a'],
      ['cut', 'tag'],
    ],
  ],
  [
    'a comment that is cut',
    'a<!-- b',
    [
      ['text', 'a'],
      ['cut', 'comment'],
    ],
  ],
])('%s are told as they are written', (_name, source, told) => {
  expect(toldOf(source)).toEqual(told);
});
