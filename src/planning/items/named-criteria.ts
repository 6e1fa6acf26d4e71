import { type ItemDraft, type ItemPlace, kindOfWork } from '../item-draft.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { bareOrdinal } from '../lines/outline-numbers.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import { partHolds } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyField } from './item-fields.ts';
import { readCriteriaRows } from './named-rows.ts';
import type { Place } from './walk-place.ts';

/**
 * Under “Acceptance criteria” each heading, entry or row may name the item that it gives criteria.
 * False when they do not, so that the criteria are those of the item above.
 */
export function criteriaOfNamed(section: Section, place: Place, collector: DraftCollector): boolean {
  const inner = section.parts.flatMap(innerSections);
  const named = inner.filter((one) => names(one, place, collector));
  if (place.item !== null && named.length < inner.length) return false;
  for (const one of named) takeNamed(one, place, collector);
  let rows = 0;
  for (const part of section.parts)
    if (part.type === 'table') rows += readCriteriaRows(part.block, place, collector);
  return named.length + rows > 0;
}

/** Whether marked headings below “Acceptance criteria” tell their items in full, so that it only says what each of them has. */
export function tellsItems({ parts }: Section, collector: DraftCollector): boolean {
  return parts.some((part) => {
    if (part.type !== 'section' || part.section.form !== 'heading') return false;
    const { head } = part.section;
    const isTold =
      head.kind === 'mark' && isReference(head.mark, collector) && isFull(part.section, collector);
    return isTold || tellsItems(part.section, collector);
  });
}

function isFull({ parts }: Section, { meanings }: DraftCollector): boolean {
  return parts.some(
    (part) =>
      (part.type === 'text' && partHolds(part, meanings, true)) || innerSections(part).some(headsCriteria),
  );
}

function innerSections(part: Part): readonly Section[] {
  if (part.type === 'list') return part.entries;
  if (part.type !== 'section') return [];
  const { section } = part;
  // “MVP” over “Login” and “Search” only arranges them.
  const arranges = section.parts.length > 0 && section.parts.every(isHeading);
  return arranges && section.head.kind !== 'mark' ? section.parts.flatMap(innerSections) : [section];
}

function isHeading(part: Part): boolean {
  return part.type === 'section' && part.section.form === 'heading';
}

function names(inner: Section, place: Place, collector: DraftCollector): boolean {
  if (inner.head.kind === 'field') return headsCriteriaOf(inner.head) !== null;
  if (inner.head.kind === 'mark')
    return (inner.parts.length > 0 || inner.head.mark.separated) && isReference(inner.head.mark, collector);
  const mayName = inner.form === 'heading' && place.item === null;
  return (
    mayName &&
    (inner.head.kind === 'plain' ||
      keyAlone(inner) !== null ||
      collector.groupCalled(inner.line.text) !== null)
  );
}

function isReference(mark: Mark, collector: DraftCollector): boolean {
  const work = collector.meanings.workOf(mark);
  return (mark.key !== null || mark.ordinal !== null) && work !== null && work !== 'TEST';
}

/** The item that “Acceptance criteria for US-7” speaks of. */
function headsCriteriaOf({ fields, about }: Head & { kind: 'field' }): string | null {
  return fields[0] === 'criteria' ? about : null;
}

/** An item that is known by what a label calls it, “US-7”, “5542” or its title, until it is found. */
export function pendingAbout(
  about: string,
  section: Section,
  place: Place,
  collector: DraftCollector,
): ItemDraft {
  const reference = readMark(about);
  const kind = reference === null || reference.work === null ? 'STORY' : kindOfWork(reference.work);
  const pending = collector.add(kind, 'field', '', place.path, section.line.anchor, section);
  pending.key = reference?.key ?? null;
  pending.ordinal = reference?.ordinal ?? bareOrdinal(about);
  pending.title = reference?.title ?? (pending.ordinal === null ? about : '');
  return pending;
}

/** “V1”, which is a version elsewhere: a heading that is nothing but letters and a number. */
function keyAlone({ head, line }: Section): string | null {
  const mayBe = head.kind === 'plain' || head.kind === 'timeBox';
  return mayBe && /^\p{Lu}{1,3}-?\d{1,3}$/u.test(line.text) ? line.text : null;
}

function takeNamed(inner: Section, place: Place, collector: DraftCollector): void {
  const { head } = inner;
  const about = head.kind === 'field' ? headsCriteriaOf(head) : null;
  if (head.kind === 'field' && about !== null) {
    const pending = pendingAbout(about, inner, place, collector);
    pending.provisional = true;
    applyField(pending, ['criteria'], '', head.value, inner.parts);
    return;
  }
  const group = head.kind === 'mark' ? null : collector.groupCalled(inner.line.text);
  if (group !== null) applyField(group, ['criteria'], '', '', inner.parts);
  else if (head.kind === 'mark') {
    const pending = pendingFor(
      head.mark,
      inner.form === 'heading' ? 'mark' : 'field',
      inner,
      place,
      collector,
    );
    const alone = inner.parts.length === 0;
    if (!alone) pending.title = head.mark.title;
    applyField(pending, ['criteria'], '', alone ? head.mark.title : head.more, inner.parts);
  } else {
    const pending = pendingFor(null, 'field', inner, place, collector);
    pending.key = keyAlone(inner);
    if (pending.key === null && head.kind === 'plain') pending.title = cleanTitle(head.decoration.title);
    applyField(pending, ['criteria'], '', '', inner.parts);
  }
}

function pendingFor(
  mark: Mark | null,
  evidence: 'mark' | 'field',
  at: ItemPlace,
  place: Place,
  collector: DraftCollector,
): ItemDraft {
  const pending = collector.add('STORY', evidence, '', place.path, at.anchor, at);
  pending.provisional = true;
  pending.key = mark?.key ?? null;
  pending.ordinal = mark?.ordinal ?? null;
  return pending;
}
