import type { RefusalOf } from '../domain/refusal.ts';
import { deepestPages } from '../domain/session-page.ts';
import type { PlanInput } from '../engine/plan-input.ts';
import type { Context } from './context.ts';

type Maybe<Value> = Value | null | undefined;

/** A document as it is handed in, and what it stands for. */
export interface DocumentToPlan {
  readonly title: string;
  /** Exactly one of them is given. */
  readonly document: {
    readonly markdown?: Maybe<string>;
    readonly confluenceStorage?: Maybe<string>;
    readonly confluencePageUrl?: Maybe<string>;
    readonly confluencePageTree?: Maybe<{ readonly url: string; readonly depth?: Maybe<number> }>;
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
  const { confluencePageTree: tree, confluencePageUrl: url } = document;
  if (tree != null) return { notation: 'CONFLUENCE_PAGE', url: tree.url, depth: tree.depth ?? deepestPages };
  return { notation: 'CONFLUENCE_PAGE', url: url ?? '', depth: 0 };
}

/** Takes a document that came along from what the viewer may hand in; the refusal when that is used up. */
export async function takeDocument(
  context: Context,
  { document }: PlanInput,
): Promise<RefusalOf<'LIMIT_EXCEEDED'> | null> {
  return 'text' in document ? await takeBytes(context, Buffer.byteLength(document.text)) : null;
}

export async function takeBytes(
  { viewer, services }: Context,
  bytes: number,
): Promise<RefusalOf<'LIMIT_EXCEEDED'> | null> {
  return (await services.limits.takeDocument?.(viewer, bytes)) ?? null;
}
