import { fenceBehind } from './fences.ts';

/** “• Search”, as lists come out of mails and text processors: to Markdown these are lines of a paragraph. */
const bulletInFront = /^([ \t]*)[•◦▪‣●○⁃∙][ \t]+(?=\S)/u;
const holdsBullet = /^[ \t]*[•◦▪‣●○⁃∙][ \t]+\S/mu;

/** Markdown whose lists of such signs begin with the sign that Markdown knows; what stands in fences is left. */
export function withoutPastedBullets(source: string): string {
  if (!holdsBullet.test(source)) return source;
  let fence: string | null = null;
  return source
    .split('\n')
    .map((line) => {
      fence = fenceBehind(line, fence);
      return fence === null ? line.replace(bulletInFront, '$1- ') : line;
    })
    .join('\n');
}
