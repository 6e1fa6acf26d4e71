const digits = /^\d{1,20}$/;

/** The id of the page that a Confluence address names, or null when it names none. */
export function pageIdOf(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const named = url.searchParams.get('pageId');
  if (named !== null) return digits.test(named) ? named : null;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (next === undefined) continue;
    if (segment === 'pages' && digits.test(next)) return next;
    // The editor's address: /pages/edit-v2/123
    const second = segments[index + 2];
    if (segment === 'pages' && next.startsWith('edit') && second !== undefined && digits.test(second))
      return second;
    if (segment === 'x') return tinyPageId(next);
  }
  return null;
}

/** A tiny link is the page's number as little-endian bytes in base64 of its own alphabet, zeros left out. */
function tinyPageId(tiny: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,11}$/.test(tiny)) return null;
  const base64 = tiny.replace(/-/g, '/').replace(/_/g, '+');
  const bytes = Buffer.from(base64.padEnd(11, 'A'), 'base64');
  let id = 0n;
  for (let index = 7; index >= 0; index -= 1) id = id * 256n + BigInt(bytes[index] ?? 0);
  return id > 0n ? id.toString() : null;
}
