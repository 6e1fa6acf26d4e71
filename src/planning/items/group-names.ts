import { groupingMatters } from '../sections/grouping-matters.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { type HeadingForm, likeHeadings } from '../sections/like-headings.ts';
import { listsIssues } from '../sections/listing-headings.ts';
import { listingPeople, namesActors, peopleHeadings } from '../sections/people-headings.ts';
import { personaHeadings } from '../sections/personas.ts';
import {
  goesOnWithHeading,
  namesDisciplines,
  namesNoPiece,
  namesPart,
  namesQualities,
} from '../sections/piece-names.ts';
import { prioritizedHeadings } from '../sections/priority-headings.ts';
import { roleHeadings } from '../sections/role-headings.ts';
import { holdsStoryEvidence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { timedHeadings } from '../sections/timed-headings.ts';
import type { UnmarkedLevel } from '../sections/unmarked-levels.ts';
import { fold } from '../words/fold.ts';
import { recurringHeadings } from './walk-place.ts';

const shortName = 160;
/** “⚠️ This comes first” */
const callsAttention = /^\s*(?:⚠|🚨|❗|‼|🛑|⛔)/u;

/** What the headings without a mark name that stand beside each other: pieces of a product, people, times, parts of each. */
export class GroupNames {
  /** Headings that come back under several others say what part of each they are. */
  readonly recurring: ReadonlyMap<string, readonly Section[]>;
  /** Headings of the form that most of their level have. */
  readonly alike: ReadonlyMap<Section, HeadingForm>;
  readonly #columns: ReadonlyMap<Section, string>;
  readonly #meanings: PrefixMeanings;
  readonly #people = new Set<Section>();
  readonly #roles = new Set<Section>();
  readonly #timed = new Set<Section>();
  readonly #prioritized = new Set<Section>();
  readonly #grouping = new Set<Section>();

  constructor(
    levels: readonly UnmarkedLevel[],
    columns: ReadonlyMap<Section, string>,
    meanings: PrefixMeanings,
  ) {
    this.#columns = columns;
    this.#meanings = meanings;
    this.recurring = recurringHeadings(levels);
    this.alike = likeHeadings(levels, meanings);
    for (const level of levels) {
      for (const heading of peopleHeadings(level, meanings)) this.#people.add(heading);
      for (const heading of personaHeadings(level)) this.#people.add(heading);
      for (const heading of roleHeadings(level)) this.#roles.add(heading);
      for (const heading of listingPeople(level, meanings)) this.#roles.add(heading);
      for (const heading of timedHeadings(level, meanings)) this.#timed.add(heading);
      for (const heading of prioritizedHeadings(level)) this.#prioritized.add(heading);
      for (const heading of groupingMatters(level, meanings)) this.#grouping.add(heading);
    }
  }

  /** Whether a heading is one of several that name people. */
  namesPeople(section: Section): boolean {
    return this.#people.has(section);
  }

  /** Whether a heading is one of several that name roles. */
  isRole(section: Section): boolean {
    return this.#roles.has(section);
  }

  /** Whether a heading called as a matter or a field, or “Module: Checkout”, groups stories as a feature does. */
  groups(section: Section): boolean {
    return (
      this.#grouping.has(section) ||
      this.alike.has(section) ||
      (namesPart(section) && holdsStoryEvidence(section, this.#meanings))
    );
  }

  /** Whether a heading without a mark may be the name of a feature, by what it says and what stands beside it. */
  mayNameFeature(section: Section, title: string): boolean {
    return (
      title !== '' &&
      title.length <= shortName &&
      !this.#namesPartOfEach(section, title) &&
      !this.#people.has(section) &&
      !namesActors(title) &&
      !this.#columns.has(section) &&
      !this.#timed.has(section) &&
      !this.#prioritized.has(section) &&
      !goesOnWithHeading(section, title) &&
      !callsAttention.test(section.line.text) &&
      !listsIssues(section, title) &&
      (this.#grouping.has(section) ||
        !(namesNoPiece(title) || namesQualities(title) || namesDisciplines(title)))
    );
  }

  /** Over stories, a name that comes back once, over none, told what the piece is that these are of. */
  #namesPartOfEach(section: Section, title: string): boolean {
    const others = (this.recurring.get(fold(title)) ?? []).filter((each) => each !== section);
    const holds = (each: Section): boolean => holdsStoryEvidence(each, this.#meanings);
    return others.length > 0 && (others.length > 1 || !holds(section) || others.some(holds));
  }
}
