import { hash } from 'node:crypto';
import type { OrganizationId } from '../domain/ids.ts';
import { chainHash, eventNumber, positionOf } from './event-header.ts';
import { type Parameter, query } from './query.ts';
import type { Reader } from './store.ts';

/** What can be wrong with a log. */
export type LogFaultKind =
  | 'EDITED'
  | 'BODY_EDITED'
  | 'REMOVED'
  | 'INSERTED'
  | 'REORDERED'
  | 'CUT_OFF'
  | 'HEAD_EDITED';

export interface LogFault {
  readonly kind: LogFaultKind;
  /** Where in the log. */
  readonly position: number;
  /** The event there; null when it is the event that is missing. */
  readonly eventId: string | null;
  /** What was found, as a sentence. */
  readonly message: string;
}

/** Where a log ended at a time: kept elsewhere, it shows that nothing was changed or cut off since. */
export interface LogHeadMark {
  readonly organizationId: OrganizationId;
  readonly position: number;
  readonly hash: string;
}

/** One organization's log, looked through from its beginning or its checkpoint to its end. */
export interface VerifiedLog {
  readonly head: LogHeadMark;
  readonly events: number;
  /** Events whose body has been erased. */
  readonly erased: number;
  /** The log begins after this position. */
  readonly trimmedThrough: number;
  /** In the order of the log; only so many as are worth reading. */
  readonly faults: readonly LogFault[];
  readonly faultCount: number;
}

const pageSize = 1000;
const faultsKept = 100;

const selectHeads = query((db) => db.selectFrom('log_heads').selectAll().orderBy('number'));

const selectRows = query((db, $: Parameter<{ after: number; through: number; limit: number }>) =>
  db
    .selectFrom('events')
    .select(['number', 'header', 'body', 'hash'])
    .where('number', '>', $('after'))
    .where('number', '<=', $('through'))
    .orderBy('number')
    .limit($('limit')),
);

interface LogRow {
  readonly number: number;
  readonly header: string;
  readonly body: string | null;
  readonly hash: string;
}

/** Follows the hash chain of every organization's log. `marks` are heads that were kept elsewhere. */
export async function verifyLog(reader: Reader, marks: readonly LogHeadMark[] = []): Promise<VerifiedLog[]> {
  const heads = await reader.all(selectHeads, {});
  const verified: VerifiedLog[] = [];
  for (const head of heads) {
    const organizationId = head.organization_id as OrganizationId;
    const walk = new LogWalk(
      { organizationId, position: head.position, hash: head.hash },
      { position: head.trimmed_through, hash: head.trimmed_hash },
      marks.filter((mark) => mark.organizationId === organizationId),
    );
    const through = eventNumber(head.number + 1, 0) - 1;
    let after = eventNumber(head.number, 0);
    for (;;) {
      const rows = await reader.all(selectRows, { after, through, limit: pageSize });
      for (const row of rows) walk.take(row);
      after = rows.at(-1)?.number ?? after;
      if (rows.length < pageSize) break;
    }
    verified.push(walk.finish());
  }
  for (const mark of marks) {
    if (heads.some((head) => head.organization_id === mark.organizationId)) continue;
    const message = `The log of ${mark.organizationId}, which had ${mark.position} events, is gone.`;
    const fault: LogFault = { kind: 'CUT_OFF', position: mark.position, eventId: null, message };
    const head = { ...mark, position: 0, hash: '' };
    verified.push({ head, events: 0, erased: 0, trimmedThrough: 0, faults: [fault], faultCount: 1 });
  }
  return verified;
}

/** Takes the rows of one log in order, one ahead of its judgement: what stands behind an event tells what happened to it. */
class LogWalk {
  readonly #head: LogHeadMark;
  readonly #trimmedThrough: number;
  readonly #marks: Map<number, LogHeadMark>;
  readonly #faults: LogFault[] = [];
  #faultCount = 0;
  #events = 0;
  #erased = 0;
  /** The last event that was judged; its hash is what the next one builds on. */
  #last: { readonly position: number; readonly hash: string };
  #pending: LogRow | null = null;
  /** Events that were inserted have moved those behind them by so much. */
  #shift = 0;

  constructor(
    head: LogHeadMark,
    checkpoint: { readonly position: number; readonly hash: string },
    marks: readonly LogHeadMark[],
  ) {
    this.#head = head;
    this.#trimmedThrough = checkpoint.position;
    this.#last = checkpoint;
    this.#marks = new Map(marks.map((mark) => [mark.position, mark]));
    this.#compareMark(checkpoint.position, checkpoint.hash, null);
  }

  take(row: LogRow): void {
    if (positionOf(row.number) <= this.#trimmedThrough) return;
    const pending = this.#pending;
    this.#pending = row;
    if (pending !== null) this.#judge(pending, row);
  }

  finish(): VerifiedLog {
    if (this.#pending !== null) this.#judge(this.#pending, null);
    this.#compareHead();
    for (const mark of this.#marks.values()) {
      if (mark.position > this.#last.position) {
        this.#note(
          'CUT_OFF',
          mark.position,
          null,
          `The log ended at ${mark.position} before, and now at ${this.#last.position}: what lay behind is cut off.`,
        );
      }
    }
    return {
      head: this.#head,
      events: this.#events,
      erased: this.#erased,
      trimmedThrough: this.#trimmedThrough,
      faults: this.#faults,
      faultCount: this.#faultCount,
    };
  }

  #judge(row: LogRow, next: LogRow | null): void {
    this.#events += 1;
    const stands = positionOf(row.number);
    const { position, id, bodyDigest } = readHeader(row.header);
    const links = chainHash(this.#last.hash, row.header) === row.hash;
    const isPassedOver =
      next !== null &&
      chainHash(this.#last.hash, next.header) === next.hash &&
      chainHash(row.hash, next.header) !== next.hash;
    if (isPassedOver) {
      this.#shift += 1;
      this.#note(
        'INSERTED',
        stands,
        id,
        'This event was inserted: the one behind it follows on the one before it.',
      );
      return;
    }
    const expected = this.#last.position + 1;
    if (position !== stands - this.#shift) {
      this.#note(
        'REORDERED',
        stands,
        id,
        `This event stands at ${stands} and says that it is at ${position}.`,
      );
    } else if (position > expected) {
      const missing =
        position - 1 === expected ? `Event ${expected} is` : `Events ${expected} to ${position - 1} are`;
      this.#note('REMOVED', expected, null, `${missing} missing.`);
    } else if (!links) {
      this.#note(
        'EDITED',
        stands,
        id,
        'This event does not follow on the one before it: it or its hash was edited.',
      );
    }
    if (row.body === null) this.#erased += 1;
    else if (hash('sha256', row.body, 'base64url') !== bodyDigest) {
      this.#note('BODY_EDITED', stands, id, 'The body of this event was edited.');
    }
    this.#last = { position: stands - this.#shift, hash: row.hash };
    this.#compareMark(this.#last.position, row.hash, id);
  }

  #compareHead(): void {
    const { position, hash: expected } = this.#head;
    const last = this.#last;
    if (last.position < position) {
      const missing = `Events ${last.position + 1} to ${position} are cut off from the end.`;
      this.#note('CUT_OFF', last.position + 1, null, missing);
    } else if (last.position > position) {
      this.#note(
        'INSERTED',
        position + 1,
        null,
        `The log ends at ${position}, but has events up to ${last.position}.`,
      );
    } else if (last.hash !== expected) {
      this.#note(
        'HEAD_EDITED',
        position,
        null,
        'The last event is not the one that the end of the log names.',
      );
    }
  }

  #compareMark(position: number, found: string, eventId: string | null): void {
    const mark = this.#marks.get(position);
    if (mark === undefined) return;
    this.#marks.delete(position);
    if (mark.hash === found) return;
    this.#note(
      'EDITED',
      position,
      eventId,
      'The log up to here is not the one whose end was kept elsewhere.',
    );
  }

  #note(kind: LogFaultKind, position: number, eventId: string | null, message: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < faultsKept) this.#faults.push({ kind, position, eventId, message });
  }
}

function readHeader(text: string): { position: number; id: string | null; bodyDigest: unknown } {
  try {
    const header = JSON.parse(text) as unknown[];
    return {
      position: Number(header[1]),
      id: typeof header[2] === 'string' ? header[2] : null,
      bodyDigest: header.at(-1),
    };
  } catch {
    return { position: Number.NaN, id: null, bodyDigest: null };
  }
}
