import type { Block, Row } from '../blocks.ts';

type Table = Block & { readonly type: 'table' };

/** Remembers what a question finds of each table and of what stands above it: many rules ask, and looking at all cells is dear. */
export function rememberingTables<
  Answer extends object | number | null,
  Above extends readonly (string | number | null | undefined)[],
>(ask: (table: Table, ...above: Above) => Answer): (table: Table, ...above: Above) => Answer {
  const known = new WeakMap<Table, Map<string, Answer>>();
  return (table, ...above) => {
    let answers = known.get(table);
    if (answers === undefined) {
      answers = new Map();
      known.set(table, answers);
    }
    const place = above.join('|');
    let answer = answers.get(place);
    if (answer === undefined) {
      answer = ask(table, ...above);
      answers.set(place, answer);
    }
    return answer;
  };
}

/** Remembers what a question finds of each row, whatever table shows it. */
export function rememberingRows<Answer extends object>(ask: (row: Row) => Answer): (row: Row) => Answer {
  const known = new WeakMap<Row, Answer>();
  return (row) => {
    let answer = known.get(row);
    if (answer === undefined) {
      answer = ask(row);
      known.set(row, answer);
    }
    return answer;
  };
}
