import type { Line } from '../blocks.ts';
import { belongsToScenario } from '../lines/scenario-steps.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';

const delimiters = [';', ','] as const;

/**
 * The cells of lines that were pasted from a file of comma- or semicolon-separated values, from one line on: the
 * header has to name at least two columns that are known, and three in all. Null for ordinary text, and in a scenario.
 */
export function csvRows(lines: readonly Line[], from: number): string[][] | null {
  const header = lines[from]?.markdown ?? '';
  for (const delimiter of delimiters) {
    const names = cellsOf(header, delimiter);
    if (names.length < 3 || !namesColumns(names)) continue;
    if (belongsToScenario(lines, from)) return null;
    const rows = [names];
    for (let at = from + 1; at < lines.length; at += 1) {
      const cells = cellsOf(lines[at]?.markdown ?? '', delimiter);
      if (cells.length < 2 || cells.length > names.length) break;
      rows.push(cells);
    }
    if (rows.length >= 2) return rows;
  }
  return null;
}

/** Whether two or more cells are names of columns that are known. */
export function namesColumns(cells: readonly string[]): boolean {
  return cells.filter(isColumnName).length >= 2;
}

function isColumnName(cell: string): boolean {
  return cell.length <= 60 && (fieldsOf(cell).length > 0 || workOf(cell) !== null);
}

const cellPatterns = {
  ';': /\s*(?:"((?:[^"]|"")*)"\s*|([^;]*))(?:;|$)/y,
  ',': /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/y,
} as const satisfies Record<(typeof delimiters)[number], RegExp>;

/** Splits at a delimiter outside of quotes; inside, a doubled quote stands for one. */
function cellsOf(text: string, delimiter: (typeof delimiters)[number]): string[] {
  if (!text.includes(delimiter)) return [text];
  const pattern = cellPatterns[delimiter];
  const cells: string[] = [];
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return [text];
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  }
  if (text.endsWith(delimiter)) cells.push('');
  return cells;
}
