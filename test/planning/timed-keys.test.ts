import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const feature = (number: number, name: string): string => `### Feature ${number}: ${name}\n\nText.\n\n`;

test('a time whose number has the form of a key is none, and neither is one beside it', () => {
  const text =
    `# Feature roadmap\n\n## Now — PI-1 (Harbour) ✅ Done\n\n> **Status:** Sprint 1 is over.\n\n${feature(1, 'Berths')}` +
    `## PI-2: Boats\n\n${feature(2, 'Oars')}## PI-1 feature matrix\n\nText.\n`;
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Berths', 'FEATURE Oars']);
});

test('a project may be called as a time is', () => {
  const text = '# Plan\n\n## Stories\n\n### PI-1: Moor\n\nText.\n\n### PI-2: Sail\n\nText.\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Moor', 'STORY Sail']);
});

test('“S1” over marked stories is a sprint and none of them', () => {
  const text = '# Plan\n\n## S1\n\n- Story: Row (3 pts)\n- Bug: Sail\n\n## S2\n\n- Story: Steer (8 pts)\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Sail', 'STORY Steer']);
});

describe('a letter with the number of a part of the year', () => {
  const pay = '### Epic: Pay\n\n- Story: By card\n\n';
  const row = '- Epic: Row\n  - Story: Rent oars\n\n';

  test.each(['T1 (enero–marzo)', 'T1', 'S1', 'S1 — janvier à juin', 'K1: mot våren'])(
    'says when, where epics stand below it: “%s”',
    (heading) => {
      const text = `# Plan\n\n## ${heading}\n\n${pay}## ${heading.replace('1', '2')}\n\n${row}## ${heading.charAt(0)}3 y más\n\nIdeas.\n`;
      expect(treeOf(readingOf(text))).toEqual([
        'EPIC Pay',
        'STORY By card < Pay',
        'EPIC Row',
        'STORY Rent oars < Row',
      ]);
    },
  );

  test('says when, where epics in bold stand over their stories', () => {
    const text =
      '# Plan\n\n## Q1 – Oars\n\n**Epic: Pay**\n- Story: By card\n\n**Epic: Row**\n- Story: Rent\n\n## Q2 – Sails\n\nIdeas.\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Pay',
      'STORY By card < Pay',
      'EPIC Row',
      'STORY Rent < Row',
    ]);
  });

  test('names its story where a bold field stands over text', () => {
    const text = '# Plan\n\n## S1: Tar it\n\n**Epic: Pay**\n\n- no drips\n\n## S2: Row it\n\nNow.\n';
    expect(treeOf(readingOf(text))).toContain('STORY Tar it');
  });

  test('names its task where a field says what that is of', () => {
    const text = '# Plan\n\n## T1: Tar it\n\n- Epic: Pay\n\n## T2: Row it\n\n- Epic: Pay\n';
    expect(treeOf(readingOf(text))).toContain('STORY Tar it < Pay');
  });
});
