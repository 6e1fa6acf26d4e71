import { isLoopback } from '../config.ts';

/**
 * Why a request for this host is not answered, or null. Everyone who reaches a development server is believed, so a
 * foreign page whose name was made to point here has to be kept out.
 */
export function hostFault(host: string | undefined): string | null {
  const name = hostName(host ?? '');
  if (name !== null && isLoopback(name)) return null;
  return 'Without an identity configured, the server answers only under loopback names such as localhost.';
}

/** Whether a WebSocket may be opened: by a page of this very host, or by a program, which sends no origin. */
export function originMayConnect(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === host.toLowerCase();
}

function hostName(host: string): string | null {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}
