import type { PlanSource } from '../../domain/plan.ts';
import { referenceOf } from '../blocks/page-blocks.ts';
import { type ItemDraft, kindOfWork, mayHold, warn } from '../item-draft.ts';
import { isUnmarked } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { listsIssues } from '../lines/matters.ts';
import { looksBack } from '../lines/retrospectives.ts';
import { holdsStoryEvidence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { titledHead } from '../sections/titled-containers.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { isPlaceholder } from './walk-place.ts';

/** The item that the title names, and whether the whole document is about it. */
export interface TitleItem {
  readonly draft: ItemDraft;
  readonly isWhole: boolean;
}

/**
 * A document may be one epic or one feature: its title then names it. A page has a title of its own; where that names no
 * item, the session's may.
 */
export function titleItem(
  source: PlanSource,
  sessionTitle: string,
  root: Section,
  collector: DraftCollector,
): TitleItem | null {
  const [page] = 'pages' in source ? source.pages : [];
  const ofPage = page === undefined ? null : readMark(page.title);
  const mark = ofPage ?? readMark(sessionTitle);
  if (looksBack(fold(page?.title ?? sessionTitle))) return null;
  if (mark === null || !isGroup(mark.work)) return null;
  if (listsIssues(fold(mark.title))) return null;
  if (mark.title === '' || isPlaceholder(mark.title)) return null;
  const anchor = page === undefined ? root.anchor : { ...root.anchor, page: referenceOf(page) };
  const draft = collector.addMarked(mark, mark.work, 'title', [], anchor, root);
  if (page !== undefined && ofPage !== null) draft.labels.push(...page.labels);
  return { draft, isWhole: !holdsItemBeside(draft, root, collector) };
}

/** Whether a section names another item that cannot stand under the title's: the document is then about several. */
function holdsItemBeside(title: ItemDraft, root: Section, collector: DraftCollector): boolean {
  const isBeside = (section: Section): boolean => {
    const head = titledHead(section) ?? section.head;
    if (head.kind === 'container') {
      const [work] = head.works;
      return (work === 'EPIC' || work === title.kind) && namesSeveral(section.line.text);
    }
    if (head.kind !== 'mark') return false;
    const work = collector.meanings.workOf(head.mark);
    if (work === null || mayHold(title.kind, kindOfWork(work)) || namesParent(section, title, collector))
      return false;
    const isSame =
      title.key === null || head.mark.key === null
        ? normalizedTitle(head.mark.title) === normalizedTitle(title.title)
        : title.key === head.mark.key;
    return work !== title.kind || !isSame;
  };
  const holds = (section: Section): boolean =>
    section.parts.some((part) => {
      if (part.type === 'section') return isBeside(part.section) || holds(part.section);
      return (
        part.type === 'list' &&
        part.entries.some((entry) => (!isUnmarked(entry.line) && isBeside(entry)) || holds(entry))
      );
    });
  return holds(root);
}

/** “Epic: Onboarding” on the page of a feature, where it holds nothing, says where that feature belongs. */
export function namesParent(section: Section, title: ItemDraft, { meanings }: DraftCollector): boolean {
  const { form, head } = section;
  if (title.evidence !== 'title' || head.kind !== 'mark') return false;
  const isField =
    form === 'lead' || (form === 'entry' && head.mark.key === null && head.mark.ordinal === null);
  const work = meanings.workOf(head.mark);
  return (
    isField &&
    work !== null &&
    mayHold(kindOfWork(work), title.kind) &&
    !holdsStoryEvidence(section, meanings)
  );
}

/** Tells that the title of a document was taken for an item because of what stands below it. */
export function warnOfTitle(draft: ItemDraft): void {
  const word = draft.kind === 'FEATURE' ? 'feature' : 'story';
  warn(
    draft,
    draft.kind === 'FEATURE' ? 'FEATURE_GUESSED' : 'STORY_GUESSED',
    `“${draft.title}” was taken for a ${word} because of what stands below the title of the document. Write a field “Type: …” below it to say so.`,
  );
}
