import type { Block } from '../blocks.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { namesDependencies } from '../lines/dependency-sentences.ts';
import { entriesIn } from '../sections/parts.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { isDoable, outlineStory, type ReadInside } from './outline-stories.ts';
import { restOfList } from './outline-texts.ts';
import { describe } from './walk-place.ts';

/**
 * Where epics or features are marked, no story is told anywhere, and some of them hold nothing but a
 * list, the entries of those lists are their stories, beside such as “Spike: …”.
 */
export function collectListed(_root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const owners = collector.drafts.filter(
    (draft) =>
      draft.evidence === 'mark' && isGroup(draft.kind) && !tellsOrder(draft.place as Partial<Section>),
  );
  const places = new Set(owners.map(({ place }) => place));
  const others = collector.drafts.filter(({ provisional, kind }) => !provisional && !isGroup(kind));
  if (!others.every((draft) => standsBesideStories(draft, places))) return false;
  const named = new Set(others.map(({ place }) => place));
  const bare = owners.filter(holdsOnlyLists);
  if (bare.length < 2) return false;
  /** What no item and no field took. */
  const texts = new Set(collector.keptParts.flatMap((part) => (part.type === 'list' ? part.entries : [])));
  let found = false;
  for (const owner of bare) {
    const entries = listsOf(owner).filter((entry) => !named.has(entry));
    const doable = entries.filter(isDoable);
    if (doable.length === 0 || doable.length * 10 < entries.length * 8) continue;
    const section = owner.place as Section;
    for (const entry of doable) {
      const story = outlineStory(entry, section, collector, inside);
      story.enclosing = owner;
    }
    warn(
      owner,
      'KIND_FROM_OUTLINE',
      `Nothing says what the entries below “${owner.title}” are; they were taken for its stories. Write “Stories:” above the list, or “Story: …” in each.`,
    );
    owner.description.length = 0;
    const stories = new Set(doable);
    const isLeft = (entry: Section): boolean => texts.has(entry) && !stories.has(entry);
    describe(
      owner,
      section.parts.flatMap((part) =>
        part.type === 'list'
          ? restOfList(part, isLeft).map(({ block }) => block)
          : part.type === 'text'
            ? [paragraphOf(part)]
            : [],
      ),
    );
    found = true;
  }
  return found;
}

/** Works whose marks say nothing of the entries beside them. */
export const besideStories: ReadonlySet<WorkWord> = new Set(['SPIKE', 'BUG', 'ENABLER']);

/** “- Spike: Measure it” in the list of a feature: marked as what the entries beside it are not. */
function standsBesideStories(
  { evidence, work, place }: ItemDraft,
  owners: ReadonlySet<ItemDraft['place']>,
): boolean {
  const { form, parent = null } = place as Partial<Section>;
  return (
    evidence === 'mark' &&
    besideStories.has(work) &&
    form === 'entry' &&
    parent !== null &&
    owners.has(parent)
  );
}

/** “1. EP-1 → Foundation” below “Dependencies and sequence” */
function tellsOrder({ parent = null }: Partial<Section>): boolean {
  for (let above: Section | null = parent; above !== null; above = above.parent)
    if (above.form === 'heading') return namesDependencies(above.line.text);
  return false;
}

/** Whether nothing stands below an item but lists, or but boxes behind a text. */
function holdsOnlyLists(draft: ItemDraft): boolean {
  const entries = listsOf(draft);
  if (entries.length === 0) return false;
  const { parts } = draft.place as Section;
  const areBoxes = entries.every(({ checked }) => checked !== null);
  const [first] = parts;
  return parts.every((part) => part.type === 'list' || (areBoxes && part === first && part.type === 'text'));
}

function paragraphOf({ lines, anchor }: Part & { type: 'text' }): Block {
  return { type: 'paragraph', lines, anchor };
}

function listsOf(draft: ItemDraft): readonly Section[] {
  const { parts } = draft.place as Partial<Section>;
  return parts === undefined ? [] : entriesIn({ parts });
}
