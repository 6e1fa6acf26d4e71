import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadOutcome } from '../../src/domain/plan.ts';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const folder = join(import.meta.dirname, 'documents');
const documents = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** A document whose headings are written otherwise; the first of them is mostly its title. */
function withHeadings(text: string, write: (title: string, place: number) => string): string {
  let isFront = text.startsWith('---\n');
  let isCode = false;
  let place = 0;
  return text
    .split('\n')
    .map((line, at) => {
      if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode;
      if (at > 0 && line === '---') isFront = false;
      const [, signs, title] = isFront || isCode ? [] : (/^(#{1,6}) +(\S.*?)\s*$/.exec(line) ?? []);
      if (title === undefined) return line;
      place += 1;
      return `${signs} ${write(title, place)}`;
    })
    .join('\n');
}

function itemsOf(outcome: ReadOutcome) {
  if (outcome.kind === 'refused') return outcome.fault;
  // Where they stand is told in the words of the headings, and texts keep the headings in them as they are.
  const differing = ['location', 'warnings', 'description'];
  return outcome.reading.items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([field]) => !differing.includes(field))),
  );
}

/** “🚀 **Search** ⛵ {#part-1}”, with spaces that do not break */
function decorated(title: string, place: number): string {
  const name = /\*\*|__|`/.test(title) ? title : `**${title.replaceAll(' ', '\u00a0')}**`;
  return `🚀 ${name} ⛵ {#part-${place}}`;
}

describe('decorated headings mean the same', () => {
  test.each(documents)('in %s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(itemsOf(outcomeOf(withHeadings(text, decorated)))).toEqual(itemsOf(outcomeOf(text)));
  });
});

test('the status of a piece is not of its name', () => {
  const reading = readingOf('# Shop\n\n## Module: Search ✅ DONE\n\n### Story: Find\n');
  expect(treeOf(reading)).toEqual(['FEATURE Search', 'STORY Find < Search']);
  expect(itemTitled(reading, 'Search').status).toBe('DONE');
});

describe('code behind epics', () => {
  const plain = '## Epic 1 — Identity · `com.app.identity`\n\n- Story: Log in\n';
  test.each([
    ['in bold', '## **Epic 2 — Content · `com.app.content`**'],
    ['that is done', '## Epic 2 — Content · `com.app.content` ✅'],
    ['with spaces that do not break', '## Epic 2 — Content\u00a0·\u00a0`com.app.content`'],
  ])('is no part of a name %s', (_how, heading) => {
    const reading = readingOf(`# Plan\n\n${plain}\n${heading}\n\n- Story: Write\n`);
    expect(reading.items.map(({ title }) => title)).toEqual(['Identity', 'Log in', 'Content', 'Write']);
  });
});

test('the title of a backlog names one with a sign behind it', () => {
  const items = ['Mend the gate', 'Paint the boats', 'Sweep the quay', 'Feed the cat'];
  const text = `# Harbour backlog 🚀\n\n${items.map((item) => `## ${item}\n\nIt has to be done soon.\n`).join('\n')}`;
  expect(readingOf(text).items.map(({ title }) => title)).toEqual(items);
});

test('a long heading in bold gives its priority', () => {
  const text = `# Backlog

## 🚀 **Must Have (M) – Essential for MVP (Minimum Viable Product)**

| ID | User Story | Story Points |
|---|---|---|
| US1 | Pay by card | 3 |
`;
  expect(readingOf(text).items[0]?.priority).toBe(1);
});

test('a sign stands in front of numbers that legends explain', () => {
  const text = `# Plan

1 = Epic, 1.1 = Feature, 1.1.1 = Story

## 🚀 1 Orders

### 🚀 1.1 Taking orders

#### 🚀 1.1.1 Enter an address

## 🚀 2 Couriers

### 🚀 2.1 Shifts

#### 🚀 2.1.1 Swap a shift
`;
  expect(treeOf(readingOf(text))).toEqual(treeOf(readingOf(text.replaceAll('🚀 ', ''))));
});

test('a feature in a list of marked items stands beside the one above', () => {
  const text = `# Library

# Epic: Desk

## Feature: Lending

- Feature: Scan a card (3 points)
- Story: Scan a book (2 points)
`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Desk',
    'FEATURE Lending < Desk',
    'FEATURE Scan a card < Desk',
    'STORY Scan a book < Lending',
  ]);
});
