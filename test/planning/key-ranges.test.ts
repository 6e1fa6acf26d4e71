import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { itemTitled, readingOf, treeOf } from './reading.ts';

function keysNeededBy(reading: Reading, title: string): (string | null | undefined)[] {
  return itemTitled(reading, title).dependsOn.map((id) => reading.items.find((item) => item.id === id)?.key);
}

describe('a range of keys', () => {
  const stories = [1, 2, 3, 4, 5].map((number) => `### US-0${number} Thing ${number}\n\nText.\n`).join('\n');

  test.each(['US-01-US-03, US-05', 'US-01–US-03; US-05', 'US-01 to US-03 and US-05', 'US-01 … US-03, US-05'])(
    '“%s” names all in it',
    (needs) => {
      const reading = readingOf(`# Epic: A\n\n${stories}\n### US-06 Last\n\nDepends on: ${needs}\n`);
      expect(keysNeededBy(reading, 'Last')).toEqual(['US-01', 'US-02', 'US-03', 'US-05']);
    },
  );

  test('says what it enables in a column', () => {
    const features = '## F1: A\n\nText.\n\n## F2: B\n\nText.\n\n## F3: C\n\nText.\n';
    const enablers = '## Enablers\n\n| ID | Name | Enables |\n|---|---|---|\n| EN1 | Queue | F1-F2 |\n';
    const reading = readingOf(`# Plan\n\n${features}\n${enablers}`);
    expect(['A', 'B', 'C'].map((title) => keysNeededBy(reading, title))).toEqual([['EN1'], ['EN1'], []]);
  });

  test('is none that runs back, or is a key itself', () => {
    const reading = readingOf(`# Epic: A\n\n${stories}\n### US-06 Last\n\nDepends on: US-04-US-02\n`);
    expect(keysNeededBy(reading, 'Last')).not.toContain('US-03');
  });
});

describe('a column of personas', () => {
  test('is an attribute alone', () => {
    const reading = readingOf(
      '| ID | Feature | Persona |\n|---|---|---|\n| F1 | Maps | Data Scientists |\n| F2 | Lists | Clerks |\n',
    );
    expect(itemTitled(reading, 'Maps')).toMatchObject({
      description: '',
      attributes: { Persona: 'Data Scientists' },
    });
  });

  test('makes a sentence with one of the wish', () => {
    const reading = readingOf(
      '| ID | As a | I want | Points |\n|---|---|---|---|\n| US-1 | clerk | a map | 3 |\n',
    );
    expect(reading.items[0]?.description).toBe('As a clerk, I want a map');
  });
});

test('“F5” in a list is “Feature 5” of which it says the most, but for endings', () => {
  const reading = readingOf(
    '# Specification\n\n## Feature 1: View Customer Loans\n\n### User stories\n\n**F1.1: View list**\n\n- Shown\n\n## Feature 5: View Customer Details\n\n### User stories\n\n**F5.1: View profile**\n\n- Shown\n\n## Implementation order\n\n1. F5: View Customers\n2. F1: View Loans (new projection)\n',
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE View Customer Loans',
    'STORY View list < View Customer Loans',
    'FEATURE View Customer Details',
    'STORY View profile < View Customer Details',
  ]);
});

describe('a word with a number behind a dash', () => {
  test.each(['V1 launch', '3D view of the boat'])('is the beginning of a title: %s', (title) => {
    expect(treeOf(readingOf(`# Plan\n\n## EPIC 1 — ${title}\n\n- US-1 Row\n- US-2 Steer\n`))).toEqual([
      `EPIC ${title}`,
      `STORY Row < ${title}`,
      `STORY Steer < ${title}`,
    ]);
  });

  test('is so with a hyphen in it', () => {
    const text = '# Plan\n\n## Stories\n\n### US-1 — Pre-2004 boats\n\n### US-2 — Boats\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Pre-2004 boats', 'STORY Boats']);
  });

  test.each(['S3', 'e2e', 'n8n', 'OAuth2'])('is so with a colon behind it: “%s:”', (word) => {
    const text = `# Plan\n\n## Stories\n\n### QUAY-1 — ${word}: Boats\n\n### QUAY-2 — Berths\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([`STORY ${word}: Boats`, 'STORY Berths']);
    expect(reading.items[0]?.key).toBe('QUAY-1');
  });

  test.each(['US-1 – US3: Boats', 'US-1 – T3: Boats'])(
    'is none where it counts what else there is: “%s”',
    (heading) => {
      const text = `# Plan\n\n## Stories\n\n### US-7 Berths\n\n### ${heading}\n`;
      expect(treeOf(readingOf(text)).filter((line) => line.includes('STORY Boats'))).toEqual([]);
    },
  );
});

test.each(['US09–US10', 'US-9–US-10', 'US9/US10'])(
  'a line that begins with a range in brackets is text: (%s)',
  (range) => {
    const reading = readingOf(
      `# User stories\n\nThese stories tell the first release and the additions\n(${range}). The scenarios stand elsewhere; rules stand below.\n\n## US01 Row\n\nAs a rower, I want to row.\n`,
    );
    expect(reading.items.map(({ title }) => title)).toEqual(['Row']);
  },
);

test('a row of a range of stories that have headings is none, and the others give those their status', () => {
  const reading = readingOf(
    '| Story | Status | Tests |\n|---|---|---|\n| US01 Row | Done | row.ts |\n| US02–US03 Sail and dive | Done | sea.ts |\n\n## US01 - Row\n\nAs a rower, I want to row.\n\n## US02 - Sail\n\nAs a sailor, I want to sail.\n\n## US03 - Dive\n\nAs a diver, I want to dive.\n',
  );
  expect(reading.items.map(({ key, title, status }) => [key, title, status])).toEqual([
    ['US01', 'Row', 'Done'],
    ['US02', 'Sail', null],
    ['US03', 'Dive', null],
  ]);
});

test('the beginning of keys means all that have it, and no item that is missing', () => {
  const rows = [
    'S0-001 | Draw | -',
    'S0-002 | Build | S0-001',
    'S0-003 | Plan | All S0',
    'S1-001 | Sail | S2',
  ];
  const { items } = readingOf(
    `# Boats\n\n| ID | Story | Depends on |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`,
  );
  expect(items.map(({ key, warnings }) => [key, ...warnings.map(({ code }) => code)])).toEqual([
    ['S0-001'],
    ['S0-002'],
    ['S0-003'],
    ['S1-001', 'DEPENDENCY_NOT_FOUND'],
  ]);
  expect(items[2]?.attributes['Dependencies']).toBe('All S0');
});

test.each(['~', '–', '-', '～'])('a range of known keys with “%s” between its numbers is no item', (sign) => {
  const stories = ['US-101', 'US-102', 'US-201', 'US-202'].map(
    (key) => `| ${key} | As a guest, I want ${key} |`,
  );
  const order = `1. **Week 1**: US-101${sign}102 (sign in), US-201 (Lamp), US-201${sign}202 (safe base)\n2. **Week 2**: US-201${sign}202 (links), US-101 (a lamp)\n`;
  const reading = readingOf(
    `# Stories\n\n## Hotel\n\n| ID | User story |\n|---|---|\n${stories.join('\n')}\n\n## Order\n\n${order}`,
  );
  expect(reading.items.map(({ key }) => key)).toEqual(['US-101', 'US-102', 'US-201', 'US-202']);
});

test('a single tilde around words strikes them through, and between numbers nothing', () => {
  const reading = readingOf('# Epic: Lamps\n\nRows 1~2 and 3~4, ~not 5~.\n');
  expect(reading.items[0]?.description).toBe('Rows 1~2 and 3~4, ~~not 5~~.');
});

test('a name that turns into a longer one is no key', () => {
  const text =
    '# Tasks\n\n| # | Task | Status |\n|---|---|---|\n| 1 | Mend the pier | Done |\n| 2 | Light it | Done |\n\n## Known limits\n\n- **Pier 1.2 → 1.4**: the old one sank.\n- **Large_C4s → Large_C4s_v2**: no other cranes are sold.\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Mend the pier', 'STORY Light it']);
});
