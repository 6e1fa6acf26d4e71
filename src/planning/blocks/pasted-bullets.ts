/** “• Search”, as lists come out of mails and text processors: to Markdown these are lines of a paragraph. */
const bulletInFront = /^([ \t]*)[•◦▪‣●○⁃∙][ \t]+(?=\S)/u;
const holdsBullet = /^[ \t]*[•◦▪‣●○⁃∙][ \t]+\S/mu;
const fence = /^ {0,3}(?:```|~~~)/;

/** Markdown whose lists of such signs begin with the sign that Markdown knows; what stands in fences is left. */
export function withoutPastedBullets(source: string): string {
  if (!holdsBullet.test(source)) return source;
  let isFenced = false;
  return source
    .split('\n')
    .map((line) => {
      if (fence.test(line)) isFenced = !isFenced;
      return isFenced ? line : line.replace(bulletInFront, '$1- ');
    })
    .join('\n');
}
