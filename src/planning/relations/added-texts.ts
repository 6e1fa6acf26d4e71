/** Shorter lists are quickly looked through. */
const fewTexts = 30;

/** What a long list holds, and how many texts that are: many places may speak of one item, and each adds to it. */
interface Held {
  readonly texts: Set<string>;
  count: number;
}

const heldBy = new WeakMap<readonly string[], Held>();

/** Adds the texts that a list does not hold. */
export function addTexts(into: string[], texts: readonly string[]): void {
  const known = heldBy.get(into);
  const held = known?.count === into.length ? known : { texts: new Set(into), count: 0 };
  const missing = texts.filter((text) => !held.texts.has(text));
  for (const text of missing) {
    into.push(text);
    held.texts.add(text);
  }
  held.count = into.length;
  if (into.length > fewTexts) heldBy.set(into, held);
}
