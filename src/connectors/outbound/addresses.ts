import { BlockList, isIP, isIPv4 } from 'node:net';

/** Address ranges, such as `127.0.0.0/8` or `fd00::/8`. */
export type AddressRanges = BlockList;

/** Reads ranges and single addresses; throws at one that is neither. */
export function parseRanges(texts: readonly string[]): AddressRanges {
  const ranges = new BlockList();
  for (const text of texts) {
    const [address = '', length] = text.split('/');
    const family = isIP(address);
    const bits = length === undefined ? (family === 4 ? 32 : 128) : Number(length);
    if (family === 0 || !/^\d{1,3}$/.test(String(length ?? 0)) || bits > (family === 4 ? 32 : 128)) {
      throw new RangeError(`${JSON.stringify(text)} is no address range`);
    }
    ranges.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return ranges;
}

/** What is not a public host: this machine, private networks, carriers' networks, groups, documentation, the future. */
const notPublic = parseRanges([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Of version 6 only 2000::/3 is public, without what stands for an address of version 4 in it.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
const publicSix = parseRanges(['2000::/3']);

/** Whether an address may be spoken to: it is public, or it is allowed by name. */
export function mayConnectTo(address: string, allowed: AddressRanges): boolean {
  return isIn(allowed, address) || isPublic(address);
}

/** Whether an address lies in ranges; one of version 4 does so in its version-6 clothes too. */
export function isIn(ranges: AddressRanges, address: string): boolean {
  const plain = unmapped(address);
  return isIP(plain) !== 0 && ranges.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

function isPublic(address: string): boolean {
  // A zone belongs to link-local addresses only, and one in clothes of version 6 comes from no honest name.
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4');
  return isIP(address) === 6 && publicSix.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` as `127.0.0.1`; any other address as it is. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address;
  const written =
    /^\[(.*)\]$/.exec(new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname)?.[1] ?? address;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written);
  if (mapped === null) return address;
  const high = Number.parseInt(mapped[1] ?? '0', 16);
  const low = Number.parseInt(mapped[2] ?? '0', 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
