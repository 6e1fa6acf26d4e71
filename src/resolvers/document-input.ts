import type { RefusalOf } from '../domain/refusal.ts';
import type { PlanInput } from '../engine/plan-input.ts';
import type { Context } from './context.ts';

type Maybe<Value> = Value | null | undefined;

/** A document as it is handed in, and what it stands for. */
export interface DocumentToPlan {
  readonly title: string;
  /** Exactly one of the three is given. */
  readonly document: {
    readonly markdown?: Maybe<string>;
    readonly confluenceStorage?: Maybe<string>;
    readonly confluencePageUrl?: Maybe<string>;
  };
  readonly documentKey?: Maybe<string>;
  readonly trackerId?: Maybe<string>;
}

export function readPlanInput(input: DocumentToPlan): PlanInput {
  return {
    title: input.title,
    document: readDocument(input.document),
    documentKey: input.documentKey ?? null,
    trackerId: input.trackerId ?? null,
  };
}

function readDocument(document: DocumentToPlan['document']): PlanInput['document'] {
  if (document.markdown != null) return { notation: 'MARKDOWN', text: document.markdown };
  if (document.confluenceStorage != null) {
    return { notation: 'CONFLUENCE_STORAGE', text: document.confluenceStorage };
  }
  return { notation: 'CONFLUENCE_PAGE', url: document.confluencePageUrl ?? '' };
}

/** Takes the document from what the viewer may hand in; the refusal when that is used up. */
export async function takeDocument(
  { viewer, services }: Context,
  { document }: PlanInput,
): Promise<RefusalOf<'LIMIT_EXCEEDED'> | null> {
  if (services.limits.takeDocument === undefined || !('text' in document)) return null;
  return await services.limits.takeDocument(viewer, Buffer.byteLength(document.text));
}
