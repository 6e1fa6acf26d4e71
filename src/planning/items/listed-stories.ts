import type { Block } from '../blocks.ts';
import { type ItemDraft, sectionOf, warn } from '../item-draft.ts';
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
  const owners = collector.drafts.flatMap((owner) => {
    const section = owner.evidence === 'mark' && isGroup(owner.kind) ? sectionOf(owner) : null;
    return section === null || tellsOrder(section) ? [] : [{ owner, section }];
  });
  const places = new Set(owners.map(({ section }) => section));
  const others = collector.drafts.filter(({ provisional, kind }) => !provisional && !isGroup(kind));
  if (!others.every((draft) => standsBesideStories(draft, places))) return false;
  const named = new Set(collector.drafts.map(({ place }) => place));
  const bare = owners.filter(({ section }) => holdsOnlyLists(section));
  if (bare.length < 2) return false;
  /** What no item and no field took. */
  const texts = new Set(collector.keptParts.flatMap((part) => (part.type === 'list' ? part.entries : [])));
  let found = false;
  for (const { owner, section } of bare) {
    const entries = entriesIn(section).filter((entry) => !named.has(entry));
    const doable = entries.filter(isDoable);
    if (doable.length === 0 || doable.length * 10 < entries.length * 8) continue;
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
function standsBesideStories(draft: ItemDraft, owners: ReadonlySet<Section>): boolean {
  const section = sectionOf(draft);
  return (
    draft.evidence === 'mark' &&
    besideStories.has(draft.work) &&
    section?.form === 'entry' &&
    section.parent !== null &&
    owners.has(section.parent)
  );
}

/** “1. EP-1 → Foundation” below “Dependencies and sequence” */
function tellsOrder({ parent }: Section): boolean {
  for (let above = parent; above !== null; above = above.parent)
    if (above.form === 'heading') return namesDependencies(above.line.text);
  return false;
}

/** Whether nothing stands below an item but lists, or but boxes behind a text. */
function holdsOnlyLists({ parts }: Section): boolean {
  const entries = entriesIn({ parts });
  if (entries.length === 0) return false;
  const areBoxes = entries.every(({ checked }) => checked !== null);
  const [first] = parts;
  return parts.every((part) => part.type === 'list' || (areBoxes && part === first && part.type === 'text'));
}

function paragraphOf({ lines, anchor }: Part & { type: 'text' }): Block {
  return { type: 'paragraph', lines, anchor };
}
