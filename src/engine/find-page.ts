import type { OrganizationId } from '../domain/ids.ts';
import type { ConnectionAccess, DocumentSource, OutsideFault } from '../domain/outside.ts';
import { readConnections } from '../store/read/connections.ts';
import { openConnection } from './open-connection.ts';
import type { EngineParts } from './parts.ts';

/** A connection that is open for reading documents. */
export interface OpenSource {
  readonly kind: 'open';
  readonly documents: DocumentSource;
  readonly access: ConnectionAccess;
}

/** Why pages cannot be read. */
export interface PageFault extends Omit<OutsideFault, 'code'> {
  readonly code: OutsideFault['code'] | 'NO_CONNECTION' | 'CLOSED_CONNECTION';
}

type Parts = Pick<EngineParts, 'store' | 'outside'>;

/** Opens the connection whose site holds an address: of several the one with the longest base URL. */
export async function openSourceOf(
  parts: Parts,
  organizationId: OrganizationId,
  pageUrl: string,
): Promise<OpenSource | PageFault> {
  const connections = await parts.store.read((reader) => readConnections(reader, organizationId));
  const candidates = connections.flatMap(({ id, kind, baseUrl, state }) => {
    const documents = parts.outside.connectors.get(kind)?.documents;
    return documents?.owns(baseUrl, pageUrl) === true ? [{ id, documents, baseUrl, state }] : [];
  });
  const [best] = candidates.toSorted(
    (a, b) => b.baseUrl.length - a.baseUrl.length || a.state.localeCompare(b.state),
  );
  if (best === undefined) return noConnection(pageUrl);
  const opened = await openConnection(parts, organizationId, best.id);
  if (opened.kind === 'opened') {
    return { kind: 'open', documents: best.documents, access: opened.access };
  }
  const { message } = opened;
  return { kind: 'fault', code: 'CLOSED_CONNECTION', message, retryable: false, retryAfterMs: null };
}

function noConnection(pageUrl: string): PageFault {
  const { origin, hostname } = new URL(pageUrl);
  const baseUrl = hostname.endsWith('.atlassian.net') ? `${origin}/wiki` : origin;
  const message = `No Confluence connection reaches ${origin}: save one with saveConnection (kind CONFLUENCE, baseUrl such as ${baseUrl}), or send the page inline, as document.confluenceStorage or document.markdown.`;
  return { kind: 'fault', code: 'NO_CONNECTION', message, retryable: false, retryAfterMs: null };
}

/** A page that is there to be read, and what it is called in the keys of documents. */
export interface FoundPage {
  readonly kind: 'found';
  readonly id: string;
  readonly documentKey: string;
}

/** Which page an address names. Asks the source only where the address does not hold the page's id. */
export async function findPage(
  parts: Parts,
  organizationId: OrganizationId,
  pageUrl: string,
): Promise<FoundPage | PageFault> {
  const source = await openSourceOf(parts, organizationId, pageUrl);
  if (source.kind === 'fault') return source;
  const { documents, access } = source;
  const found = await documents.findPage(access, pageUrl, AbortSignal.timeout(findTimeoutMs));
  if (found.kind === 'fault') return found;
  const documentKey = `page:${documents.siteOf(access.baseUrl)}:${found.id}`;
  return { kind: 'found', id: found.id, documentKey };
}

const findTimeoutMs = 20_000;
