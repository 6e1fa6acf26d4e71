import { z } from 'zod';
import type { ConnectionAccess, OutsideFault } from '../../domain/outside.ts';
import { ask } from './answers.ts';

/** A list that comes in parts. */
export interface ListQuestion<Entry> {
  /** Absolute address, without a query. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  /** The parameter by which the link to the next part says where that begins. */
  readonly place: 'cursor' | 'start';
  readonly entry: z.ZodType<Entry>;
  /** What is asked for, in the sentence for a fault: `the pages below 65538`. */
  readonly about: string;
  /** With so many entries nothing more is asked for. */
  readonly enough: number;
}

/** However small its parts are, a list has no more of them. */
const mostParts = 100;

/** One part of a list. */
export function listed<Entry>(entry: z.ZodType<Entry>) {
  return z.object({
    results: z.array(entry),
    _links: z.object({ next: z.string().optional() }).optional(),
  });
}

/** Reads a list to its end, or until it is enough. What is cut off in any other way is a fault. */
export async function readWholeList<Entry>(
  access: ConnectionAccess,
  { url, query, place, entry, about, enough }: ListQuestion<Entry>,
  signal: AbortSignal,
): Promise<{ readonly kind: 'listed'; readonly entries: Entry[] } | OutsideFault> {
  const answer = listed(entry);
  const asked = new URLSearchParams(query);
  const entries: Entry[] = [];
  for (let part = 0; part < mostParts; part += 1) {
    const read = await ask(access, { url: `${url}?${asked}`, answer, about }, signal);
    if (read.kind === 'fault') return read;
    entries.push(...read.value.results);
    const next = read.value._links?.next;
    if (next === undefined || entries.length >= enough) return { kind: 'listed', entries };
    // Only the place is taken from a link, so that no answer says where to go.
    const at = URL.parse(next, 'https://confluence')?.searchParams.get(place) ?? null;
    if (at === null) return faultOf('UNREADABLE', `The list of ${about} goes on, and does not say where.`);
    asked.set(place, at);
  }
  return tooLong(about);
}

/** What is left out of a list would look as if it had been deleted. */
export function tooLong(about: string): OutsideFault {
  return faultOf(
    'TOO_LARGE',
    `Confluence lists more for ${about} than can be read: plan a page further down, or fewer levels.`,
  );
}

function faultOf(code: OutsideFault['code'], message: string): OutsideFault {
  return { kind: 'fault', code, message, retryable: false, retryAfterMs: null };
}
