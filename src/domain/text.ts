/** What makes a text unfit to be stored as it is, or null: it would come back changed or cut. */
export function textFault(text: string): 'lone surrogate' | 'NUL character' | null {
  if (!text.isWellFormed()) return 'lone surrogate';
  if (text.includes('\0')) return 'NUL character';
  return null;
}

/** Tabs, line ends, vertical tabs and form feeds stand in text; the other controls only in files that are none. */
function holdsControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && (code < 0x09 || code > 0x0d)) return true;
  }
  return false;
}

const replacements = /\uFFFD/g;
const replacementsAllowed = 10;

/** What shows that a document is no text, or was read in the wrong encoding; null for text. */
export function documentTextFault(text: string): string | null {
  const fault = textFault(text);
  if (fault !== null) return `it holds a ${fault}`;
  if (holdsControls(text)) return 'it holds control characters';
  const lost = text.match(replacements)?.length ?? 0;
  const isBroken = lost > replacementsAllowed && lost > text.length / 100;
  return isBroken ? `${lost} of its characters were lost in a wrong encoding` : null;
}

const hidden = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
/** Line ends and tabs, what belongs to an emoji, and the non-joiner between letters that would join. */
const seen =
  /[\t\n\r]|\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0E|(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})/gv;

/** Whether a text holds characters that a reader cannot see: bidi marks, zero-width, fillers, tags, controls. */
export function hasHiddenCharacters(text: string): boolean {
  return hidden.test(text) && hidden.test(text.replace(seen, ''));
}
