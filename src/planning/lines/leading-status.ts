import { statusIn } from './tags.ts';

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
