import { describe, expect, test } from 'vitest';
import type { PlanPage, ReadOutcome } from '../../src/domain/plan.ts';
import { readPlan } from '../../src/planning/read-plan.ts';
import { itemTitled, organizationId, read, treeOf } from './reading.ts';

function page(title: string, depth: number, storage: string, more: Partial<PlanPage> = {}): PlanPage {
  const id = title.toLowerCase().replace(/\W+/g, '-');
  return { id, title, depth, storage, labels: [], version: 3, url: `https://wiki.test/${id}`, ...more };
}

function outcomeOfPages(pages: readonly PlanPage[], title = 'Autumn run'): ReadOutcome {
  return readPlan(
    { notation: 'CONFLUENCE_PAGES', pages },
    { organizationId, documentKey: 'document', title },
  );
}

const programme = [
  page('Epic: Payments', 0, '<h1>Goals</h1><p>Sell more.</p>', { labels: ['pay', 'q3'] }),
  page('Cards', 1, '<p>Plastic.</p><h1>Stories</h1><ul><li>Story: Pay by card (3 points)</li></ul>'),
  page('Feature: Wallet', 1, '<p>Digital.</p>', { labels: ['phone'], version: 8 }),
  page('Story: Top up', 2, '<h1>Acceptance criteria</h1><ul><li>The balance is shown</li></ul>'),
  page('Meeting notes', 1, '<h1>Monday</h1><p>We met.</p>'),
];

describe('a page with the pages below it', () => {
  test('is one document in which a page stands under its parent', () => {
    expect(treeOf(read(outcomeOfPages(programme)))).toEqual([
      'EPIC Payments',
      'FEATURE Cards < Payments',
      'STORY Pay by card < Cards',
      'FEATURE Wallet < Payments',
      'STORY Top up < Wallet',
    ]);
  });

  test('gives every item, section and warning the page that it stands on', () => {
    const { items, coverage } = read(outcomeOfPages(programme));
    expect(items.map(({ title, location }) => [title, location.page?.title])).toEqual([
      ['Payments', 'Epic: Payments'],
      ['Cards', 'Cards'],
      ['Pay by card', 'Cards'],
      ['Wallet', 'Feature: Wallet'],
      ['Top up', 'Story: Top up'],
    ]);
    expect(itemTitled({ items, coverage, warnings: [] }, 'Wallet').location).toEqual({
      headingPath: ['Feature: Wallet'],
      line: null,
      elementPath: null,
      page: {
        id: 'feature-wallet',
        title: 'Feature: Wallet',
        version: 8,
        url: 'https://wiki.test/feature-wallet',
      },
    });
    expect(coverage.filter(({ location }) => location.page === undefined)).toEqual([]);
    expect(coverage.map(({ heading, use }) => [heading, use])).toContainEqual(['Meeting notes', 'NOT_USED']);
  });

  test('gives an item that is a page of its own the labels of the page', () => {
    const reading = read(outcomeOfPages(programme));
    expect(itemTitled(reading, 'Payments').labels).toEqual(['pay', 'q3']);
    expect(itemTitled(reading, 'Wallet').labels).toEqual(['phone']);
    expect(itemTitled(reading, 'Pay by card').labels).toEqual([]);
  });

  test('names the same items as before when the page around them is edited', () => {
    const edited = programme.map((each) => ({ ...each, version: each.version + 1 }));
    const idsOf = (pages: readonly PlanPage[]) => read(outcomeOfPages(pages)).items.map(({ id }) => id);
    expect(idsOf(edited)).toEqual(idsOf(programme));
  });

  test('that is not well formed is refused, with the page that is not', () => {
    const broken = page('Broken', 1, '<p>open');
    expect(outcomeOfPages([...programme, broken])).toMatchObject({
      kind: 'refused',
      fault: 'MALFORMED',
      message: expect.stringMatching(/^On the page “Broken”: /),
      location: { page: { id: 'broken' } },
    });
  });

  test('that is empty all over is refused as empty', () => {
    expect(outcomeOfPages([page('Plan', 0, ' '), page('Below', 1, '')])).toMatchObject({ fault: 'EMPTY' });
  });
});

describe('one page', () => {
  test('is an item where its own title says so, and else where the title of the session does', () => {
    const story = '<h1>Story: Refund</h1><p>Text.</p>';
    expect(treeOf(read(outcomeOfPages([page('Epic: Pay', 0, story)], 'Epic: Run')))).toEqual([
      'EPIC Pay',
      'STORY Refund < Pay',
    ]);
    expect(treeOf(read(outcomeOfPages([page('Plan', 0, story)], 'Epic: Run')))).toEqual([
      'EPIC Run',
      'STORY Refund < Run',
    ]);
  });
});
