import type { Block } from '../blocks.ts';
import { kindOfWork } from '../item-draft.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { sumsUp } from '../lines/sums.ts';
import { headingsIn } from '../sections/parts.ts';
import { namesActors } from '../sections/people-headings.ts';
import { namesRole } from '../sections/personas.ts';
import { arrangesPlan, namesNoPiece } from '../sections/piece-names.ts';
import {
  fieldWork,
  groupsMeasured,
  hasStoryFields,
  headsWish,
  listedAs,
  listsMeasured,
  measuresItself,
  plainNumber,
  ranksItself,
} from '../sections/plain-sections.ts';
import { listsRoles } from '../sections/role-headings.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { holdsStoryEvidence, onlySentence, showsOnly } from '../sections/section-evidence.ts';
import { rememberingLevels, rememberingSections } from '../sections/section-memory.ts';
import type { Section } from '../sections/sections.ts';
import { filled } from '../tables/column-contents.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import type { GroupNames } from './group-names.ts';
import { isPlaceholder, type Place } from './walk-place.ts';

/** What a heading is, whether a list around it says so, and whether it is only likely. */
export interface FoundWork {
  readonly work: WorkWord;
  readonly contained: boolean;
  readonly guessed: boolean;
}

/** What a heading without a mark is: by the container above it, by its fields, by its sentence. */
export class PlainWork {
  readonly #collector: DraftCollector;
  readonly #names: GroupNames;

  constructor(collector: DraftCollector, names: GroupNames) {
    this.#collector = collector;
    this.#names = names;
  }

  /** Null where nothing says that a heading is an item. */
  of(section: Section, place: Place, title: string): FoundWork | null {
    if (title === '' || title.length > 300 || isPlaceholder(title) || sumsUp(section.line.text)) return null;
    const holds = holdsStoryEvidence(section, this.#collector.meanings);
    const sentence = onlySentence(section);
    const contained = place.works.find((work) => work !== 'REQUIREMENT') ?? saidOf(section, place);
    const form = this.#names.alike.get(section) ?? null;
    const isNoName = sentence || hasStoryFields(section) ? arrangesPlan : namesNoPiece;
    const mayName = form !== null || !isNoName(title);
    if (contained !== undefined && section.form !== 'label' && mayName && !namesActors(title)) {
      const kind = kindOfWork(contained);
      const isAbove = isGroup(kind);
      if (isAbove && form !== 'SENTENCE')
        return this.#names.namesPeople(section) ||
          this.#names.isRole(section) ||
          tabulates(section, contained)
          ? null
          : { work: contained, contained: true, guessed: false };
      const tells =
        section.form === 'lead'
          ? sentence || hasStoryFields(section)
          : !showsOnly(section) && !holdsOnlyCode(section);
      if (!isAbove && tells && !listsRoles(section) && !groupsMeasured(section) && (!holds || sentence))
        return { work: listedAs(section, contained), contained: true, guessed: false };
    }
    const named = fieldWork(section);
    if (named !== null) return { work: named, contained: false, guessed: false };
    // What is told over several stories is the feature that they are of.
    if (section.form === 'heading' && isStorySentence(title) && groupsSentences(section)) return null;
    if (section.form === 'heading' && (isStorySentence(title) || headsWish(section, title)))
      return { work: 'STORY', contained: false, guessed: false };
    if (!holds && (form === 'NUMBER' || this.#isMeasured(section, place, title) || isCoded(section)))
      return { work: 'STORY', contained: false, guessed: true };
    if (
      !holds &&
      this.#collector.listsRequirements &&
      place.works.includes('REQUIREMENT') &&
      isCounted(section)
    )
      return { work: 'STORY', contained: false, guessed: true };
    const isTold = sentence && mayName && section.form !== 'label' && !namesRole(section);
    if (isTold || form === 'SENTENCE') return { work: 'STORY', contained: false, guessed: false };
    return null;
  }

  /** Whether a heading below an epic or a feature has what only a story has: points, or criteria of its own. */
  #isMeasured(section: Section, { item }: Place, title: string): boolean {
    return (
      (section.form === 'heading' || section.form === 'lead') &&
      item !== null &&
      isGroup(item.kind) &&
      (!item.provisional || item.enclosing !== null || isOfBacklog(section)) &&
      !this.#names.recurring.has(fold(title)) &&
      !namesNoPiece(title) &&
      !listsMeasured(section) &&
      (measuresItself(section) || (ranksItself(section) && isBesideMeasured(section))) &&
      !this.#collector.holds(title)
    );
  }
}

/** Whether a heading stands in a part of a backlog, “P0 – Core”, over criteria of its own as all beside it do: then it is the story, and not that part. */
function isOfBacklog({ form, parent }: Section): boolean {
  const title = parent?.parent ?? null;
  return (
    form === 'heading' &&
    parent !== null &&
    title !== null &&
    speaksOfBacklog(title.line.text) &&
    holdsMeasured(parent)
  );
}

const holdsMeasured = rememberingSections((part) => {
  const headings = headingsIn(part);
  return headings.length > 0 && headings.every((each) => each.head.kind === 'plain' && hasStoryFields(each));
});

/** Whether code alone stands below a heading, in which items are listed: several blocks, and none of steps. */
function holdsOnlyCode({ parts }: Section): boolean {
  return (
    parts.length > 1 &&
    parts.every((part) => part.type === 'code' && !tellScenarios(part.block.text.split('\n', longestStart)))
  );
}

const longestStart = 20;

/** Whether two or more stories, and nothing else, are told in one table or list right below a heading. */
function groupsSentences({ parts }: Section): boolean {
  return parts.some((part) => {
    const texts =
      part.type === 'list'
        ? part.entries.map(({ line }) => line.text)
        : part.type === 'table'
          ? storiesIn(part.block)
          : [];
    return texts.length > 1 && texts.every(isStorySentence);
  });
}

/** Whether a table right below a heading says that its rows are what the container around them holds: “P1 – Core” over “Epic ID | Epic name”. */
function tabulates({ parts }: Section, contained: WorkWord): boolean {
  return parts.some((part) => {
    const plan = part.type === 'table' ? planOfTable(part.block, null) : null;
    return plan !== null && 'columns' in plan && plan.work === contained;
  });
}

function storiesIn(table: Block & { type: 'table' }): readonly string[] {
  const plan = planOfTable(table, null);
  return plan !== null && 'columns' in plan && plan.work === 'STORY' && plan.title !== null
    ? filled(table.rows.slice(plan.firstRow), plan.title)
    : [];
}

/** Whether another heading on the level of one has points or criteria: then its like is a story with less. */
const isBesideMeasured = rememberingLevels((level) =>
  level.some(
    (section) => section.form === 'heading' && section.head.kind === 'plain' && measuresItself(section),
  ),
);

const wordKey = /^\p{Lu}+(?:-[\p{Lu}\d]+){2,}$/u;

/** “T-ADMIN-CSRF” beside “T-ADMIN-TOTP”, each ranked: keys of words in place of titles, as trackers of text have them. */
function isCoded(section: Section): boolean {
  return hasWordKey(section) && ranksItself(section) && areCoded(section);
}

const areCoded = rememberingLevels((level) => level.filter(hasWordKey).length > 1);

function hasWordKey({ form, head, line }: Section): boolean {
  return form === 'heading' && head.kind === 'plain' && wordKey.test(line.text);
}

/** “01 Add a trip” beside “02 Share a trip”, each over criteria of its own: the list in front of these tells of it. */
function isCounted(section: Section): boolean {
  return isNumbered(section) && countsMeasured(section);
}

const countsMeasured = rememberingLevels((level) => {
  const counted = level.filter(isNumbered);
  return counted.length > 1 && counted.every(hasStoryFields);
});

function isNumbered(section: Section): boolean {
  return section.form === 'heading' && plainNumber(section) !== null;
}

/** What the document says that headings are: those of the highest level, or those that hold no other. */
function saidOf({ form, parts }: Section, { said, item }: Place): WorkWord | undefined {
  if (said === null || form !== 'heading') return undefined;
  const holdsHeadings = parts.some((part) => part.type === 'section' && part.section.form === 'heading');
  const work = (holdsHeadings ? null : said.cards) ?? (item === null ? said.headings : null);
  return work ?? undefined;
}
