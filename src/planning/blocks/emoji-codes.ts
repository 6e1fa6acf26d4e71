const codes = String.raw`:(?:[a-z][a-z\d_+-]{1,39}|x|[+-]1):`;
const codesBefore = new RegExp(`^\\s*(?:${codes}\\s*)+`, 'u');
const codesBehind = new RegExp(`(?:(?:^|\\s)${codes}){1,8}$`, 'u');
const eachCode = /:([^\s:]+):/g;

/** The signs that say how something stands; any other is decoration. */
const telling: ReadonlyMap<string, string> = new Map([
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔'],
  ['ballot_box_with_check', '☑'],
  ['x', '❌'],
  ['negative_squared_cross_mark', '❌'],
  ['construction', '🚧'],
]);

/** “:bird: Epic: Birds” without the name of a picture in front of it; a sign that tells something stands there as itself. */
export function withoutCodesBefore(text: string): string {
  return text.trimStart().startsWith(':') ? text.replace(codesBefore, (found) => signsOf(found)) : text;
}

/** The same behind a text. */
export function withoutCodesBehind(text: string): string {
  return text.endsWith(':') ? text.replace(codesBehind, (found) => ` ${signsOf(found)}`).trimEnd() : text;
}

function signsOf(found: string): string {
  const signs = [...found.matchAll(eachCode)].flatMap(([, name = '']) => telling.get(name) ?? []);
  return signs.length === 0 ? '' : `${signs.join(' ')} `;
}
