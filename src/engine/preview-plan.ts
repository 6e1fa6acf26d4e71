import type { Caller } from '../access/viewer.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { PlanChange, Reading, TrackedIssue } from '../domain/plan.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { countPlan, type PlanCounts } from '../planning/plan-counts.ts';
import type { EngineParts } from './parts.ts';
import { examineInput, type PlanInput, readOrRefuse } from './plan-input.ts';
import { proposedKinds } from './propose-plan.ts';

/** What a session on a document would find and change. */
export interface PlanPreview {
  readonly documentKey: string;
  readonly reading: Reading;
  readonly changes: readonly PlanChange[];
  readonly counts: PlanCounts & {
    /** Changes that would be proposed. */
    readonly changes: number;
  };
  /** The issues that stand for items of the document now. */
  readonly tracked: readonly TrackedIssue[];
}

/** Reads the issues that earlier runs of a document made, as they are now. */
export type ReadTracked = (document: {
  readonly organizationId: OrganizationId;
  readonly trackerId: string;
  readonly documentKey: string;
}) => Promise<readonly TrackedIssue[]>;

/** Reads a document as a session would, and compares it with the tracker as it is now. Writes nothing. */
export async function previewPlan(
  parts: EngineParts,
  { viewer }: Caller,
  input: PlanInput,
  readTracked: ReadTracked,
): Promise<PlanPreview | Refusal> {
  const examined = examineInput(parts, input);
  if (isRefusal(examined)) return examined;
  const { organizationId } = viewer;
  const { trackerId, documentKey } = examined;
  const tracked = await readTracked({ organizationId, trackerId, documentKey });
  const planned = await readOrRefuse(examined.text, () =>
    parts.planReader.preview({ ...examined, organizationId }, { trackerId, tracked }),
  );
  if (isRefusal(planned)) return planned;
  const { reading, changes } = planned;
  const kinds: readonly string[] = proposedKinds;
  const proposed = changes.filter((change) => kinds.includes(change.kind)).length;
  return { documentKey, reading, changes, tracked, counts: { ...countPlan(reading), changes: proposed } };
}
