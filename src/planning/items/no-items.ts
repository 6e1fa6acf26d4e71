import type { SourceLocation } from '../../domain/plan.ts';
import { type Block, cellText } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import type { Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { firstRowBelow } from '../tables/header-rows.ts';
import { whyUnread } from './document-warnings.ts';
import type { UnreadTable } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';
import { looksLikePlan } from './outline-items.ts';
import { pathOf } from './outline-stories.ts';
import { isPlaceholder } from './walk-place.ts';

/** Something that a document holds instead of items, and how to write it so that it is read. */
interface Sight {
  readonly sentence: string;
  readonly location: SourceLocation | null;
}

const mostSights = 2;
const longestName = 60;
const longestHeader = 120;

/** Why a document plans nothing: what was seen in it, and how that becomes a plan. */
export function whyNoItems(
  root: Section,
  [unread]: readonly UnreadTable[],
  isForm: boolean,
): { readonly message: string; readonly location: SourceLocation | null } {
  const seen = isForm
    ? [said('It is a form with gaps: fill these in, and leave out “about: …” if it has that.')]
    : unread === undefined
      ? sightsOf(root).slice(0, mostSights)
      : [{ sentence: whyUnread(unread), location: unread.location }];
  return {
    message: [
      'The document names no epic, feature, story or enabler.',
      ...seen.map(({ sentence }) => sentence),
    ].join(' '),
    location: seen[0]?.location ?? null,
  };
}

/** What says most of what its author meant comes first. */
function sightsOf(root: Section): readonly Sight[] {
  const title = titleSection(root);
  const all = [...sectionsFrom(root)];
  const sections = all.filter((section) => section !== title);
  const form = sections.find(({ head }) => head.kind === 'mark' && isPlaceholder(head.mark.title));
  if (form !== undefined)
    return [said(`It is a form: write names instead of placeholders, as in ${quoted(form)}.`)];
  const sights: Sight[] = [];
  const inPlan = all.filter(({ head }) => head.kind !== 'other');
  const table = firstTable(inPlan);
  if (table !== null) sights.push(table);
  const marked = sections.find(({ head }) => head.kind === 'mark' && head.mark.separated);
  if (marked !== undefined)
    sights.push(
      said(`Marks such as that of ${quoted(marked)} mean no such item: write “Story: …” for planned work.`),
    );
  if (looksLikePlan(root)) return [...sights, said(onlyOutline)];
  const headings = sections.filter(({ form, head }) => form === 'heading' && head.kind !== 'mark');
  const heading =
    headings.find(({ head }) => head.kind === 'plain') ??
    headings.find(({ head }) => head.kind !== 'other') ??
    headings[0];
  if (heading !== undefined)
    sights.push(
      said(
        `Its headings, such as ${quoted(heading)}, bear no mark: write “Feature: …” or “Story: …” in those that are items.`,
      ),
    );
  const entry = sections.find(({ form, head }) => form === 'entry' && head.kind === 'plain');
  if (entry !== undefined)
    sights.push(
      said(
        `Nothing says what its lists are of, such as that with ${quoted(entry)}: write “User stories:” above one of items.`,
      ),
    );
  if (inPlan.some(({ parts }) => parts.some(({ type }) => type === 'code')))
    sights.push(
      said('No items are read in blocks of code: write what they plan as headings, lists or tables.'),
    );
  if (sights.length > 0) return sights;
  const beside = all.find(({ form, head }) => form === 'heading' && head.kind === 'other');
  return [said(beside === undefined ? onlyText : `What stands below ${quoted(beside)} is beside the plan.`)];
}

const onlyText =
  'It is nothing but text: write each item as a heading or an entry of a list, such as “Epic: …” or “Story: …”.';

const onlyOutline =
  'Nothing says that its outline is a plan: call it a backlog in its title, or put a checkbox before each entry, and its levels are epics, features and stories.';

function said(sentence: string): Sight {
  return { sentence, location: null };
}

function firstTable(sections: readonly Section[]): Sight | null {
  for (const section of sections)
    for (const part of section.parts)
      if (part.type === 'table' && part.block.rows.length > 1)
        return {
          sentence: whyNoRows(part.block),
          location: locationAt(pathOf(section), part.block.anchor),
        };
  return null;
}

function whyNoRows(table: Block & { readonly type: 'table' }): string {
  const names = [...new Set(table.rows[0]?.cells)].map(cellText).filter((name) => name !== '');
  const header = `“${cutText(names.join(' | '), longestHeader)}”`;
  const why =
    firstRowBelow(table) === null
      ? `The columns ${header} of its table are not known`
      : `Nothing says what the rows of its table ${header} are`;
  return `${why}: call the column of their titles “User story”, “Feature” or “Epic” if they are items.`;
}

function quoted({ line }: Section): string {
  return `“${cutText(line.text, longestName)}”`;
}

/** A section with those in it and the entries of its lists, but for what stands beside the plan. */
function* sectionsFrom(section: Section): Generator<Section> {
  yield section;
  if (section.head.kind === 'other') return;
  for (const part of section.parts)
    if (part.type === 'section') yield* sectionsFrom(part.section);
    else if (part.type === 'list') for (const entry of part.entries) yield* sectionsFrom(entry);
}
