import type { HttpAnswer } from '../domain/outside.ts';

type Headers = HttpAnswer['headers'];

/** Nobody is believed who asks to come back later than this. */
const longestWaitMs = 30 * 24 * 60 * 60_000;
/** A budget of requests is whole again within this, whatever is said of it. */
const longestWindowMs = 60 * 60_000;

/** How long `Retry-After` asks to wait; null when nothing of the kind is said. */
export function statedWait(headers: Headers): number | null {
  const told = headers['retry-after'] ?? '';
  if (/^\d+(?:\.\d+)?$/.test(told)) return Math.min(Number(told) * 1000, longestWaitMs);
  const date = Date.parse(told);
  return Number.isNaN(date) ? null : Math.min(msUntil(date, headers), longestWaitMs);
}

/** How long it is until a budget is whole again that is so at a stated time, in epoch milliseconds. */
export function waitForReset(statedAt: number, headers: Headers): number {
  return Math.min(msUntil(statedAt, headers), longestWindowMs);
}

/** By the clock of whoever states the time, where it is told: ours may go wrong. */
function msUntil(at: number, headers: Headers): number {
  const theirs = Date.parse(headers['date'] ?? '');
  return Math.max(at - (Number.isNaN(theirs) ? Date.now() : theirs), 0);
}
