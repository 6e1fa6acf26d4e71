import { hash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { chainHash } from '../../src/store/event-header.ts';
import type { LoggedEventsView } from '../../src/store/tables/log.ts';

/** A row of the log as it lies in the database. */
export type EventRow = Selectable<LoggedEventsView>;

/**
 * What is wrong with a log, in sentences: holes and doubles in positions and streams, links of the hash chain that do
 * not hold, bodies that are not what was hashed, links of cause that lead nowhere.
 */
export function logFaults(rows: readonly EventRow[]): string[] {
  const faults: string[] = [];
  const heads = new Map<string, { position: number; hash: string }>();
  const streams = new Map<string, number>();
  const ids = new Set<string>();
  for (const row of rows) {
    const head = heads.get(row.organization_id) ?? { position: 0, hash: '' };
    if (row.position !== head.position + 1) faults.push(`position ${row.position} follows ${head.position}`);
    const key = `${row.organization_id} ${row.stream}`;
    const seq = streams.get(key) ?? 0;
    if (row.seq !== seq + 1) faults.push(`${row.stream}: seq ${row.seq} follows ${seq}`);
    const { body, hash: link } = row;
    if (chainHash(head.hash, row.header) !== link) faults.push(`the hash chain breaks at ${row.position}`);
    if (body !== null && hash('sha256', body, 'base64url') !== row.body_digest) {
      faults.push(`the body at ${row.position} is not what was hashed`);
    }
    if (ids.has(row.id)) faults.push(`the event ${row.id} is there twice`);
    if (row.caused_by !== null && !ids.has(row.caused_by)) {
      faults.push(`the event at ${row.position} was caused by nothing that is known`);
    }
    ids.add(row.id);
    heads.set(row.organization_id, { position: row.position, hash: link });
    streams.set(key, row.seq);
  }
  return faults;
}

/** Events as a follower heard them, and as the log holds them. */
export interface Numbered {
  readonly position: number;
  readonly id: string;
}

/** What is wrong with a delivery: each event of the log once, in order, and no other. */
export function deliveryFaults(log: readonly Numbered[], heard: readonly Numbered[]): string[] {
  const faults: string[] = [];
  let last = 0;
  const seen = new Set<string>();
  for (const { position, id } of heard) {
    if (seen.has(id)) faults.push(`the event at ${position} was heard twice`);
    else if (position <= last) faults.push(`the event at ${position} was heard after the one at ${last}`);
    seen.add(id);
    last = Math.max(last, position);
  }
  const known = new Set(log.map((event) => event.id));
  for (const { position, id } of log)
    if (!seen.has(id)) faults.push(`the event at ${position} was not heard`);
  for (const { position, id } of heard) {
    if (!known.has(id)) faults.push(`the event heard at ${position} is not in the log`);
  }
  return faults;
}
