import type { Line } from '../blocks.ts';
import { composed, fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { fieldsOf, workOf, workRank } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { parentsAside } from './aside-parents.ts';
import { checklistLabel } from './checklist-labels.ts';
import { barePoints } from './field-values.ts';
import { bareDecoration, type Decoration, decorationOf, undecorated } from './head-decoration.ts';
import { criteriaOfOwner, mayLabelItem } from './item-labels.ts';
import { leadingStatus, statusBehindMark } from './leading-status.ts';
import { type Mark, markOfTitle, mayBeginMark, readMark, referenceOf } from './marks.ts';
import { listsIssues, type Matter, matterOf } from './matters.ts';
import { numberedCriterion } from './numbered-criteria.ts';
import { areOpenPoints } from './open-points.ts';
import { endsInAny, endsInColon, holdsColon, isUndecorated, isUndecoratedLine } from './plain-text.ts';
import { isReference } from './references.ts';
import { looksBack } from './retrospectives.ts';
import { mayEndInCode, ratedTitle, taggedTitle, withMeasureApart } from './title-tags.ts';

/** What the first line of a section says about it. */
export type Head =
  | { readonly kind: 'mark'; readonly mark: Mark; readonly decoration: Decoration; readonly more: string }
  | Matter
  | { readonly kind: 'empty'; readonly title: string }
  | { readonly kind: 'plain'; readonly decoration: Decoration };

const keyValue = /^([^:：]{1,60}?)\s*(?:：|::?)\s*(.*)$/su;

const longestHead = 1000;
/** A longer title of a mark is the name of its item. */
const longestMatter = 60;

/** Reads the head line of a section, entry or label. */
export function readHead(line: Line): Head {
  return line.headBy(headOf);
}

function headOf(written: Line): Head {
  const line = withMeasureApart(written);
  const whole = titledInBold(line, readText(taggedTitle(line)));
  const head = whole.kind === 'plain' ? (labelBeforeAside(line) ?? whole) : whole;
  const rated = head.kind === 'mark' && mayEndInCode(line) ? ratedTitle(line) : null;
  if (rated === null) return head;
  const own = titledInBold(rated.line, readText(rated.line.text));
  return own.kind === 'mark' && own.mark.title !== ''
    ? { ...own, decoration: { ...own.decoration, remark: own.decoration.remark ?? rated.remark } }
    : head;
}

const dashInside = /\s[–—-]\s/u;

/** “**Definition of done (DoD)** – holds for all stories:” is the label in front of the dash. */
function labelBeforeAside({ text }: Line): Head | null {
  const dash = endsInColon(text) && text.length <= longestHead ? dashInside.exec(text) : null;
  const head = dash === null ? null : readText(text.slice(0, dash.index));
  return head?.kind === 'field' && head.value === '' && head.about === null ? head : null;
}

/** Whether a line surely bears no mark, which costs less to say than what it does bear. */
export function isUnmarked(line: Line): boolean {
  return !line.isSettled && line.isUnmarkedBy(lacksMark);
}

function lacksMark(line: Line): boolean {
  const { bold, markdown } = line;
  return bold === 0 && isUndecoratedLine(line) && !markdown.endsWith('`') && !mayBeginMark(line.folded);
}

const bracketsInFront = /^(\s*[([][^()[\]]{2,60}[)\]])\s*[:：–—-]\s+(\S.*)$/su;

/** “**Checkout** (Feature) – pay for all of it”: what the bold part is, and the rest tells more. */
function namedBehindBold(line: Line, whole: Head & { kind: 'plain' }): Head {
  const [, brackets, more] = line.bold >= 3 ? (bracketsInFront.exec(line.text.slice(line.bold)) ?? []) : [];
  if (brackets === undefined || more === undefined) return whole;
  const named = readText(line.text.slice(0, line.bold) + brackets);
  return named.kind === 'mark' && named.mark.title !== '' ? { ...named, more } : whole;
}

/** “ – find things”, “: find things”, “Find things” */
const textBehind = /^\s*[:：.]?\s*(?:[:：–—-]\s+|(?=\p{L}))\S/u;
/** “ (optional). Find things”, “ (needs US-2) – find things”, “ ⭐ Find things” */
const asideBehind = /^\s*[:：.]?\s*[([（【\p{Extended_Pictographic}]/u;
/** “**Feature 1 – Search.** Find things”, but not “**Story: Ask Acme Co.** again” */
const fullStop = /(?<=\p{L}{3})\.$/u;
const onlyBrackets = /^\s*[([（【][^()[\]（）【】]*[)\]）】]$/u;

/** “**US-7: Search** – find things”: the bold part is the title, the rest tells more. */
export function titledInBold(line: Line, whole: Head): Head {
  if (whole.kind === 'plain') return namedBehindBold(line, whole);
  if (whole.kind !== 'mark' || line.bold < 3 || line.bold >= line.text.length) return whole;
  const named = line.text.slice(0, line.bold);
  const behind = line.text.slice(line.bold);
  const endsName = /[:：.]$/u.test(named);
  const isApart = asideBehind.test(behind)
    ? endsName || !onlyBrackets.test(behind)
    : textBehind.test(behind) && (endsName || /^\s*[:：.]?\s*[:：–—-]/u.test(behind));
  const bold = isApart ? readText(named) : null;
  if (bold?.kind !== 'mark' || bold.mark.title === '') return whole;
  const { title } = bold.mark;
  if (!whole.mark.title.startsWith(title) || whole.mark.title.length <= title.length + 3) return whole;
  const tags = named.slice(named.lastIndexOf(title) + title.length);
  const rest = whole.mark.title.slice(title.length);
  const more = (rest.startsWith(tags) ? rest.slice(tags.length) : rest).replace(
    /^\s*[:：.]?\s*(?:[:：–—-]\s+)?/u,
    '',
  );
  return {
    ...whole,
    mark: { ...whole.mark, title: title.replace(fullStop, '') },
    decoration: together(whole.decoration, bold.decoration),
    more,
  };
}

/** What stands around a title, and what else stands around a part of it. */
function together(decoration: Decoration, inner: Decoration): Decoration {
  return {
    ...decoration,
    points: decoration.points ?? inner.points,
    priority: decoration.priority ?? inner.priority,
    status: decoration.status ?? inner.status,
    remark: decoration.remark ?? inner.remark,
    attributes: { ...inner.attributes, ...decoration.attributes },
    labels: [...decoration.labels, ...inner.labels],
  };
}

/** Reads a text as the head of what follows it. */
export const readText = rememberingLabels((text: string): Head => {
  const checklist = checklistLabel(text);
  if (checklist !== null) return fieldHead(['criteria'], checklist, '');
  const isBare = isUndecorated(text);
  if (isBare) {
    const title = composed(text);
    const folded = fold(title);
    // No label, number or bracket stands in it, so that only a word could still make it anything.
    if (!mayBeginMark(folded))
      return matterOf(title, folded) ?? { kind: 'plain', decoration: bareDecoration(title) };
  }
  const decoration = isBare ? bareDecoration(composed(text)) : decorationOf(text);
  if (text.length > longestHead) return longHead(text, decoration);
  if (!isBare && areOpenPoints(text)) return fieldHead(['points'], '', '?');
  const { title } = decoration;
  const folded = fold(title);
  return (
    numberedCriterion(title, folded) ??
    criteriaOfOwner(title, folded) ??
    markedHead(decoration, folded) ??
    statedMark(decoration) ??
    plainHead(decoration)
  );
});

/** What a title with a mark heads: its item, or something about it; null where it has none. */
function markedHead(decoration: Decoration, folded: string): Head | null {
  const { title } = decoration;
  const outer = markOfTitle(title, folded);
  if (outer === null) return null;
  const mark = innermost(outer);
  // “Epic 6 Retrospective”, but not “Story 6: Retrospective”.
  if (!mark.separated && looksBack(folded)) return { kind: 'other', title, isClosed: true };
  if (documentPath.test(mark.title)) return null;
  const about = headAbout(mark, title);
  if (about !== null) return about;
  const standing = statusBehindMark(title, mark.title);
  if (standing !== null) return withDecoration(readText(standing.rest), decoration, standing.status);
  const head = { kind: 'mark', more: '', mark, decoration } as const;
  const named = withoutContainer(mark);
  if (named !== mark) return { ...head, mark: named };
  // Nothing stands around the title that was not taken off already.
  if (mark.aside === null && isUndecorated(mark.title)) return head;
  const inner = undecorated(mark.title);
  // “E5 (Dashboard): 20 points” is called by its brackets.
  if (mark.aside !== null && barePoints(inner.title) !== null)
    return { ...head, mark: { ...mark, title: '' } };
  const aside = mark.aside === null ? null : undecorated(`x (${parentsAside(mark.aside).others})`);
  return {
    ...head,
    mark: inner.title === '' || inner.title === mark.title ? mark : { ...mark, title: inner.title },
    decoration: {
      ...decoration,
      points: decoration.points ?? aside?.points ?? inner.points,
      priority: decoration.priority ?? aside?.priority ?? inner.priority,
      status: decoration.status ?? aside?.status ?? inner.status,
      remark: decoration.remark ?? inner.remark,
      attributes: { ...inner.attributes, ...aside?.attributes, ...decoration.attributes },
      labels: [...decoration.labels, ...(aside?.labels ?? []), ...inner.labels],
    },
  };
}

/** “Epic 1 – Stories”, “Story 1.2: Acceptance criteria”: about the item, and not the item. */
function headAbout(mark: Mark, title: string): Head | null {
  const about = referenceOf(mark);
  const isAside = endsInAny(title, ')]');
  if (about === null && !isAside) return null;
  const head = mark.title === '' || mark.title.length > longestMatter ? null : matterOf(mark.title);
  if (head?.kind === 'field' && about !== null && aboutFields.has(head.fields[0] ?? 'attribute'))
    return { ...head, about };
  // “Acceptance criteria (epic)” says whose they are.
  if (head?.kind === 'field' && head.fields[0] === 'criteria' && isAside) return { ...head, of: mark.work };
  if (about === null) return null;
  if (head?.kind === 'container' && mayContain(mark.work, head.works)) return { ...head, about };
  return listsIssues(fold(mark.title)) ? { kind: 'container', works: [], about, fields: [] } : null;
}

/** What a title without a mark heads: a field, another matter, or nothing but what it is called. */
function plainHead(decoration: Decoration): Head {
  const { title } = decoration;
  const bare = title.replace(/[\s:：]+$/u, '');
  if (bare === '') return { kind: 'empty', title: '' };
  const [, label = '', value = ''] = (holdsColon(title) ? keyValue.exec(title) : null) ?? [];
  const fields = label === '' ? [] : fieldsOf(label);
  // “Acceptance criteria: US-7” are those of US-7.
  const isOfItem = fields[0] === 'criteria' && isReference(value) && !/\s/.test(value);
  if (value !== '' && fields.length > 0 && workOf(label) === null && !isOfItem)
    return fieldHead(fields, label, withPoints(value.trim(), fields, decoration));
  const ofWork = value !== '' && fields.length === 0 ? criteriaOfWork(label) : null;
  if (ofWork !== null) return { ...ofWork, label, value: value.trim() };
  const matter = matterOf(bare) ?? numberedMatter(bare);
  // “Size 5 pts”
  if (matter?.kind === 'field' && decoration.points !== null && isOfPoints(matter.fields))
    return { ...matter, value: String(decoration.points) };
  if (matter !== null) return matter;
  if (fields.length > 0) return fieldHead(fields, label, value.trim());
  const [, name = '', rest = ''] = /^(.{2,40}?)\s+(?:-|–|—)\s+(.+)$/u.exec(bare) ?? [];
  const named = name === '' ? [] : fieldsOf(name);
  return named[0] === 'criteria' ? fieldHead(named, name, rest) : { kind: 'plain', decoration };
}

/** “Acceptance of the enabler: the pipeline is green” */
function criteriaOfWork(label: string): (Matter & { kind: 'field' }) | null {
  const matter = mayLabelItem(label) ? matterOf(label) : null;
  const isOfOne = matter?.kind === 'field' && matter.about === null && matter.of !== 'WHOLE';
  return isOfOne && matter.of !== null && matter.fields[0] === 'criteria' ? matter : null;
}

/** “3 Acceptance criteria” is numbered, where “3 SP” is a value. */
function numberedMatter(text: string): Head | null {
  const matter = /^\d+\s+\D/.test(text) ? matterOf(text.replace(/^\d+\s+/, '')) : null;
  const isValue = matter?.kind === 'field' && isOfPoints(matter.fields) && barePoints(text) !== null;
  return isValue ? { ...matter, value: text } : matter;
}

function fieldHead(fields: readonly FieldName[], label: string, value: string): Head {
  return { kind: 'field', fields, label, value, about: null, of: null };
}

/** “Estimate: M (17 points)”: brackets behind a title are decoration, and here a part of the value. */
function withPoints(value: string, fields: readonly FieldName[], { points }: Decoration): string {
  return points === null || !isOfPoints(fields) || /\d/.test(value) ? value : `${value} (${points} SP)`;
}

function isOfPoints([field]: readonly FieldName[]): boolean {
  return field === 'points' || field === 'estimate';
}

/** “Epic: Epic 1 – Search” is a label and the mark. */
function innermost(mark: Mark): Mark {
  if (mark.key !== null || mark.ordinal !== null || !mayBeginMark(fold(mark.title))) return mark;
  const inner = markOfTitle(mark.title);
  const isNumbered = inner !== null && (inner.key !== null || inner.ordinal !== null);
  return isNumbered && inner.work === mark.work && inner.title !== '' ? inner : mark;
}

const behindTitle = /\s[-–—|]\s([^-–—|]{4,40})$/u;

/** “Epic 1: Search – Final stories” says behind the name what stands below it. */
function withoutContainer(mark: Mark): Mark {
  if (!isGroup(mark.work)) return mark;
  const [whole, behind] = behindTitle.exec(mark.title.slice(-longestTail)) ?? [];
  if (whole === undefined || behind === undefined) return mark;
  const matter = matterOf(behind);
  const title = mark.title.slice(0, -whole.length).trimEnd();
  return matter?.kind === 'container' && matter.works.includes('STORY') && title !== ''
    ? { ...mark, title }
    : mark;
}

const longestTail = 50;

/** “Epic 1: docs/epic-1.md” says where the epic is told. */
const documentPath = /^[\w@.~-]*\/\S+\.(?:md|mdx|markdown|adoc|rst|txt|html?|pdf|docx?)$/iu;

/** “WIP: Story: Pay”, “[Blocked] US-7 Pay”: how an item stands, in front of its mark. */
function statedMark(decoration: Decoration): Head | null {
  const leading = leadingStatus(decoration.title);
  const head = leading === null ? null : readText(leading.rest);
  if (leading === null || head?.kind !== 'mark' || !(leading.inBrackets || head.mark.separated)) return null;
  return withDecoration(head, decoration, leading.status);
}

function withDecoration(head: Head, decoration: Decoration, stated: string): Head {
  if (head.kind !== 'mark') return head;
  const { numbering, points, priority, status } = head.decoration;
  return {
    ...head,
    decoration: {
      ...decoration,
      numbering: decoration.numbering ?? numbering,
      points: decoration.points ?? points,
      priority: decoration.priority ?? priority,
      status: decoration.status ?? status ?? stated,
    },
  };
}

/** Of a very long line only the mark is read; the rest is its title. */
function longHead(text: string, decoration: Decoration): Head {
  const mark = readMark(text.slice(0, longestHead));
  const from = mark === null || mark.title === '' ? -1 : text.indexOf(mark.title);
  return mark === null || from === -1
    ? { kind: 'plain', decoration }
    : { kind: 'mark', mark: { ...mark, title: text.slice(from).trim() }, decoration, more: '' };
}

/** Fields that a heading about an item may name behind its mark. Other words are as likely to be its title. */
const aboutFields: ReadonlySet<FieldName> = new Set(['criteria', 'dependencies', 'tasks', 'description']);

/** “Epic 1 – Stories” holds the epic's; “Task 2 – Core features” is a task, for none holds features. */
function mayContain(work: WorkWord | null, works: readonly WorkWord[]): boolean {
  return work === null || works.length === 0 || works.some((inner) => workRank[inner] > workRank[work]);
}

const ownFields: ReadonlySet<FieldName> = new Set([
  'points',
  'estimate',
  'priority',
  'status',
  'labels',
  'dependencies',
  'blocks',
  'attribute',
  'parent',
  'key',
  'type',
]);

/** Whether a line gives the item a field, so that it cannot be one of the criteria above it. */
export function isOwnField(head: Head): boolean {
  return (
    head.kind === 'field' &&
    head.value !== '' &&
    head.about === null &&
    head.value.length < 200 &&
    ownFields.has(head.fields[0] ?? 'notes')
  );
}
