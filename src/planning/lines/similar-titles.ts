/** Whether two normalized titles may be of one item. */
export function areSimilar(a: string, b: string): boolean {
  if (a === b || a.startsWith(b) || b.startsWith(a) || a.includes(b) || b.includes(a)) return true;
  const left = new Set(a.split(' '));
  const right = new Set(b.split(' '));
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared * 2 > Math.min(left.size, right.size);
}
