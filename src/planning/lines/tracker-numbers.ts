const trackerNumber = /^(\p{L}{1,8}[-_.]?\d[\w.-]{0,10})\s*[,;·|—–-]\s*((?:\p{Lu}{2,5})?#\d{2,7})$/u;

/** “F2 — AB#182”: a key, and the number that a tracker has for it. */
export function besideTrackerNumber(text: string): { readonly key: string; readonly number: string } | null {
  const [, key, number] = trackerNumber.exec(text) ?? [];
  return key === undefined || number === undefined ? null : { key, number };
}

const numberBehind = /^(|.*\S)\s*(?<![\p{L}\p{N}])[([]?(#\d{1,7})[)\]]?$/su;
const longestName = 300;

/** “Contacts #100”, “Contacts (#100)”, “#100”: a name, which may be empty, and the number that a tracker has for it. */
export function trackerNumberBehind(text: string): { readonly name: string; readonly number: string } | null {
  const [, name, number] = text.length > longestName ? [] : (numberBehind.exec(text) ?? []);
  return name === undefined || number === undefined ? null : { name, number };
}
