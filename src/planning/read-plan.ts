import type { OrganizationId } from '../domain/ids.ts';
import { builtInBounds, type IssueBounds } from '../domain/issue.ts';
import type { DocumentFault, PlanSource, ReadOutcome } from '../domain/plan.ts';
import { textFault } from '../domain/text.ts';
import { parseMarkdown } from './blocks/markdown-blocks.ts';
import { parsePages } from './blocks/page-blocks.ts';
import { parseStorage } from './blocks/storage-blocks.ts';
import type { Anchor, ParseOutcome } from './blocks.ts';
import { type ItemDraft, mayHold, warn } from './item-draft.ts';
import { takeAnnouncedLists } from './items/announced-lists.ts';
import { takeBareNumbers } from './items/bare-numbers.ts';
import { documentWarnings } from './items/document-warnings.ts';
import { DraftCollector } from './items/draft-collector.ts';
import { frontMatterDraft, frontMatterParents } from './items/front-matter.ts';
import { isIssueForm, leaveForm } from './items/issue-forms.ts';
import { locationAt } from './items/item-fields.ts';
import { fitItem } from './items/item-limits.ts';
import { loneList } from './items/lone-lists.ts';
import { whyNoItems } from './items/no-items.ts';
import { collectOutline } from './items/outline-items.ts';
import { takeOwnDefinitions } from './items/own-definitions.ts';
import { planItem } from './items/plan-items.ts';
import { walkPlan } from './items/plan-walk.ts';
import { takeProgress } from './items/progress-lists.ts';
import { tellWish } from './items/row-words.ts';
import { coverageOf } from './items/section-coverage.ts';
import { settleEnablerType } from './items/settled-enablers.ts';
import { collectStated } from './items/stated-stories.ts';
import { type TitleItem, titleItem } from './items/title-item.ts';
import { collectUnmarked } from './items/unmarked-readings.ts';
import { warnOfUnreadPoints } from './items/unread-points.ts';
import { nameRest, nameUntitled } from './items/untitled-items.ts';
import { takeColumnChildren } from './relations/column-children.ts';
import { takeColumnParents } from './relations/column-parents.ts';
import { dependencyLinks } from './relations/dependencies.ts';
import { takeDifficulties } from './relations/difficulties.ts';
import { type NamedDocumentParent, takeDocumentParent } from './relations/document-parents.ts';
import {
  dropEmptyGuesses,
  dropLeftGuesses,
  dropRepeating,
  dropSections,
} from './relations/guessed-features.ts';
import { identify } from './relations/item-identity.ts';
import { settleParents } from './relations/item-parents.ts';
import { takeKeyHolders } from './relations/key-holders.ts';
import { takeLegendPriorities } from './relations/legend-priorities.ts';
import { takeMeasured } from './relations/measured-headings.ts';
import { mergeRepeated } from './relations/merge-items.ts';
import { namedParents } from './relations/named-parents.ts';
import { takeNamesInFront } from './relations/names-in-front.ts';
import { takeNumberKeys } from './relations/number-keys.ts';
import { parentsFirst } from './relations/parents-first.ts';
import { takeRemarks } from './relations/remarked-names.ts';
import { takeTailGroups } from './relations/tail-groups.ts';
import { takeSeriesKeys, takeTailKeys } from './relations/tail-keys.ts';
import { takeTailParents } from './relations/tail-parents.ts';
import { takeTailPriorities } from './relations/tail-priorities.ts';
import { dropNarratives } from './relations/told-narratives.ts';
import { takeFeatureTypes } from './relations/typed-features.ts';
import { withDefinitionLists } from './sections/definition-lists.ts';
import { documentParents } from './sections/document-parents.ts';
import { withoutFormBrackets } from './sections/filled-forms.ts';
import { type PrefixMeanings, settlePrefixes } from './sections/key-prefixes.ts';
import { withSpelledTypes } from './sections/lettered-types.ts';
import { levelLegend } from './sections/level-legend.ts';
import { belowTitle } from './sections/opening-items.ts';
import { type Section, sectionsOf } from './sections/sections.ts';
import { saidPrefixes } from './sections/sign-legends.ts';
import { withoutFrames } from './sections/table-frames.ts';
import { titleSection } from './sections/title-section.ts';
import { withoutCodeFrames } from './sections/told-code.ts';
import { namesEnabling } from './words/enabler-phrases.ts';

interface ReadOptions {
  readonly organizationId: OrganizationId;
  readonly documentKey: string;
  /** The session's title; where it names an epic or a feature, that is an item. */
  readonly title: string;
  /** What an issue can hold; left out: in the built-in tracker. */
  readonly bounds?: IssueBounds;
}

/** Reads a planning document: what it plans, what became of each section, and what was guessed. */
export function readPlan(source: PlanSource, options: ReadOptions): ReadOutcome {
  const texts = 'text' in source ? [source.text] : source.pages.map((page) => page.storage);
  const fault = texts.map(textFault).find((each) => each !== null);
  if (fault !== undefined) return refused('NOT_TEXT', `The document is not text: it holds a ${fault}.`, null);
  if (texts.every((text) => text.trim() === '')) return refused('EMPTY', 'The document is empty.', null);
  const parsed = parse(source);
  if (parsed.kind === 'refused') return refused(parsed.fault, parsed.message, parsed.anchor);
  const { blocks, notes, frontMatter } = parsed.document;
  const [page] = 'pages' in source ? source.pages : [];
  const titled = belowTitle(blocks, page?.title ?? options.title);
  const said = saidPrefixes(titled);
  const plain = withoutFrames(withoutCodeFrames(withDefinitionLists(withoutFormBrackets(titled))));
  const root = sectionsOf(withSpelledTypes(plain, said));
  if (blocks.length === 0) return refused('EMPTY', 'The document holds no text.', null);
  const meanings = settlePrefixes(root, said);
  const { collector, title } = collect(source, options.title, root, meanings, frontMatter);
  const isForm = isIssueForm(frontMatter, texts[0] ?? '');
  if (isForm) leaveForm(collector);
  takeColumnParents(collector.readTables, collector.drafts);
  takeOwnDefinitions(collector.drafts);
  takeDifficulties(collector.drafts, blocks);
  takeLegendPriorities(collector.drafts, blocks);
  takeTailGroups(collector.drafts, blocks);
  const listWarnings = takeAnnouncedLists(root, collector);
  const named = documentParents(root, titleSection(root)).map(({ name, work, anchor }) => ({
    name,
    work,
    location: locationAt([], anchor),
  }));
  const above = [...(frontMatter === null ? [] : frontMatterParents(frontMatter)), ...named];
  const { items, lost } = settle(collector, title?.draft ?? null, above);
  takeProgress(root, items, collector.drafts);
  const unread = collector.unreadTables;
  if (items.length === 0) {
    const coverage = coverageOf(collector, root, new Map());
    return { kind: 'refused', fault: 'NO_ITEMS', ...whyNoItems(root, unread, isForm), coverage };
  }
  const ordered = parentsFirst(items);
  const ids = identify(ordered, options.organizationId, options.documentKey);
  const links = dependencyLinks(items, collector.dependencies);
  for (const item of ordered) fitItem(item, options.bounds ?? builtInBounds);
  const planItems = ordered.map((item) => planItem(item, ids, links));
  const warnings = [
    ...documentWarnings({
      root,
      drafts: collector.drafts,
      notes,
      meanings: collector.meanings,
      items: ordered,
      lost,
      unread,
      kept: collector.keptParts,
      rows: collector.unreadRows,
      left: collector.leftEntries,
      sections: collector.notes,
    }),
    ...listWarnings,
  ];
  return {
    kind: 'read',
    reading: { items: planItems, coverage: coverageOf(collector, root, ids), warnings },
  };
}

/** What the document plans, as drafts, and the item of its title. */
function collect(
  source: PlanSource,
  sessionTitle: string,
  root: Section,
  meanings: PrefixMeanings,
  frontMatter: string | null,
): { collector: DraftCollector; title: TitleItem | null } {
  const legend = levelLegend(root, titleSection(root));
  const walk = (collector: DraftCollector) => {
    const title = titleItem(source, sessionTitle, root, collector);
    const whole = frontMatter === null ? null : frontMatterDraft(frontMatter, root, collector);
    const inside = walkPlan(root, collector, whole ?? (title?.isWhole === true ? title.draft : null));
    const isExplicit = collector.drafts.some((draft) => !draft.provisional && draft !== title?.draft);
    return { collector, title, inside, isExplicit };
  };
  const first = walk(new DraftCollector(meanings, legend));
  const lone = first.isExplicit ? loneList(root, first.collector.drafts) : null;
  if (lone !== null) {
    const outlined = walk(new DraftCollector(meanings, legend, false, lone));
    if (!outlined.isExplicit && collectOutline(root, outlined.collector, outlined.inside)) return outlined;
  }
  const found = collectUnmarked(root, first.collector, first.inside, first.isExplicit);
  if (first.isExplicit) return first;
  // Only where nothing else is the plan are lists of requirements.
  if (found === null && meanings.requirementsCount) {
    const second = walk(new DraftCollector(meanings, legend, true));
    if (second.isExplicit) return second;
  }
  const isFound = found !== null || collectStated(root, first.collector, first.inside);
  // What was read as its text are its items.
  if (isFound && first.title !== null) first.title.draft.description.length = 0;
  return first;
}

function refused(fault: DocumentFault, message: string, anchor: Anchor | null): ReadOutcome {
  return { kind: 'refused', fault, message, location: anchor === null ? null : locationAt([], anchor) };
}

function parse(source: PlanSource): ParseOutcome {
  switch (source.notation) {
    case 'MARKDOWN':
      return parseMarkdown(source.text);
    case 'CONFLUENCE_STORAGE':
      return parseStorage(source.text);
    case 'CONFLUENCE_PAGES':
      return parsePages(source.pages);
  }
}

/** The items of the drafts, and the fields whose item is nowhere. */
function settle(
  { drafts: collected, readTables }: DraftCollector,
  ofTitle: ItemDraft | null,
  above: readonly NamedDocumentParent[],
): { items: ItemDraft[]; lost: readonly ItemDraft[] } {
  const drafts = dropRepeating(collected);
  for (const draft of drafts) tellWish(draft);
  nameUntitled(drafts);
  takeKeyHolders(drafts);
  takeBareNumbers(drafts);
  takeNumberKeys(drafts);
  takeTailKeys(drafts);
  takeSeriesKeys(drafts);
  takeTailParents(drafts);
  takeTailPriorities(drafts);
  takeRemarks(drafts);
  takeNamesInFront(drafts);
  takeFeatureTypes(drafts);
  const { items: known, lost: open } = mergeRepeated(drafts);
  const { items: merged, lost } = takeMeasured(known, open, drafts);
  nameRest(merged);
  const named = merged.filter((draft) => draft.title !== '' || draft.key !== null);
  const told = dropEmptyGuesses(dropNarratives(named));
  const likely = [...told, ...namedParents(told)];
  settleParents(likely, drafts);
  const found = dropSections(dropLeftGuesses(likely));
  takeColumnChildren(readTables, found);
  if (ofTitle !== null && found.includes(ofTitle)) {
    for (const item of found)
      if (item !== ofTitle && item.parent === null && mayHold(ofTitle.kind, item.kind)) item.parent = ofTitle;
    if (found.length === 1) return { items: found, lost };
  }
  const items = [...above.reduce(takeDocumentParent, found)];
  for (const item of items) {
    if (item.title === '') {
      item.title = item.key ?? '';
      warn(item, 'TITLE_MISSING', `The item ${item.key ?? ''} has no title. Write one behind its key.`);
    }
    if (item.kind === 'ENABLER') settleEnablerType(item);
    if (item.kind === 'FEATURE') item.featureType ??= namesEnabling(item.title) ? 'ENABLER' : 'BUSINESS';
    warnOfUnreadPoints(item);
    if (item.kind !== 'ENABLER') item.enablerType = null;
    if (item.kind !== 'FEATURE') item.featureType = null;
  }
  return { items, lost };
}
