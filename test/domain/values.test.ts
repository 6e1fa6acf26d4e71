import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { actionDigest, previewField } from '../../src/domain/action.ts';
import { formatCursor, parseCursor } from '../../src/domain/cursor.ts';
import { formatId, type IdKind, idKind, idPrefixes, parseId } from '../../src/domain/ids.ts';
import { canonicalJson, digestOf, type Json } from '../../src/domain/json.ts';
import { hasHiddenCharacters, textFault } from '../../src/domain/text.ts';

describe('a cursor', () => {
  test('reads back as the position that it was made from', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (position) => {
        expect(parseCursor(formatCursor(position))).toBe(position);
      }),
    );
  });

  test('is refused when it is garbage, whatever the garbage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const position = parseCursor(text);
        if (position !== null) expect(formatCursor(position)).toBe(text);
      }),
    );
    const encoded = (text: string) => Buffer.from(text).toString('base64url');
    for (const garbage of [
      '',
      'c1:5',
      encoded('c1:'),
      encoded('c1:-1'),
      encoded('c1:01'),
      encoded('c1:1.5'),
      encoded('c1:1e3'),
      encoded('c2:5'),
      encoded('c1:9007199254740993'),
      encoded('c1:99999999999999999999'),
      encoded('c1:5\n'),
      `${encoded('c1:5')}=`,
      ` ${encoded('c1:5')}`,
    ]) {
      expect([garbage, parseCursor(garbage)]).toEqual([garbage, null]);
    }
  });
});

describe('an id', () => {
  const kinds = Object.keys(idPrefixes) as IdKind[];

  test('is read as its own kind and as no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.constantFrom(...kinds), fc.uuid(), (kind, other, uuid) => {
        const id = formatId(kind, uuid);
        expect(idKind(id)).toBe(kind);
        expect(parseId(other, id)).toBe(other === kind ? id : null);
      }),
    );
  });

  test('has a prefix of three letters that no other kind has', () => {
    const prefixes = Object.values(idPrefixes);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes.every((prefix) => /^[a-z]{3}$/.test(prefix))).toBe(true);
  });

  test('is refused in any other shape', () => {
    const uuid = v7();
    for (const text of [
      '',
      uuid,
      `ses${uuid}`,
      `ses_${uuid.toUpperCase()}`,
      `ses_${uuid} `,
      `ses_${uuid}\n`,
      `xyz_${uuid}`,
      `ses_${uuid.slice(1)}`,
      `__proto___${uuid}`,
      'constructor',
    ]) {
      expect(idKind(text)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseId('session', text)).toBeNull();
      }),
    );
  });
});

describe('canonical JSON', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

  function shuffled(value: Json): Json {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(shuffled);
    const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)] as const);
    return Object.fromEntries(entries.toReversed());
  }

  test('gives equal text and digest for equal values, in whatever order the keys stand', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(digestOf(shuffled(value))).toBe(digestOf(value));
      }),
    );
  });

  test('reads back as the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('keeps the order of lists, and keys that look like something else', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
    const odd = JSON.parse('{"__proto__":1,"b":{"z":1,"a":2},"10":3,"9":4}') as Json;
    expect(JSON.parse(canonicalJson(odd))).toEqual(odd);
    expect(canonicalJson({ b: { z: 1, a: 2 }, a: [] })).toBe('{"a":[],"b":{"a":2,"z":1}}');
  });

  test('tells apart what looks alike', () => {
    const values: Json[] = [null, 'null', 0, '0', false, '', [], {}, [null], ['a', 'b'], ['a,b'], { a: 'b' }];
    expect(new Set(values.map(digestOf)).size).toBe(values.length);
  });
});

describe('the digest of an action', () => {
  const shown = {
    tool: 'create_issue',
    arguments: { title: 'A', labels: ['x'] },
    preview: [previewField('title', null, 'A')],
  };

  test('is the same for the same call and another when anything shown differs', () => {
    expect(actionDigest({ ...shown, arguments: { labels: ['x'], title: 'A' } })).toBe(actionDigest(shown));
    const others = [
      { ...shown, tool: 'update_issue' },
      { ...shown, arguments: { ...shown.arguments, title: 'B' } },
      { ...shown, preview: [previewField('title', 'old', 'A')] },
      { ...shown, preview: [] },
    ];
    expect(new Set([shown, ...others].map(actionDigest)).size).toBe(5);
  });
});

describe('a text', () => {
  test('that would come back changed or cut is at fault', () => {
    expect(textFault('a\uD800b')).toBe('lone surrogate');
    expect(textFault('\uDC00')).toBe('lone surrogate');
    expect(textFault('a\0b')).toBe('NUL character');
    expect(textFault('Grüße 👨‍👩‍👧 ok\n')).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textFault(text.replaceAll('\0', ''))).toBeNull();
      }),
    );
  });

  const hidden: Record<string, string> = {
    'a right-to-left override': 'pay \u202Efdp.exe',
    'a bidi isolate': 'a\u2066b\u2069',
    'a zero-width space': 'pass\u200Bword',
    'a zero-width joiner between letters': 'a\u200Db',
    'a word joiner': 'a\u2060b',
    'a byte order mark': '\uFEFFa',
    'a soft hyphen': 'a\u00ADb',
    'a tag text': `a${String.fromCodePoint(0xe0061, 0xe0062)}`,
    'an escape': 'a\u001B[31mb',
    'a delete': 'a\u007Fb',
    'a C1 control': 'a\u0085b',
    'a Hangul filler': 'a\u3164b',
    'a half-width Hangul filler': 'a\uFFA0b',
    'a combining grapheme joiner': 'a\u034Fb',
    'a line separator': 'a\u2028b',
    'a variation selector after a letter': 'a\uFE01b',
    'bytes in supplementary variation selectors': `👍${String.fromCodePoint(0xe0100, 0xe0101)}`,
    'a tag text behind an emoji that is no flag': `👍${String.fromCodePoint(0xe0061, 0xe007f)}`,
    'a non-joiner between Latin letters': 'a\u200Cb',
    'joiners behind an emoji': '👍\u200D\u200D',
  };
  test.each(Object.entries(hidden))('with %s holds hidden characters', (_, text) => {
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  const plain: Record<string, string> = {
    'lines and tabs': 'a\tb\r\nc\n',
    accents: 'Crème brûlée, naïve, Ω, żółć',
    'combining accents': 'e\u0301',
    'right-to-left letters': 'שלום مرحبا',
    'a heart as emoji': 'I ❤️ it',
    'a heart as text': 'I ❤︎ it',
    'a family': '👨‍👩‍👧‍👦',
    'a keycap': '1️⃣ first',
    'a skin tone': '👍🏽',
    'a rainbow flag': '🏳️‍🌈',
    'the flag of England': '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'a non-joiner in Persian': 'می\u200Cخواهم',
    'a warning sign': '⚠️ careful',
    'a no-break space': 'a\u00A0b',
  };
  test.each(Object.entries(plain))('with %s holds none', (_, text) => {
    expect(hasHiddenCharacters(text)).toBe(false);
  });

  test('is looked through in every corner of a previewed value', () => {
    const value = { list: ['fine', { deep: 'pass\u200Bword' }] };
    expect(previewField('x', null, value).hiddenCharacters).toBe(true);
    expect(previewField('x', value, 'fine').hiddenCharacters).toBe(false);
    expect(previewField('x', null, { 'ke\u200By': 1 }).hiddenCharacters).toBe(true);
    expect(previewField('x', null, [1, true, null]).hiddenCharacters).toBe(false);
  });
});
