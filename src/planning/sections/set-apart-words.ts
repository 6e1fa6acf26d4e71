import type { Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { beginsWithLetter } from '../lines/plain-text.ts';
import { readHeadLike } from '../lines/settled-heads.ts';
import { fold } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';

/** “**Story** Pay”, “`Bug` Wrong price”, “🔧 _Enabler_ Log format” */
const setApartWord = /^[^\p{L}*_`]{0,8}(\*\*|__|[*_`])(\p{L}[^*_`:：]{1,28}?)\1\s+(?=\S)/u;

interface SetApart {
  readonly line: Line;
  readonly word: string;
  /** The line with a colon behind the word. */
  readonly spelled: Line;
}

/**
 * Bold, italics or code in front of a title say as much as a colon behind the word where one word comes back, which no
 * list of what the words mean does, or where points stand behind one.
 */
export function readSetApartWords(lines: readonly Line[]): void {
  const found: SetApart[] = [];
  for (const line of lines) {
    const apart = beginsWithLetter(line.markdown) || labelsInBold(line) ? null : setApart(line);
    if (apart !== null) found.push(apart);
  }
  if (found.length === 0) return;
  const counts = Map.groupBy(found, ({ word }) => word);
  if (![...counts.values()].some((group) => group.length > 1) && !found.some(isMeasured)) return;
  for (const { line, spelled } of found) readHeadLike(line, spelled);
}

/** “**Priority:** High”: there is a colon within the bold part. */
function labelsInBold({ text, bold }: Line): boolean {
  return bold > 0 && text.charAt(bold - 1) === ':';
}

function setApart(line: Line): SetApart | null {
  const [whole, , word] = setApartWord.exec(line.markdown) ?? [];
  const from = word === undefined ? -1 : line.text.indexOf(word);
  if (whole === undefined || word === undefined || from < 0) return null;
  const work = workOf(word);
  if (work === null || work === 'TEST' || work === 'REQUIREMENT' || namesSeveral(word)) return null;
  if (readHead(line).kind !== 'plain') return null;
  const markdown = `${word}: ${line.markdown.slice(whole.length)}`;
  const text = `${word}: ${line.text.slice(from + word.length).trimStart()}`;
  const spelled = line.with({ markdown, text, bold: 0 });
  const head = readHead(spelled);
  // “**Story** points are given later” goes on with a sentence.
  const isName = head.kind === 'mark' && (isMeasured({ spelled }) || !/^\p{Ll}/u.test(head.mark.title));
  return isName ? { line, word: fold(word), spelled } : null;
}

function isMeasured({ spelled }: Pick<SetApart, 'spelled'>): boolean {
  const head = readHead(spelled);
  return head.kind === 'mark' && head.decoration.points !== null;
}
