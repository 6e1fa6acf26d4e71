import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { barePoints } from '../lines/field-values.ts';
import { isPointsRange } from '../lines/tags.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { isLeaf } from '../words/work-levels.ts';

/** “**Weight:** 8 points” */
const labelled = /^[^\p{L}\n]*(\p{L}[^:：\n]{1,40}?)[*_\s]*(?:[:：=]|\s[–—-]\s)[*_\s]*(\S[^\n]{0,40})$/gmu;
/** So much of a text is looked through. */
const longestText = 4000;
const longestQuote = 80;

/** Says of an item without points that one of its lines may give them. */
export function warnOfUnreadPoints(item: ItemDraft): void {
  const isMeasured = item.points !== null || item.warnings.some(({ code }) => code === 'POINTS_NOT_READ');
  if (isMeasured || !isLeaf(item.kind)) return;
  const span = [...item.attributes].find(([, value]) => isPointsRange(value));
  if (span !== undefined) {
    warnUnreadPoints(item, ...span);
    return;
  }
  const [label, value] = [...item.attributes, ...fieldsIn(item.description)].find(given) ?? [];
  if (label === undefined || value === undefined) {
    warnOfBareNumber(item);
    return;
  }
  warn(
    item,
    'POINTS_NOT_READ',
    `“${cutText(`${label}: ${value}`, longestQuote)}” was not taken for the story points of “${cutText(item.title, longestQuote)}”. If it says them, write “Story points: ${barePoints(value) ?? value.replace(/[()]/g, '')}”.`,
  );
}

/** Numbers of the usual scale that hardly count the parts of something, as “Import (2)” does. */
const behindTitle = /\s[([](3|5|8|13|20|21|34|40)[)\]]$/;

/** “Search (5)”: one alone may be what the title is about. */
function warnOfBareNumber(item: ItemDraft): void {
  const points = behindTitle.exec(item.title)?.[1];
  if (points === undefined) return;
  warn(
    item,
    'POINTS_NOT_READ',
    `The number behind “${cutText(item.title, longestQuote)}” was left in the title. If it says the story points, write “(${points} points)”.`,
  );
}

function fieldsIn(description: readonly string[]): readonly (readonly [string, string])[] {
  return description.flatMap((text) =>
    [...text.slice(0, longestText).matchAll(labelled)].map(
      ([, label = '', value = '']) => [label, value.replace(/[*_\s]+$/u, '')] as const,
    ),
  );
}

function given([label, value]: readonly [string, string]): boolean {
  return barePoints(value) !== null || (fieldsOf(label)[0] === 'points' && isNumber.test(value));
}

/** “5”, “(5)” */
const isNumber = /^\(?\d{1,3}(?:[.,]5)?\)?$/;

/** Says of an item that a field of its points holds no one number. */
export function warnUnreadPoints(draft: ItemDraft, label: string, text: string): void {
  warn(
    draft,
    'POINTS_NOT_READ',
    `“${cutText(`${label}: ${text}`, longestQuote)}” gives “${cutText(draft.title, longestQuote)}” no one number of story points, so it is kept as an attribute. Write a number, such as “${label}: 5”.`,
  );
}
