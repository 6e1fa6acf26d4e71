import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../api/page-sessions.ts';
import { openConfluence } from '../connectors/confluence/confluence-server.ts';
import type { RealServer } from '../server/real-server.ts';
import { ownTracker } from './built-in-tracker.ts';
import { gitHubTracker } from './github-tracker.ts';
import { linearTracker } from './linear-tracker.ts';
import {
  applyEdit,
  type PagePlan,
  type PageStory,
  PlanPages,
  pageEdits,
  pagePlan,
  storiesOf,
} from './page-plan.ts';
import { openTrackerServer, type ShownIssue, type TrackerUnderTest } from './tracker-server.ts';

interface Change {
  readonly kind: string;
  readonly item: { readonly title: string } | null;
}

/** What a person does to the issue of a story: another text, a label beside the others, or away with it. */
type HandEdit = { readonly description: string } | { readonly label: string } | 'DELETE';
const handEdits = fc.array(
  fc.tuple(
    fc.nat(100),
    fc.oneof(
      fc.constantFrom('By hand.', 'Also by hand.').map((description): HandEdit => ({ description })),
      fc.constantFrom('Urgent', 'Later').map((label): HandEdit => ({ label })),
      fc.constant<HandEdit>('DELETE'),
    ),
  ),
  { maxLength: 3 },
);

/** What people have made of the issues, by the titles of their stories. */
class ByHand {
  readonly descriptions = new Map<string, string>();
  readonly labels = new Map<string, Set<string>>();
  readonly deleted = new Set<string>();

  labelsOf(title: string): ReadonlySet<string> {
    return this.labels.get(title) ?? new Set();
  }
}
const rounds = fc.array(fc.record({ pages: pageEdits, byHand: handEdits }), { minLength: 1, maxLength: 2 });

const trackers: [string, () => TrackerUnderTest | Promise<TrackerUnderTest>][] = [
  ['the built-in tracker', ownTracker],
  ['Linear', linearTracker],
  ['GitHub', () => gitHubTracker()],
];

/** Changes that only tell or ask: nothing is written for them unless a person says so. */
const toldOnly: ReadonlySet<string> = new Set(['UNCHANGED', 'ORPHANED', 'CONFLICT']);
const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'];

test.each(trackers)(
  'pages to %s and back: whatever is edited on either side, only that is changed',
  async (_name, open) => {
    const confluence = await openConfluence('CLOUD');
    onTestFinished(() => confluence[Symbol.asyncDispose]());
    const tracker = await open();
    const { server, plan } = await openTrackerServer(tracker);
    await connect(server, confluence);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(pagePlan, rounds, async (first, edits) => {
        const word = words[runs] ?? `number${runs}`;
        runs += 1;
        let now = named(first, word);
        const pages = new PlanPages(confluence, now);
        const url = confluence.addressOf(pages.root);
        const read = async (): Promise<Change[]> => {
          const given = { document: { confluencePageTree: { url } }, documentKey: null };
          const session = await plan('', given);
          expect(session).toMatchObject({ status: 'COMPLETED', errors: [] });
          return session.plan.changes;
        };
        const issues = async (): Promise<ShownIssue[]> =>
          (await tracker.issues(server)).filter(({ title }) => title.includes(word));

        await read();
        const byHand = new ByHand();
        expect((await issues()).map(shownOf).toSorted(byTitle)).toEqual(
          wanted(now, byHand).toSorted(byTitle),
        );
        for (const round of edits) {
          const before = now;
          now = round.pages.reduce(applyEdit, now);
          for (const [at, edit] of round.byHand) {
            const stories = storiesOf(before).filter(({ title }) => !byHand.deleted.has(title));
            const story = stories[at % stories.length];
            if (story !== undefined) await editByHand(tracker, server, story, { edit, byHand });
          }
          pages.write(now);
          const changes = await read();
          expect(changes.filter(({ kind }) => kind === 'CREATE').map(({ item }) => item?.title)).toEqual(
            added(before, now),
          );
          // What the document holds no more is still there, and asked about.
          const present = await issues();
          expect(present.map(shownOf)).toEqual(expect.arrayContaining(wanted(now, byHand)));
          expect(new Set(present.map(({ title }) => title)).size).toBe(present.length);
          expect(present.every(({ isOpen }) => isOpen)).toBe(true);
          const again = await read();
          expect(again.filter(({ kind }) => !toldOnly.has(kind))).toEqual([]);
          expect(await issues()).toEqual(present);
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  },
  400_000,
);

async function editByHand(
  tracker: TrackerUnderTest,
  server: RealServer,
  { title, labels }: PageStory,
  { edit, byHand }: { edit: HandEdit; byHand: ByHand },
): Promise<void> {
  if (edit === 'DELETE') {
    await tracker.remove(server, title);
    byHand.deleted.add(title);
  } else if ('label' in edit) {
    const own = new Set(byHand.labelsOf(title));
    // Nobody can write what is written there already, nor what the document says.
    if (own.has(edit.label) || labels.includes(edit.label)) return;
    await tracker.label(server, title, edit.label);
    byHand.labels.set(title, own.add(edit.label));
  } else if (byHand.descriptions.get(title) !== edit.description) {
    await tracker.edit(server, title, edit);
    byHand.descriptions.set(title, edit.description);
  }
}

/** The plan with a word in each title that no other plan has. */
function named({ epic, features }: PagePlan, word: string): PagePlan {
  return {
    epic: `${epic} ${word}`,
    features: features.map(({ title, stories }) => ({
      title: `${title} ${word}`,
      stories: stories.map((story) => ({ ...story, title: `${story.title} ${word}` })),
    })),
  };
}

type Shown = Pick<ShownIssue, 'title' | 'parent'> &
  Partial<Pick<ShownIssue, 'description' | 'estimate' | 'labels'>>;

/** What the tracker should hold of a plan: what people made of it stands, the rest is the document's. */
function wanted(plan: PagePlan, byHand: ByHand): Shown[] {
  const epic = `[EPIC] ${plan.epic}`;
  return [
    { title: epic, parent: null },
    ...plan.features.map(({ title }) => ({ title: `[FEATURE] ${title}`, parent: epic })),
    ...storiesOf(plan)
      .filter(({ title }) => !byHand.deleted.has(title))
      .map(({ title, feature, text, points, labels }) => ({
        title,
        parent: `[FEATURE] ${feature}`,
        description: byHand.descriptions.get(title) ?? text,
        estimate: points,
        labels: [...new Set([...labels, ...byHand.labelsOf(title)])].toSorted(),
      })),
  ];
}

/** Of epics and features only what the pages say of them. */
function shownOf({ title, parent, description, estimate, labels }: ShownIssue): Shown {
  if (title.startsWith('[')) return { title, parent };
  return { title, parent, description, estimate, labels: labels.toSorted() };
}

function byTitle(one: Shown, other: Shown): number {
  return one.title.localeCompare(other.title);
}

function added(before: PagePlan, now: PagePlan): string[] {
  const known = new Set(storiesOf(before).map(({ title }) => title));
  return storiesOf(now).flatMap(({ title }) => (known.has(title) ? [] : [title]));
}
