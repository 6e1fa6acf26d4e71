import { type RefusalOf, refuse } from './refusal.ts';

/** Of a planning session or a proposal group, in UTF-16 code units. */
export const titleMaxLength = 500;

/** Why the title of an input is refused, or null. */
export function titleFault(title: string): RefusalOf<'VALIDATION'> | null {
  const path = ['input', 'title'];
  if (title.trim() === '')
    return refuse('VALIDATION', 'The title is empty: give it at least one character.', path, {});
  if (title.length > titleMaxLength) {
    const message = `The title has ${title.length} characters; at most ${titleMaxLength} are allowed.`;
    return refuse('VALIDATION', message, path, {});
  }
  return null;
}
