import type { PageReference } from './plan.ts';

/** A page of the document of a session, as far as it was read. Times are epoch milliseconds. */
export interface SessionPage extends Omit<PageReference, 'version'> {
  /** In the document, from 0: each page stands before those below it. */
  readonly place: number;
  /** 0 for the page that was asked for, 1 for its child pages, and so on. */
  readonly depth: number;
  /** The version that was read; null until it was. */
  readonly version: number | null;
  readonly labels: readonly string[];
  /** What it had when it was last looked for; null when it was gone, or was not read yet. */
  readonly latestVersion: number | null;
  /** When it was read, or last looked for since; null until it was read. */
  readonly checkedAt: number | null;
}

/** Whether a page was read and is known to have been edited or removed since. */
export function hasChanged({ version, latestVersion }: SessionPage): boolean {
  return version !== null && latestVersion !== version;
}

/** Pages that one document may be made of. */
export const mostPages = 200;
/** Levels below the first page that a document may reach. */
export const deepestPages = 5;
