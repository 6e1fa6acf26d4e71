import { builtInTracker } from '../domain/issue.ts';
import { digestOf } from '../domain/json.ts';
import type { PlanText } from '../domain/plan.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { titleFault } from '../domain/session.ts';
import { documentTextFault } from '../domain/text.ts';
import type { EngineParts } from './parts.ts';
import { ReaderBusyError, type RefusedReading } from './plan-reader.ts';
import { keyFault } from './request.ts';

/** A document as a caller hands it in, and what it stands for. */
export interface PlanInput {
  /** The session's title. */
  readonly title: string;
  readonly document: PlanText | { readonly notation: 'CONFLUENCE_PAGE'; readonly url: string };
  /** Null for one made from title and tracker. */
  readonly documentKey: string | null;
  /** Null for the built-in tracker. */
  readonly trackerId: string | null;
}

/** The same, with what was left out. */
export interface ExaminedInput {
  readonly title: string;
  readonly text: PlanText;
  readonly documentKey: string;
  readonly trackerId: string;
}

/** What can be said of a document without reading it: whole, or why it is not taken. */
export function examineInput(parts: EngineParts, input: PlanInput): ExaminedInput | Refusal {
  const text = inlineText(input.document);
  if (isRefusal(text)) return text;
  const fault =
    titleFault(input.title) ??
    trackerFault(input.trackerId) ??
    keyFault('documentKey', input.documentKey) ??
    textFault(text, parts.limits.documentMaxBytes);
  if (fault !== null) return fault;
  const { title } = input;
  const trackerId = input.trackerId ?? builtInTracker;
  return { title, text, trackerId, documentKey: input.documentKey ?? documentKeyOf(title, trackerId) };
}

/** What a document without a key is across runs. */
export function documentKeyOf(title: string, trackerId: string): string {
  return `doc_${digestOf([title, trackerId])}`;
}

/** Has a document read: what the reader answers, or why the document is not taken. */
export async function readOrRefuse<Read extends { readonly kind: string }>(
  text: PlanText,
  read: () => Promise<Read | RefusedReading>,
): Promise<Exclude<Read, RefusedReading> | Refusal> {
  try {
    const outcome = await read();
    if (!isRefusedReading(outcome)) return outcome as Exclude<Read, RefusedReading>;
    return refuse('DOCUMENT', outcome.message, pathOf(text), { location: outcome.location });
  } catch (cause) {
    if (!(cause instanceof ReaderBusyError)) throw cause;
    const message = 'Too many documents wait to be read: send this one again in a moment.';
    return refuse('LIMIT_EXCEEDED', message, pathOf(text), { limit: cause.limit, retryAt: null });
  }
}

function isRefusedReading(outcome: { readonly kind: string }): outcome is RefusedReading {
  return outcome.kind === 'refused';
}

function inlineText(document: PlanInput['document']): PlanText | RefusalOf<'CONNECTOR'> {
  if (document.notation !== 'CONFLUENCE_PAGE') return document;
  const message =
    'No Confluence connection is configured: send the page inline, as document.confluenceStorage or document.markdown.';
  const path = ['input', 'document', 'confluencePageUrl'];
  return refuse('CONNECTOR', message, path, { retryable: false, retryAt: null });
}

const documentFields = { MARKDOWN: 'markdown', CONFLUENCE_STORAGE: 'confluenceStorage' } as const;

function pathOf(text: PlanText): string[] {
  return ['input', 'document', documentFields[text.notation]];
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

function trackerFault(trackerId: string | null): RefusalOf<'NOT_FOUND'> | null {
  if (trackerId === null || trackerId === builtInTracker) return null;
  const message = 'There is no tracker with this id: leave trackerId out for the built-in tracker.';
  return refuse('NOT_FOUND', message, ['input', 'trackerId'], {});
}
