/** What makes a text unfit to be stored as it is, or null: it would come back changed or cut. */
export function textFault(text: string): 'lone surrogate' | 'NUL character' | null {
  if (!text.isWellFormed()) return 'lone surrogate';
  if (text.includes('\0')) return 'NUL character';
  return null;
}

const hidden = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
/** Line ends and tabs, what belongs to an emoji, and the non-joiner between letters that would join. */
const seen =
  /[\t\n\r]|\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0E|(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})/gv;

/** Whether a text holds characters that a reader cannot see: bidi marks, zero-width, fillers, tags, controls. */
export function hasHiddenCharacters(text: string): boolean {
  return hidden.test(text) && hidden.test(text.replace(seen, ''));
}
