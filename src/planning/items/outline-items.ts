import type { ItemDraft } from '../item-draft.ts';
import { cleanTitle, type Decoration, undecorated } from '../lines/head-decoration.ts';
import { isExclusion } from '../lines/matters.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { boardColumns } from '../sections/board-columns.ts';
import { isBoxedPhase } from '../sections/boxed-phases.ts';
import { headingsIn, linesOfPart } from '../sections/parts.ts';
import { namesNoPiece } from '../sections/piece-names.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import { isScaleLegend } from '../sections/scale-legends.ts';
import type { Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { unmarkedLevels } from '../sections/unmarked-levels.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import { statusWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import {
  isBareMatter,
  isDoable,
  isPlainLabel,
  namesNoPlan,
  outlineStory,
  pathOf,
  type ReadInside,
  textFrom,
  warnOfOutline,
} from './outline-stories.ts';
import { takeRest } from './outline-texts.ts';

const plans = wordSearch(wordsFor('plans'));

const fewest = 4;
/** A heading says of a list, however short, that it plans. */
const fewestOfBacklog = 2;
const fewestTicked = 6;

interface Leaf {
  readonly section: Section;
  readonly entry: Section;
}

/**
 * Where nothing is explicit, an outline that looks like a backlog is read by its levels: things to
 * do are stories, what they stand under is a feature, and what holds features an epic. False where it is none.
 */
export function collectOutline(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  const name = fold(title?.line.text ?? '');
  if (namesNoPlan(name)) return false;
  const found: Leaf[] = [];
  visit(root, title, found, collector.loneList);
  const leaves = withoutRemarks(found, title);
  const isBacklog =
    speaksOfBacklog(name) || leaves.every(({ section }) => speaksOfBacklog(section.line.text));
  if (leaves.length < (isBacklog ? fewestOfBacklog : fewest)) return false;
  const boxes = leaves.filter((leaf) => leaf.entry.checked !== null).length;
  const pointed = leaves.filter((leaf) => undecorated(leaf.entry.line.text).points !== null).length;
  const isMeasured = boxes * 10 >= leaves.length * 6 || pointed * 2 >= leaves.length;
  const isPlan = speaksOfBacklog(name) || plans.test(name);
  if (!isMeasured && (!isPlan || leaves.length < fewest || areLabelled(leaves))) return false;
  if (!areDoable(leaves)) return false;
  const holding = new Set(leaves.map(({ section }) => section));
  const columns = boardColumns(unmarkedLevels(root), (heading) => holding.has(heading));
  const features = new Map<Section, ItemDraft | null>(columns.keys().map((column) => [column, null]));
  const stories: ItemDraft[] = [];
  const read = new Set<Section>();
  for (const leaf of leaves) {
    if (!isDoable(leaf.entry) && !isBareMatter(leaf.entry)) continue;
    read.add(leaf.entry);
    const parent = featureOf(leaf.section, title, features, collector);
    const story = outlineStory(leaf.entry, leaf.section, collector, inside);
    story.status ??= columns.get(leaf.section) ?? null;
    story.priority ??= priorityTold(leaf.section);
    story.enclosing = parent;
    // “Phase 3 – Features” is no name, and says what it lists.
    if (leaf.section === collector.loneList && !features.get(leaf.section)) story.kind = 'FEATURE';
    stories.push(story);
  }
  takeRest(features, read, inside);
  const above = new Set([...features.values()].filter((feature) => feature !== null));
  warnOfOutline([...above, ...stories]);
  collector.settleNotes({ items: features, holding });
  return true;
}

/**
 * Where most of what is listed is to be ticked off, lists without a box say how, with what and at what cost, unless a
 * heading above them says how work stands: “Completed features”.
 */
function withoutRemarks(leaves: readonly Leaf[], title: Section | null): readonly Leaf[] {
  const ticked = leaves.filter(({ entry }) => entry.checked !== null);
  if (ticked.length < fewestTicked || ticked.length * 5 < leaves.length * 2) return leaves;
  const lists = new Set(ticked.map(({ section }) => section));
  return lists.size < 2
    ? leaves
    : leaves.filter(({ section }) => lists.has(section) || saysStanding(section, title));
}

const standing = wordSearch(statusWords);

/** “To do” as the title calls the whole document so. */
function saysStanding(from: Section, title: Section | null): boolean {
  for (let section: Section | null = from; section !== null && section !== title; section = section.parent)
    if (standing.test(fold(section.line.text))) return true;
  return false;
}

/** “### What you can do:” tells what is listed below it, and names no piece of the product: most such lists are prose. */
function areLabelled(leaves: readonly Leaf[]): boolean {
  const labelled = leaves.filter(
    ({ section: { form, head, line } }) =>
      form === 'heading' && (head.kind === 'plain' || head.kind === 'other') && endsInColon(line.text),
  );
  return labelled.length * 2 > leaves.length;
}

function areDoable(leaves: readonly Leaf[]): boolean {
  return leaves.filter(({ entry }) => isDoable(entry)).length * 10 >= leaves.length * 8;
}

/** Whether a document that says nowhere that it plans has an outline of which the levels would tell all. */
export function looksLikePlan(root: Section): boolean {
  const title = titleSection(root);
  if (namesNoPlan(fold(title?.line.text ?? ''))) return false;
  const leaves: Leaf[] = [];
  visit(root, title, leaves, null);
  const features = new Set(leaves.map(({ section }) => namedSection(section, title)));
  const epics = [...features].map((feature) => namedSection(feature?.parent ?? null, title));
  return !epics.includes(null) && new Set(epics).size > 1 && leaves.length >= fewest && areDoable(leaves);
}

function visit(section: Section, title: Section | null, leaves: Leaf[], lone: Section | null): void {
  const mayList = section.form !== 'document' && (section !== title || speaksOfBacklog(title.line.text));
  const from = textFrom(section);
  for (const [place, part] of section.parts.entries()) {
    const isText = place >= from;
    if (part.type === 'list' && mayList) {
      if (isScaleLegend(part.entries, linesOfPart(section.parts[place - 1]).at(-1)?.text ?? '')) continue;
      for (const entry of part.entries)
        if ((!isText && lone === null) || entry.checked !== null) leaves.push({ section, entry });
    } else if (
      part.type === 'section' &&
      (part.section.head.kind !== 'other' || part.section === lone?.parent) &&
      part.section.head.kind !== 'field' &&
      !(isText && isPlainLabel(part))
    ) {
      if (!plansNothing(part.section)) visit(part.section, title, leaves, lone);
    }
  }
}

/** Whether a name says that the lists below it plan nothing: a word of that kind in “Phase 3 – Review of books” is of its theme. */
function plansNothing(section: Section): boolean {
  const { text } = section.line;
  return isExclusion(text) || (namesNoPlan(fold(text)) && !isBoxedPhase(section));
}

function featureOf(
  section: Section,
  title: Section | null,
  features: Map<Section, ItemDraft | null>,
  collector: DraftCollector,
): ItemDraft | null {
  const known = features.get(section);
  if (known !== undefined) return known;
  const named = namedSection(section, title, collector.loneList);
  if (named !== section) {
    const feature = named === null ? null : featureOf(named, title, features, collector);
    features.set(section, feature);
    return feature;
  }
  const above = namedSection(section.parent, title, collector.loneList);
  const epic = above === null ? null : epicOf(above, features, collector);
  const feature = collector.add(
    'FEATURE',
    'outline',
    titleOf(section),
    pathOf(section.parent),
    section.anchor,
    section,
  );
  applyDecoration(feature, decorationOf(section));
  feature.enclosing = epic;
  features.set(section, feature);
  return feature;
}

function epicOf(
  section: Section,
  features: Map<Section, ItemDraft | null>,
  collector: DraftCollector,
): ItemDraft | null {
  const known = features.get(section);
  if (known !== undefined) return known;
  const epic = collector.add(
    'EPIC',
    'outline',
    titleOf(section),
    pathOf(section.parent),
    section.anchor,
    section,
  );
  applyDecoration(epic, decorationOf(section));
  features.set(section, epic);
  return epic;
}

function titleOf(section: Section): string {
  return cleanTitle(decorationOf(section).title);
}

function decorationOf({ head, line }: Section): Decoration {
  return head.kind === 'plain' ? head.decoration : undecorated(line.text);
}

/** The nearest heading from here upwards that names a piece of the product. */
function namedSection(
  from: Section | null,
  title: Section | null,
  lone: Section | null = null,
): Section | null {
  for (let section = from; section !== null; section = section.parent) {
    if (section === title || section.form === 'document') return null;
    if (namesPiece(section) || (section === lone && headingsIn(section.parent ?? section).some(namesPiece)))
      return section;
  }
  return null;
}

function namesPiece(section: Section): boolean {
  return section.head.kind === 'plain' && !namesNoPiece(titleOf(section));
}
