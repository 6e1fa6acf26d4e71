import { type Config, isLoopback } from '../config.ts';

/**
 * Why a request for this host is not answered, or null. Everyone who reaches a development server is believed, so a
 * foreign page whose name was made to point here has to be kept out.
 */
export function hostFault({ identity }: Pick<Config, 'identity'>, host: string | undefined): string | null {
  if (identity.kind === 'required') return null;
  const name = hostName(host ?? '');
  if (name !== null && isLoopback(name)) return null;
  return 'Without an identity configured, the server answers only under loopback names such as localhost.';
}

/** Whether a WebSocket may be opened: by a page of this very host or of an allowed origin, or by a program, which sends none. */
export function originMayConnect(
  { allowedOrigins }: Pick<Config, 'allowedOrigins'>,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined || isAllowedOrigin({ allowedOrigins }, origin)) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === host.toLowerCase();
}

/** What lets a page of an allowed origin read the answer; nothing for any other. */
export function crossOriginHeaders(
  { allowedOrigins }: Pick<Config, 'allowedOrigins'>,
  origin: string | undefined,
): readonly (readonly [name: string, value: string])[] {
  if (allowedOrigins.length === 0) return [];
  const vary = ['vary', 'origin'] as const;
  if (origin === undefined || !isAllowedOrigin({ allowedOrigins }, origin)) return [vary];
  return [vary, ['access-control-allow-origin', origin], ['access-control-expose-headers', exposedHeaders]];
}

/** Whether the operator has named this origin. */
export function isAllowedOrigin(
  { allowedOrigins }: Pick<Config, 'allowedOrigins'>,
  origin: string | undefined,
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** What a browser is told that asks before it sends a request from a page of an allowed origin. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, x-correlation-id, x-dev-user',
  'access-control-max-age': '600',
};

const exposedHeaders = 'x-correlation-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset';

function hostName(host: string): string | null {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}
