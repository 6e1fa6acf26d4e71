const blot = '[secret]';
/** What is shorter would blot out words that are no secrets. */
const shortest = 6;

/** A text without the secrets that it may quote, as they are, in JSON or in an address. */
export function blotOut(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
      clean = clean.replaceAll(form, blot);
    }
  }
  return clean;
}
