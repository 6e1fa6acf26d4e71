const trackerNumber = /^(\p{L}{1,8}[-_.]?\d[\w.-]{0,10})\s*[,;·|—–-]\s*((?:\p{Lu}{2,5})?#\d{2,7})$/u;

/** “F2 — AB#182”: a key, and the number that a tracker has for it. */
export function besideTrackerNumber(text: string): { readonly key: string; readonly number: string } | null {
  const [, key, number] = trackerNumber.exec(text) ?? [];
  return key === undefined || number === undefined ? null : { key, number };
}
