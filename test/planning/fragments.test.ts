import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf, outcomeOfStorage } from './reading.ts';

const folder = join(import.meta.dirname, 'documents');
const texts = readdirSync(folder)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const sign = fc.constantFrom(
  '|',
  '**',
  '<td>',
  '</p>',
  '- ',
  '# ',
  ':',
  '\n\n',
  '`',
  '[',
  '](',
  'Epic 1: ',
  'US-1',
  '<!--',
  '```',
  '\t',
  '(',
  '🚀',
  '|-|-|\n',
);

/** A document with a piece cut out and signs put in. */
const fragment = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.nat(4000),
    fc.nat(4000),
    fc.array(fc.tuple(fc.nat(4000), sign), { maxLength: 12 }),
  )
  .map(([text, from, length, signs]) => {
    let cut = text.slice(0, from) + text.slice(from + length);
    for (const [at, piece] of signs)
      cut = cut.slice(0, at % (cut.length + 1)) + piece + cut.slice(at % (cut.length + 1));
    return cut.toWellFormed();
  });

describe('fragments of documents', () => {
  test('are read or refused, and never thrown at', () => {
    fc.assert(
      fc.property(fragment, (text) => {
        for (const outcome of [outcomeOf(text), outcomeOfStorage(text)]) {
          if (outcome.kind === 'refused') continue;
          const ids = outcome.reading.items.map((item) => item.id);
          expect(new Set(ids).size).toBe(ids.length);
          const seen = new Set<string>();
          for (const item of outcome.reading.items) {
            // Parents stand first, and every reference is to an item of this reading.
            if (item.parentId !== null) expect(seen.has(item.parentId)).toBe(true);
            for (const other of item.dependsOn) expect(ids).toContain(other);
            expect(item.title).not.toBe('');
            seen.add(item.id);
          }
          structuredClone(outcome);
        }
      }),
      { numRuns: 300 },
    );
  });
});
