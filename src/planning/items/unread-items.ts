import type { DocumentWarning, SourceLocation } from '../../domain/plan.ts';
import { cellText } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, kindOfWork, resolved } from '../item-draft.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import { type Head, readText } from '../lines/heads.ts';
import { seriesOf } from '../lines/keys.ts';
import { endsBehindRole } from '../lines/story-sentences.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { measuresNoGroup } from '../sections/plain-sections.ts';
import { isProjectKey } from '../sections/prefix-uses.ts';
import type { Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import type { KeptPart, SectionNote, UnreadRow } from './draft-collector.ts';
import { entriesBeside } from './entries-beside.ts';
import { locationAt } from './item-fields.ts';
import { type UnreadSentence, unreadSentences } from './unread-sentences.ts';

/** What a line shows as items do: a key of their series, a role, a kind or points, points below it, a sentence, a key of letters that say no kind, items beside it. */
type Sign = 'SERIES' | 'ROLE' | 'KIND' | 'MEASURED' | 'SENTENCE' | 'LETTERS' | 'LISTED';

/** So many lines that show a sign together are told of. */
const fewest = {
  SERIES: 1,
  ROLE: 1,
  KIND: 2,
  MEASURED: 1,
  SENTENCE: 2,
  LETTERS: 3,
  LISTED: 1,
} as const satisfies Record<Sign, number>;

/** A line that was read as no item. */
interface UnreadLine {
  readonly text: string;
  readonly head: Head;
  readonly location: SourceLocation;
  /** The list or the table that holds it; null elsewhere. */
  readonly within: KeptPart | null;
  /** What counts where it stands: the fewer items stand in such places, the surer a sign must be. */
  readonly signs: readonly Sign[];
}

interface Lookalike {
  readonly line: Pick<UnreadLine, 'text' | 'location'>;
  readonly sign: Sign;
  /** What it is known by: its key, or its title. */
  readonly name: string;
  readonly key: string | null;
  /** What it shares with those that show the sign together with it. */
  readonly group: object | string;
}

interface Reading {
  readonly root: Section;
  readonly drafts: readonly ItemDraft[];
  readonly sections: readonly SectionNote[];
  readonly kept: readonly KeptPart[];
  readonly rows: readonly UnreadRow[];
  /** Entries that no item took. */
  readonly left: ReadonlySet<Section>;
  readonly items: readonly ItemDraft[];
  readonly meanings: PrefixMeanings;
}

const mostNames = 3;

/** Tells once of headings, entries, rows and lines of text that look like items and are none. */
export function unreadItemWarnings(reading: Reading): DocumentWarning[] {
  const { items, meanings } = reading;
  const series = new Set(items.flatMap(({ key, kind }) => (key === null ? [] : `${kind} ${seriesOf(key)}`)));
  const beside = entriesBeside(reading);
  const lines = [
    ...unreadHeadings(reading),
    ...reading.kept.flatMap((part) => keptLines(part, beside)),
    ...(series.size === 0 ? [] : items.flatMap(textLines)),
  ];
  const { rows } = reading;
  const known = lines.length + rows.length === 0 ? noNames : namesOf(items);
  const found = new Map<string, Lookalike>();
  const seen = [
    ...lines.flatMap((line) => lookalikeOf(line, series, known, meanings) ?? []),
    ...rows.filter(({ key, text }) => !known.has(key ?? normalizedTitle(text))).map(rowAlike),
    ...unreadSentences(reading).map(sentenceAlike),
  ];
  for (const each of seen) if (!found.has(each.name)) found.set(each.name, each);
  const told = [...Map.groupBy(found.values(), ({ group }) => group).values()]
    .filter((alike) => alike.some(({ sign }) => alike.length >= fewest[sign]))
    .flat();
  const [first] = told;
  if (first === undefined) return [];
  const names = told.slice(0, mostNames).map(({ line }) => `“${cutText(line.text, 80)}”`);
  const more = told.length > mostNames ? ' …' : '';
  const one = told.length === 1;
  const named = first.key === null ? 'Story: …' : `Story ${first.key}: …`;
  return [
    {
      code: 'ITEMS_NOT_READ',
      message: `${told.length} ${one ? 'line looks like an item and was read as none' : 'lines look like items and were read as none'}: ${names.join(', ')}${more}. Write “${named}”${one ? '' : ' in each, or “Stories:” above them'}, if ${one ? 'it is' : 'they are'} planned.`,
      location: first.line.location,
      itemId: null,
    },
  ];
}

/** A row that is none of the items of its table. */
function rowAlike({ key, text, anchor }: UnreadRow): Lookalike {
  return {
    line: { text, location: locationAt([], anchor) },
    sign: 'SERIES',
    name: key ?? text,
    key,
    group: 'ROW',
  };
}

function sentenceAlike({ text, anchor, sentence }: UnreadSentence): Lookalike {
  return {
    line: { text, location: locationAt([], anchor) },
    sign: 'SENTENCE',
    name: sentence,
    key: null,
    group: 'SENTENCE',
  };
}

const noNames: ReadonlySet<string | null> = new Set();

function namesOf(items: readonly ItemDraft[]): ReadonlySet<string | null> {
  return new Set(items.flatMap(({ key, ordinal, title }) => [key ?? ordinal, normalizedTitle(title)]));
}

function lookalikeOf(
  line: UnreadLine,
  series: ReadonlySet<string>,
  known: ReadonlySet<string | null>,
  meanings: PrefixMeanings,
): Lookalike | null {
  const { head, text, signs, within } = line;
  if (head.kind === 'plain') {
    const name = normalizedTitle(cleanTitle(head.decoration.title));
    // “1 point: small changes” says what points mean.
    const isMeasured = head.decoration.points !== null && !/^\d/.test(text);
    if (signs.includes('MEASURED'))
      return known.has(name) ? null : { line, sign: 'MEASURED', name, key: null, group: 'MEASURED' };
    const isListed = signs.includes('LISTED');
    const sign = isListed ? 'LISTED' : endsBehindRole(text) ? 'ROLE' : isMeasured ? 'KIND' : null;
    const isNew = sign !== null && within !== null && !known.has(name);
    return isNew ? { line, sign, name, key: null, group: within } : null;
  }
  if (head.kind !== 'mark') return null;
  const mark = meanings.settled(head.mark);
  const { key, prefix, ordinal, title } = mark;
  // “US-9 is withdrawn” speaks of one.
  if (key === null || title === '' || /^\p{Ll}/u.test(title)) return null;
  if ([key, ordinal, normalizedTitle(title)].some((name) => known.has(name))) return null;
  const work = meanings.workOf(mark);
  const kind = work === null ? null : kindOfWork(work);
  const own = `${kind} ${seriesOf(key)}`;
  const sign = series.has(own)
    ? 'SERIES'
    : kind !== null && kind === work
      ? 'KIND'
      : isProjectKey(mark)
        ? 'LETTERS'
        : signs.includes('LISTED')
          ? 'LISTED'
          : null;
  if (sign === null || !signs.includes(sign)) return null;
  return { line, sign, name: key, key, group: sign === 'KIND' && within !== null ? within : (prefix ?? own) };
}

/** Headings of the plan that are no items. */
function unreadHeadings({ sections, items }: Reading): readonly UnreadLine[] {
  const made = new Set(items);
  return sections.flatMap(({ section, draft, partOf }): UnreadLine | readonly UnreadLine[] => {
    const { head, line, anchor } = section;
    const isRead = draft !== null && made.has(resolved(draft));
    if (isRead || isBeside(section)) return [];
    const location = locationAt([], anchor);
    if (head.kind === 'plain')
      return partOf !== null && measuresNoGroup(section)
        ? { text: line.text, head, location, within: null, signs: ['MEASURED'] }
        : [];
    if (head.kind !== 'mark') return [];
    return { text: line.text, head, location, within: null, signs: ['SERIES', 'KIND', 'LETTERS'] };
  });
}

/** Whether a heading around a section says that what stands below it is beside the plan. */
function isBeside({ parent }: Section): boolean {
  for (let above = parent; above !== null; above = above.parent)
    if (above.head.kind === 'other' || above.head.kind === 'field') return true;
  return false;
}

const longestLine = 300;
/** Of a long list, table or text its beginning tells what it holds. */
const mostLines = 500;

function keptLines(part: KeptPart, beside: ReadonlySet<Section>): readonly UnreadLine[] {
  const begun =
    part.type === 'list'
      ? part.entries
          .slice(0, mostLines)
          .map((entry) => ({ anchor: entry.anchor, text: entry.line.text, entry }))
      : part.block.rows
          .slice(0, mostLines)
          .map(({ anchor, cells: [cell] }) => ({ anchor, text: cellText(cell), entry: null }));
  return begun.flatMap(({ anchor, text, entry }) => {
    if (text === '' || text.length > longestLine) return [];
    const head = entry === null ? readText(text) : entry.head;
    const isBeside = entry !== null && beside.has(entry);
    return {
      text,
      head,
      location: locationAt([], anchor),
      within: part,
      signs: isBeside ? ['SERIES', 'KIND', 'LISTED'] : ['SERIES', 'KIND'],
    };
  });
}

/** “**US-9** Register”, “- US-9 Register”, “3. **US-9** Register”, “- [ ] US-9 Register” */
const keyInFront = /^[\s>*_`[\-+]*(?:\d{1,3}[.)]\s+[*_`[]*|[ xX]?\]\s+[*_`[]*)?(?=\p{L}{1,14}[-_.]?\d)/u;
const longestText = 120;
const marks = /[*_`]+(?=[\s:：\]]|$)/gu;

/** Lines of an item's text that begin with a key. */
function textLines({ description, location }: ItemDraft): readonly UnreadLine[] {
  const written = description.flatMap((text) => text.split('\n', mostLines)).slice(0, mostLines);
  return written.flatMap((markdown) => {
    if (markdown.length > longestText || !keyInFront.test(markdown)) return [];
    const text = markdown.replace(keyInFront, '').replace(marks, '');
    return { text, head: readText(text), location, within: null, signs: ['SERIES'] };
  });
}
