import { type ItemDraft, kindOfWork, resolved, sectionOf, warn } from '../item-draft.ts';
import { type Mark, mayBeginMark, readMark } from '../lines/marks.ts';
import { matterOf } from '../lines/matters.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { firstSentence, isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { fieldsOf, statusNouns } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';

/** An item whose mark stands alone, and that no other place names, is called as the line says it stands or as its text begins; a story as its sentence. */
export function nameUntitled(drafts: readonly ItemDraft[]): void {
  const open = drafts.filter((draft) => draft.title === '' || headsMatter(draft));
  if (open.length === 0) return;
  const unnamed = new Set(open);
  const named = new Set(drafts.flatMap((draft) => (unnamed.has(draft) ? [] : referenceOf(draft))));
  for (const draft of open) {
    if (draft.title !== '' && named.has(referenceOf(draft))) draft.title = '';
    if (draft.title !== '' || draft.provisional) continue;
    if (named.has(referenceOf(draft)) && !isStorySentence(draft.description[0] ?? '')) continue;
    const status = statusBehindMark(draft);
    if (status === null) takeFirstLine(draft);
    else {
      draft.title = status;
      draft.status = null;
    }
  }
}

/** “### US-7 details” */
function headsMatter(draft: ItemDraft): boolean {
  return draft.key !== null && sectionOf(draft)?.form === 'heading' && matterOf(draft.title) !== null;
}

function referenceOf({ key, kind, ordinal }: ItemDraft): string {
  return key ?? `${kind} ${ordinal}`;
}

/** “Testing” of “### Story 1.2 – Testing”, where no sentence below tells the story; “Pagar” may be any story's name. */
function statusBehindMark(draft: ItemDraft): string | null {
  const { status, description } = draft;
  const section = sectionOf(draft);
  if (status === null || section?.head.kind !== 'mark' || section.head.decoration.status !== status)
    return null;
  const { form, line } = section;
  const isParted = /[:：–—-]\s*$/u.test(line.text.slice(0, line.text.lastIndexOf(status)));
  const isName = form === 'heading' && !isStorySentence(description[0] ?? '');
  return isParted && (isName || statusNouns.has(fold(status))) ? status : null;
}

/**
 * Names what no other place does as its text begins. A number over items, “Epic 1”, is called as it is written where
 * nothing says its name.
 */
export function nameRest(drafts: readonly ItemDraft[]): void {
  for (const draft of drafts) if (draft.title === '') takeFirstLine(draft);
  const homes = new Set(
    drafts.flatMap(({ title, enclosing }) =>
      title === '' || enclosing === null ? [] : [resolved(enclosing)],
    ),
  );
  for (const draft of drafts) {
    const { title, key, kind, provisional } = draft;
    if (title !== '' || key !== null || provisional || !homes.has(draft)) continue;
    const head = sectionOf(draft)?.head;
    if (head?.kind !== 'mark' || !isGroup(kind)) continue;
    draft.title = head.decoration.title.replace(/[\s:：.–—-]+$/u, '');
    warn(draft, 'TITLE_MISSING', `“${draft.title}” has no name. Write one behind its number.`);
  }
}

/** Longer lines that end in a colon say something themselves, and begin a list. */
const longestLabel = 40;
const bullet = /^[-*+]\s/;
const listNumber = /^\d{1,3}[.)]\s+/;

/** Names an item as its text begins, or as the field does that names its kind: “User: guest”, “User story: pay by card”. */
function takeFirstLine(draft: ItemDraft): void {
  const first = draft.description.find(isStorySentence) ?? fieldOfOwnKind(draft) ?? openingOf(draft);
  if (first === undefined) return;
  const lines = first
    .split('\n')
    .map(plainLineOf)
    .filter((part) => part !== '');
  const opening = lines.findIndex((text) => text.length >= longestLabel && endsInColon(text));
  const whole = (opening < 0 ? lines : lines.slice(0, opening + 1)).join(' ');
  const line = isStorySentence(whole) ? whole.replace(listNumber, '') : whole;
  // “User story: As a …”: the label is no part of the sentence.
  const told = bareMark(line);
  // “Notes” names a part of it.
  if (matterOf(told !== null && isStorySentence(told.title) ? told.title : line) !== null) return;
  const title = firstSentence(told !== null ? told.title : withoutLabel(line));
  if (title !== '' && title.length <= 400) draft.title = title;
}

/** “Goal: guests reach their accounts” tells what the label says of it. */
function withoutLabel(line: string): string {
  const [whole = '', label = ''] = labelled.exec(line) ?? [];
  return whole !== '' && fieldsOf(label).includes('description') ? line.slice(whole.length) : line;
}

const labelled = /^([^:：]{2,40}?)\s*[:：]\s*(?=\S)/u;

/** What its text begins with; of the entries of a list each is another thing. */
function openingOf({ description: [first] }: ItemDraft): string | undefined {
  return first === undefined || listsSeveral(first) ? undefined : first;
}

function listsSeveral(markdown: string): boolean {
  const lines = markdown.split('\n').filter((line) => !/^\s/.test(line));
  return lines.length > 1 && lines.every((line) => bullet.test(line));
}

function fieldOfOwnKind({ kind, description }: ItemDraft): string | undefined {
  return description
    .flatMap((text) => text.split('\n'))
    .find((line) => {
      const mark = bareMark(plainLineOf(line));
      return mark?.separated === true && mark.work !== null && kindOfWork(mark.work) === kind;
    });
}

/** A mark without a number. */
function bareMark(line: string): Mark | null {
  const mark = mayBeginMark(fold(line)) ? readMark(line) : null;
  return mark !== null && mark.key === null && mark.ordinal === null ? mark : null;
}

/** A line without the signs in front of it; “: Pay by card” defines what stands above it. */
function plainLineOf(markdown: string): string {
  return markdown
    .replace(/^(?:\s*>)+|^\s*(?:[-*+:]|#{1,6})\s+/, '')
    .replace(/[*`]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .trim();
}
