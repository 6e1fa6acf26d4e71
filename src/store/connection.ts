import type { DatabaseConnection, Driver } from 'kysely';

/** A connection of the database beneath, with the short ways that the store runs its prepared statements on. */
export interface StoreConnection extends DatabaseConnection {
  /** All rows that a statement answers. */
  all<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** The first row; undefined when there is none. */
  first<Row>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined>;
  /** How many rows a statement touched. */
  run(sql: string, parameters: readonly unknown[]): Promise<number>;
  /** Runs a statement that writes once with each of the lists of parameters, in order. */
  runEach(sql: string, lists: readonly (readonly unknown[])[]): Promise<void>;
}

export interface StoreDriver extends Driver {
  acquireConnection(): Promise<StoreConnection>;
}
