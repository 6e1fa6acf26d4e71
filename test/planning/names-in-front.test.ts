import { describe, expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const names = ['Berth map', 'Guest register', 'Fee notice', 'Storm alarm'];
const text = 'whoever comes by sea sees at a glance which of the berths are free';

function titlesOf(entries: readonly string[]): string[] {
  return readingOf(`# Epic: Harbour\n\n## User stories\n\n${entries.join('\n')}\n`)
    .items.slice(1)
    .map(({ title }) => title);
}

describe('entries with keys that say at length behind a colon what their name means', () => {
  test('are called by their names', () => {
    const entries = names.map((name, at) => `- **US-${at + 1}** ${name}: ${text}`);
    expect(titlesOf(entries)).toEqual(names);
  });

  test.each([
    ['go on shortly', (name: string, at: number) => `- US-${at + 1} ${name}: show it`],
    ['come back', (_name: string, at: number) => `- US-${at + 1} Harbour: ${text}`],
    ['are a count', (_name: string, at: number) => `- US-${at + 1} Part ${at + 1}: ${text}`],
  ])('keep their whole title where names %s', (_case, write) => {
    expect(titlesOf(names.map(write)).every((title) => title.includes(':'))).toBe(true);
  });
});
