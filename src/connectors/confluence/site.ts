/** A Confluence: where it is, and which of the two it is. */
export interface ConfluenceSite {
  readonly deployment: 'CLOUD' | 'DATA_CENTER';
  /** Host and port, such as `acme.atlassian.net`. */
  readonly host: string;
  /** Under which its pages and its API lie, without a slash at its end: `https://acme.atlassian.net/wiki`. */
  readonly root: string;
}

/** Reads a connection's base URL. Cloud lies under `/wiki` of its host, and may be named without that. */
export function siteOf(baseUrl: string): ConfluenceSite {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  const isAtlassian = url.hostname.endsWith('.atlassian.net');
  const deployment = isAtlassian || path.endsWith('/wiki') ? 'CLOUD' : 'DATA_CENTER';
  return { deployment, host: url.host, root: `${url.origin}${isAtlassian ? '/wiki' : path}` };
}

/** Whether an address lies in a site. People paste http for https, so that does not count. */
export function isInSite(site: ConfluenceSite, address: string): boolean {
  const url = URL.parse(address);
  const path = new URL(site.root).pathname.replace(/\/+$/, '');
  return url !== null && url.host === site.host && `${url.pathname}/`.startsWith(`${path}/`);
}
