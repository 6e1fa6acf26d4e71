import { describe, expect, test } from 'vitest';
import { inBoundedTime } from './bounded-time.ts';
import { changesOf, createdBy, trackedOf } from './edits.ts';

const plan = `# Epic: Shop

## Feature: Pay

### Story: Charge a card

### Story: Refund

## Feature: Ship

### Story: Print a label
`;

describe('renamed', () => {
  test('a short feature keeps its issue, and its stories theirs', () => {
    expect(changesOf(plan, plan.replace('Feature: Pay', 'Feature: Paying'))).toEqual([
      'UNCHANGED [EPIC] Shop',
      'RENAME [FEATURE] Pay → [FEATURE] Paying title',
      'UNCHANGED Charge a card',
      'UNCHANGED Refund',
      'UNCHANGED [FEATURE] Ship',
      'UNCHANGED Print a label',
    ]);
  });

  test('a short feature with nothing below and no text', () => {
    expect(changesOf('# Epic: E\n\n## Feature: Pay\n', '# Epic: E\n\n## Feature: Paying\n')).toEqual([
      'UNCHANGED [EPIC] E',
      'RENAME [FEATURE] Pay → [FEATURE] Paying title',
    ]);
  });

  test('a feature with another name altogether is known by its stories', () => {
    expect(changesOf(plan, plan.replace('Feature: Pay', 'Feature: Checkout'))).toContain(
      'RENAME [FEATURE] Pay → [FEATURE] Checkout title',
    );
  });

  test('an epic and a feature at once, and a story below that was edited', () => {
    const edited = plan
      .replace('Epic: Shop', 'Epic: Shops')
      .replace('Feature: Pay', 'Feature: Payment')
      .replace('### Story: Refund', '### Story: Refund\n\nPoints: 3');
    expect(changesOf(plan, edited)).toEqual([
      'RENAME [EPIC] Shop → [EPIC] Shops title',
      'RENAME [FEATURE] Pay → [FEATURE] Payment title',
      'UNCHANGED Charge a card',
      'UPDATE Refund estimate',
      'UNCHANGED [FEATURE] Ship',
      'UNCHANGED Print a label',
    ]);
  });

  test('a story whose text stays', () => {
    const text = 'The card is charged when the goods have left the house, and not before.';
    const before = `# Epic: E\n\n## Story: Charge a card\n\n${text}\n`;
    expect(changesOf(before, before.replace('Charge a card', 'Debit it'))).toContain(
      'RENAME Charge a card → Debit it title',
    );
  });

  test('two stories at once, each by its own words', () => {
    const edited = plan.replace('Charge a card', 'Charge a credit card').replace('Refund', 'Refunds');
    expect(changesOf(plan, edited)).toEqual(
      expect.arrayContaining([
        'RENAME Charge a card → Charge a credit card title',
        'RENAME Refund → Refunds title',
      ]),
    );
  });

  test('a story whose name had other words in Japanese', () => {
    const before = '# Epic: E\n\n## Story: クレジットカードで支払う\n';
    expect(changesOf(before, before.replace('支払う', '支払いする'))[1]).toMatch(/^RENAME/);
  });
});

describe('not renamed', () => {
  test.each([
    ['another word', 'Login with Google', 'Login with GitHub'],
    ['another number', 'Import of 2024 report data', 'Import of 2025 report data'],
    ['a word that only begins alike', 'Car', 'Cart'],
    ['nothing in common', 'Pay', 'Refund'],
  ])('%s: what went is orphaned, what came is made', (_, before, after) => {
    const text = (title: string) => `# Epic: E\n\n## Story: ${title}\n`;
    expect(changesOf(text(before), text(after))).toEqual([
      'UNCHANGED [EPIC] E',
      `CREATE ${after}`,
      `ORPHANED ${before}`,
    ]);
  });

  test('two that are as near to what went', () => {
    const before = '# Epic: E\n\n## Story: Export the report as PDF\n';
    const after =
      '# Epic: E\n\n## Story: Export the big report as PDF\n\n## Story: Export the small report as PDF\n';
    expect(changesOf(before, after)).toEqual([
      'UNCHANGED [EPIC] E',
      'CREATE Export the big report as PDF',
      'CREATE Export the small report as PDF',
      'ORPHANED Export the report as PDF',
    ]);
  });

  test('features that have only stories of everyday names in common', () => {
    const feature = (name: string) => `## Feature: ${name}\n\n### Story: Tests\n\n### Story: Docs\n\n`;
    const before = `# Epic: E\n\n${feature('Search')}${feature('Billing')}`;
    const after = `# Epic: E\n\n${feature('Search')}${feature('Reports')}`;
    const found = changesOf(before, after);
    expect(found).toContain('CREATE [FEATURE] Reports');
    expect(found).toContain('ORPHANED [FEATURE] Billing');
  });

  test('stories with other keys, however alike they are', () => {
    const before = '# Epic: E\n\n## US-7: Pay by card\n';
    expect(changesOf(before, '# Epic: E\n\n## US-8: Pay by cards\n')).toEqual([
      'UNCHANGED [EPIC] E',
      'CREATE Pay by cards',
      'ORPHANED Pay by card',
    ]);
  });

  test('one that was closed in the tracker', () => {
    const tracked = trackedOf(plan).map((issue) =>
      issue.written.title === 'Refund' ? { ...issue, state: 'CLOSED' as const } : issue,
    );
    const found = changesOf(plan, plan.replace('Refund', 'Refunds'), tracked);
    expect(found).toContain('CREATE Refunds');
    expect(found.some((each) => each.startsWith('ORPHANED'))).toBe(false);
    // Whoever approves is told of the one that was done.
    const { itemId } = tracked.find((issue) => issue.state === 'CLOSED') ?? {};
    const made = (title: string) => createdBy(plan.replace('Refund', title), tracked);
    expect(made('Refunds')?.formerItemId).toBe(itemId);
    expect(made('Gift card')).toMatchObject({ kind: 'CREATE', formerItemId: null });
  });
});

describe('moved', () => {
  test('a story without a key whose title stands nowhere else', () => {
    const moved = plan.replace('### Story: Refund\n\n', '').concat('\n### Story: Refund\n');
    expect(changesOf(plan, moved)).toEqual([
      'UNCHANGED [EPIC] Shop',
      'UNCHANGED [FEATURE] Pay',
      'UNCHANGED Charge a card',
      'UNCHANGED [FEATURE] Ship',
      'UNCHANGED Print a label',
      'REPARENT Refund parentId',
    ]);
  });

  test('a story under a feature that is new', () => {
    const moved = plan.replace('### Story: Refund', '## Feature: Returns\n\n### Story: Refund');
    expect(changesOf(plan, moved)).toEqual(
      expect.arrayContaining(['CREATE [FEATURE] Returns', 'REPARENT Refund parentId']),
    );
  });

  test('a feature with all that stands below it', () => {
    const two = `${plan}\n# Epic: Office\n`;
    const feature = '## Feature: Ship\n\n### Story: Print a label\n';
    const moved = `${two.replace(feature, '')}\n${feature}`;
    expect(changesOf(two, moved)).toEqual(
      expect.arrayContaining(['REPARENT [FEATURE] Ship parentId', 'UNCHANGED Print a label']),
    );
  });

  test('of two with the same title none is taken for the other', () => {
    const before = '# Epic: A\n\n## Story: Tests\n\n# Epic: B\n\n## Story: Tests\n\n# Epic: C\n';
    const after = '# Epic: A\n\n# Epic: B\n\n## Story: Tests\n\n# Epic: C\n\n## Story: Tests\n';
    expect(changesOf(before, after)).toEqual(
      expect.arrayContaining(['CREATE Tests', 'ORPHANED Tests', 'UNCHANGED Tests']),
    );
  });
});

describe('of another kind now', () => {
  test('a story that became an enabler, and back', () => {
    const before = '# Epic: E\n\n## Feature: F\n\n### Story: Set up the queue\n';
    const after = before.replace('Story:', 'Infrastructure enabler:');
    expect(changesOf(before, after)).toContain(
      'UPDATE Set up the queue → [ENABLER] Set up the queue title,labels',
    );
    expect(changesOf(after, before)).toContain(
      'UPDATE [ENABLER] Set up the queue → Set up the queue title,labels',
    );
  });

  test('a story that became a feature with stories of its own', () => {
    const before = '# Epic: E\n\n## Feature: F\n\n### Story: Payment\n';
    const after = '# Epic: E\n\n## Feature: F\n\n## Feature: Payment\n\n### Story: Charge a card\n';
    expect(changesOf(before, after)).toEqual([
      'UNCHANGED [EPIC] E',
      'UNCHANGED [FEATURE] F',
      'UPDATE Payment → [FEATURE] Payment title,labels,parentId',
      'CREATE Charge a card',
    ]);
  });
});

describe('split and joined', () => {
  const whole = '# Epic: E\n\n## Story: Search and filter orders\n\nFind orders by number.\n';
  const parts = '# Epic: E\n\n## Story: Filter orders\n\n## Story: Search orders\n\nFind orders by number.\n';

  test('of the parts the one that says most of it keeps the issue', () => {
    expect(changesOf(whole, parts)).toEqual([
      'UNCHANGED [EPIC] E',
      'CREATE Filter orders',
      'RENAME Search and filter orders → Search orders title',
    ]);
  });

  test('what is joined goes on as one of them', () => {
    expect(changesOf(parts, whole)).toEqual([
      'UNCHANGED [EPIC] E',
      'RENAME Search orders → Search and filter orders title',
      'ORPHANED Filter orders',
    ]);
  });
});

describe('found again', () => {
  test('an issue that somebody has deleted and that moves in the document: it is asked about, and not made anew', () => {
    const tracked = trackedOf(plan).map((issue) =>
      issue.written.title === 'Refund' ? { ...issue, now: null } : issue,
    );
    const moved = `${plan.replace('### Story: Refund\n\n', '')}\n### Story: Refund\n`;
    const changes = changesOf(plan, moved, tracked);
    expect(changes).toContain('CONFLICT Refund deleted');
    expect(changes.filter((each) => !each.startsWith('UNCHANGED'))).toHaveLength(1);
    // What is only like it is another thing.
    expect(changesOf(plan, plan.replace('Story: Refund', 'Story: Refunds'), tracked)).toContain(
      'CREATE Refunds',
    );
  });

  test('an orphan that comes back', () => {
    const tracked = trackedOf(plan);
    const without = changesOf(plan, plan.replace('### Story: Refund\n\n', ''), tracked);
    expect(without.at(-1)).toBe('ORPHANED Refund');
    expect(changesOf(plan, plan, tracked).every((each) => each.startsWith('UNCHANGED'))).toBe(true);
  });

  test('an orphan that was closed comes back by being opened', () => {
    const tracked = trackedOf(plan).map((issue) =>
      issue.written.title === 'Refund'
        ? ({ ...issue, state: 'CLOSED', writtenState: 'CLOSED' } as const)
        : issue,
    );
    const gone = changesOf(plan, plan.replace('### Story: Refund\n\n', ''), tracked);
    expect(gone.some((each) => each.includes('Refund'))).toBe(false);
    expect(changesOf(plan, plan, tracked)).toContain('UPDATE Refund state');
    const renamed = plan.replace('Feature: Pay', 'Feature: Paying');
    expect(changesOf(plan, renamed, tracked)).toContain('UPDATE Refund state');
  });
});

test('a thousand renamed stories among a thousand are compared in bounded time', () => {
  const text = (verb: string) =>
    `# Epic: E\n\n${Array.from({ length: 1_000 }, (_, n) => `## Story: ${verb} ${word(n)} ${word(n * 7)}\n\n`).join('')}`;
  inBoundedTime(() => changesOf(text('Show'), text('List')));
});

test('five thousand that say nothing of what was there are told apart in bounded time', () => {
  const text = (words: string) =>
    `# Epic: E\n\n${Array.from({ length: 5_000 }, (_, n) => `## Story: ${words} ${word(n)} ${word(n * 7)}x\n\n`).join('')}`;
  inBoundedTime(() => changesOf(text('Build all of the'), text('Erase every old')));
});

test.each([
  ['US-1: Search and filter', ['US-7: Search', 'US-8: Filter']],
  ['US-1: Tests', ['US-2: Tests']],
])('“%s” is none that has another key', (before, after) => {
  const text = (titles: readonly string[]) =>
    ['# Epic: E', ...titles.map((title) => `## ${title}`)].join('\n\n');
  const made = after.map((title) => `CREATE ${title.slice(6)}`);
  expect(changesOf(text([before]), text(after))).toEqual([
    'UNCHANGED [EPIC] E',
    ...made,
    `ORPHANED ${before.slice(6)}`,
  ]);
});

function word(n: number): string {
  return [n % 26, (n / 26) % 26, (n / 676) % 26]
    .map((at) => String.fromCharCode(97 + Math.floor(at)))
    .join('');
}
