import { type OrganizationId, parseId } from '../domain/ids.ts';
import { builtInTrackerId } from '../domain/issue.ts';
import { digestOf } from '../domain/json.ts';
import { retryAtOf } from '../domain/outside.ts';
import type { PlanText } from '../domain/plan.ts';
import { type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { deepestPages } from '../domain/session-page.ts';
import { documentTextFault } from '../domain/text.ts';
import { titleFault } from '../domain/title.ts';
import { readConnection } from '../store/read/connections.ts';
import { findPage, type PageFault } from './find-page.ts';
import type { EngineParts } from './parts.ts';
import { ReaderBusyError, type RefusedReading } from './plan-reader.ts';
import { keyFault } from './request.ts';

/** A page of a document source, and how many levels of the pages below it belong to the document. */
export interface PageInput {
  readonly notation: 'CONFLUENCE_PAGE';
  readonly url: string;
  readonly depth: number;
}

/** A document as a caller hands it in, and what it stands for. */
export interface PlanInput {
  /** The session's title. */
  readonly title: string;
  readonly document: PlanText | PageInput;
  /** Null for the page, or one made from title and tracker. */
  readonly documentKey: string | null;
  /** Null for the built-in tracker. */
  readonly trackerId: string | null;
}

/** The same, with what was left out. */
export interface ExaminedInput {
  readonly title: string;
  readonly document: PlanText | (PageInput & { readonly pageId: string });
  readonly documentKey: string;
  readonly trackerId: string;
}

/** What can be said of a document without reading it: whole, or why it is not taken. Not inside a decision. */
export async function examineInput(
  parts: EngineParts,
  organizationId: OrganizationId,
  { title, document, documentKey, trackerId: tracker }: PlanInput,
): Promise<ExaminedInput | Refusal> {
  const fault =
    titleFault(title) ??
    keyFault('documentKey', documentKey) ??
    ('text' in document ? textFault(document, parts.limits.documentMaxBytes) : depthFault(document));
  if (fault !== null) return fault;
  const trackerId = tracker ?? builtInTrackerId;
  const noTracker = await refuseTracker(parts, organizationId, trackerId);
  if (noTracker !== null) return noTracker;
  if ('text' in document) {
    return { title, document, trackerId, documentKey: documentKey ?? documentKeyOf(title, trackerId) };
  }
  const page = await findPage(parts, organizationId, document.url);
  if (page.kind === 'fault') return refusePage(page, document, parts.now());
  const { id: pageId } = page;
  return {
    title,
    document: { ...document, pageId },
    trackerId,
    documentKey: documentKey ?? page.documentKey,
  };
}

/** What a document without a key is across runs. */
export function documentKeyOf(title: string, trackerId: string): string {
  return `doc_${digestOf([title, trackerId])}`;
}

/** Has a document read: what the reader answers, or why the document is not taken. */
export async function readOrRefuse<Read extends { readonly kind: string }>(
  document: PlanText | PageInput,
  read: () => Promise<Read | RefusedReading>,
): Promise<Exclude<Read, RefusedReading> | Refusal> {
  try {
    const outcome = await read();
    if (!isRefusedReading(outcome)) return outcome as Exclude<Read, RefusedReading>;
    return refuse('DOCUMENT', outcome.message, pathOf(document), { location: outcome.location });
  } catch (cause) {
    if (!(cause instanceof ReaderBusyError)) throw cause;
    const message = 'Too many documents wait to be read: send this one again in a moment.';
    return refuse('LIMIT_EXCEEDED', message, pathOf(document), { limit: cause.limit, retryAt: null });
  }
}

function isRefusedReading(outcome: { readonly kind: string }): outcome is RefusedReading {
  return outcome.kind === 'refused';
}

/** Why a page cannot be read, as the answer to whoever named it. */
export function refusePage(fault: PageFault, document: PageInput, now: number): RefusalOf<'CONNECTOR'> {
  const { message, retryable } = fault;
  return refuse('CONNECTOR', message, pathOf(document), { retryable, retryAt: retryAtOf(fault, now) });
}

function depthFault(document: PageInput): RefusalOf<'VALIDATION'> | null {
  if (document.depth >= 0 && document.depth <= deepestPages) return null;
  const message = `A document reaches 0 to ${deepestPages} levels below its page; ${document.depth} were asked for.`;
  return refuse('VALIDATION', message, [...pathOf(document), 'depth'], {});
}

const documentFields = { MARKDOWN: 'markdown', CONFLUENCE_STORAGE: 'confluenceStorage' } as const;

function pathOf(document: PlanText | PageInput): string[] {
  const path = ['input', 'document'];
  if ('text' in document) return [...path, documentFields[document.notation]];
  return [...path, document.depth === 0 ? 'confluencePageUrl' : 'confluencePageTree'];
}

function textFault(text: PlanText, maxBytes: number): RefusalOf<'DOCUMENT'> | null {
  const bytes = Buffer.byteLength(text.text);
  const unfit = documentTextFault(text.text);
  if (text.text.trim() === '') return refuseText(text, 'The document is empty.');
  if (bytes > maxBytes) {
    return refuseText(text, `The document has ${bytes} bytes; at most ${maxBytes} are allowed.`);
  }
  if (unfit !== null) return refuseText(text, `The document is not text: ${unfit}.`);
  return null;
}

function refuseText(text: PlanText, message: string): RefusalOf<'DOCUMENT'> {
  return refuse('DOCUMENT', message, pathOf(text), { location: null });
}

/** Why no plan can be carried out in what an id names, or null. */
async function refuseTracker(
  { store, outside }: EngineParts,
  organizationId: OrganizationId,
  trackerId: string,
): Promise<RefusalOf<'NOT_FOUND' | 'VALIDATION'> | null> {
  if (trackerId === builtInTrackerId) return null;
  const path = ['input', 'trackerId'];
  const id = parseId('connection', trackerId);
  const connection =
    id === null ? null : await store.read((reader) => readConnection(reader, organizationId, id));
  if (connection === null) {
    const message =
      'There is no tracker with this id: name a connection to one, or leave trackerId out for the built-in tracker.';
    return refuse('NOT_FOUND', message, path, {});
  }
  if (outside.connectors.get(connection.kind)?.tracker !== undefined) return null;
  const message = `The connection ${connection.name} is of kind ${connection.kind}, which keeps no issues: name one to a tracker.`;
  return refuse('VALIDATION', message, path, {});
}
