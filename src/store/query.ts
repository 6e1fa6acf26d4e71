import { type Compilable, type Insertable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands in a query for the value that is bound when it runs. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Names a parameter inside `query`. */
export type Parameter<Params> = <Name extends keyof Params & string>(name: Name) => Params[Name];

/** A statement that is built once for each database and run many times. */
export interface Query<Params, Row> {
  readonly compile: (builder: Kysely<Tables>) => PreparedQuery;
  /** Only for the types: what it takes and what it gives. */
  readonly shape?: { params: Params; row: Row };
}

export interface PreparedQuery {
  readonly sql: string;
  /** The bound values for a run, in the order of the statement. */
  readonly bind: (params: Readonly<Record<string, unknown>>) => unknown[];
  /** Of a statement that inserts one row: the one that inserts `rowsAtOnce`. */
  readonly forMany?: {
    readonly sql: string;
    readonly bind: (rows: readonly Readonly<Record<string, unknown>>[]) => unknown[];
  };
}

/** A statement opens the table and each of its indexes anew: what is inserted with others costs half. */
export const rowsAtOnce = 16;

/**
 * Declares a statement with named parameters:
 * `query((db, $: Parameter<{ id: string }>) => db.selectFrom('issues').where('id', '=', $('id')).selectAll())`.
 */
export function query<Params, Row>(
  build: (db: Kysely<Tables>, parameter: Parameter<Params>) => Compilable<Row>,
): Query<Params, Row> {
  return { compile: onceForEach((builder) => prepare(builder, build)) };
}

/** What is made once for each database. */
function onceForEach(make: Query<never, never>['compile']): Query<never, never>['compile'] {
  const made = new WeakMap<Kysely<Tables>, PreparedQuery>();
  return (builder) => {
    const known = made.get(builder);
    if (known !== undefined) return known;
    const prepared = make(builder);
    made.set(builder, prepared);
    return prepared;
  };
}

function prepare<Params>(
  builder: Kysely<Tables>,
  build: (db: Kysely<Tables>, parameter: Parameter<Params>) => Compilable<unknown>,
): PreparedQuery {
  // A slot passes through the builder as if it were the value; its place in the parameters is what counts.
  const slot: Parameter<Params> = (name) => new Slot(name) as never;
  const { sql: text, parameters } = build(builder, slot).compile();
  return { sql: text, bind: binder(parameters) };
}

/** What stands at the places of a statement: by name what each run gives, else what the statement was built with. */
function binder(parameters: readonly unknown[]): PreparedQuery['bind'] {
  const names = parameters.map((value) => (value instanceof Slot ? value.name : null));
  return (params) => {
    const values = parameters.slice();
    for (let place = 0; place < names.length; place += 1) {
      const name = names[place];
      if (name != null) values[place] = params[name];
    }
    return values;
  };
}

/** The values of rows one after the other. */
function rowsBinder(columns: readonly string[]): NonNullable<PreparedQuery['forMany']>['bind'] {
  return (rows) => {
    const values: unknown[] = [];
    for (const row of rows) for (const column of columns) values.push(row[column]);
    return values;
  };
}

/** The statement that inserts one row with these columns. */
export function insertion<
  Table extends keyof Tables,
  Column extends keyof Insertable<Tables[Table]> & string,
>(table: Table, columns: readonly Column[]): Query<Pick<Insertable<Tables[Table]>, Column>, never> {
  const row = Object.fromEntries(columns.map((column) => [column, new Slot(column)]));
  const insert = (builder: Kysely<Tables>, rows: number) =>
    prepare(builder, (db) => db.insertInto(table).values(Array(rows).fill(row) as never));
  return {
    compile: onceForEach((builder) => ({
      ...insert(builder, 1),
      forMany: { sql: insert(builder, rowsAtOnce).sql, bind: rowsBinder(columns) },
    })),
  };
}

/** Like `insertion`, but leaves a row be that is there already. */
export function insertionOnce<
  Table extends keyof Tables,
  Column extends keyof Insertable<Tables[Table]> & string,
>(table: Table, columns: readonly Column[]): Query<Pick<Insertable<Tables[Table]>, Column>, never> {
  return query((db) => {
    const row = Object.fromEntries(columns.map((column) => [column, new Slot(column)]));
    const insert = db.insertInto(table).values(row as never);
    return insert.onConflict((conflict) => conflict.doNothing()) as unknown as Compilable<never>;
  });
}

/** A parameter that holds a list, to stand after `in`: bound as the JSON text of the list. */
export function listOf(jsonList: string): RawBuilder<never> {
  return sql`(select value from json_each(${jsonList}))`;
}
