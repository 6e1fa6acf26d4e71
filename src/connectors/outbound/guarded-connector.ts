import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressRanges, isIn, mayConnectTo } from './addresses.ts';
import { NotBegunError } from './not-begun.ts';

/** An address that nobody may be sent to. Nothing was sent. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'ERR_FORBIDDEN_ADDRESS';
}

/** What those are told who want something sent there. */
export const forbiddenAddress =
  'Its host is at an address that nothing may be sent to: only https to public addresses at the ports 443 and 8443, unless OUTBOUND_ALLOWED_ADDRESSES names it.';

export interface AddressRules {
  /** Addresses that may be spoken to although they are not public: over http too, and at any port. */
  readonly allowed: AddressRanges;
  /** Ports that public hosts are spoken to at. */
  readonly ports: ReadonlySet<number>;
  /** How names become addresses; left out: as the system does it. */
  readonly resolve?: Resolve | undefined;
}

export interface ConnectorOptions extends AddressRules {
  readonly connectTimeoutMs: number;
}

export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

const resolveBySystem: Resolve = (hostname, done) => lookup(hostname, { all: true }, done);

/**
 * Makes connections to checked addresses only. All addresses of a name have to pass, and one of those that were checked
 * is connected to: the name is not asked for again.
 */
export function guardedConnector({
  allowed,
  ports,
  connectTimeoutMs,
  resolve = resolveBySystem,
}: ConnectorOptions): buildConnector.connector {
  const passes = checksOf(allowed);
  const make = (kind: CheckKind) =>
    buildConnector({
      timeout: connectTimeoutMs,
      lookup: checkedLookup(resolve, passes[kind]),
    } as buildConnector.BuildOptions);
  const connect = { public: make('public'), named: make('named') };
  return (options, done) => {
    const kind = checkOf(options, ports);
    const host = hostOf(options);
    // An address as it is written is never looked up.
    if (isIP(host) !== 0 && !passes[kind](host)) return done(forbidden(host), null);
    connect[kind](options, (...[error, socket]) =>
      error === null ? done(null, socket) : done(new NotBegunError(error), null),
    );
  };
}

/** Which addresses pass: public ones, or only those that somebody has named. */
type CheckKind = 'public' | 'named';
type Target = Pick<URL, 'protocol' | 'port' | 'hostname'>;

function checksOf(allowed: AddressRanges): Record<CheckKind, (address: string) => boolean> {
  return {
    public: (address) => mayConnectTo(address, allowed),
    named: (address) => isIn(allowed, address),
  };
}

/** In the clear, or at a port of its own, only where somebody has said so. */
function checkOf({ protocol, port }: Target, ports: ReadonlySet<number>): CheckKind {
  const number = Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port);
  return protocol === 'https:' && ports.has(number) ? 'public' : 'named';
}

/** The host without the brackets of version 6. */
function hostOf({ hostname }: Target): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

const longestLookupMs = 2_000;

/**
 * Whether nothing could be sent to an address as things are now. A name that does not resolve, or not at once, may
 * lead somewhere later: each connection is checked again.
 */
export async function isForbidden(
  target: Target,
  { allowed, ports, resolve = resolveBySystem }: AddressRules,
): Promise<boolean> {
  const kind = checkOf(target, ports);
  const host = hostOf(target);
  const passes = checksOf(allowed)[kind];
  if (isIP(host) !== 0) return !passes(host);
  if (kind === 'named' && allowed.rules.length === 0) return true;
  return await new Promise((done) => {
    const timer = setTimeout(done, longestLookupMs, false);
    resolve(host, (error, addresses) => {
      clearTimeout(timer);
      done(error === null && addresses.some(({ address }) => !passes(address)));
    });
  });
}

function checkedLookup(resolve: Resolve, passes: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) =>
    resolve(hostname, (error, addresses) => {
      if (error !== null) return done(error, []);
      const refused = addresses.find(({ address }) => !passes(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) return done(forbidden(hostname), []);
      if (options.all === true) return done(null, addresses);
      done(null, first.address, first.family);
    });
}

function forbidden(host: string): ForbiddenAddressError {
  return new ForbiddenAddressError(`${host} is at an address that nothing may be sent to`);
}
