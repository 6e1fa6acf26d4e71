import type { EnablerType } from '../../domain/plan.ts';
import { composed, isAscii } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';
import { Tags } from './gathered-tags.ts';
import { beginsWithLetter, isUndecorated } from './plain-text.ts';
import { type TitleFront, titleBehindFront } from './title-fronts.ts';
import { mayBeFollowed, titleBeforeTail } from './title-tails.ts';

/** What stands around a title: numbering before it; points, priority, status and the like after it. */
export interface Decoration extends TitleFront {
  readonly points: number | null;
  readonly priority: 1 | 2 | 3 | 4 | null;
  readonly status: string | null;
  /** “(infrastructure, 8 points)” behind an enabler's title. */
  readonly enablerType: EnablerType | null;
  /** What is said behind the title beside all that: “(5 points), needs legal”. */
  readonly remark: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** “Pay #shop (MVP)” */
  readonly labels: readonly string[];
  readonly checked: boolean | null;
}

const nothing: Readonly<Record<string, string>> = {};
const none: readonly string[] = [];

/** A title with nothing behind it. */
export function bareDecoration(
  title: string,
  numbering: string | null = null,
  checked: boolean | null = null,
  bracketedNumber: string | null = null,
): Decoration {
  return {
    title,
    numbering,
    bracketedNumber,
    points: null,
    priority: null,
    status: null,
    enablerType: null,
    remark: null,
    attributes: nothing,
    labels: none,
    checked,
  };
}

/** A longer text is more than tags. */
const longestTags = 48;

/** What a text says that stands behind a title and is nothing but tags: “5 SP, P1”. */
export function tagDecoration(text: string): Decoration | null {
  if (text === '' || text.length > longestTags) return null;
  const decoration = undecorated(`x (${text})`);
  const { title, points, priority, status, attributes, labels, remark } = decoration;
  // What is left over as a remark is more than tags, and may be the whole text again.
  if (remark !== null && remark.length >= text.length) return null;
  const tells =
    (points ?? priority ?? status) !== null || Object.keys(attributes).length > 0 || labels.length > 0;
  return title === 'x' && tells ? decoration : null;
}

/** Takes the decoration off a title. */
export function undecorated(raw: string): Decoration {
  return isUndecorated(raw) ? bareDecoration(composed(raw)) : decorationOf(raw);
}

/** A longer text is no title and keeps what stands around it. */
const longestTitle = 800;

/** What stands around a title that surely has something there. */
export function decorationOf(raw: string): Decoration {
  if (raw.length > longestTitle) return bareDecoration(raw.trim());
  const text = composed(raw).trim();
  const tags = new Tags();
  // No sign stands in ASCII text.
  const maySign = !isAscii(text);
  const { title: rest, numbering, bracketedNumber } = titleBehindFront(text, tags, maySign);
  const isBare = tags.points === null && tags.priority === null && tags.attributes['Size'] === undefined;
  if (!maySign && isBare && !mayBeFollowed(rest))
    return bareDecoration(rest.trim(), numbering, tags.checked, bracketedNumber);
  const behind = titleBeforeTail(rest, tags, maySign).trim();
  const { points, priority, enablerType, remark, attributes, labels, checked } = tags;
  const { title, status } = titledByStatus(raw, behind, tags.status);
  return {
    title,
    numbering,
    bracketedNumber,
    points,
    priority,
    status,
    enablerType,
    remark,
    attributes,
    labels,
    checked,
  };
}

/** “Story: Review”: behind the word for one item stands its title, whatever it says. */
function titledByStatus(
  raw: string,
  title: string,
  status: string | null,
): { readonly title: string; readonly status: string | null } {
  if (status === null || workOf(title) === null || namesSeveral(title)) return { title, status };
  const isBehind = /^\s*[:：–—-]\s/u.test(raw.slice(raw.indexOf(title) + title.length));
  return isBehind ? { title: `${title}: ${status}`, status: null } : { title, status };
}

const trailingSeparator = /[\s:：\-–—|·]/u;

/** “.NET upgrade” begins with its dot, and “/login shows a form” with its sign. */
const leadingSeparator = /^(?:[\s:：\-–—|,、>»›▸▶►‣·]|[./](?!\p{L}))+/u;

/** A title without quotes, stray signs and trailing punctuation. */
export function cleanTitle(text: string): string {
  let end = text.length;
  while (end > 0 && trailingSeparator.test(text.charAt(end - 1))) end -= 1;
  const bare = text.slice(0, end);
  if (beginsWithLetter(bare)) return bare;
  return bare
    .replace(leadingSeparator, '')
    .replace(/^["“„«「『《](.*)["”“»」』》]$/u, '$1')
    .trim();
}
