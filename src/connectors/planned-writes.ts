import type { Json } from '../domain/json.ts';
import type { PlannedWrite } from '../domain/outside.ts';

/** The values that writes give a field, each once; of a list, its entries. */
export function valuesIn(writes: readonly PlannedWrite[], field: string): Set<Json> {
  const changes = writes.flatMap(({ fields }) => fields.filter((change) => change.field === field));
  return new Set(changes.flatMap(({ newValue }) => newValue));
}
