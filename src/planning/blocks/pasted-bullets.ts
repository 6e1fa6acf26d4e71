import { fenceBehind } from './fences.ts';

/** “• Search”, “・検索”, as lists come out of mails and text processors: to Markdown these are lines of a paragraph. */
const bulletInFront = /^([ \t\u3000]*)(?:[•◦▪‣●○⁃∙][ \t]+|[・･][ \t\u3000]*)(?=\S)/u;
const holdsBullet = new RegExp(bulletInFront.source, 'mu');
/** As wide as two letters. */
const wideSpaces = /\u3000/gu;

/** Markdown whose lists of such signs begin with the sign that Markdown knows; what stands in fences is left. */
export function withoutPastedBullets(source: string): string {
  if (!holdsBullet.test(source)) return source;
  let fence: string | null = null;
  return source
    .split('\n')
    .map((line) => {
      fence = fenceBehind(line, fence);
      return fence === null ? line.replace(bulletInFront, asEntry) : line;
    })
    .join('\n');
}

function asEntry(_bullet: string, indent: string): string {
  return `${indent.replace(wideSpaces, '  ')}- `;
}
