import { type Anchor, type Block, cellText, type Line, type Row } from '../blocks.ts';
import { isNone, isUndecided } from '../lines/field-values.ts';
import { keyParts } from '../lines/keys.ts';
import { pairsOf } from '../lines/pairs.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import type { Part, Section } from './sections.ts';

/** The epic or the feature that the fields of a whole document name: “Epic: Regatta” beside “Owner: Ann”. */
export interface DocumentParent {
  readonly name: string;
  readonly work: 'EPIC' | 'FEATURE';
  readonly anchor: Anchor;
}

interface OpeningField {
  readonly label: string;
  readonly value: string;
  readonly anchor: Anchor;
}

/** Fields of one item, so that the table or the lines that give them are its own. */
const itemFields: ReadonlySet<FieldName> = new Set(['key', 'criteria', 'points', 'want']);

/** What the fields in front of the first heading below the title name, features first; of each kind no more than one. */
export function documentParents(root: Section, title: Section | null): readonly DocumentParent[] {
  const fields = withKeys(
    [root, title].flatMap((section) => (section === null ? [] : openingFields(section))),
  );
  if (fields.some(isOfItem)) return [];
  const found = fields.flatMap(parentIn);
  const features = found.filter(({ work }) => work === 'FEATURE');
  const epics = found.filter(({ work }) => work === 'EPIC');
  return [features, epics].flatMap((named) => (named.length === 1 ? named : []));
}

/** “Epic ID: LIB-4” beside “Epic: Regatta” is a part of that name. */
function withKeys(fields: readonly OpeningField[]): readonly OpeningField[] {
  const keys = new Map<WorkWord | null, OpeningField>();
  for (const field of fields.filter(isKeyOfParent)) {
    const work = workWithin(field.label);
    if (!keys.has(work)) keys.set(work, field);
  }
  if (keys.size === 0) return fields;
  const taken = new Set<OpeningField>();
  const named = fields.map((field) => {
    const work = workOf(field.label);
    const key = work === null ? undefined : keys.get(work);
    if (key === undefined) return field;
    taken.add(key);
    return { ...field, value: `${key.value} ${field.value}` };
  });
  return named.filter((field) => !taken.has(field));
}

function isKeyOfParent({ label, value }: OpeningField): boolean {
  if (!/^\S+$/.test(value) || keyParts(fold(value)) === null || workOf(label) !== null) return false;
  return isGroup(workWithin(label));
}

function openingFields({ parts }: Section): readonly OpeningField[] {
  const end = parts.findIndex((part) => part.type === 'section' && part.section.form === 'heading');
  return parts.slice(0, end === -1 ? parts.length : end).flatMap(fieldsIn);
}

function fieldsIn(part: Part): readonly OpeningField[] {
  switch (part.type) {
    case 'table':
      return fieldsOfTable(part.block);
    case 'text':
      return part.lines.flatMap(fieldsOfLine);
    case 'list':
      return part.entries.flatMap(({ line, parts }) => (parts.length > 0 ? [] : fieldsOfLine(line)));
    case 'section': {
      const { form, line, parts } = part.section;
      // “**Epic:** Regatta” over a list heads it.
      const isField = form !== 'panel' && parts.every(({ type }) => type === 'text');
      return isField ? [...fieldsOfLine(line), ...parts.flatMap(fieldsIn)] : [];
    }
    case 'code':
      return [];
  }
}

/** The fields of a table that gives one in each row; most of the properties of a page have no name that is known. */
function fieldsOfTable(table: Block & { readonly type: 'table' }): readonly OpeningField[] {
  const plan = planOfTable(table, null);
  if (plan !== null && !('pairs' in plan)) return [];
  const isPair = ({ cells }: Row): boolean => cells.length === 2 && cells[0] !== cells[1];
  if (plan === null && !table.rows.every(isPair)) return [];
  const rows =
    plan?.pairs.map(({ row }) => row) ?? table.rows.filter(({ cells }) => cells[1]?.header === false);
  return rows.map(({ cells: [label, value], anchor }) => ({
    label: cellText(label),
    value: cellText(value),
    anchor,
  }));
}

function fieldsOfLine(line: Line): readonly OpeningField[] {
  return (pairsOf(line) ?? []).map(({ label, value }) => ({ label, value, anchor: line.anchor }));
}

function isOfItem({ label, value }: OpeningField): boolean {
  const [field] = fieldsOf(label);
  return field !== undefined && (itemFields.has(field) || (field === 'type' && workOf(value) !== null));
}

function parentIn({ label, value, anchor }: OpeningField): readonly DocumentParent[] {
  if (!fieldsOf(label).includes('parent') || !/\p{L}/u.test(value)) return [];
  if (isNone(value) || isUndecided(value) || listsReferences(value)) return [];
  const work: WorkWord | null = workWithin(label);
  return isGroup(work) ? [{ name: value, work, anchor }] : [];
}
