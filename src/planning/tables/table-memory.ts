import type { Block } from '../blocks.ts';

type Table = Block & { readonly type: 'table' };

/** Remembers what a question finds of each table and of what stands above it: many rules ask, and looking at all cells is dear. */
export function rememberingTables<
  Answer extends object,
  Above extends readonly (string | null | undefined)[],
>(ask: (table: Table, ...above: Above) => Answer | null): (table: Table, ...above: Above) => Answer | null {
  const known = new WeakMap<Table, Map<string, Answer | null>>();
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
