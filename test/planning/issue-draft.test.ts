import { describe, expect, test } from 'vitest';
import { issueFields } from '../../src/planning/changes/issue-draft.ts';
import { itemTitled, readingOf } from './reading.ts';

describe('an item in the tracker', () => {
  test.each([
    ['# Epic: X\n\nLabels: own', '[EPIC] X', ['Epic', 'own']],
    ['# Feature: X', '[FEATURE] X', ['Feature', 'Business']],
    ['# Enabler feature: X', '[FEATURE] X', ['Feature', 'Enabler']],
    ['# Technical debt enabler: X', '[ENABLER] X', ['Enabler', 'Technical Debt']],
    ['# Story: X', 'X', []],
    ['# Bug: X', 'X', ['Bug']],
  ])('%j is titled and labelled by its kind', (text, title, labels) => {
    const fields = issueFields(itemTitled(readingOf(text), 'X'), null);
    expect(fields).toMatchObject({ title, labels });
  });

  test('acceptance criteria are appended as a checklist', () => {
    const item = itemTitled(readingOf('# Story: X\n\nText.\n\nAcceptance criteria:\n- One\n- Two\n'), 'X');
    expect(issueFields(item, null).description).toBe(
      'Text.\n\n## Acceptance criteria\n\n- [ ] One\n- [ ] Two',
    );
  });
});
