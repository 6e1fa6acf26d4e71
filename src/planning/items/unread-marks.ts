import { cutText } from '../cut-text.ts';
import { type ItemDraft, kindOfWork, warn } from '../item-draft.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { seriesOf } from '../relations/restarted-keys.ts';

/** “**US-9** Register”, “- US-9 Register” */
const keyInFront = /^[\s>*_`[\-+]*(?=\p{L}{1,14}[-_.]?\d)/u;
const longestLine = 120;
/** So many lines of an item's text are looked at. */
const mostLines = 200;

/** Says of an item that a line of its text begins as the items of a series do, and is none. */
export function warnOfUnreadMarks(items: readonly ItemDraft[]): void {
  const keys = new Set(items.flatMap(({ key }) => key ?? []));
  if (keys.size === 0) return;
  const series = new Set(items.flatMap(({ key, kind }) => (key === null ? [] : `${kind} ${seriesOf(key)}`)));
  const names = ({ key, work, title }: Mark): boolean =>
    key !== null &&
    work !== null &&
    !keys.has(key) &&
    series.has(`${kindOfWork(work)} ${seriesOf(key)}`) &&
    title !== '' &&
    !/^\p{Ll}/u.test(title);
  for (const item of items) {
    const lines = item.description.flatMap((text) => text.split('\n', mostLines)).slice(0, mostLines);
    const line = lines.find((text) => {
      const mark = text.length <= longestLine && keyInFront.test(text) ? readMark(plain(text)) : null;
      return mark !== null && names(mark);
    });
    if (line === undefined) continue;
    warn(
      item,
      'ITEM_NOT_READ',
      `“${cutText(plain(line), 80)}” begins as other items do, and was kept as text of “${cutText(item.title, 80)}”. If it is an item, write it as a heading, or with a colon behind its key.`,
    );
  }
}

function plain(text: string): string {
  return text.replace(keyInFront, '').replace(/[*_`]+(?=[\s:：\]]|$)/gu, '');
}
