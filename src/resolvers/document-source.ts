import type { PlanText } from '../domain/plan.ts';
import type { DocumentSource } from '../domain/session.ts';

/** A document's source with a place for everything that one kind of source or another knows. */
export interface ShownSource {
  readonly kind: DocumentSource['kind'];
  readonly notation: PlanText['notation'];
  readonly url: string | null;
  readonly pageId: string | null;
  /** Size in bytes of UTF-8. */
  readonly bytes: number | null;
}

export function getSource(session: { readonly source: DocumentSource }): ShownSource {
  const { source } = session;
  if (source.kind === 'INLINE') return { ...source, url: null, pageId: null };
  // Confluence answers pages in its storage format.
  return { ...source, notation: 'CONFLUENCE_STORAGE', bytes: null };
}
