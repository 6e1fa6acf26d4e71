import { oneSpaced } from '../blocks/line-writer.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import { beginsAsStory } from '../words/vocabulary.ts';

/** A sentence that is longer is known by its beginning. */
const longestStart = 1500;

/** Whether a text is a user story in a sentence. */
export const isStorySentence = rememberingLabels((text: string): boolean => {
  const start = text.slice(0, longestStart);
  return tells(start) && !hasGaps(start);
});

/** “As a [role], I want [goal]” and “e.g. As a __, I want __” are to be filled in, and name nothing themselves. */
export function isFillIn(text: string): boolean {
  const start = text.slice(0, longestStart);
  if (!hasGaps(start) || !tells(start.replace(abbreviation, '').replace(/_{2,}/g, '…'))) return false;
  // “As an editor I want the fields {name} and {date} in letters” says more than a form does.
  const said = start.replace(gap, ' ').match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return said.length <= mostWordsOfForm || (start.match(openGap)?.length ?? 0) >= 2;
}

const openGap = /_{2,}|\.{3}|…/gu;
const gap = new RegExp(
  `${openGap.source}|\\[[^\\]\\d]{2,40}\\](?!\\()|<[^<>]{2,40}>|‹[^›]+›|\\{[^{}]{2,40}\\}`,
  'gu',
);
const mostWordsOfForm = 7;
/** “e.g.”, “z. B.” */
const abbreviation = /^\P{L}*(?:\p{L}{1,2}\.\s*){1,3}/u;

function hasGaps(text: string): boolean {
  return (text.match(gap)?.length ?? 0) >= 2;
}

function tells(text: string): boolean {
  const folded = oneSpaced(
    fold(text)
      .replace(/["*_]/g, '')
      .replace(/^[^\p{L}]+/u, ''),
  );
  return folded.length >= 6 && beginsAsStory(folded);
}
