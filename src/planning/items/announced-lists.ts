import type { DocumentWarning } from '../../domain/plan.ts';
import type { ItemDraft } from '../item-draft.ts';
import { announcesCriteria } from '../lines/announced-criteria.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { criteriaIn } from '../sections/criteria.ts';
import type { Section } from '../sections/sections.ts';
import { isLeaf } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';

/**
 * Where the document speaks of its stories with their criteria and labels none, the one list that stands below each
 * story, or below its sentence, is that story's criteria.
 */
export function takeAnnouncedLists(root: Section, collector: DraftCollector): DocumentWarning[] {
  if (collector.drafts.some(({ criteria }) => criteria.length > 0)) return [];
  const stories = collector.drafts.filter(({ work, provisional }) => work === 'STORY' && !provisional);
  const listed = stories.filter((story) => isOnlyListed(story, collector));
  if (listed.length < 2 || listed.length * 10 < stories.length * 8) return [];
  // A sentence stands in the section of what is around it, and the stories of an epic in that of the epic.
  const told = collector.drafts.filter(({ kind, evidence }) => evidence !== 'sentence' && isLeaf(kind));
  if (!announces(root, new Set(told.map(({ place }) => place)))) return [];
  for (const story of listed) {
    story.description.pop();
    story.criteria.push(...criteriaIn(collector.listsOf(story)));
  }
  return [
    {
      code: 'CRITERIA_GUESSED',
      message: `The lists below ${listed.length} stories were taken for their acceptance criteria, of which the document speaks above them. Write “Acceptance criteria:” before each to say so.`,
      location: listed[0]?.location ?? null,
      itemId: null,
    },
  ];
}

function isOnlyListed(story: ItemDraft, collector: DraftCollector): boolean {
  const [first = '', ...others] = story.description;
  return (
    collector.listsOf(story).length === 1 &&
    (others.length === 0 || (others.length === 1 && isStorySentence(first)))
  );
}

/** Whether a heading, or the text below one, says so outside of the stories. */
function announces(section: Section, stories: ReadonlySet<object>): boolean {
  if (section.form === 'heading' && announcesCriteria(section.line.text)) return true;
  return section.parts.some((part) =>
    part.type === 'text'
      ? part.lines.some(({ text }) => announcesCriteria(text))
      : part.type === 'section' && !stories.has(part.section) && announces(part.section, stories),
  );
}
