import { type ItemDraft, nearest } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { levelOf } from '../sections/level-legend.ts';
import type { Section } from '../sections/sections.ts';
import type { WorkWord } from '../words/language.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import { applyTags } from './item-tags.ts';
import { isPlaceholder, type Place } from './walk-place.ts';

/** The item that a section is by the document's own legend of levels, and where the walk goes on below it. */
export function leveledItem(
  section: Section,
  place: Place,
  collector: DraftCollector,
): { readonly draft: ItemDraft; readonly inner: Place } | null {
  const { legend } = collector;
  const level = legend === null ? null : levelOf(section, legend);
  if (legend === null || level === null || level.work === 'TEST') return null;
  const decoration = undecorated(level.text);
  const title = cleanTitle(decoration.title);
  if (title === '' || isPlaceholder(title)) return null;
  const draft = collector.add(level.work, 'mark', title, place.path, section.line.anchor, section);
  draft.ordinal = level.number;
  applyDecoration(draft, decoration);
  applyTags(draft, section.line.tags);
  if (section.checked === true) draft.status ??= 'Done';
  draft.enclosing = nearest(place.item, draft);
  draft.looseReference = place.reference;
  const holdsHeadings = section.parts.some(
    (part) =>
      part.type === 'section' && part.section.form === 'heading' && part.section.head.kind === 'plain',
  );
  const works: readonly WorkWord[] = legend.byNumber || holdsHeadings ? [] : below(level.work, legend.works);
  return { draft, inner: { ...place, section, item: draft, works, reference: null } };
}

/** What the entries of a list are that stand under the last heading which has a level. */
function below(work: WorkWord, works: ReadonlyMap<number, WorkWord>): readonly WorkWord[] {
  const levels = [...works].sort(([a], [b]) => a - b).map(([, name]) => name);
  return levels.slice(levels.indexOf(work) + 1);
}
