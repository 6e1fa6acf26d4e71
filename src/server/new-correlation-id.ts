import { randomUUID } from 'node:crypto';

/** Names an operation in its errors and in the log. */
export function newCorrelationId(): string {
  // Node's text stays the twenty pieces it was joined from, half a kilobyte for as long as a subscription lives. What
  // goes through all its letters makes one piece of it.
  return randomUUID().toLowerCase();
}
