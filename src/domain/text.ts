/** What makes a text unfit to be stored as it is, or null: it would come back changed or cut. */
export function textFault(text: string): 'lone surrogate' | 'NUL character' | null {
  if (!text.isWellFormed()) return 'lone surrogate';
  if (text.includes('\0')) return 'NUL character';
  return null;
}

const hidden = /[\p{Cf}\p{Cc}\u{E0000}-\u{E007F}]/u;
const visibleControls = /[\t\n\r]/g;

/** Whether a text holds characters that a reader cannot see: bidi marks, zero-width, tags, controls. */
export function hasHiddenCharacters(text: string): boolean {
  return hidden.test(text.replace(visibleControls, ''));
}
