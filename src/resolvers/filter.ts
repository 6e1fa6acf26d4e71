import { type RefusalOf, refuse } from '../domain/refusal.ts';

type Given<Filter> = { [Name in keyof Filter]?: Exclude<Filter[Name], null | undefined> };

/** The conditions of a filter that were given: an explicit null is as good as absent. */
export function given<Filter extends object>(filter: Filter | null | undefined): Given<Filter> {
  const conditions = Object.entries(filter ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(conditions) as Given<Filter>;
}

/** Values that one condition of a filter may list. */
export const mostValues = 100;

/** Why a filter is refused: one of its lists is too long; null when none is. */
export function filterFault(filter: object | null | undefined): RefusalOf<'VALIDATION'> | null {
  for (const [name, values] of Object.entries(filter ?? {})) {
    if (!Array.isArray(values) || values.length <= mostValues) continue;
    const message = `\`filter.${name}\` lists ${values.length} values; at most ${mostValues} are allowed.`;
    return refuse('VALIDATION', message, ['filter', name], {});
  }
  return null;
}
