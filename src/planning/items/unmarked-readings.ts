import type { Section } from '../sections/sections.ts';
import { collectBacklogs } from './backlog-lists.ts';
import { collectBoxedTimes } from './boxed-times.ts';
import type { DraftCollector } from './draft-collector.ts';
import {
  collectDeepest,
  collectFielded,
  collectHeadings,
  collectLabelled,
  collectNumbered,
  collectRanked,
} from './heading-items.ts';
import { collectListed } from './listed-stories.ts';
import { collectOutline } from './outline-items.ts';
import type { ReadInside } from './outline-stories.ts';
import { collectParagraphs } from './paragraph-stories.ts';
import { collectRequired } from './required-headings.ts';
import { collectUseCases } from './use-cases.ts';

/** Finds items that nothing but their place tells of; false where they are none, and then nothing was collected. */
type CollectUnmarked = (root: Section, collector: DraftCollector, inside: ReadInside) => boolean;

interface UnmarkedReading {
  readonly name: string;
  /** Whether it is for documents that name other items, for those that name none, or for both. */
  readonly beside: 'ITEMS' | 'NOTHING' | 'EITHER';
  readonly collect: CollectUnmarked;
}

/** In the order in which they are tried until one finds items: what says more of its items comes first. */
const readings = [
  // Before backlogs: it reads below all marked items, and not only below one that is called a backlog.
  { name: 'lists of marked items', beside: 'ITEMS', collect: collectListed },
  // Before the outline, to which the lists in their texts are things to do.
  { name: 'deepest headings', beside: 'NOTHING', collect: collectDeepest },
  { name: 'boxes of phases', beside: 'ITEMS', collect: collectBoxedTimes },
  // Before the outline, to which the steps in them are things to do.
  { name: 'use cases', beside: 'NOTHING', collect: collectUseCases },
  // Before the outline, to which the lists of these headings are things to do.
  { name: 'headings with ranks', beside: 'NOTHING', collect: collectRanked },
  // Before the outline as well, to which the lists in their texts are things to do.
  { name: 'headings with fields', beside: 'NOTHING', collect: collectFielded },
  { name: 'headings with labels', beside: 'NOTHING', collect: collectLabelled },
  // Before backlogs: it finds the epics and features around a list as well.
  { name: 'numbered headings', beside: 'NOTHING', collect: collectNumbered },
  { name: 'outline', beside: 'NOTHING', collect: collectOutline },
  // Before bare headings: an entry is rather a thing to do than a heading over nothing.
  { name: 'backlogs', beside: 'EITHER', collect: collectBacklogs },
  // After all others: of these nothing is known but the title above them.
  { name: 'bare headings', beside: 'NOTHING', collect: collectHeadings },
  { name: 'keyed requirements', beside: 'NOTHING', collect: collectRequired },
  { name: 'paragraphs', beside: 'NOTHING', collect: collectParagraphs },
] as const satisfies readonly UnmarkedReading[];

/** Collects what the first reading finds that fits a document; its name, or null when none finds anything. */
export function collectUnmarked(
  root: Section,
  collector: DraftCollector,
  inside: ReadInside,
  hasItems: boolean,
): (typeof readings)[number]['name'] | null {
  const unfit = hasItems ? 'NOTHING' : 'ITEMS';
  const found = readings.find(({ beside, collect }) => beside !== unfit && collect(root, collector, inside));
  return found?.name ?? null;
}
