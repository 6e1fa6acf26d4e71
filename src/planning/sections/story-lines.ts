import type { Line } from '../blocks.ts';
import { beginsStoryPart, isStorySentence } from '../lines/story-sentences.ts';
import { statusIn } from '../lines/tags.ts';
import { isName } from './named-lines.ts';

const shortLine = 80;

/** Whether a story is told from some line on, in one line or in short ones. */
export function startsStory(lines: readonly Line[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  if (text.length >= shortLine) return isStorySentence(text);
  return isStorySentence(
    lines
      .slice(index, index + 3)
      .map((line) => line.text)
      .join(' '),
  );
}

/** “Pay by card” above its sentence in lines of one paragraph; “Done” may stand before it. */
export function nameAbove(lines: readonly Line[]): Line | null {
  const [first, second] = lines;
  if (first === undefined || second === undefined) return null;
  const at = statusIn(first.text) === null ? 0 : 1;
  const name = at === 0 ? first : second;
  const isParted = beginsStoryPart(lines[at + 2]?.text ?? '');
  return isParted && isName(name) && !beginsStoryPart(name.text) && startsStory(lines, at + 1) ? name : null;
}
