import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const told = (role: string, wish: string): string =>
  `### User story\n\n**As a ${role}**\nI want to ${wish}\nso that boats find a berth.\n\n### Acceptance criteria\n\n- It works\n\n---\n\n`;

describe('headings that name the numbered heading right above them', () => {
  test('stand on its level or below it', () => {
    const text = [
      '# Epic 1\n\n# Berths\n\n## Objective\n\nKeep them.\n\n',
      `## Feature 1.1\n\n### Berth register\n\n${told('clerk', 'add a berth')}`,
      `## Feature 1.2\n\n### Mooring plan\n\n${told('skipper', 'see the plan')}`,
      `# Epic 2\n\n# Harbour dues\n\n## Feature 2.1\n\n### Daily dues\n\n${told('clerk', 'add the dues')}`,
      '# Glossary\n\nWords.\n',
    ].join('');
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Berths',
      'FEATURE Berth register < Berths',
      'STORY As a clerk I want to add a berth so that boats find a berth. < Berth register',
      'FEATURE Mooring plan < Berths',
      'STORY As a skipper I want to see the plan so that boats find a berth. < Mooring plan',
      'EPIC Harbour dues',
      'FEATURE Daily dues < Harbour dues',
      'STORY As a clerk I want to add the dues so that boats find a berth. < Daily dues',
    ]);
  });

  test.each([
    ['that come back', ['### Berth board\n\n### User story\n', '### Berth board\n\n### User story\n']],
    ['that have a text of their own', ['### Register\n\nText.\n\n', '### Plan\n\nText.\n\n']],
    ['that speak of the plan', ['### Overview\n\n### User story\n', '### Backlog\n\n### User story\n']],
  ])('are none %s', (_what, [first = '', second = '']) => {
    const story = '\n#### Story 1: Sail\n\nText.\n';
    const reading = readingOf(`# Plan\n\n## Epic 1\n\n${first}${story}\n## Epic 2\n\n${second}${story}`);
    const names = [...`${first}${second}`.matchAll(/### (.*)/g)].map(([, name]) => name);
    for (const { kind, title } of reading.items) if (kind === 'EPIC') expect(names).not.toContain(title);
  });
});

test.each(['I want to add a berth', 'I need the berths counted'])(
  'a bold role is no name where its sentence goes on below it: “%s”',
  (wish) => {
    const text = `# Feature: Berths\n\n## User story\n\n**As a harbour clerk**\n${wish}\nso that boats can come.\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Berths',
      `STORY As a harbour clerk ${wish} so that boats can come. < Berths`,
    ]);
  },
);
