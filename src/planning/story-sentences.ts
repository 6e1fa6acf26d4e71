import { fold } from './fold.ts';
import { rememberingLabels } from './label-memory.ts';
import { oneSpaced } from './line-writer.ts';
import { beginsAsStory } from './vocabulary.ts';

/** A sentence that is longer is known by its beginning. */
const longestStart = 1500;

/** Whether a text is a user story in a sentence. */
export const isStorySentence = rememberingLabels((text: string): boolean => {
  const start = text.slice(0, longestStart);
  const folded = oneSpaced(
    fold(start)
      .replace(/["*_]/g, '')
      .replace(/^[^\p{L}]+/u, ''),
  );
  return folded.length >= 6 && beginsAsStory(folded) && !isFillIn(start);
});

/** “As a [role], I want [goal]” and “As a __, I want __” are to be filled in. */
function isFillIn(text: string): boolean {
  return (
    (text.match(/_{2,}|\[[^\]\d]{2,40}\](?!\()|<[^<>]{2,40}>|‹[^›]+›|\{[^{}]{2,40}\}|\.{3}|…/gu)?.length ??
      0) >= 2
  );
}
