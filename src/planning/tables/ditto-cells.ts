import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';

/** Folded, as all that is compared with words. */
const dittos: ReadonlySet<string> = new Set(
  `";“;”;„;'';″;〃;々;^^;-"-;--"--;same;same as above;as above;see above;ditto;do.;dito;dto;dto.;s.o.;s. o.;wie oben;siehe oben;idem;ibid;ibid.;ibidem;id.;voir ci-dessus;igual;lo mismo;o mesmo;idem ao anterior;lo stesso;come sopra;c.s.;zie boven;jw;jw.;j.w.;j. w.;jak wyzej;то же;тот же;та же;см. выше;ayni;yukaridaki gibi;nhu tren;同上;同前;上同;위와 같음;상동`
    .split(';')
    .map((sign) => fold(sign).trim()),
);
const longestDitto = 24;

/** A ditto mark says again what stands above it: the cell reads as the cell above, merged with it. */
export function withoutDittos(table: Block & { readonly type: 'table' }): typeof table {
  const above: Cell[] = [];
  let found = false;
  const rows = table.rows.map((row, place): Row => {
    const cells = row.cells.map((cell, index) => {
      const over = above[index];
      const repeats = place > 1 && over !== undefined && isDitto(cell);
      if (repeats) found = true;
      else above[index] = cell;
      return repeats ? over : cell;
    });
    return { ...row, cells };
  });
  return found ? { ...table, rows } : table;
}

function isDitto(cell: Cell): boolean {
  const text = cellText(cell);
  return text !== '' && text.length <= longestDitto && dittos.has(fold(text).trim());
}
