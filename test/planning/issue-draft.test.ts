import { describe, expect, test } from 'vitest';
import { issueFields } from '../../src/planning/issue-draft.ts';
import { pageIdOf } from '../../src/planning/page-url.ts';
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

describe('the page of an address', () => {
  test.each([
    ['https://acme.atlassian.net/wiki/spaces/DEV/pages/123456789/Some+Page', '123456789'],
    ['https://acme.atlassian.net/wiki/spaces/DEV/pages/edit-v2/123456789', '123456789'],
    ['https://wiki.acme.org/pages/viewpage.action?pageId=65538', '65538'],
    ['https://acme.atlassian.net/wiki/x/AgAB', '65538'],
    ['https://acme.atlassian.net/wiki/spaces/DEV/overview', null],
    ['https://acme.atlassian.net/wiki/x/!!', null],
    ['ftp://acme/pages/1', null],
    ['nonsense', null],
  ])('%s is %s', (address, id) => {
    expect(pageIdOf(address)).toBe(id);
  });
});
