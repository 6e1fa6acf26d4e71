/** The values of an enum: in the order of the domain's list, each with what it means. */
export function described<Value extends string>(
  values: readonly Value[],
  meanings: Readonly<Record<Value, string>>,
): Record<Value, { description: string }> {
  const entries = values.map((value) => [value, { description: meanings[value] }]);
  return Object.fromEntries(entries) as Record<Value, { description: string }>;
}
