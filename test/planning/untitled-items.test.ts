import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('a heading of nothing but a key', () => {
  test.each([
    ['- **User**: Rower', '- **User Story**: I want to book a boat'],
    ['- **Role**: Rower', '- **Story**: I want to book a boat'],
    ['**User**: Rower', '**User Story**: I want to book a boat'],
    ['- **Ruolo**: Canottiere', '- **Storia utente**: I want to book a boat'],
    ['- **Rolle**: Ruderer', '- **User Story**: I want to book a boat'],
    ['- **Context**: the club is open', '- **User Story**: I want to book a boat'],
  ])('takes its title from the field that names the story, behind “%s”', (role, story) => {
    const text = `# Rowing club\n\n## User stories\n\n### US01\n\n${role}\n${story}\n- **Effort**: 5\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY I want to book a boat']);
  });

  test('goes by the title that another place gives it', () => {
    const text =
      '## User stories\n\n- US-1: Book a boat\n- US-2: Return a boat\n\n### US-1\n\n- **Role**: Rower\n- **Story**: a boat is kept for me\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Book a boat', 'STORY Return a boat']);
  });
});

describe('a word for a kind right above a list', () => {
  const labels = ['Features', '功能', 'フィーチャー'];

  test.each(labels)('heads its entries: %s', (label) => {
    expect(
      treeOf(readingOf(`# Shop\n\n## Sprint 2\n\n**${label}**:\n- Pay\n- Sell\n\n**Total: 8 points**\n`)),
    ).toEqual(['FEATURE Pay', 'FEATURE Sell']);
  });

  test.each([...labels, 'Feature'])('tells what stories in a table beside it bring: %s', (label) => {
    const stories = '| Story | Name | Points |\n|---|---|---|\n| M1 | Storage | 2 |\n| M2 | Cart | 3 |\n\n';
    expect(
      treeOf(
        readingOf(`# Shop\n\n## Sprint 2\n\n${stories}**${label}**:\n- Pay\n- Sell\n\n**Total: 5 points**\n`),
      ),
    ).toEqual(['STORY Storage', 'STORY Cart']);
  });

  test('heads the parts of the sentence of the story above', () => {
    const text = '# 商店\n\n## 支付\n\n用户故事：\n- 作为用户\n- 我想要登录\n- 以便使用\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY 支付']);
  });
});

describe('the number of an epic without a name', () => {
  test('is its title over stories, with a warning', () => {
    const reading = readingOf(
      '# Plan\n\n## Epic 1\n\n### Story 1.1: Log in\n\nText.\n\n## Epic 2\n\n- Story 2.1: Pay\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Epic 1',
      'STORY Log in < Epic 1',
      'EPIC Epic 2',
      'STORY Pay < Epic 2',
    ]);
    expect(itemTitled(reading, 'Epic 1').warnings.map(({ code }) => code)).toEqual(['TITLE_MISSING']);
  });

  test('is no item over nothing, and coverage says so', () => {
    const reading = readingOf('# Plan\n\n## Epic 1\n\n## Epic 2: Pay\n');
    expect(treeOf(reading)).toEqual(['EPIC Pay']);
    expect(reading.coverage.find(({ heading }) => heading === 'Epic 1')?.reason).toContain('without a name');
  });

  test('is named by the goal below it', () => {
    const text = '# Plan\n\n## Epic 1\n\n**Goal:** Guests reach their accounts.\n\n### Story 1.1: Log in\n';
    expect(treeOf(readingOf(text))[0]).toBe('EPIC Guests reach their accounts.');
  });
});

test('a title that is taken from the text keeps the signs that are part of its words', () => {
  const reading = readingOf(
    '# Requirements\n\n## FR1\n\nThe system shall *list* issue #5 of <user_name>/<repository_name>.\n\n## FR2\n\nThe system shall __show__ commits.\n',
  );
  expect(reading.items.map(({ title }) => title)).toEqual([
    'The system shall list issue #5 of <user_name>/<repository_name>.',
    'The system shall show commits.',
  ]);
});

describe('a title taken from a paragraph', () => {
  test.each([
    [
      'The desk must list berths, e.g. those of today. It may sort them.',
      'The desk must list berths, e.g. those of today.',
    ],
    [
      'When a skipper asks for them,\nthe desk must list these two kinds of berths:\nThe free ones.\nThe rented ones.',
      'When a skipper asks for them, the desk must list these two kinds of berths:',
    ],
    [
      '1. Build the Desk (with a bell). 2. Open the Door.',
      '1. Build the Desk (with a bell). 2. Open the Door.',
    ],
  ])('ends where its first sentence does: “%s”', (text, title) => {
    const [first, other] = readingOf(
      `# Requirements\n\n## FR1\n\n${text}\n\n## FR2\n\nThe desk must print.\n`,
    ).items;
    expect([first?.title, other?.title]).toEqual([title, 'The desk must print.']);
  });
});

test('the number of a list in front of the sentence below a key is no part of it', () => {
  const text =
    '# User stories\n\n## US1\n1. As a guest I want to moor so that I rest.\n### Description\n- Show a form\n\n## US 2\n2. As a guest I want to pay.\n';
  expect(treeOf(readingOf(text))).toEqual([
    'STORY As a guest I want to moor so that I rest.',
    'STORY As a guest I want to pay.',
  ]);
});
