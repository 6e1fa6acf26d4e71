import { type Block, cellText } from '../blocks.ts';
import { isUnmarked } from '../lines/heads.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { tailKeyOf } from '../lines/tail-keys.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { listedWork } from './listing-headings.ts';
import { hasStoryFields } from './plain-sections.ts';
import type { Part, Section } from './sections.ts';

/** An entry, or a line that begins in bold, that starts with a key and may name an item or speak of one. */
interface KeyedEntry {
  readonly section: Section;
  readonly mark: Mark;
  /** Whether it stands right below an item or in a span of time, and not below a heading of another meaning. */
  readonly isInPlan: boolean;
  /** Whether most entries of its list begin with a key. */
  readonly isAmongKeyed: boolean;
}

/** What stands around a place. */
interface Around {
  /** What a container says that stands in it. */
  readonly work: WorkWord | null;
  readonly isInPlan: boolean;
}

/**
 * The entries that only speak of an item: “US-2 waits for legal” where US-2 has a heading, a row or an entry in a list of
 * items, or where the words go on in lower case and nothing shows that the list is one of items.
 */
export function mentionsIn(root: Section): ReadonlySet<Section> {
  const entries: KeyedEntry[] = [];
  const tables: { readonly table: Block & { type: 'table' }; readonly work: WorkWord | null }[] = [];
  const known = new KnownTitles();
  const visit = (section: Section, around: Around): void => {
    for (const part of section.parts) {
      if (part.type === 'section') visitSection(part.section, around);
      else if (part.type === 'list') visitList(part, around);
      else if (part.type === 'table') tables.push({ table: part.block, work: around.work });
    }
  };
  const visitSection = (section: Section, around: Around): void => {
    const { head } = section;
    // What stands here is told of items of other places anyway.
    if (head.kind === 'field' && (head.fields[0] === 'criteria' || head.fields[0] === 'status')) return;
    if (head.kind === 'mark') {
      const mayMention = section.form === 'lead' && head.mark.key !== null && goesOn(head.mark);
      if (mayMention && !namesItself(section, head.mark))
        entries.push({ section, mark: head.mark, isInPlan: around.isInPlan, isAmongKeyed: true });
      else known.add(head.mark);
    }
    visit(section, aroundIn(section, around));
  };
  const visitList = (part: Part & { type: 'list' }, around: Around): void => {
    let isAmongKeyed: boolean | null = null;
    for (const entry of part.entries) {
      const mark = keyedMark(entry);
      if (mark === null) visit(entry, aroundIn(entry, around));
      else if (around.work !== null || namesItself(entry, mark) || (around.isInPlan && !goesOn(mark))) {
        known.add(mark);
        visit(entry, { work: null, isInPlan: true });
      } else {
        isAmongKeyed ??=
          part.entries.filter((each) => keyedMark(each) !== null).length * 2 > part.entries.length;
        entries.push({ section: entry, mark, isInPlan: around.isInPlan, isAmongKeyed });
        visit(entry, around);
      }
    }
  };
  visit(root, { work: null, isInPlan: false });
  if (entries.length === 0) return new Set();
  for (const { table, work } of tables) known.addRows(table, work);
  return new Set(entries.filter((entry) => isMention(entry, known)).map(({ section }) => section));
}

function aroundIn(section: Section, around: Around): Around {
  const { head } = section;
  switch (head.kind) {
    case 'container':
      return { ...around, work: head.works[0] ?? null };
    case 'mark':
      return { work: null, isInPlan: true };
    case 'timeBox':
      return { ...around, isInPlan: true };
    case 'plain':
    case 'generic':
      return section.form === 'entry'
        ? around
        : { work: listedWork(section, section.line.text) ?? around.work, isInPlan: false };
    case 'field':
    case 'other':
      return { work: null, isInPlan: false };
    case 'empty':
      return around;
  }
}

function keyedMark(entry: Section): Mark | null {
  if (isUnmarked(entry.line) || entry.head.kind !== 'mark') return null;
  const { mark } = entry.head;
  return mark.key === null ? null : mark;
}

/** Whether an entry says what it names: by a word for the kind, a bold title, the story's sentence or fields of its own. */
function namesItself(entry: Section, mark: Mark): boolean {
  const { head, line } = entry;
  return (
    mark.spelled ||
    (mark.title !== '' && line.text.slice(0, line.bold).includes(mark.title)) ||
    (head.kind === 'mark' && head.decoration.points !== null) ||
    isStorySentence(mark.title) ||
    (goesOn(mark) ? hasStoryFields(entry) : entry.parts.length > 0)
  );
}

function isMention({ mark, isInPlan, isAmongKeyed }: KeyedEntry, known: KnownTitles): boolean {
  const { key, prefix, title } = mark;
  if (key === null || prefix === null || title === '') return false;
  const titles = known.titlesOf(key);
  if (titles !== undefined) {
    const name = normalizedTitle(title);
    return !titles.some((each) => areSimilar(each, name)) && (goesOn(mark) || !isInPlan);
  }
  return goesOn(mark) && (!isAmongKeyed || known.has(prefix) || namesOther(mark));
}

/** Whether what stands behind a key goes on with a sentence rather than begins a title. */
function goesOn({ separated, title }: Mark): boolean {
  // “US-7 iOS” does not.
  return !separated && /^\p{Ll}(?!\p{Lu})/u.test(title);
}

const code = /(?<![\p{L}\p{N}])\p{L}{1,14}[-_.]?\d+(?![\p{L}\p{N}])/gu;

/** “US-2 depends on US-1” */
function namesOther({ prefix, title }: Mark): boolean {
  return (title.match(code) ?? []).some((each) => readMark(each)?.prefix === prefix);
}

/** What items are called by their keys, wherever they surely stand. */
class KnownTitles {
  readonly #titles = new Map<string, string[]>();
  readonly #prefixes = new Set<string>();

  add({ key, prefix, title }: Mark): void {
    if (key !== null && prefix !== null) this.#know(key, prefix, title);
    else this.#addTail(title);
  }

  #addTail(title: string): void {
    const tail = tailKeyOf(title);
    if (tail !== null) this.#know(tail.key, tail.prefix, tail.title);
  }

  addRows(table: Block & { type: 'table' }, work: WorkWord | null): void {
    const plan = planOfTable(table, work);
    if (plan === null || !('columns' in plan)) return;
    const { key, title: named, firstRow } = plan;
    for (const row of table.rows.slice(firstRow)) {
      const title = named === null ? '' : cellText(row.cells[named.index]);
      const mark = readMark(key === null ? title : cellText(row.cells[key.index]));
      if (mark?.key != null && mark.prefix !== null)
        this.#know(mark.key, mark.prefix, key === null ? mark.title : title);
      else this.#addTail(title);
    }
  }

  #know(key: string, prefix: string, title: string): void {
    this.#prefixes.add(prefix);
    const titles = this.#titles.get(key) ?? [];
    if (titles.length < mostTitles && title !== '') titles.push(normalizedTitle(title));
    this.#titles.set(key, titles);
  }

  has(prefix: string): boolean {
    return this.#prefixes.has(prefix);
  }

  titlesOf(key: string): readonly string[] | undefined {
    return this.#titles.get(key);
  }
}

/** More names of one item than a document has with a meaning. */
const mostTitles = 5;
