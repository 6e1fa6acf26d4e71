import type { Anchor, Entry, Line } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import type { Part, Section } from './sections.ts';

/** An entry of a list. Its head is read when somebody asks: of most entries, such as criteria, nobody does. */
export class EntrySection implements Section {
  readonly form = 'entry';
  readonly rank = 10;
  readonly line: Line;
  readonly checked: boolean | null;
  readonly parts: Part[] = [];
  readonly parent: Section;
  readonly anchor: Anchor;
  #head: Head | null;

  constructor({ checked, anchor }: Entry, line: Line, head: Head | null, parent: Section) {
    this.line = line;
    this.checked = checked;
    this.parent = parent;
    this.anchor = anchor;
    this.#head = head;
  }

  get head(): Head {
    this.#head ??= readHead(this.line);
    return this.#head;
  }
}
