import type { Head } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { pairsOf } from '../lines/pairs.ts';
import { fold } from '../words/fold.ts';
import { genericHeadings, issueWords, workOf } from '../words/vocabulary.ts';
import { headingsIn, linesOfPart } from './parts.ts';
import { namesNoPiece } from './piece-names.ts';
import { fieldWork, hasStoryFields, headsCriteria } from './plain-sections.ts';
import { isProjectKey } from './prefix-uses.ts';
import { onlySentence, sentencesIn } from './section-evidence.ts';
import type { Section } from './sections.ts';

const trackerKey = /^[A-Z][A-Z\d]+-\d+$/;

/** What the title of a document names, and whether nothing but what stands below it says so. */
interface KeyedTitle {
  readonly head: Head & { kind: 'mark' };
  readonly isGuessed: boolean;
}

/**
 * What the title of a document names behind a key whose letters say no kind, “PROJ-6: Cash book”: what its field “Type” says;
 * over the sentence of one story and its criteria that story; over “User stories” and “Acceptance criteria”, or over
 * “PROJ-7: …” and “PROJ-8: …”, the feature whose they are; over “Epic: #40” and a list of issues that epic.
 */
export function keyedTitle(title: Section): KeyedTitle | null {
  const { head } = title;
  if (head.kind !== 'mark' || !isProjectKey(head.mark) || !head.mark.separated) return null;
  if (givesIssue(title)) return { head: { ...head, mark: { ...head.mark, work: 'EPIC' } }, isGuessed: false };
  // “PRD-6: Cash book” counts documents, and “B12” may count anything.
  if (!trackerKey.test(head.mark.key ?? '')) return null;
  if (genericHeadings.has(fold(head.mark.prefix ?? ''))) return null;
  const typed = fieldWork(title);
  const work = typed ?? guessedWork(title, head.mark);
  if (work === null) return null;
  return { head: { ...head, mark: { ...head.mark, work } }, isGuessed: typed === null };
}

function guessedWork(title: Section, { prefix }: Mark): 'FEATURE' | 'STORY' | null {
  const below = headingsIn(title);
  const listed = [...below, ...below.filter(listsStories).flatMap(headingsIn)];
  const keyed = listed.filter(({ head }) => head.kind === 'mark' && head.mark.prefix === prefix);
  if (keyed.length > 1 && !hasStoryFields(title)) return 'FEATURE';
  if (!below.some(headsCriteria) || below.some(({ head }) => head.kind === 'mark')) return null;
  if (onlySentence(title)) return 'STORY';
  return below.some(listsStories) ? 'FEATURE' : null;
}

function listsStories({ head }: Section): boolean {
  return head.kind === 'container' && head.works.includes('STORY');
}

/** “Epic: #40” over “Issues”: a story, which may stand below that epic, lists none. */
function givesIssue(title: Section): boolean {
  const pairs = linesOfPart(title.parts[0]).flatMap((line) => pairsOf(line) ?? []);
  return (
    pairs.some(({ label, value }) => workOf(label) === 'EPIC' && /^#\d+$/.test(value)) &&
    headingsIn(title).some(
      (heading) =>
        (issueWords.has(fold(heading.line.text)) || listsStories(heading)) &&
        heading.parts.some(({ type }) => type === 'table' || type === 'list'),
    )
  );
}

/** Whether a document tells no more than one story, below “Story” and “Acceptance criteria”: its title names that. */
export function titlesStory(title: Section): boolean {
  const below = headingsIn(title);
  const told = below.filter(({ head }) => head.kind === 'container');
  const [story] = told;
  return (
    story !== undefined &&
    told.length === 1 &&
    listsStories(story) &&
    title.head.kind === 'plain' &&
    !namesNoPiece(title.line.text) &&
    below.some(headsCriteria) &&
    below.every(({ head }) => head.kind !== 'mark') &&
    onlySentence(story) &&
    sentencesIn(title, 2) === 1
  );
}
