import type { HttpTarget } from '../../domain/outside.ts';

/** Where a request goes, or why it may not go there. */
export type Destination =
  | { readonly kind: 'destination'; readonly url: URL }
  | { readonly kind: 'refused'; readonly message: string };

/** Reads an address like a link under the base URL, and holds it against the hosts of the connection. */
export function destinationOf(
  { baseUrl, allowedHosts }: Pick<HttpTarget, 'baseUrl' | 'allowedHosts'>,
  address: string,
): Destination {
  const base = URL.parse(`${baseUrl}/`);
  const url = base === null ? null : URL.parse(address, base);
  if (base === null || url === null) return refused('This is no address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refused(`Nothing is sent over ${url.protocol.replace(/:$/, '')}, only over https.`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused('An address holds no user and no password: credentials belong to the connection.');
  }
  const isBase = url.host === base.host && url.protocol === base.protocol;
  // Beside the base URL only https: what is allowed for one host in the clear is not for the others.
  const isListed = url.protocol === 'https:' && allowedHosts.includes(url.host);
  if (!isBase && !isListed) {
    const known = [base.host, ...allowedHosts].join(', ');
    return refused(
      `${url.host} is none of the hosts of this connection (${known}): add it to allowedHosts, or use another connection.`,
    );
  }
  url.hash = '';
  return { kind: 'destination', url };
}

function refused(message: string): Destination {
  return { kind: 'refused', message };
}
