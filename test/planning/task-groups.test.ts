import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const tasks = (label: string, ...names: string[]): string =>
  `**${label}**:\n${names.map((name) => `- ${name} (8 hours)\n`).join('')}\n`;

describe('tasks below plain headings of a plan without stories', () => {
  test.each(['Tasks', 'Detailed Tasks'])('are its stories, and the headings are features: “%s”', (label) => {
    const text = `# Plan\n\n## Phase 1: Base (3 weeks)\n\n### 1.1: Build (16 hours)\n**Priority**: High\n\n${tasks(label, 'Mend imports', 'Lint files')}### 1.2: Login (16 hours)\n\n${tasks('Tasks', 'Make tokens')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Build',
      'STORY Mend imports < Build',
      'STORY Lint files < Build',
      'FEATURE Login',
      'STORY Make tokens < Login',
    ]);
  });

  test('are steps where few headings have them, and where stories are told', () => {
    const few = `# Plan\n\n## Build\n\n${tasks('Tasks', 'Mend imports')}## Login\n\nText.\n\n## Search\n\nText.\n\n## Epic: Shop\n\nText.\n`;
    const told = `# Plan\n\n## Build\n\n${tasks('Tasks', 'Mend imports')}## Login\n\n${tasks('Tasks', 'Make tokens')}## Story: Pay\n\nText.\n`;
    expect(treeOf(readingOf(few))).toEqual(['EPIC Shop']);
    expect(treeOf(readingOf(told))).toEqual(['STORY Pay']);
  });

  test.each(['', '**SPRINT-1-1**: ', '**QAY-11**: '])(
    'are its stories below sprints, and what these show is none: “%s”',
    (key) => {
      const sprint = (number: number, name: string): string =>
        `## Sprint ${number}: Quay\n\n### Tasks\n\n- [x] ${key.replace('1-1', `${number}-1`).replace('11', `1${number}`)}${name}\n\n### Demo video: Sprint ${number}\n\n- Quay shown\n- Gate shown\n\n`;
      const text = `# Board\n\n${sprint(1, 'Paint it')}${sprint(2, 'Light it')}`;
      expect(treeOf(readingOf(text))).toEqual(['STORY Paint it', 'STORY Light it']);
    },
  );

  test('are steps where the headings have points', () => {
    const heading = (name: string): string =>
      `## ${name}\n\n**Points:** 3\n\n${tasks('Tasks', `Plan ${name}`)}`;
    const text = `# Epic: Shop\n\n${heading('Pay')}${heading('Refund')}`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop', 'STORY Refund < Shop']);
  });
});

test.each(['- **2.1.1**: Mend imports', '- **2.1.1** – Mend imports', '- **1)** Mend imports'])(
  'a number in bold is no title where text follows: “%s”',
  (entry) => {
    const text = `# Epic: Shop\n\n## Stories\n\n${entry}\n  - Update all files\n- **Refund**: in a day\n`;
    expect(readingOf(text).items.map(({ title }) => title)).toEqual(['Shop', 'Mend imports', 'Refund']);
  },
);

test('tasks that show how far they are were planned, below people as well', () => {
  const list = (first: string, second: string): string => `1. ✓ ${first}\n2. ☐ ${second}\n\n`;
  const text =
    `# Sprint: Quay\n\n## Overview\n\nText.\n\n## Technical notes\n\nText.\n\n## Crew A responsibilities\n\n### Primary tasks\n\n${list('Paint it', 'Light it')}` +
    `### Secondary tasks\n\n${list('Sweep it', 'Tell the press')}## Crew B responsibilities\n\n### Primary tasks\n\n${list('Mend the gate', 'Open it')}## Resources\n\n- A map\n- A boat\n`;
  expect(treeOf(readingOf(text))).toEqual(
    ['Paint it', 'Light it', 'Sweep it', 'Tell the press', 'Mend the gate', 'Open it'].map(
      (name) => `STORY ${name}`,
    ),
  );
});

describe('boxes right below a phase', () => {
  const plan = (heading: string) =>
    `# Plan\n\n## Phase 1 — Base (3 points)\n\nFirst of all.\n\n- [x] Mend the quay\n- [ ] Light the gate\n\n## ${heading}\n\n**Quay:**\n\n- [ ] Sell tickets\n`;

  test('are stories beside the features of a plan that tells none', () => {
    const reading = readingOf(plan('Feature 1 — Tickets (8 points)'));
    expect(treeOf(reading)).toEqual(['FEATURE Tickets', 'STORY Mend the quay', 'STORY Light the gate']);
    expect(reading.items.map(({ status }) => status)).toEqual([null, 'Done', null]);
  });

  test('are steps beside stories', () => {
    expect(treeOf(readingOf(plan('Story 1 — Tickets (8 points)')))).toEqual(['STORY Tickets']);
  });
});
