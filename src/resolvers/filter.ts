import { type RefusalOf, refuse } from '../domain/refusal.ts';

type Given<Filter> = { [Name in keyof Filter]?: Exclude<Filter[Name], null | undefined> };

/** The conditions of a filter that were given: an explicit null is as good as absent. */
export function given<Filter extends object>(filter: Filter | null | undefined): Given<Filter> {
  const conditions = Object.entries(filter ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(conditions) as Given<Filter>;
}

/** Values that one condition of a filter may list. */
export const mostValues = 100;

/** Characters of a text that is looked for: no title has more. */
const longestText = 500;

/** Why a filter is refused: one of its lists or texts is too long; null when none is. */
export function filterFault(filter: object | null | undefined): RefusalOf<'VALIDATION'> | null {
  for (const [name, value] of Object.entries(filter ?? {})) {
    const excess = excessOf(value);
    if (excess !== null) return refuse('VALIDATION', `\`filter.${name}\` ${excess}`, ['filter', name], {});
  }
  return null;
}

function excessOf(value: unknown): string | null {
  if (Array.isArray(value) && value.length > mostValues)
    return `lists ${value.length} values; at most ${mostValues} are allowed.`;
  if (typeof value === 'string' && value.length > longestText)
    return `has ${value.length} characters; at most ${longestText} are allowed.`;
  return null;
}
