import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import type { Column } from './column-contents.ts';

/** The highest kind first. */
export const workRank: Readonly<Record<WorkWord, number>> = {
  EPIC: 0,
  FEATURE: 1,
  ENABLER: 2,
  REQUIREMENT: 2.5,
  STORY: 3,
  SPIKE: 4,
  BUG: 4,
  TASK: 5,
  TEST: 6,
};

/** “Epic ID”, “Story #”: an id column that names a kind. */
export function idWork(column: Column): WorkWord | null {
  const match = /^(.+?)[\s_-]*(?:id|#|no\.?|nr\.?|key|number|ids|编号|番号|id\)|번호)$/u.exec(
    fold(column.label).trim(),
  );
  if (match?.[1] !== undefined && workOf(match[1]) !== null) return workOf(match[1]);
  // “ID Épica”, “Código de historia”
  const behind =
    /^(?:id|n[º°o]\.?|num(?:ero)?|codigo|cod\.?|code|key|ref\.?|ma|kod|nr\.?)[\s_-]+(?:de la |del |de |da |do |des |d')?(.+)$/u.exec(
      fold(column.label).trim(),
    );
  return behind?.[1] === undefined ? null : workOf(behind[1]);
}

/** The kind that a column is called after; of “Story / Enabler” the lowest, for its rows say which. */
export function columnWork(label: string): WorkWord | null {
  const name = label
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/[*:]/g, '')
    .trim();
  const own = workOf(name);
  if (own !== null) return own;
  const works = worksIn(name);
  return works.length > 1 ? works.reduce((low, work) => (workRank[work] > workRank[low] ? work : low)) : null;
}

/** The kinds that a label names, if it names nothing else: “Epic / Story”. */
function worksIn(name: string): readonly WorkWord[] {
  const works = name
    .split(/\s*[/|&,+>→]\s*|\s+(?:or|oder|ou|o|of|lub|или|veya|and|und|et|y|e|en|i|и)\s+/iu)
    .map(workOf);
  return works.every((work) => work !== null) ? works : [];
}

/** What a row is that has nothing but a name, in a column of two kinds: “Epic / Story”. */
export function dividerWork(label: string): WorkWord | null {
  const works = worksIn(label.replace(/[*:]/g, '').trim());
  const highest = works.reduce<WorkWord | null>(
    (high, work) => (high === null || workRank[work] < workRank[high] ? work : high),
    null,
  );
  return works.length > 1 && (highest === 'EPIC' || highest === 'FEATURE') ? highest : null;
}

export function columnFields(label: string): readonly FieldName[] {
  const fields = fieldsOf(label);
  return fields.length === 0 &&
    /(?:^|[^\p{L}])(?:ids?|key|no\.?|nr\.?|#|nº|n°|编号|番号|번호)\)?$/u.test(fold(label).trim())
    ? ['key']
    : fields;
}
