import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { formatId, type Id, type IdKind } from '../domain/ids.ts';

const uuidBytes = 16;
const largestSequence = 0xffffffff;

/**
 * Makes ids that sort in the order in which they were made, also within a millisecond, and behind those that were made
 * until the time `after`. Draws its chance in bulk.
 */
export function idMaker(now: () => number, after = 0): <K extends IdKind>(kind: K) => Id<K> {
  const pool = Buffer.alloc(uuidBytes * 256);
  let used = pool.length;
  let msecs = after === 0 ? 0 : after + 1;
  let seq = 0;
  return (kind) => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, used + uuidBytes);
    used += uuidBytes;
    const at = now();
    // A clock that is set back, or a sequence that is used up, borrows from the millisecond after the last.
    if (at > msecs) {
      msecs = at;
      seq = random.readUInt16BE(0);
    } else if (seq === largestSequence) {
      msecs += 1;
      seq = 0;
    } else {
      seq += 1;
    }
    return formatId(kind, v7({ msecs, seq, random }));
  };
}
