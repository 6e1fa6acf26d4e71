import type { Line } from '../blocks.ts';
import { wideScript } from '../words/single-words.ts';
import { readText } from './heads.ts';
import { isStorySentence } from './story-sentences.ts';
import { isTag } from './tags.ts';

/** A name, and the sentence of the story that it names. */
export interface NamedSentence {
  readonly name: string;
  readonly sentence: string;
}

/** Behind a longer text nobody looks for a sentence. */
const longestStart = 1500;
/** Of wide signs two make a name, and no space follows theirs. */
const nameAndMore = new RegExp(
  `^((?:${wideScript.source}){2}|.{2,80}?)(?:\\s*：\\s*|\\s*:(?=${wideScript.source})|(?:\\s*[:–—]|\\s-)\\s+)(\\S.*)$`,
  'su',
);

/** “Pay: As a guest, I want to pay”: what may be a name, and what stands behind it. */
export function nameInFront(text: string): NamedSentence | null {
  const [, name, sentence] = nameAndMore.exec(text) ?? [];
  return name === undefined || sentence === undefined ? null : { name, sentence };
}

/** The same where it is the sentence of a story. */
export function namedSentence(text: string): NamedSentence | null {
  const named = nameInFront(text.slice(0, longestStart));
  return named !== null && isStorySentence(named.sentence) && !isStorySentence(text) ? named : null;
}

/** “Pay. As a guest, …” */
const stopped = /^([^.!?]{2,80})\.\s+(\S.*)$/su;

/** The same behind a mark, where a full stop may part them too. */
export function sentenceBehindName(text: string): NamedSentence | null {
  const [, name, sentence] = stopped.exec(text.slice(0, longestStart)) ?? [];
  const isStopped = name !== undefined && sentence !== undefined && isStorySentence(sentence);
  const named = isStopped && !isStorySentence(text) ? { name, sentence } : namedSentence(text);
  return named !== null && isName(named.name) ? named : null;
}

const longestName = 160;
const signsBehind = /[\s.:：–—-]+$/u;
const signsBefore = /^[\s.:：–—-]+/u;

/** “**Pay by card.** As a guest, I want to pay”: whatever sign parts the name, which is in bold. */
export function sentenceBehindBold({ text, bold }: Line): NamedSentence | null {
  if (bold < 2 || bold > longestName || bold >= text.length) return null;
  const sentence = text.slice(bold).replace(signsBefore, '');
  if (!isStorySentence(sentence) || isStorySentence(text)) return null;
  const name = text.slice(0, bold).replace(signsBehind, '');
  return isName(name) ? { name, sentence } : null;
}

/** “Description” names no story, “(2 points)” measures one, and “US-7” is a mark. */
export function isName(text: string): boolean {
  const bare = text.replace(/^[([]|[)\]]$/gu, '');
  return readText(text).kind === 'plain' && /\p{L}/u.test(text) && !isTag(bare);
}

/** “*Search*”, “_Search_” in front of a dash or a colon */
const italic = /^(?:\*(?!\*)([^*`]{3,80})\*|_(?!_)([^_`]{3,80})_)(?=\s*[:：–—]\s|\s-\s)/u;
const behindName = /^\s*[:：–—-]\s+/u;

/** “*Pay by card* – with a receipt”: the name of an entry in italics, and what stands behind it. */
export function italicName({ text, markdown }: Line): {
  readonly name: string;
  readonly behind: string;
} | null {
  const [, starred, underlined] = italic.exec(markdown) ?? [];
  const name = starred ?? underlined;
  if (name === undefined || !/^\p{Lu}/u.test(name) || isTag(name) || !text.startsWith(name)) return null;
  return { name, behind: text.slice(name.length).replace(behindName, '') };
}
