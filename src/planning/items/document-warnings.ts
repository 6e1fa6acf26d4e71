import type { DocumentWarning } from '../../domain/plan.ts';
import type { ParserNote } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import type { ItemDraft } from '../item-draft.ts';
import { readMark } from '../lines/marks.ts';
import { headsScenario } from '../lines/scenario-steps.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import type { Section } from '../sections/sections.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import type { KeptPart, SectionNote, UnreadRow, UnreadTable } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';
import { leftCriteriaWarning } from './left-criteria.ts';
import { unreadItemWarnings } from './unread-items.ts';

interface Read {
  readonly root: Section;
  readonly drafts: readonly ItemDraft[];
  readonly notes: readonly ParserNote[];
  readonly meanings: PrefixMeanings;
  /** Parents first. */
  readonly items: readonly ItemDraft[];
  /** Fields that name an item which is nowhere. */
  readonly lost: readonly ItemDraft[];
  readonly unread: readonly UnreadTable[];
  readonly kept: readonly KeptPart[];
  readonly rows: readonly UnreadRow[];
  readonly left: ReadonlySet<Section>;
  readonly sections: readonly SectionNote[];
}

/** What a person should look at in the document as a whole. */
export function documentWarnings({
  root,
  drafts,
  notes,
  meanings,
  items,
  lost,
  unread,
  kept,
  rows,
  left,
  sections,
}: Read): DocumentWarning[] {
  return [
    ...noteWarnings(notes.filter(({ issue }) => issue === undefined)),
    ...issueWarning(notes, items),
    ...prefixWarnings(meanings, items),
    ...lostWarnings(lost),
    ...leftCriteriaWarning(left),
    ...unreadWarnings(unread, items),
    ...unreadItemWarnings({ root, drafts, sections, kept, rows, left, items, meanings }),
    ...priorityWarnings(items),
    ...orphanWarning(items),
  ];
}

/** What is said of several places alike is told once. */
function noteWarnings(notes: readonly ParserNote[]): DocumentWarning[] {
  return [...Map.groupBy(notes, ({ code, message }) => `${code} ${message}`).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { code, message, anchor } = first;
    const places = alike.length > 1 ? ` There are ${alike.length} such places.` : '';
    return { code, message: message + places, location: locationAt([], anchor), itemId: null };
  });
}

/** Issues that stand beside no title, in one warning. */
function issueWarning(notes: readonly ParserNote[], items: readonly ItemDraft[]): DocumentWarning[] {
  const issues = notes.filter(({ issue }) => issue !== undefined);
  if (issues.length === 0) return [];
  const titled = new Set(
    items
      .filter(({ title, key }) => title !== key)
      .flatMap(({ key, attributes }) => [key, ...attributes.values()]),
  );
  const open = issues.filter(({ issue }) => issue !== undefined && !titled.has(issue));
  const [first] = open;
  if (first === undefined) return [];
  const [, ...others] = new Set(open.map(({ issue }) => issue));
  const more = others.length > mostNames ? ' …' : '';
  const alike =
    others.length === 0 ? '' : ` The same holds for ${others.slice(0, mostNames).join(', ')}${more}.`;
  return [
    {
      code: first.code,
      message: first.message + alike,
      location: locationAt([], first.anchor),
      itemId: null,
    },
  ];
}

/** One for each kind, however many series of keys were taken for it. */
function prefixWarnings({ guessed }: PrefixMeanings, items: readonly ItemDraft[]): DocumentWarning[] {
  const firsts = guessed.flatMap(({ prefix, work }) => {
    const keyed = items.filter((item) => item.key?.startsWith(prefix) === true && item.work === work);
    const [first] = keyed;
    // What stands in an epic by a field of its own is a story without a guess.
    return first === undefined || (work === 'STORY' && keyed.every(namesParent)) ? [] : first;
  });
  return [...Map.groupBy(firsts, ({ work }) => work)].flatMap(([work, [first, ...others]]) => {
    if (first === undefined) return [];
    const keys = [first, ...others.slice(0, mostNames - 1)].map(({ key }) => key).join(', ');
    const more = others.length >= mostNames ? ' …' : '';
    return {
      code: 'PREFIX_GUESSED',
      message: `Keys such as ${keys}${more} were taken for ${work.toLowerCase()} keys. Write the word once, such as “${work.charAt(0)}${work.slice(1).toLowerCase()} ${first.key}: …”, to say so.`,
      location: first.location,
      itemId: null,
    };
  });
}

function namesParent({ parent, parentReference }: ItemDraft): boolean {
  return parentReference !== null && parent !== null;
}

function lostWarnings(lost: readonly ItemDraft[]): DocumentWarning[] {
  const named = lost.filter((draft) => nameOf(draft) !== '' && !tellsTests(draft));
  const withCriteria = named.filter(({ criteria }) => criteria.length > 0);
  const others = named.filter(({ criteria }) => criteria.length === 0);
  return [
    ...lostWarning('Acceptance criteria are given', withCriteria),
    ...lostWarning('Fields are given', others),
  ];
}

/** A heading over scenarios that have names of their own tells tests, and names no item. */
function tellsTests({ evidence, key, criteria }: ItemDraft): boolean {
  return (
    evidence === 'heading' &&
    key === null &&
    criteria.length > 0 &&
    criteria.every((criterion) => headsScenario(fold(criterion)))
  );
}

function lostWarning(what: string, lost: readonly ItemDraft[]): DocumentWarning[] {
  const [first, ...others] = lost;
  if (first === undefined) return [];
  const names = lost.slice(0, mostNames).map((draft) => `“${cutText(nameOf(draft), 80)}”`);
  const message =
    others.length === 0
      ? `${what} for ${names[0]}, and the document holds no such item, so they were left out. Write the item, or correct its name.`
      : `${what} for ${names.join(', ')}${lost.length > mostNames ? ' …' : ''} (${lost.length} places), and the document holds no such items, so they were left out. Write the items, or correct their names.`;
  return [{ code: 'ITEM_NOT_FOUND', message, location: first.location, itemId: null }];
}

function nameOf({ key, ordinal, title }: ItemDraft): string {
  return [key ?? ordinal, title].filter((part) => part !== null && part !== '').join(' ');
}

/** What to write where a table may be one of items. */
export function whyUnread({ label, holds }: UnreadTable): string {
  if (holds === 'columns')
    return `The columns of the table “${cutText(label, 60)}” may be items, and nothing else says so, so it was kept as text. Write each item in a row, below names such as “User story” and “Points”.`;
  return `The rows of the table “${cutText(label, 60)}” may be items, and nothing else says so, so it was kept as text. Add a column “Type”, “Priority” or “Points”, or put it below a heading such as “Features”.`;
}

function unreadWarnings(unread: readonly UnreadTable[], items: readonly ItemDraft[]): DocumentWarning[] {
  if (unread.length === 0) return [];
  const titles = new Set(items.map(({ title }) => normalizedTitle(title)));
  const isItem = (name: string): boolean =>
    titles.has(normalizedTitle(name)) || titles.has(normalizedTitle(readMark(name)?.title ?? ''));
  return unread
    .filter(({ names }) => names.filter(isItem).length * 2 < names.length)
    .map((table) => ({
      code: 'TABLE_NOT_READ',
      message: whyUnread(table),
      location: table.location,
      itemId: null,
    }));
}

/** One for each value, however many items have it. */
function priorityWarnings(items: readonly ItemDraft[]): DocumentWarning[] {
  const byField = Map.groupBy(items, ({ unknownPriority }) => unknownPriority);
  return [...byField].flatMap(([field, having]) => {
    const [first] = having;
    if (field === null || first === undefined) return [];
    return {
      code: 'PRIORITY_NOT_KNOWN',
      message: `“${cutText(field, 80)}” gives ${namesOf(having)} no priority that is known, so it is kept as an attribute. Write urgent, high, medium or low, P0 to P3, or must, should or could.`,
      location: first.location,
      itemId: null,
    };
  });
}

const mostNames = 5;

/** “Pay”, “Refund” … */
function namesOf(items: readonly ItemDraft[]): string {
  const names = items.slice(0, mostNames).map((item) => `“${cutText(item.title, 80)}”`);
  return `${names.join(', ')}${items.length > mostNames ? ' …' : ''}`;
}

function orphanWarning(items: readonly ItemDraft[]): DocumentWarning[] {
  // A plan without epics has nothing that its features could stand under.
  const hasEpic = items.some((item) => item.kind === 'EPIC');
  const orphans = items.filter(
    (item) =>
      item.parent === null &&
      // One that names a parent is told that no item has that name.
      item.parentReference === null &&
      // One that was guessed is told of there.
      item.warnings.every(({ code }) => code !== 'FEATURE_GUESSED') &&
      item.kind !== 'EPIC' &&
      (hasEpic || item.kind !== 'FEATURE'),
  );
  if (orphans.length === 0 || items.length === 1) return [];
  const one = orphans.length === 1;
  const message = `${orphans.length} ${one ? 'item stands' : 'items stand'} under no epic or feature: ${namesOf(orphans)}. Put ${one ? 'it' : 'them'} below a heading such as “Epic: …”, or name ${one ? 'its' : 'their'} parent in a column or field.`;
  return [{ code: 'ITEMS_WITHOUT_PARENT', message, location: orphans[0]?.location ?? null, itemId: null }];
}
