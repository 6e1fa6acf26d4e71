import { type Block, linesOf } from '../blocks.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { fold } from '../words/fold.ts';
import { difficultyWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const scale = wordSearch(wordsFor('pointScales'));
const number = /^\d{1,2}$/;

/** “Difficulty: 3” gives points where the document speaks of story points or of their scale, and all are numbers. */
export function takeDifficulties(drafts: readonly ItemDraft[], blocks: readonly Block[]): void {
  const found = drafts.flatMap((draft) => {
    const label = draft.attributes.keys().find((name) => difficultyWords.has(fold(name)));
    return label === undefined ? [] : [{ draft, label, value: draft.attributes.get(label) ?? '' }];
  });
  const [first] = found;
  if (first === undefined || !found.every(({ draft, value }) => draft.points === null && number.test(value)))
    return;
  if (!linesOf(blocks).some(({ text }) => scale.test(fold(text)))) return;
  for (const { draft, label, value } of found) {
    draft.points = Number(value);
    draft.attributes.delete(label);
  }
  warn(
    first.draft,
    'POINTS_GUESSED',
    `“${first.label}” was taken for story points because the document speaks of their scale. Call it “Story points” to say so.`,
  );
}
