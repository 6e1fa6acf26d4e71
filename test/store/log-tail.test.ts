import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { LogEnds, LogTail } from '../../src/store/log-tail.ts';
import { newId } from '../engine/rig.ts';

const organizationId = newId('organization');

/** Appends an event, as far as the ends of the log are concerned. */
function append(tail: LogTail, stream: string, position: number, seq: number): void {
  const event = { organizationId, position, stream, seq } as LoggedEvent;
  const hash = `hash ${position}`;
  tail.append(organizationId, {
    events: [{ event, header: '', body: '', hash }],
    head: { number: 7, position, hash },
    seqs: new Map([[stream, seq]]),
  });
}

describe('where a log ends', () => {
  test('is known to a tail as it grows, and to those after it only once it was taken over', () => {
    const ends = new LogEnds();
    const tail = new LogTail(ends);
    append(tail, 'one', 1, 1);
    append(tail, 'two', 2, 1);
    append(tail, 'one', 3, 2);
    expect(tail.head(organizationId)).toEqual({ number: 7, position: 3, hash: 'hash 3' });
    expect([tail.seq(organizationId, 'one'), tail.seq(organizationId, 'two')]).toEqual([2, 1]);
    expect(ends.head(organizationId)).toBeUndefined();

    tail.subjects.set('7 one', 70);
    expect(ends.subject('7 one')).toBeUndefined();
    ends.take(tail);
    const next = new LogTail(ends);
    expect(next.subject('7 one')).toBe(70);
    expect(next.head(organizationId)).toEqual({ number: 7, position: 3, hash: 'hash 3' });
    expect(next.seq(organizationId, 'one')).toBe(2);
    expect(next.seq(newId('organization'), 'one')).toBeUndefined();
  });

  test('is not moved by a decision that failed, and by one that holds only when it is merged', () => {
    const tail = new LogTail(new LogEnds());
    append(tail, 'one', 1, 1);
    const failed = tail.fork();
    append(failed, 'one', 2, 2);
    expect(tail.seq(organizationId, 'one')).toBe(1);

    const holds = tail.fork();
    expect(holds.head(organizationId)).toEqual({ number: 7, position: 1, hash: 'hash 1' });
    append(holds, 'two', 2, 1);
    tail.merge(holds);
    expect(tail.head(organizationId)).toEqual({ number: 7, position: 2, hash: 'hash 2' });
    expect(tail.pending.map(({ event }) => event.stream)).toEqual(['one', 'two']);
  });

  test('is read anew after a commit that failed', () => {
    const ends = new LogEnds();
    const tail = new LogTail(ends);
    append(tail, 'one', 1, 1);
    tail.subjects.set('7 one', 70);
    ends.take(tail);
    ends.forget();
    expect(ends.subject('7 one')).toBeUndefined();
    expect(ends.head(organizationId)).toBeUndefined();
    expect(ends.seq(organizationId, 'one')).toBeUndefined();
  });

  test('is kept for the 10,000 streams that were written last, and not for ever', () => {
    const ends = new LogEnds();
    const write = (first: number, last: number) => {
      const tail = new LogTail(ends);
      for (let number = first; number <= last; number += 1) append(tail, `s${number}`, number, 1);
      ends.take(tail);
    };
    write(1, 10_000);
    const again = new LogTail(ends);
    append(again, 's1', 10_001, 2);
    ends.take(again);
    write(10_002, 20_000);
    expect(ends.seq(organizationId, 's1')).toBe(2);
    write(20_001, 20_001);
    expect(ends.seq(organizationId, 's1')).toBe(2);
    expect(ends.seq(organizationId, 's2')).toBeUndefined();
    expect(ends.seq(organizationId, 's10000')).toBeUndefined();
    expect(ends.seq(organizationId, 's10002')).toBe(1);
  });
});
