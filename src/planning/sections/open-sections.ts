import type { Anchor, Line } from '../blocks.ts';
import type { Head } from '../lines/heads.ts';
import { endsContents } from './contents.ts';
import { announcesHeading } from './heading-labels.ts';
import { rankOf } from './leads.ts';
import type { Part, Section } from './sections.ts';

/** The sections that stand open at a place of the document, from the one that is filled inwards. */
export class OpenSections {
  readonly base: Section;
  #stack: readonly Section[];

  constructor(base: Section) {
    this.base = base;
    this.#stack = [base];
  }

  /** The innermost. */
  get top(): Section {
    return this.#stack.at(-1) ?? this.base;
  }

  get all(): readonly Section[] {
    return this.#stack;
  }

  /** Goes back to where these stood open. */
  restore(sections: readonly Section[]): void {
    this.#stack = sections;
  }

  add(part: Part): void {
    this.top.parts.push(part);
  }

  open(form: Section['form'], rank: number, line: Line, head: Head, anchor: Anchor = line.anchor): Section {
    this.closeWhile((top) => top.rank >= rank && !(form === 'heading' && announcesHeading(top, rank)));
    if (form === 'heading' && endsContents(this.top, line)) this.close();
    const section: Section = { form, rank, line, head, checked: null, parts: [], parent: this.top, anchor };
    this.add({ type: 'section', section });
    this.#stack = [...this.#stack, section];
    return section;
  }

  close(): void {
    if (this.#stack.length > 1) this.#stack = this.#stack.slice(0, -1);
  }

  closeWhile(isOver: (top: Section) => boolean): void {
    while (this.#stack.length > 1 && isOver(this.top)) this.close();
  }

  closeLabels(): void {
    this.closeWhile(({ form }) => form === 'label');
  }

  /** Closes the criteria that the place is in, and whatever is open in them. */
  closeCriteria(): void {
    this.closeWhile(() => this.#stack.some(isCriteria));
  }

  /** The criteria that the place lists; null where it lists none. */
  get criteria(): Section | null {
    return isCriteria(this.top) ? this.top : null;
  }

  get isInStory(): boolean {
    return isInStory(this.top);
  }
}

/** Whether a heading, an entry or a panel that names a story stands around a place. */
export function isInStory(within: Section): boolean {
  for (let section: Section | null = within; section !== null; section = section.parent)
    if (section.form !== 'lead' && section.head.kind === 'mark' && rankOf(section.head.mark.work) > 7.2)
      return true;
  return false;
}

function isCriteria({ head }: Section): boolean {
  return head.kind === 'field' && head.fields[0] === 'criteria';
}
