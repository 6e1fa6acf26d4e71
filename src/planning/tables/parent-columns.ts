import { cellText, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import type { WorkWord } from '../words/language.ts';
import { workRank } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { type Column, filled, isDistinct } from './column-contents.ts';

interface Beside {
  readonly columns: readonly Column[];
  /** The column by which the rows are called. */
  readonly name: Column | null;
  readonly body: readonly Row[];
}

/**
 * Whether ids of epics or features stand beside rows that are called otherwise, and say what these belong to: “Item |
 * Feature | Points”. Else they are the rows' own.
 */
export function tellsParents(ids: Column, work: WorkWord, { columns, name, body }: Beside): boolean {
  if (!isGroup(work) || name === null || name.index === ids.index) return false;
  if (name.work !== null && workRank[name.work] > workRank[work]) return true;
  if (holdsSeveralNames(ids, name, body) || areMarkedBelow(name, work, body)) return true;
  return (
    ids.index > name.index &&
    name.work === null &&
    (!isDistinct(body, ids) || columns.some(({ fields }) => fields[0] === 'points'))
  );
}

/** Whether one id stands beside different names. */
function holdsSeveralNames(ids: Column, name: Column, body: readonly Row[]): boolean {
  const names = new Map<string, string>();
  return body.some(({ cells }) => {
    const [id, own] = [cellText(cells[ids.index]), cellText(cells[name.index])];
    if (id === '' || own === '') return false;
    const known = names.get(id);
    names.set(id, own);
    return known !== undefined && known !== own;
  });
}

/** Whether the names say that the rows are of lower kinds: “Story: Pay by card”. */
function areMarkedBelow(name: Column, work: WorkWord, body: readonly Row[]): boolean {
  const texts = filled(body, name);
  const below = texts.filter((text) => {
    const own = text.length > 300 ? null : readMark(text)?.work;
    return own != null && workRank[own] > workRank[work];
  });
  return below.length * 2 > texts.length;
}
