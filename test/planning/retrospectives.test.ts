import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/planning/read-plan.ts';
import { documentKey, organizationId, outcomeOf, readingOf, treeOf } from './reading.ts';

const delivered =
  '**Date:** 4 May\n**Epic:** Epic 6 — Berths\n**Status:** Done\n\n## Team\n\n- Bob\n\n### Stories delivered\n\n| Story | Title | Points |\n|---|---|---|\n| 6-1 | Map of the piers | 3 |\n| 6-2 | Booking | 5 |\n\n## What went well\n\n- As a team, we want to keep the tests so that we sleep.\n';

describe('a retrospective', () => {
  test.each([
    'Epic 6 Retrospective — Berths',
    'Sprint 6 Retrospective',
    'Sprint Retrospective – 4 May',
    'Retrospective of Epic 6: Berths',
    'Harbour — Sprint 6 Retro',
    'Retrospektive zu Sprint 6',
    'Rétrospective du sprint 6',
    'スプリント6の振り返り',
    '迭代6回顾',
  ])('called “%s” plans nothing', (title) => {
    const outcome = outcomeOf(`# ${title}\n\n${delivered}`);
    expect(outcome).toMatchObject({
      kind: 'refused',
      fault: 'NO_ITEMS',
      message: expect.stringContaining(`What stands below “${title}” is beside the plan.`),
    });
  });

  test('that is a page plans nothing', () => {
    const storage = '<h2>Stories delivered</h2><ul><li>US-1: Map</li><li>US-2: Booking</li></ul>';
    const read = (title: string) =>
      readPlan(
        {
          notation: 'CONFLUENCE_PAGES',
          pages: [{ id: '1', url: 'https://wiki.test/1', title, depth: 0, version: 1, labels: [], storage }],
        },
        { organizationId, documentKey, title },
      );
    expect(read('Sprint 6').kind).toBe('read');
    expect(read('Sprint 6 Retrospective').kind).toBe('refused');
    expect(read('Epic 6 Retrospective — Berths').kind).toBe('refused');
  });

  test('may be what an item is about', () => {
    const text =
      '# Team tool\n\n## Epic 6: Retrospectives\n\n### Story 6.1: Retrospective\n\n### Feature: Retro board\n\n- Story: Sprint retrospective\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Retrospectives',
      'STORY Retrospective < Retrospectives',
      'FEATURE Retro board < Retrospectives',
      'STORY Sprint retrospective < Retro board',
    ]);
  });

  test('below a plan takes nothing from it', () => {
    const text = `# Harbour\n\n## Epic 1: Fuel\n\n### Story 1.1: Pump\n\n## Sprint 6 Retrospective\n\n${delivered}`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Fuel', 'STORY Pump < Fuel']);
  });
});
