import { type Line, noTags } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { anyOf, fieldsOf, priorityOfWord, timeBoxWords, wordsFor } from '../words/vocabulary.ts';
import { isUndecided } from './field-values.ts';
import { cleanTitle, tagDecoration, undecorated } from './head-decoration.ts';
import { group, isMeasure, isTag, statusIn, trailingSigns } from './tags.ts';

const codeBehind = /`([^`]+)`\s*$/;
const labelSigns = ':：=|–—-';

/**
 * A line's text as a title. Tags that stand behind it, in code marks or behind its bold part, are put in brackets,
 * where they are read as what they are: “**Epic: Pay** `P1`”. So are points and priorities of its status macros.
 */
export function taggedTitle(line: Line): string {
  const measures = line.tags.length === 0 ? noTags : line.tags.filter(isMeasure);
  if (measures.length > 0 && !endsLabel(line.text))
    return `${taggedTitle(line.with({ tags: noTags }))}${measures.map((tag) => ` (${tag})`).join('')}`;
  if (line.bold > 0 && line.bold < line.text.length) {
    const title = line.text.slice(0, line.bold);
    const behind = line.text.slice(line.bold).trim();
    if (behind.length <= 30 && !endsLabel(title) && isTag(behind)) return `${title} (${behind})`;
  }
  if (!line.markdown.includes('`')) return line.text;
  const behindCode =
    ownersBehindCode(line) ??
    asideBehindCode(line) ??
    measureBehindCode(line) ??
    signedBehindCode(line) ??
    signsBehindCode(line);
  if (behindCode !== null) {
    const text = line.text.slice(0, -behindCode.length);
    const markdown = line.markdown.slice(0, -behindCode.length);
    return taggedTitle(line.with({ text, markdown })) + behindCode;
  }
  if (!mayEndInCode(line)) return line.text;
  // In running text a status in code marks may be what the text is about, unless a measure stands beside it.
  let isTagged = line.bold > 0;
  let title = line.text;
  let tags = '';
  for (let rest = line.markdown; ; ) {
    const code = codeBehind.exec(rest);
    const tag = code?.[1];
    if (code === null || tag === undefined || !title.endsWith(tag)) break;
    const isOpen = saysNothingYet(tag);
    // “Story: Pay `3`”: how many of the stories bear one tells whether those are points.
    const isNumber = sized.test(tag);
    if (!isOpen && !isNumber && !isTag(tag)) break;
    isTagged ||= isOpen || isNumber || isMeasure(tag);
    title = title.slice(0, -tag.length).trimEnd();
    rest = rest.slice(0, code.index);
    if (!isOpen) tags = ` (${tag})${tags}`;
  }
  return endsLabel(title) || !isTagged ? line.text : title + tags;
}

/** Larger numbers are versions as well: “Upgrade Java `21`”. */
const sized = /^(?:[1-358]|13)$/;

const measureInCode = /^[^`]*`([^`]{1,20})`/;

/** “**Pay by card** `5 SP` in every shop”: a line with brackets around the size between its bold name and what more is told. */
export function withMeasureApart(line: Line): Line {
  const { text, markdown, bold } = line;
  if (bold < 3 || bold === text.length || !markdown.includes('`')) return line;
  const [, code] = measureInCode.exec(markdown) ?? [];
  const behind = text.slice(bold).trimStart();
  if (code === undefined || !behind.startsWith(`${code} `) || !isMeasure(code)) return line;
  const apart = (whole: string, from: number, end: number): string =>
    `${whole.slice(0, from).trimEnd()} (${code})${whole.slice(end)}`;
  const at = text.length - behind.length;
  const inCode = markdown.indexOf('`');
  return line.with({
    text: apart(text, at, at + code.length),
    markdown: apart(markdown, inCode, inCode + code.length + 2),
  });
}

const owners = /\s+@[\p{L}\p{N}_.-]+(?:[\s,]+@[\p{L}\p{N}_.-]+){0,7}$/u;

/** Who owns an item, where that stands behind code marks: “Pay by card `5 SP` @ann”. */
function ownersBehindCode({ text, markdown }: Line): string | null {
  if (markdown.length > longestCoded) return null;
  const [behind] = owners.exec(markdown) ?? [];
  if (behind === undefined || !text.endsWith(behind)) return null;
  return markdown.charAt(markdown.length - behind.length - 1) === '`' ? behind : null;
}

const asideBehind =
  /`([^`]{1,30})`(\s+(?:[👤👥👩👨🧑🙋👷]\uFE0F?(?:\u200D\S{1,4})?\s*\p{L}[\p{L}. ]{1,30}|[^\p{L}\p{N}`()]{0,4}\([^()`]{2,60}\)))$/u;

/** Who owns an item or what is said of it behind its measure: “Pay by card `5 SP` 👤 Ann”, “`5 SP` (needs legal)”. */
function asideBehindCode({ text, markdown }: Line): string | null {
  if (!markdown.includes('`') || markdown.length > longestCoded) return null;
  const [, code, behind] = asideBehind.exec(markdown.slice(-longestAside)) ?? [];
  if (code === undefined || behind === undefined || !text.endsWith(behind)) return null;
  return isMeasure(code) || code.startsWith('@') ? behind : null;
}

const longestAside = 120;

const measured = /\s+(?:[–—-]\s+)?(\(?\d{1,3}(?:[.,]\d)?\s?\p{L}{1,12}\.?\)?)$/u;

/** How large an item is, where that stands behind code marks: “Pay by card `Active` – 5 SP”. */
function measureBehindCode({ text, markdown }: Line): string | null {
  if (markdown.length > longestCoded) return null;
  const [behind, measure] = measured.exec(markdown.slice(-longestSigned)) ?? [];
  if (behind === undefined || measure === undefined || !text.endsWith(behind)) return null;
  const isBehindCode = markdown.charAt(markdown.length - behind.length - 1) === '`';
  return isBehindCode && isMeasure(measure.replace(/[()]/g, '')) ? behind : null;
}

const signed = /`(\s+[\p{Extended_Pictographic}●○◆■]\uFE0F?\s*\p{L}[\p{L} ]{1,20})$/u;

/** What a sign tells of an item behind code marks: “Pay by card `5 SP` 🟠 High”. */
function signedBehindCode({ text, markdown }: Line): string | null {
  if (markdown.length > longestCoded) return null;
  const behind = signed.exec(markdown.slice(-longestSigned))?.[1];
  return behind !== undefined && text.endsWith(behind) && isTag(behind) ? behind : null;
}

/** “Pay by card `5 SP` 🚀” */
function signsBehindCode({ text, markdown }: Line): string | null {
  if (markdown.endsWith('`') || markdown.length > longestCoded) return null;
  const [signs = ''] = trailingSigns.exec(text) ?? [];
  return signs !== '' && markdown.endsWith(`\`${signs}`) ? signs : null;
}

const longestSigned = 32;

/** Each code mark behind a title is looked for anew. */
const longestCoded = 1000;

export function mayEndInCode({ markdown }: Line): boolean {
  return markdown.endsWith('`') && markdown.length <= longestCoded;
}

const score = /^\d{1,2}$|^\d+\s*\/\s*\d+$/;
const label = /^[\p{L}\d-]{2,20}$/u;
const goesOn = new RegExp(`[,&+/]$|(?<!\\p{L})(?:${anyOf(wordsFor('prepositions', 'ands', 'ors'))})$`, 'u');

/**
 * Parts an item's line from the code marks that rate it: “US-7 Search `27/30` `Small`”. One alone may be what the title
 * is about: “US-8 Show `users`”.
 */
export function ratedTitle(line: Line): { readonly line: Line; readonly remark: string | null } | null {
  const codes: string[] = [];
  const titles: Line[] = [];
  let { text, markdown } = line;
  for (let code = codeBehind.exec(markdown); code !== null; code = codeBehind.exec(markdown)) {
    const [, said = ''] = code;
    if (!text.endsWith(said)) break;
    text = text.slice(0, -said.length).trimEnd();
    markdown = markdown.slice(0, code.index).trimEnd();
    codes.unshift(said);
    titles.unshift(line.with({ text, markdown, bold: Math.min(line.bold, text.length) }));
  }
  const rated = codes.findIndex(
    (code) => isTag(withoutAside(code)) || score.test(code) || saysNothingYet(code) || isNumberedNote(code),
  );
  const from = rated === -1 && codes.length > 1 && codes.every((code) => label.test(code)) ? 0 : rated;
  const title = titles[from];
  if (title === undefined || endsLabel(title.text) || goesOn.test(fold(title.text))) return null;
  const behind = codes.slice(from);
  if (behind.length === 1 && behind.some(isLiteral)) return null;
  const said = behind.filter((code) => !saysNothingYet(code));
  // “Medium” is as likely a size beside scores.
  const areTags = said.every((code) => isTag(withoutAside(code)));
  const isRead = (code: string): boolean =>
    areTags || isMeasure(code) || (isTag(code) && priorityOfWord(fold(code)) !== 3);
  const brackets = said.filter(isRead).map((code) => ` (${withoutAside(code)})`);
  const remarks = said.filter((code) => !isRead(code) || withoutAside(code) !== code);
  return {
    line: title.with({ text: title.text + brackets.join('') }),
    remark: remarks.length === 0 ? null : remarks.join(', '),
  };
}

/** “PI-7”, “Sprint 3”, “WSJF 18”: a time box or an attribute, and its number. */
const numberedNote = /^(\p{L}[\p{L} ]{1,20})[ -]\d{1,4}(?:\.\d{1,2})?$/u;

function isNumberedNote(code: string): boolean {
  const label = numberedNote.exec(code)?.[1] ?? '';
  return label !== '' && (timeBoxWords.has(fold(label)) || fieldsOf(label)[0] === 'attribute');
}

const modals = wordsFor('modals');

/** “Mark orders as `done`”, “Upgrade Java `21`”: alone it is written as the program has it, which has no `must`. */
function isLiteral(code: string): boolean {
  return (
    !isMeasure(code) &&
    !saysNothingYet(code) &&
    !modals.has(fold(withoutAside(code))) &&
    /^\p{Ll}|^\d+$/u.test(code)
  );
}

/** “TBD”, but not “todo”, which a program may have as well. */
function saysNothingYet(code: string): boolean {
  return isUndecided(code) && statusIn(code) === null;
}

/** “won't (this release)” */
function withoutAside(code: string): string {
  return code.replace(group, '');
}

/** “**Pay by card** so that I can leave” */
const tellsBenefit = new RegExp(`^\\s*,?\\s*(?:${anyOf(wordsFor('storyBenefits'))})`, 'u');

/** “**Pay by card** `checkout` (5 SP)”: code marks and brackets alone behind a bold name */
const onlyCodes = /^\*\*[^*`]{3,120}\*\*(?:\s+`[^`]{1,40}`){1,5}\s*(?:\([^()]{1,40}\))?\s*$/u;

/** In scripts whose words are as short. */
const shortName = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{2}$/u;

/** “**Pay by card** – with a receipt”: the bold name of an entry, and what stands behind it. */
export function boldName({ text, bold, markdown }: Line): {
  readonly name: string;
  readonly behind: string;
} | null {
  if (bold < 3 && !shortName.test(text.slice(0, bold))) return null;
  const behind = cleanTitle(text.slice(bold));
  const isApart = tagDecoration(behind) !== null && endsLabel(text.slice(0, bold));
  const isLabel = /[:：]\s*$/u.test(text.slice(0, bold));
  const isParted =
    onlyCodes.test(markdown) ||
    /^\s*(?:[:–—-]\s|：)/u.test(text.slice(bold)) ||
    tellsBenefit.test(fold(text.slice(bold)));
  if (!isApart && !isLabel && !isParted) return null;
  const name = cleanTitle(undecorated(text.slice(0, bold)).title);
  // “**1.2**: Pay by card” is numbered, and not named so.
  return /\p{L}/u.test(name) || behind === '' ? { name, behind } : null;
}

/** “**The lamps become one.** They hang on the quay”: a bold sentence that an entry opens with is its title. */
export function boldSentence({
  text,
  bold,
  markdown,
}: Line): { readonly name: string; readonly behind: string } | null {
  if (bold < shortestSentence || bold >= text.length || !endsSentence.test(text.slice(0, bold))) return null;
  const name = cleanTitle(text.slice(0, bold)).replace(/[.。]$/u, '');
  const behind = text.slice(bold).trim();
  const begins = beginsSentence.test(behind) || boldThenCode.test(markdown);
  return /^\p{L}/u.test(name) && begins ? { name, behind } : null;
}

const shortestSentence = 7;
/** “**The lamps become one.** `lamps.md` says how” */
const boldThenCode = /^\*\*[^*]{4,400}\*\*\s+`/u;
const endsSentence = /\p{L}[.!?。！？]\s*$/u;
const beginsSentence = /^[\p{Lu}\p{Lo}\p{N}“"«(]/u;

function endsLabel(title: string): boolean {
  const last = title.trimEnd().at(-1);
  return last === undefined || labelSigns.includes(last);
}
