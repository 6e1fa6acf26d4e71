import { leadingSigns, statusIn } from './tags.ts';

const statusBefore =
  /^(?:[[(【]([^()[\]【】]{2,24})[\])】]\s*(?:[:：–—-]\s*)?|([^\s:：[(【][^:：[(【]{1,23}?)(?:[:：]|\s[-–—]\s)\s*)(?=\S)/u;

/** “WIP: …”, “[In progress] …”: a status in front of a title, whether in brackets, and the title. */
export function leadingStatus(title: string): { status: string; inBrackets: boolean; rest: string } | null {
  const found = statusBefore.exec(title);
  const status = found === null ? null : statusIn(found[1] ?? found[2] ?? '');
  return found === null || status === null
    ? null
    : { status, inBrackets: found[1] !== undefined, rest: title.slice(found[0].length) };
}

/** “US-7: ✅ Done — Pay”, “US-7: [Done] Pay”: without a sign or brackets, “Done” may be of the title behind a mark. */
export function statusBehindMark(whole: string, title: string): { status: string; rest: string } | null {
  const [signs = ''] = leadingSigns.exec(title) ?? [];
  const leading = leadingStatus(title.slice(signs.length));
  if (leading === null || !(leading.inBrackets || signs !== '')) return null;
  const before = whole.slice(0, Math.max(0, whole.lastIndexOf(title)));
  return { status: leading.status, rest: `${before}${leading.rest}` };
}
