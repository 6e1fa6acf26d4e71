const ordinary = /^\p{L}(?:[\p{L}\p{M}\d ,'’"/]|(?<=[\p{L}\p{M}\d])-(?=[\p{L}\d]))*[\p{L}\p{M}\d.]$/u;
const pointsBehind = /\d\s*(?:pts?|sp)\.?$/i;
const keyAtStart = /^\S*\d|^\S+\s\d/u;
const longest = 800;

/**
 * Whether a text is letters, numbers and what stands between them: nothing that is decoration before or behind a
 * title, no label, no number of an outline. Most lines of most documents are.
 */
export function isUndecorated(text: string): boolean {
  return text.length <= longest && hasOrdinarySigns(text) && !pointsBehind.test(text.slice(-12));
}

/** Whether a text may begin with a key such as `us-7` or `us 7`. */
export function mayBeginWithKey(text: string): boolean {
  return keyAtStart.test(text);
}

/** The same as the expression, for ASCII at a fraction of its cost. */
function hasOrdinarySigns(text: string): boolean {
  const last = text.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return ordinary.test(text);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) continue;
    if (at === 0) return false;
    if (code >= 48 && code <= 57) continue;
    if (at === last) return code === 46;
    // Space, comma, quotes, slash.
    if (code === 32 || code === 44 || code === 39 || code === 34 || code === 47) continue;
    if (code !== 45 || !isAlphanumeric(text.charCodeAt(at - 1)) || !isAlphanumeric(text.charCodeAt(at + 1)))
      return false;
  }
  return last > 0;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
}
