/** How a page is named by its address: by its id, or, as Data Center writes it for people, by space and title. */
export type PageAddress =
  | { readonly kind: 'ID'; readonly pageId: string }
  | { readonly kind: 'TITLE'; readonly spaceKey: string; readonly title: string };

const digits = /^\d{1,20}$/;

/** The page that a Confluence address names, or null when it names none. */
export function readPageAddress(address: string): PageAddress | null {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return byParameter(url.searchParams) ?? byPath(url.pathname.split('/').filter((part) => part !== ''));
}

function byParameter(parameters: URLSearchParams): PageAddress | null {
  // A space's overview names its page so: /spaces/DEV/overview?homepageId=123
  const id = parameters.get('pageId') ?? parameters.get('homepageId');
  if (id !== null && digits.test(id)) return { kind: 'ID', pageId: id };
  const spaceKey = parameters.get('spaceKey');
  const title = parameters.get('title');
  return spaceKey && title ? { kind: 'TITLE', spaceKey, title } : null;
}

function byPath(segments: readonly string[]): PageAddress | null {
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    const second = segments[index + 2];
    if (next === undefined) return null;
    if (segment === 'pages' && digits.test(next)) return { kind: 'ID', pageId: next };
    // The editor's address: /pages/edit-v2/123
    if (segment === 'pages' && next.startsWith('edit') && second !== undefined && digits.test(second))
      return { kind: 'ID', pageId: second };
    if (segment === 'x') return byTinyLink(next);
    if (segment === 'display' && second !== undefined) return byTitle(next, second);
  }
  return null;
}

function byTitle(spaceKey: string, title: string): PageAddress | null {
  const key = decoded(spaceKey);
  const name = decoded(title.replace(/\+/g, '%20'));
  return key && name ? { kind: 'TITLE', spaceKey: key, title: name } : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A tiny link is the page's number as little-endian bytes in base64 of its own alphabet, zeros left out. */
function byTinyLink(tiny: string): PageAddress | null {
  if (!/^[A-Za-z0-9_-]{1,11}$/.test(tiny)) return null;
  const base64 = tiny.replace(/-/g, '/').replace(/_/g, '+');
  const bytes = Buffer.from(base64.padEnd(11, 'A'), 'base64');
  let id = 0n;
  for (let index = 7; index >= 0; index -= 1) id = id * 256n + BigInt(bytes[index] ?? 0);
  return id > 0n ? { kind: 'ID', pageId: id.toString() } : null;
}
