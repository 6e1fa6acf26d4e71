/**
 * Soft hyphens, and the spaces and joiners without width that pages, chats and exports leave between words. Those that
 * join or part letters of a script, and marks of direction, belong to the text.
 */
const signs = ['\u00ad', '\u200b', '\u2060', '\ufeff'];
const invisible = new RegExp(`[${signs.join('')}]`, 'g');

/** Whether any stands in a whole document: in most none does. */
export function holdsInvisible(source: string): boolean {
  return signs.some((sign) => source.includes(sign));
}

export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
