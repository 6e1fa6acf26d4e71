import type { Line } from '../blocks.ts';
import { cleanTitle, type Decoration, tagDecoration, undecorated } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { isName, italicName, nameInFront, sentenceBehindBold } from '../lines/named-sentences.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { boldName, boldSentence, taggedTitle } from '../lines/title-tags.ts';
import { entriesIn } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';
import { linkName } from '../sections/story-links.ts';
import { sentenceLines, wrappedSentence } from './told-stories.ts';

/** The sentence of a story, and the name that stands before it. */
interface NamedSentence {
  readonly name: string | null;
  readonly sentence: string;
  /** A key that stands in the place of a name. */
  readonly key?: string | null;
}

/** What an entry without a mark says. */
export interface EntryText {
  /** With the lines below it that go on with its sentence. */
  readonly whole: string;
  readonly decoration: Decoration;
  readonly title: string;
  /** The story that its sentence tells. */
  readonly story: NamedSentence | null;
}

/** What an item is called, and what is said of it beside that. */
interface EntryName {
  readonly name: string;
  /** What stands around a name in front of a sentence. */
  readonly decoration: Decoration | null;
  readonly description: string | null;
  readonly remark: string;
}

export function entryText(entry: Section): EntryText {
  const { head, line, parts } = entry;
  const [below] = parts;
  const whole = wrappedSentence(sentenceLines([line, ...(below?.type === 'text' ? below.lines : [])], 0));
  const decoration = head.kind === 'plain' ? head.decoration : undecorated(taggedTitle(line));
  const title = cleanTitle(decoration.title);
  return { whole, decoration, title, story: storyIn(entry, decoration.title, whole) };
}

export function entryName(entry: Section, { whole, decoration, title, story }: EntryText): EntryName {
  const { head, line } = entry;
  if (story !== null) return { ...storyName(story, whole, head), remark: behindSentence(line, whole, story) };
  const plain = { decoration: null, description: null, remark: '' };
  const bold = boldName(line) ?? linkName(line) ?? boldSentence(line) ?? italicAmong(entry);
  if (bold === null) {
    const isAllBold = line.bold >= line.text.length;
    return { ...plain, name: isAllBold ? title.replace(/\.$/u, '') : title };
  }
  const isLeft = decoration.title.startsWith(bold.name);
  const behind = isLeft ? cleanTitle(decoration.title.slice(bold.name.length)) : bold.behind;
  return { ...plain, name: bold.name, remark: behind };
}

/** A name in italics, where the first entries of its list have such as well: one alone may only be stressed. */
function italicAmong({ line, parent }: Section): { readonly name: string; readonly behind: string } | null {
  const own = italicName(line);
  if (own === null || parent === null) return null;
  const names = entriesIn(parent)
    .slice(0, 2)
    .map((entry) => italicName(entry.line)?.name);
  const [first, second] = names;
  if (first === undefined || second === undefined || first === second) return null;
  return isName(first) || isName(second) ? own : null;
}

function storyName(
  { name: lead, sentence, key = null }: NamedSentence,
  whole: string,
  head: Head,
): EntryName {
  const bare = { decoration: null, description: null, remark: '' };
  if (lead === null) return { ...bare, name: undecorated(key === null ? whole : sentence).title };
  const rank = rankIn(lead);
  if (rank !== null) return { ...bare, name: sentence, decoration: rank, description: lead };
  const decoration = undecorated(lead);
  return describes(head)
    ? { ...bare, name: sentence, decoration }
    : { ...bare, name: cleanTitle(decoration.title), decoration, description: sentence };
}

/** What stands in the line of a story behind its sentence. */
function behindSentence({ text }: Line, whole: string, { name }: NamedSentence): string {
  return name === null && text.startsWith(whole) ? text.slice(whole.length).trim() : '';
}

const bracketsBehind = /\s*\([^()]*\)$/u;

/** “Optional (chapter 3): As a guest, …” says how much a story is wanted, and is no name of it. */
function rankIn(lead: string): Decoration | null {
  const decoration = tagDecoration(lead.replace(bracketsBehind, ''));
  return decoration?.priority == null ? null : decoration;
}

/** “Description: As a guest, …” */
function describes(head: Head): boolean {
  return head.kind === 'field' && head.fields[0] === 'description';
}

/** The story that the sentence of an entry tells, and its name where one stands before that; “R1” names nothing. */
function storyIn(entry: Section, title: string, whole: string): NamedSentence | null {
  const { head } = entry;
  if (head.kind === 'mark' && head.mark.key !== null && isStorySentence(head.mark.title)) {
    const told = readMark(whole);
    const sentence = told?.key === head.mark.key ? told.title : head.mark.title;
    return { name: null, sentence, key: head.mark.key };
  }
  const story = namedStoryIn(entry, title, whole);
  const mark = story === null || story.name === null ? null : readMark(story.name);
  const key = mark?.title === '' ? mark.key : null;
  return story === null || key === null ? story : { name: null, sentence: story.sentence, key };
}

function namedStoryIn({ head, line }: Section, title: string, wholeText: string): NamedSentence | null {
  const { name: lead, sentence: rest } = nameInFront(title) ?? {};
  const isWhole = isStorySentence(wholeText);
  if (isWhole && (lead === undefined || isStorySentence(title))) return { name: null, sentence: wholeText };
  if (lead !== undefined && rest !== undefined) {
    const tells = isWhole || isStorySentence(`${rest} ${wholeText.slice(line.text.length)}`);
    if (tells) return { name: lead, sentence: rest };
  }
  return head.kind === 'plain' ? sentenceBehindBold(line) : null;
}
