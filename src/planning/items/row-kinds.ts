import { type Block, cellText, type Row } from '../blocks.ts';
import { labelsIn } from '../lines/field-values.ts';
import { prefixWork } from '../lines/keys.ts';
import type { Mark } from '../lines/marks.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { type Column, filled } from '../tables/column-contents.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { speaksOfBusiness } from '../words/enabler-types.ts';
import type { WorkWord } from '../words/language.ts';
import { workOfType } from '../words/typed-works.ts';
import { workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';

/** What may say of what kind a row is. */
interface RowSigns {
  /** What its column of types says, or nothing. */
  readonly type: string;
  readonly key: Mark | null;
  /** The mark in front of its title. */
  readonly title: { readonly mark: Mark; readonly work: WorkWord | null } | null;
}

/** Says of what kind the rows of a table are. */
export class RowKinds {
  readonly #table: Block & { readonly type: 'table' };
  readonly #plan: TablePlan;
  readonly #meanings: PrefixMeanings;
  /** The column of labels, where none tells types. */
  readonly #labels: Column | null;
  /** Whether a column of types says that not all its rows are tests. */
  readonly #listsOtherTypes: boolean;
  /** Whether its types are those of features, as “Business | Enabler” are. */
  #typesFeatures: boolean | null = null;

  constructor(
    table: Block & { readonly type: 'table' },
    plan: TablePlan,
    body: readonly Row[],
    meanings: PrefixMeanings,
  ) {
    this.#table = table;
    this.#plan = plan;
    this.#meanings = meanings;
    this.#labels =
      plan.type === null ? (plan.columns.find(({ fields }) => fields[0] === 'labels') ?? null) : null;
    this.#listsOtherTypes = plan.type !== null && filled(body, plan.type).some(namesOtherType);
  }

  /** What a row's column of types says, or, without one, the label “Epic”; empty where nothing does. */
  typeOf({ cells }: Row): string {
    const { type } = this.#plan;
    if (type !== null) return cellText(cells[type.index]);
    if (this.#labels === null) return '';
    return labelsIn(cellText(cells[this.#labels.index])).find((label) => workOf(label) === 'EPIC') ?? '';
  }

  /** By what says it most surely; null where nothing does. */
  of({ type, key, title }: RowSigns): WorkWord | null {
    return (
      this.#ofType(type) ??
      (key !== null && saysKind(key) ? this.#ofKey(key) : null) ??
      // “ORCH-1 | [EPIC] Search”
      (title !== null && isSpelled(title.mark) ? title.work : null) ??
      (key === null ? null : this.#ofKey(key)) ??
      (title !== null && isNumbered(title.mark) ? title.work : null) ??
      this.#plan.work
    );
  }

  /** Whether rows of some work are items: tests among other types, and requirements where no stories are told. */
  plans(work: WorkWord, type: string): boolean {
    if (work === 'TEST') return this.#listsOtherTypes && workOfType(type) === 'TEST';
    return work !== 'REQUIREMENT' || this.#meanings.requirementsCount;
  }

  #ofType(text: string): WorkWord | null {
    const work = text === '' ? null : workOfType(text);
    return work === 'ENABLER' && this.#plan.work === 'FEATURE' && this.#areFeatureTypes() ? 'FEATURE' : work;
  }

  #areFeatureTypes(): boolean {
    const { type } = this.#plan;
    this.#typesFeatures ??=
      type !== null && this.#table.rows.some((row) => speaksOfBusiness(cellText(row.cells[type.index])));
    return this.#typesFeatures;
  }

  /** What the letters of a key say in this document; an epic or a feature is rather what its table lists. */
  #ofKey(key: Mark): WorkWord | null {
    const { work: listed, title } = this.#plan;
    const work = this.#meanings.workWithin(key, listed);
    // “LF-1” is a requirement, but not under “User story”.
    if (work === 'REQUIREMENT' && title?.work === 'STORY') return 'STORY';
    const isListed = key.prefix !== null && prefixWork(key.prefix) !== listed;
    return isListed && isGroup(work) && isGroup(listed) ? listed : work;
  }
}

/** Whether a key says a kind by itself: the letters of a project say none. */
function saysKind({ prefix }: Mark): boolean {
  return prefix === null || prefixWork(prefix) !== null;
}

/** “[EPIC]”, “Epic:” */
function isSpelled({ key, spelled, separated }: Mark): boolean {
  return key === null && spelled && separated;
}

function isNumbered({ key, ordinal, separated }: Mark): boolean {
  return key !== null || ordinal !== null || separated;
}

function namesOtherType(text: string): boolean {
  const work = workOf(text);
  return work !== null && work !== 'TEST';
}
