import type { OrganizationId } from '../domain/ids.ts';
import type { ListedPage, SourcePage } from '../domain/outside.ts';
import type { PlanPage, PlanPages } from '../domain/plan.ts';
import { mostPages } from '../domain/session-page.ts';
import { type OpenSource, openSourceOf, type PageFault } from './find-page.ts';
import type { EngineParts } from './parts.ts';

/** A page, and how many levels below it belong to the document. */
export interface PagesToRead {
  readonly organizationId: OrganizationId;
  readonly url: string;
  readonly pageId: string;
  readonly depth: number;
}

/** A page of the document, and what is kept of it. */
export interface KeptPage extends ListedPage {
  readonly place: number;
  readonly isRead: boolean;
}

/** Where pages are kept as they come in, so that a reading that was broken off goes on from there. */
export interface PageShelf {
  /** All pages of the document, read or not; none when they were not listed yet. */
  listed(): Promise<readonly KeptPage[]>;
  list(pages: readonly ListedPage[]): Promise<void>;
  /** False when nobody wants the document any more. */
  keep(place: number, page: SourcePage): Promise<boolean>;
  /** The pages that were read, with their bodies. */
  read(): Promise<readonly PlanPage[]>;
}

/** Requests to a source that are on their way at the same time. */
const atOnce = 4;

/**
 * Reads a page, and the pages below it where they belong to the document: lists them first, then reads each. Null when
 * nobody wants the document any more.
 */
export async function readPages(
  parts: Pick<EngineParts, 'store' | 'outside' | 'limits'>,
  wanted: PagesToRead,
  shelf: PageShelf,
  signal: AbortSignal,
): Promise<PlanPages | PageFault | null> {
  const source = await openSourceOf(parts, wanted.organizationId, wanted.url);
  if (source.kind === 'fault') return source;
  if ((await shelf.listed()).length === 0) {
    const listed = await listPages(source, wanted, signal);
    if ('kind' in listed) return listed;
    await shelf.list(listed);
  }
  const ended = await readListed(parts, source, shelf, signal);
  if (ended !== 'all') return ended === 'unwanted' ? null : ended;
  return { notation: 'CONFLUENCE_PAGES', pages: await shelf.read() };
}

async function listPages(
  { documents, access }: OpenSource,
  { pageId, depth }: PagesToRead,
  signal: AbortSignal,
): Promise<ListedPage[] | PageFault> {
  const first: ListedPage = { id: pageId, title: '', depth: 0 };
  if (depth === 0) return [first];
  const below = await documents.listPagesBelow(access, { id: pageId, depth, mostPages }, signal);
  if ('kind' in below) return below;
  if (below.length < mostPages) return [first, ...below];
  // Leaving some out would make orphans of what they hold.
  return tooLarge(
    `The page has more than ${mostPages - 1} pages below it, and a document is made of at most ${mostPages}: plan a page further down, or fewer levels.`,
  );
}

/** Reads what is listed and not read yet, some pages at a time; the first fault ends it, and what was read is kept. */
async function readListed(
  { limits }: Pick<EngineParts, 'limits'>,
  { documents, access }: OpenSource,
  shelf: PageShelf,
  signal: AbortSignal,
): Promise<'all' | 'unwanted' | PageFault> {
  const waiting = (await shelf.listed()).filter((page) => !page.isRead);
  const asked = { maxBytes: 2 * limits.documentMaxBytes + envelopeBytes };
  let bytes = (await shelf.read()).reduce((sum, { storage }) => sum + Buffer.byteLength(storage), 0);

  const readOne = async (page: KeptPage): Promise<'read' | 'unwanted' | PageFault> => {
    const read = await documents.readPage(access, { id: page.id, ...asked }, signal);
    if ('kind' in read) return read;
    bytes += Buffer.byteLength(read.storage);
    if (bytes > limits.documentMaxBytes) return tooManyBytes(limits.documentMaxBytes);
    return (await shelf.keep(page.place, read)) ? 'read' : 'unwanted';
  };
  const readOn = async (): Promise<'all' | 'unwanted' | PageFault> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      const outcome = await readOne(page).catch((cause: unknown) => {
        waiting.length = 0;
        throw cause;
      });
      if (outcome === 'read') continue;
      waiting.length = 0;
      return outcome;
    }
    return 'all';
  };
  const ended = await Promise.all(Array.from({ length: atOnce }, readOn));
  return ended.find((each) => each !== 'all') ?? 'all';
}

function tooManyBytes(most: number): PageFault {
  return tooLarge(
    `The document has more than ${most} bytes, which are allowed: split the page, or plan fewer levels.`,
  );
}

/** What stands around a body in an answer; inside, a character may be written as two. */
const envelopeBytes = 100_000;

function tooLarge(message: string): PageFault {
  return { kind: 'fault', code: 'TOO_LARGE', message, retryable: false, retryAfterMs: null };
}

/** Keeps pages for one reading. */
export function shelfInMemory(): PageShelf {
  let pages: readonly ListedPage[] = [];
  const bodies = new Map<number, SourcePage>();
  return {
    listed: async () => pages.map((page, place) => ({ ...page, place, isRead: bodies.has(place) })),
    list: async (listed) => {
      pages = listed;
    },
    keep: async (place, page) => {
      bodies.set(place, page);
      return true;
    },
    read: async () =>
      pages.flatMap(({ depth }, place) => {
        const body = bodies.get(place);
        return body === undefined ? [] : [{ ...body, depth }];
      }),
  };
}
