type Given<Filter> = { [Name in keyof Filter]?: Exclude<Filter[Name], null | undefined> };

/** The conditions of a filter that were given: an explicit null is as good as absent. */
export function given<Filter extends object>(filter: Filter | null | undefined): Given<Filter> {
  const conditions = Object.entries(filter ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(conditions) as Given<Filter>;
}
