import type { Selectable } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Json } from '../domain/json.ts';
import type { JsonText } from './tables/columns.ts';
import type { Tables } from './tables.ts';

/** What a query gives back for these columns of a table. */
export type RowOf<Table extends keyof Tables, Column extends keyof Tables[Table]> = Pick<
  Selectable<Tables[Table]>,
  Column & keyof Selectable<Tables[Table]>
>;

export function parseActor(kind: string, id: string, name: string): Actor {
  return { kind: kind as Actor['kind'], id, name };
}

export function toJson(value: Json | object): JsonText {
  return JSON.stringify(value);
}

/** JSON text of a column that may be empty. */
export function parseJson<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}
