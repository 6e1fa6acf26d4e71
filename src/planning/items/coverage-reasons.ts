import type { Line } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import type { ItemDraft } from '../item-draft.ts';
import { saysNone } from '../lines/none-titles.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import type { Section } from '../sections/sections.ts';
import { namesEachRow } from '../tables/pair-rows.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { statusWords } from '../words/vocabulary.ts';
import { namesItems } from './named-rows.ts';
import { isPlaceholder } from './walk-place.ts';

/** What each field of an item tells; of the others documents speak as well. */
const tells: Readonly<Partial<Record<FieldName, string>>> = {
  criteria: 'gives acceptance criteria',
  points: 'gives story points',
  estimate: 'gives an estimate',
  priority: 'gives a priority',
  blocks: 'says what waits for it',
  title: 'gives a title',
  key: 'gives a key',
  type: 'gives a type',
  parent: 'names a parent',
  role: 'tells who',
  want: 'tells what is wanted',
  benefit: 'tells what for',
  tasks: 'lists the steps of an item',
  enablerType: 'gives the type of an enabler',
};

/** Why a section with a field's name belongs to no item. */
export function whyField(title: string, field: FieldName): string {
  const told = tells[field];
  return told === undefined
    ? `“${title}” is text about the whole document, and about none of its items.`
    : `“${title}” ${told}, but no item stands above it, so it was taken for text about the whole document. Put it below the item that it is about, if there is one.`;
}

export const whyTitle = 'The title of the document.';
export const whyOpening = 'Begins the sentences of the stories below it, and is none itself.';
const onlyContains = 'Contains items and is none itself.';

/** Why what was taken for an item at first is none. */
export function whyNoDraft(draft: ItemDraft | null): string {
  if (draft?.evidence === 'heading') return whyNoGroup;
  return draft?.title === '' && draft.key === null && !draft.provisional
    ? 'A number without a name, and no item stands below it. Write a name behind it if it is planned.'
    : 'Read, and held nothing that is an item of its own.';
}

const whyNoGroup =
  'A heading over all stories of the plan, or over stories that name another parent, is no feature. Write “Feature: …” or “Epic: …” if it is one.';

/** Why a heading of no piece of the product is no item; `found` when something below it is. */
export function whyHeadingOnly(
  section: Section,
  kind: 'timeBox' | 'generic',
  title: string,
  found: boolean,
): string {
  const what =
    kind === 'timeBox'
      ? 'names a span of time, a release or a step'
      : found || arranges(section, title)
        ? 'only arranges the plan, as a backlog, a priority or a status does'
        : 'names no piece of the product, and a document of any kind may have such a heading';
  const below = found
    ? 'what stands in it is read'
    : holdsCode(section)
      ? inCode
      : 'nothing in it was read as one';
  return `“${title}” ${what}; it is itself no item, and ${below}.`;
}

/** “Backlog”, “High priority”, “Done”; “Summary” may head anything. */
function arranges(section: Section, title: string): boolean {
  return priorityTold(section) !== null || statusWords.has(fold(title)) || speaksOfBacklog(title);
}

export function whyPeopleOnly(title: string): string {
  return `“${title}” names who builds or wants what stands below it, and is itself no item.`;
}

/** Why a heading such as “User stories” is no item. */
export function whyContainer(found: boolean): string {
  return found ? onlyContains : 'Says that items stand below it, and nothing there was read as one.';
}

export const whyRemark =
  'A box without a mark, and without points or criteria, that speaks of what stands around it. Write “Story: …” in its title if it is one.';

export const whyRequirements =
  'Lists requirements, and nothing says that they are planned work. Mark those that are, such as “Story: …”.';

/** Why a section beside the plan gave no item. */
export function whyBeside(title: string, isClosed: boolean): string {
  return isClosed
    ? `“${title}” is a matter beside the plan, as reviews, templates and what is out of scope are; nothing in it is planned work.`
    : `“${title}” is a matter beside the plan, as risks, goals and minutes are; only what is marked in it, such as “Story: …”, is planned work.`;
}

/** What stands beside the items of a section, and in none of them. */
export function whyLeft(lines: readonly Line[]): string {
  const named = lines.slice(0, mostNamed).map(({ text }) => `“${cutText(text, longestNamed)}”`);
  const more = lines.length > mostNamed ? ' …' : '';
  const what = lines.length === 1 ? '1 line below it is' : `${lines.length} lines below it are`;
  return `${what} in no item: ${named.join(', ')}${more}`;
}

const mostNamed = 3;
const longestNamed = 80;

export const whyNone = 'Says that there is none.';

/** Why a heading of no known meaning gave no item; `found` when something below it did. */
export function whyNoItem(section: Section, title: string, found: boolean, meanings: PrefixMeanings): string {
  if (found) return onlyContains;
  const name = section.head.kind === 'mark' ? section.head.mark.title : title;
  if (saysNone(name)) return whyNone;
  if (isPlaceholder(name)) return `“${name}” is a placeholder to be filled in and names no item.`;
  if (holdsCode(section)) return `Nothing says that this heading names an item, and ${inCode}.`;
  const tables = section.parts.flatMap((part) => (part.type === 'table' ? [part.block] : []));
  if (tables.some((table) => namesItems(table, meanings)))
    return 'The rows of its table name items of other places by key or number, and are none themselves.';
  if (tables.length > 0 && tables.every(namesEachRow))
    return 'Its table gives fields, and no item stands above it that they could belong to.';
  if (tables.length > 0)
    return 'Nothing says what the rows of its table are. Name the column of their titles “User story” or “Feature”, or add a column “Type”, if they are items.';
  return section.parts.length === 0
    ? 'Nothing stands under this heading, and nothing says that it names an item.'
    : 'Nothing says that this heading names an item, and it holds no stories of its own.';
}

const inCode =
  'it holds a block of code, in which no items are read; write them as headings, lists or tables';

function holdsCode({ parts }: Section): boolean {
  return parts.some(({ type }) => type === 'code');
}
