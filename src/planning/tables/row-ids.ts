import type { PlanItemKind } from '../../domain/plan.ts';
import { cellText, type Row } from '../blocks.ts';
import { kindOfWork } from '../item-draft.ts';
import { isNone } from '../lines/field-values.ts';
import { keyParts } from '../lines/keys.ts';
import { fold } from '../words/fold.ts';
import { workOfType } from '../words/typed-works.ts';
import type { Column } from './column-contents.ts';
import type { TablePlan } from './table-columns.ts';

const longestId = 20;

interface NamedRow {
  readonly title: string;
  readonly kind: PlanItemKind;
}

/** The ids of rows that have no form of a key, “E-A”, “BERTH”: they are ones where other cells of the document name them. */
export class RowIds {
  /** By ids; null where rows of several titles have one. */
  readonly #rows = new Map<string, NamedRow | null>();
  /** What cells name, by the kind that their columns say it is of. */
  readonly #names = new Map<string, Set<PlanItemKind | null>>();

  see(plan: TablePlan, rows: readonly Row[]): void {
    const needs = plan.columns.filter(({ fields }) => fields[0] === 'dependencies');
    for (const row of rows.slice(plan.firstRow)) {
      this.#seeRow(plan, row);
      for (const column of plan.parents) this.#seeNames(column, row);
      for (const column of needs) this.#seeNames({ ...column, work: null }, row);
    }
  }

  has(text: string): boolean {
    const row = this.#rows.get(text);
    const kinds = this.#names.get(text);
    return row != null && kinds !== undefined && (kinds.has(null) || kinds.has(row.kind));
  }

  #seeRow({ key, title, type, work }: TablePlan, { cells }: Row): void {
    const [id, name, typed] = [key, title, type].map((column) =>
      column === null ? '' : cellText(cells[column.index]),
    );
    if (id === undefined || !isId(id) || name === undefined || name === '') return;
    const known = this.#rows.get(id);
    const kind = kindOfWork(workOfType(typed ?? '') ?? work ?? 'STORY');
    if (known === undefined) this.#rows.set(id, { title: name, kind });
    else if (known?.title !== name) this.#rows.set(id, null);
  }

  #seeNames({ index, work }: Column, { cells }: Row): void {
    for (const part of cellText(cells[index]).split(/[,;]/)) {
      const name = part.trim();
      if (!isId(name)) continue;
      const kinds = this.#names.get(name) ?? new Set();
      this.#names.set(name, kinds.add(work === null ? null : kindOfWork(work)));
    }
  }
}

function isId(text: string): boolean {
  return (
    text.length <= longestId && /^\S*\p{L}\S*$/u.test(text) && !isNone(text) && keyParts(fold(text)) === null
  );
}
