import type { Block, Line } from '../blocks.ts';
import { isBulleted } from '../lines/criterion-text.ts';
import { measures } from '../lines/field-values.ts';
import { type Head, isOwnField, readHead } from '../lines/heads.ts';
import { isExclusion } from '../lines/matters.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { headsScenario, isGherkin } from '../lines/scenario-steps.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { typesItems } from '../tables/type-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { firstLine } from './records.ts';
import type { Part, Section } from './sections.ts';
import { nameAbove, startsStory } from './story-lines.ts';

/** So many parts in front of a label, and lines in each, are looked through for the story that it belongs to. */
const farthestStory = 8;

/**
 * Whether the criteria below a label or a heading are over before a line, because it tells the next story or gives points among
 * other fields, or because the label has a text of its own.
 */
export function endsCriteria(label: Section, lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  return (
    followsValue(label, line, lines[index - 1]) ||
    givesPoints(line) ||
    ((startsStory(lines, index) || (index === 0 && nameAbove(lines) !== null)) && belongsToTold(label))
  );
}

/** “Poker: 3, 5, 3 → Story points: 3” */
function givesPoints(line: Line): boolean {
  const pairs = pairsOf(line) ?? [];
  return (
    pairs.length > 1 && pairs.some(({ fields, value }) => fields[0] === 'points' && measures(fields, value))
  );
}

/** Whether a panel behind a list of criteria is another matter, as its title says: “Meeting notes”. */
export function isBesideCriteria({ parts }: Section, panel: Head): boolean {
  const goesOn =
    (panel.kind === 'field' && panel.fields[0] === 'criteria') ||
    (panel.kind === 'plain' && headsScenario(fold(panel.decoration.title)));
  return !goesOn && parts.some(listsLines);
}

function listsLines(part: Part): boolean {
  if (part.type === 'text') return part.lines.some(({ text }) => isBulleted(text) || isGherkin(text));
  return part.type === 'list' || part.type === 'code';
}

/** Columns that say when, how far or for how much something is done. */
const measuringFields: ReadonlySet<FieldName> = new Set(['points', 'estimate', 'priority', 'status']);

/** Whether a table behind a list of criteria is no more of them, but lists items: “Story ID | User story | Points”. */
export function listsItems({ form, parts }: Section, table: Block & { type: 'table' }): boolean {
  if (form !== 'label' || !parts.some(listsLines)) return false;
  const plan = planOfTable(table, null);
  if (plan === null || 'pairs' in plan || plan.isGuessed) return false;
  switch (plan.work) {
    case null:
    case 'REQUIREMENT':
      return typesItems(plan, table.rows);
    case 'TEST':
      return false;
    case 'TASK':
    case 'SPIKE':
    case 'BUG':
      // “Task | Time” may say how fast it has to be.
      return plan.key !== null && plan.columns.some(({ fields: [field] }) => isPlanned(field));
    case 'EPIC':
    case 'FEATURE':
    case 'STORY':
    case 'ENABLER':
      return true;
  }
}

function isPlanned(field: FieldName | undefined): boolean {
  return field !== undefined && measuringFields.has(field);
}

/** “Acceptance criteria: the form saves.” takes what is in its line and goes on in it, and no other text. */
function followsValue({ form, head, parts }: Section, { text }: Line, before: Line | undefined): boolean {
  if (form !== 'label' || head.kind !== 'field' || head.value === '' || parts.length !== 1) return false;
  if (text === '' || isBulleted(text) || isGherkin(text) || endsInColon(head.value)) return false;
  // Lines that are sentences may each be a criterion; a line like a heading is none.
  return (
    before === undefined ||
    (endsSentence.test(before.text) && !endsSentence.test(text) && /^\p{Lu}/u.test(text))
  );
}

const endsSentence = /[.;!?。；]$/u;

const longestLabel = 40;

/**
 * The line between a list of criteria and another list that heads the other one: “Technical notes”, “Out of scope for now”, or
 * what is written as the label of the criteria is, without a sign.
 */
export function labelBetween(criteria: Section): Line | null {
  const { form, line, parts } = criteria;
  const [between, first] = [parts.at(-1), parts[0]];
  const label = between?.type === 'text' && between.lines.length === 1 ? between.lines[0] : undefined;
  if (label === undefined || label.text.length > longestLabel || parts.at(-2)?.type !== 'list') return null;
  const head = readHead(label);
  if (head.kind === 'field' ? head.value === '' && head.fields[0] !== 'criteria' : isExclusion(label.text))
    return label;
  // Criteria that begin with such a line are in groups.
  const isUnsigned = form === 'label' && line.bold === 0 && first?.type === 'list';
  const isAlike =
    isUnsigned &&
    (![line, label].some(({ text }) => endsInSign.test(text)) || isOneOfLabels(criteria, label));
  return isAlike && head.kind !== 'mark' && beginsAsName.test(label.text) ? label : null;
}

/** “Test evidence:” behind “Goal:” and “Acceptance criteria:”, which each stand alone over nothing but a list. */
function isOneOfLabels(criteria: Section, label: Line): boolean {
  const { parent, line } = criteria;
  if (parent?.head.kind !== 'mark' || label.bold > 0) return false;
  if (!endsInColon(line.text) || !endsInColon(label.text)) return false;
  const isSister = (part: Part): boolean =>
    part.type === 'section' && part.section !== criteria && isLabelOfList(part.section);
  return parent.parts.every((part) => part.type === 'section') && parent.parts.some(isSister);
}

function isLabelOfList({ form, head, line, parts }: Section): boolean {
  return (
    form === 'label' &&
    head.kind === 'field' &&
    line.bold === 0 &&
    endsInColon(line.text) &&
    parts.length > 0 &&
    parts.every(({ type }) => type === 'list')
  );
}

/**
 * Where in a list below a label of criteria the items go on that the list above the label ends with: “- **US-8** Row” behind
 * “- **US-7** Sail”. -1 where they do not.
 */
export function itemsBehind({ parent }: Section, { entries }: Block & { type: 'list' }): number {
  const above = parent?.parts.at(-2);
  const owner = above?.type === 'list' ? above.entries.at(-1) : undefined;
  if (owner?.head.kind !== 'mark' || owner.head.mark.key === null) return -1;
  const { prefix } = owner.head.mark;
  const isBold = owner.line.bold > 0;
  // “US-7: it saves” gives one of the items above its criteria.
  const known = new Set(above?.type === 'list' ? above.entries.map(keyOf) : []);
  return entries.findIndex((entry) => {
    const line = firstLine(entry);
    if (line.bold > 0 !== isBold) return false;
    const head = readHead(line);
    return (
      head.kind === 'mark' &&
      head.mark.key !== null &&
      head.mark.prefix === prefix &&
      !known.has(head.mark.key) &&
      beginsAsName.test(head.mark.title)
    );
  });
}

function keyOf({ head }: Section): string | null {
  return head.kind === 'mark' ? head.mark.key : null;
}

const endsInSign = /[\p{P}\p{S}]$/u;
const beginsAsName = /^[\p{Lu}\p{Lo}]/u;

/** “7. Data requirements” behind the criteria of a label that end with the third counts something else. */
export function isOutOfSequence({ form, parts }: Section, { start }: Block & { type: 'list' }): boolean {
  const last = parts.at(-1);
  if (form !== 'label' || start === undefined || last === undefined) return false;
  return start !== lastNumber(last) + 1;
}

const number = /(?<=^|\s)(\d{1,3})[.)]\s/gu;

function lastNumber(part: Part): number {
  if (part.type === 'list') return (part.block.start ?? 1) + part.entries.length - 1;
  const text = part.type === 'text' ? (part.lines.at(-1)?.text ?? '') : '';
  return Number([...text.matchAll(number)].at(-1)?.[1] ?? 0);
}

/**
 * A list of criteria and the lines behind its last entry that give the item another field or tell the next story:
 * Markdown takes them for the entry's.
 */
export function partedAtEnd(
  label: Section,
  list: Block & { type: 'list' },
): { list: Block & { type: 'list' }; behind: readonly Line[] } | null {
  const entry = list.entries.at(-1);
  const last = entry?.blocks.at(-1);
  if (entry === undefined || last?.type !== 'paragraph' || last.lines.length === 1) return null;
  const isTold = belongsToTold(label);
  const at = last.lines.findIndex(
    (line, index) => index > 0 && (labelsField(line) || (isTold && startsStory(last.lines, index))),
  );
  if (at === -1) return null;
  const blocks = [...entry.blocks.slice(0, -1), { ...last, lines: last.lines.slice(0, at) }];
  return {
    list: { ...list, entries: [...list.entries.slice(0, -1), { ...entry, blocks }] },
    behind: last.lines.slice(at),
  };
}

/** “**Notes**: …”, “Points: 3” */
function labelsField(line: Line): boolean {
  if (!line.holdsColon) return false;
  const head = readHead(line);
  return isOwnField(head) || (line.bold > 0 && head.kind === 'field' && head.about === null);
}

/** Whether a label's story is told in a sentence in front of it, and named nowhere. */
function belongsToTold({ parent }: Section): boolean {
  if (parent === null || parent.head.kind === 'mark') return false;
  return parent.parts.slice(-farthestStory).some((part) => {
    if (part.type !== 'text') return false;
    const lines = part.lines.slice(-farthestStory);
    return lines.some((_line, index) => startsStory(lines, index));
  });
}
