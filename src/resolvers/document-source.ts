import type { SessionId } from '../domain/ids.ts';
import type { PlanText } from '../domain/plan.ts';
import type { DocumentSource } from '../domain/session.ts';
import type { SessionPage } from '../domain/session-page.ts';
import type { Context } from './context.ts';

/** A document's source with a place for everything that one kind of source or another knows. */
export interface ShownSource {
  readonly kind: DocumentSource['kind'];
  readonly sessionId: SessionId;
  readonly notation: PlanText['notation'];
  readonly url: string | null;
  readonly pageId: string | null;
  /** Levels below the page that belong to the document. */
  readonly depth: number | null;
  /** Size in bytes of UTF-8. */
  readonly bytes: number | null;
}

export function getSource(session: { readonly id: SessionId; readonly source: DocumentSource }): ShownSource {
  const { source, id: sessionId } = session;
  if (source.kind === 'INLINE') return { ...source, sessionId, url: null, pageId: null, depth: null };
  // Confluence answers pages in its storage format.
  return { ...source, sessionId, notation: 'CONFLUENCE_STORAGE', bytes: null };
}

/** The pages that were read, in the order of the document; none for a text. */
export async function getPages(context: Context, source: ShownSource): Promise<readonly SessionPage[]> {
  if (source.kind === 'INLINE') return [];
  const pages = await context.reads.loaders.pagesOfSession.load(source.sessionId);
  return pages.filter((page) => page.version !== null);
}

/** The page that was asked for, once it was read. */
export async function getFirstPage(context: Context, source: ShownSource): Promise<SessionPage | null> {
  const [first] = await getPages(context, source);
  return first?.depth === 0 ? first : null;
}
