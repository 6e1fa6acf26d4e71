import type { Line } from '../blocks.ts';
import { isBulleted } from '../lines/criterion-text.ts';
import { isGherkin } from '../lines/scenario-steps.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { Section } from './sections.ts';

const shortLine = 80;
/** So many parts in front of a label, and lines in each, are looked through for the story that it belongs to. */
const farthestStory = 8;

/**
 * Whether the criteria below a label are over before a line, because it tells the next story or because the label has a
 * text of its own.
 */
export function endsCriteria(label: Section, lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined || label.form !== 'label') return false;
  return followsValue(label, line, lines[index - 1]) || (startsStory(lines, index) && belongsToTold(label));
}

/** “Acceptance criteria: the form saves.” takes what is in its line and goes on in it, and no other text. */
function followsValue({ head, parts }: Section, { text }: Line, before: Line | undefined): boolean {
  if (head.kind !== 'field' || head.value === '' || parts.length !== 1) return false;
  if (text === '' || isBulleted(text) || isGherkin(text) || /[:：]$/u.test(head.value)) return false;
  return before === undefined || (/[.!?。]$/u.test(before.text) && !/^\p{Ll}/u.test(text));
}

function startsStory(lines: readonly Line[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  if (text.length >= shortLine) return isStorySentence(text);
  return isStorySentence(
    lines
      .slice(index, index + 3)
      .map((line) => line.text)
      .join(' '),
  );
}

/** Whether a label's story is told in a sentence in front of it, and named nowhere. */
function belongsToTold({ parent }: Section): boolean {
  if (parent === null || parent.head.kind === 'mark') return false;
  return parent.parts.slice(-farthestStory).some((part) => {
    if (part.type !== 'text') return false;
    const lines = part.lines.slice(-farthestStory);
    return lines.some((_line, index) => startsStory(lines, index));
  });
}
