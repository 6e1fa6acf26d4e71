import fc from 'fast-check';
import type { ConfluenceServer } from '../connectors/confluence/confluence-server.ts';
import type { StoredPage } from '../connectors/confluence/stored-page.ts';

/** A plan as its writers have it in mind: features, each on a page of its own, with stories under headings. */
export interface PagePlan {
  readonly epic: string;
  readonly features: readonly PageFeature[];
}
export interface PageFeature {
  readonly title: string;
  readonly stories: readonly PageStory[];
}
export interface PageStory {
  readonly title: string;
  readonly text: string;
  readonly points: number | null;
  readonly labels: readonly string[];
}

const verbs = ['Pay', 'Ship', 'Refund', 'Search', 'Archive', 'Invite', 'Export', 'Rate', 'Cancel', 'Print'];
const nouns = ['invoices', 'parcels', 'members', 'reports', 'carts', 'coupons', 'drafts', 'photos'];
const areas = ['Checkout', 'Warehouse', 'Accounts', 'Newsletter'];
const texts = ['', 'As it was told.', 'With other words, and more of them than there were before.'];

const labels = ['Web', 'Mobile'] as const;

/** Titles that no two items share. */
const titles = fc.shuffledSubarray(
  verbs.flatMap((verb) => nouns.map((noun) => `${verb} ${noun}`)),
  { minLength: 12, maxLength: 12 },
);

export const pagePlan: fc.Arbitrary<PagePlan> = fc
  .tuple(
    titles,
    fc.shuffledSubarray(areas, { minLength: 2, maxLength: 3 }),
    fc.array(
      fc.record({
        text: fc.constantFrom(...texts),
        points: fc.constantFrom(null, 1, 3, 8),
        labels: fc.subarray([...labels]),
      }),
      { minLength: 3, maxLength: 8 },
    ),
  )
  .map(([names, features, stories]) => ({
    epic: 'Shop',
    features: features.map((title, place) => ({
      title,
      stories: stories
        .map((story, number) => ({ ...story, title: names[number] ?? `Story ${number}` }))
        .filter((_story, number) => number % features.length === place),
    })),
  }));

/** What a writer does to a plan; a number picks the story that it is done to. */
export type PageEdit =
  | { readonly kind: 'points'; readonly at: number; readonly points: number }
  | { readonly kind: 'text'; readonly at: number }
  | { readonly kind: 'labels'; readonly at: number; readonly labels: readonly string[] }
  | { readonly kind: 'move'; readonly at: number }
  | { readonly kind: 'add'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number };

const at = fc.nat(100);
const change = fc.oneof(
  fc.record({ kind: fc.constant('points' as const), at, points: fc.constantFrom(2, 5, 13) }),
  fc.record({ kind: fc.constant('text' as const), at }),
  fc.record({ kind: fc.constant('labels' as const), at, labels: fc.subarray([...labels]) }),
  fc.record({ kind: fc.constant('move' as const), at }),
);
// One that is gone and one that is new may be one that was renamed: that is for another test.
export const pageEdits: fc.Arbitrary<PageEdit[]> = fc.oneof(
  fc.array(fc.oneof(change, fc.record({ kind: fc.constant('add' as const), at })), { maxLength: 4 }),
  fc.array(fc.oneof(change, fc.record({ kind: fc.constant('remove' as const), at })), { maxLength: 4 }),
);

export function storiesOf({ features }: PagePlan): (PageStory & { readonly feature: string })[] {
  return features.flatMap(({ title, stories }) => stories.map((story) => ({ ...story, feature: title })));
}

export function applyEdit(plan: PagePlan, edit: PageEdit): PagePlan {
  const stories = storiesOf(plan);
  const story = stories[edit.at % stories.length];
  if (story === undefined) return plan;
  const withStory = (change: (story: PageStory) => readonly PageStory[]): PagePlan => ({
    ...plan,
    features: plan.features.map((feature) => ({
      ...feature,
      stories: feature.stories.flatMap((each) => (each.title === story.title ? change(each) : [each])),
    })),
  });
  switch (edit.kind) {
    case 'points':
      return withStory((each) => [{ ...each, points: edit.points }]);
    case 'text':
      return withStory((each) => [{ ...each, text: `${each.text} Told anew.`.trim() }]);
    case 'labels':
      return withStory((each) => [{ ...each, labels: edit.labels }]);
    case 'add': {
      const word = plan.epic.split(' ').at(-1);
      const title = `Translate page ${stories.length} into Welsh ${word}`;
      return withStory((each) => [each, { title, text: 'New.', points: 1, labels: [] }]);
    }
    case 'remove':
      return stories.length < 2 ? plan : withStory(() => []);
    case 'move': {
      const without = withStory(() => []);
      const place = plan.features.findIndex(({ title }) => title === story.feature);
      const to = (place + 1) % plan.features.length;
      const { feature: _, ...moved } = story;
      return {
        ...without,
        features: without.features.map((feature, index) =>
          index === to ? { ...feature, stories: [...feature.stories, moved] } : feature,
        ),
      };
    }
  }
}

/** The pages of a plan: made the first time, and edited then where they are not as they should be. */
export class PlanPages {
  readonly root: StoredPage;
  readonly #confluence: ConfluenceServer;
  readonly #pages = new Map<string, StoredPage>();

  constructor(confluence: ConfluenceServer, plan: PagePlan) {
    this.#confluence = confluence;
    this.root = confluence.add({ title: `Epic: ${plan.epic}`, storage: '<p>All of it.</p>' });
    for (const feature of plan.features) {
      const page = { title: `Feature: ${feature.title}`, storage: render(feature), parentId: this.root.id };
      this.#pages.set(feature.title, confluence.add(page));
    }
  }

  write(plan: PagePlan): void {
    for (const feature of plan.features) {
      const page = this.#pages.get(feature.title);
      const storage = render(feature);
      if (page !== undefined && page.storage !== storage) this.#confluence.edit(page, { storage });
    }
  }
}

function render({ stories }: PageFeature): string {
  return stories
    .map(({ title, text, points, labels }) => {
      const estimate = points === null ? '' : `<p>Story points: ${points}</p>`;
      const named = labels.length === 0 ? '' : `<p>Labels: ${labels.join(', ')}</p>`;
      return `<h1>Story: ${title}</h1>${text === '' ? '' : `<p>${text}</p>`}${estimate}${named}`;
    })
    .join('');
}
