import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/domain/json.ts';
import {
  conditionSource,
  deepestTemplate,
  fillTemplates,
  findTemplates,
  isTooDeep,
  templateParts,
} from '../../src/domain/template.ts';

describe('a text with expressions', () => {
  test.each([
    ['plain', [{ kind: 'text', text: 'plain' }]],
    ['', [{ kind: 'text', text: '' }]],
    ['${{ a }}', [{ kind: 'expression', source: 'a' }]],
    [
      'x ${{a}} y',
      [
        { kind: 'text', text: 'x ' },
        { kind: 'expression', source: 'a' },
        { kind: 'text', text: ' y' },
      ],
    ],
    ['${{ {"a": {"b": 1}} }}', [{ kind: 'expression', source: '{"a": {"b": 1}}' }]],
    ['${{ "}}" + \'}}\' }}', [{ kind: 'expression', source: '"}}" + \'}}\'' }]],
    ['${{ "\\"}}" }}', [{ kind: 'expression', source: '"\\"}}"' }]],
    ['$ {{ a }}', [{ kind: 'text', text: '$ {{ a }}' }]],
  ])('%s is taken apart', (text, parts) => {
    expect(templateParts(text)).toEqual(parts);
  });

  test('that is not closed is found out', () => {
    for (const text of ['${{ a', '${{ "}}', 'x ${{ {"a": 1} }']) expect(templateParts(text)).toBeNull();
  });

  test('is filled: alone with the value, among others with its text', () => {
    const values: Record<string, Json> = { n: 3, list: [1, { a: null }], none: null, text: 'T' };
    const fill = (value: Json) => fillTemplates(value, (source) => values[source] ?? null);
    expect(fill({ a: ['${{ n }}', '${{ list }}'], b: 'n=${{ n }} ${{list}} ${{ text }}${{none}}.' })).toEqual(
      {
        a: [3, [1, { a: null }]],
        b: 'n=3 [1,{"a":null}] T.',
      },
    );
  });
});

test('a value without expressions stays as it is, and every place of one is found', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const clean = JSON.parse(JSON.stringify(value).replaceAll('${{', '')) as Json;
      expect(findTemplates(clean)).toEqual([]);
      expect(fillTemplates(clean, () => 'filled')).toEqual(clean);
    }),
  );
  expect(findTemplates({ a: [{ b: '${{ x }}' }, 'y'] })).toMatchObject([{ path: ['a', '0', 'b'] }]);
});

test('what is nested too deep is found out', () => {
  let value: Json = 1;
  for (let level = 0; level < deepestTemplate; level += 1) value = [value];
  expect(isTooDeep(value)).toBe(false);
  expect(isTooDeep([value])).toBe(true);
});

test('a condition may stand in the marks of an expression', () => {
  expect(conditionSource('${{ a == "}}" }}')).toBe('a == "}}"');
  expect(conditionSource('a && b')).toBe('a && b');
});
