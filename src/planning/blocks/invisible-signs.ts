/**
 * Soft hyphens, and the spaces and joiners without width that pages, chats and exports leave between words. Those that
 * join or part letters of a script, and marks of direction, belong to the text.
 */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
