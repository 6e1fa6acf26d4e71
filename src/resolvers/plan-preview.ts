import type { EventBodies } from '../domain/event.ts';
import type { ItemId } from '../domain/ids.ts';
import type { SectionCoverage } from '../domain/plan.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { PlanPreview } from '../engine/preview-plan.ts';
import { readTrackedIssues } from '../store/read/tracked-issues.ts';
import type { Context } from './context.ts';
import { type DocumentToPlan, readPlanInput, takeBytes, takeDocument } from './document-input.ts';
import type { PreviewedChange, PreviewedItem, ShownIssue } from './plan.ts';
import { countShownChanges, type ShownChangeCounts } from './plan-change.ts';

/** What a document would plan; without `errors` all of it is there. */
export interface ShownPreview {
  readonly documentKey: string | null;
  readonly items: readonly PreviewedItem[];
  readonly changes: readonly PreviewedChange[];
  readonly changeCounts: ShownChangeCounts | null;
  readonly coverage: readonly SectionCoverage[];
  readonly warnings: readonly ShownIssue[];
  readonly counts: EventBodies['PlanExtracted'] | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

/** Reads a document and compares it with the tracker in the snapshot of the operation. Writes nothing. */
export async function planDocument(context: Context, input: DocumentToPlan): Promise<ShownPreview> {
  const { snapshot } = context.reads;
  const plan = readPlanInput(input);
  const tooMuch = await takeDocument(context, plan);
  if (tooMuch !== null) return nothing(tooMuch);
  let asOf: number | null = null;
  const preview = await context.services.engine.previewPlan(context, plan, {
    takeBytes: (bytes) => takeBytes(context, bytes),
    readTracked: (document) =>
      snapshot.read(async (reader) => {
        asOf = await snapshot.head();
        return await readTrackedIssues(reader, document);
      }),
  });
  return isRefusal(preview) ? nothing(preview) : show(preview, asOf);
}

function nothing(refusal: Refusal): ShownPreview {
  return {
    documentKey: null,
    items: [],
    changes: [],
    changeCounts: null,
    coverage: [],
    warnings: [],
    counts: null,
    asOf: null,
    errors: [refusal],
  };
}

function show(
  { documentKey, reading, changes, tracked, counts }: PlanPreview,
  asOf: number | null,
): ShownPreview {
  const items = new Map<ItemId, PreviewedItem>();
  const childrenOf = new Map<ItemId | null, PreviewedItem[]>();
  const changesOf = new Map<ItemId | null, PreviewedChange[]>();
  const issues = new Map(tracked.map((issue) => [issue.itemId, issue]));
  const plan = { items, issues, childrenOf, changesOf };
  for (const item of reading.items) items.set(item.id, { ...item, plan });
  for (const [parentId, below] of Map.groupBy(items.values(), (item) => item.parentId)) {
    childrenOf.set(parentId, below);
  }
  const shown = changes.map((change): PreviewedChange => {
    const item = change.itemId === null ? null : (items.get(change.itemId) ?? null);
    return { ...change, item };
  });
  for (const [itemId, own] of Map.groupBy(shown, (change) => change.itemId)) changesOf.set(itemId, own);
  return {
    documentKey,
    items: [...items.values()],
    changes: shown,
    changeCounts: countShownChanges(changes),
    coverage: reading.coverage,
    warnings: [...reading.warnings, ...reading.items.flatMap((item) => item.warnings)].map((warning) => ({
      ...warning,
      details: null,
      at: null,
    })),
    counts,
    asOf,
    errors: [],
  };
}
