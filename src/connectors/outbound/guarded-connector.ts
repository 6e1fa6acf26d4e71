import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressRanges, isIn, mayConnectTo } from './addresses.ts';

/** An address that nobody may be sent to. Nothing was sent. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'ERR_FORBIDDEN_ADDRESS';
}

export interface ConnectorOptions {
  /** Addresses that may be spoken to although they are not public: over http too, and at any port. */
  readonly allowed: AddressRanges;
  /** Ports that public hosts are spoken to at. */
  readonly ports: ReadonlySet<number>;
  readonly connectTimeoutMs: number;
  /** How names become addresses; left out: as the system does it. */
  readonly resolve?: Resolve | undefined;
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
  const passes = {
    public: (address: string) => mayConnectTo(address, allowed),
    // In the clear, or at a port of its own, only where somebody has said so.
    named: (address: string) => isIn(allowed, address),
  };
  const make = (kind: keyof typeof passes) =>
    buildConnector({
      timeout: connectTimeoutMs,
      lookup: checkedLookup(resolve, passes[kind]),
    } as buildConnector.BuildOptions);
  const connect = { public: make('public'), named: make('named') };
  return (options, done) => {
    const { protocol, port, hostname } = options;
    const number = Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port);
    const kind = protocol === 'https:' && ports.has(number) ? 'public' : 'named';
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    // An address as it is written is never looked up.
    if (isIP(host) !== 0 && !passes[kind](host)) return done(forbidden(host), null);
    connect[kind](options, done);
  };
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
