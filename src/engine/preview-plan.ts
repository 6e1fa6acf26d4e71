import type { Caller } from '../access/viewer.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { builtInTrackerId } from '../domain/issue.ts';
import { retryAtOf } from '../domain/outside.ts';
import type { PlanChange, PlanPages, PlanText, Reading, TrackedIssue } from '../domain/plan.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { type Role, roleIncludes, roles } from '../domain/role.ts';
import { countPlan, type PlanCounts } from '../planning/changes/plan-counts.ts';
import { issueBoundsOf, readTracker } from './outside-issues.ts';
import type { EngineParts } from './parts.ts';
import { type ExaminedInput, examineInput, type PlanInput, readOrRefuse, refusePage } from './plan-input.ts';
import { proposedKinds } from './propose-plan.ts';
import { readPages, shelfInMemory } from './read-pages.ts';

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

/** What a preview is made with. */
export interface PreviewPorts {
  readonly readTracked: ReadTracked;
  /** Takes the bytes of pages from what the viewer may have read; the refusal when that is used up. */
  readonly takeBytes: (bytes: number) => Promise<RefusalOf<'LIMIT_EXCEEDED'> | null>;
}

/** Reads a document as a session would, and compares it with the tracker as it is now. Writes nothing. */
export async function previewPlan(
  parts: EngineParts,
  { viewer }: Caller,
  input: PlanInput,
  { readTracked, takeBytes }: PreviewPorts,
): Promise<PlanPreview | Refusal> {
  const { organizationId, role } = viewer;
  const path = pathToOutside(input);
  if (path !== null && !roleIncludes(role, 'PROPOSER')) return refuseReader(role, path);
  const examined = await examineInput(parts, organizationId, input);
  if (isRefusal(examined)) return examined;
  const { document, trackerId, documentKey } = examined;
  const text = 'text' in document ? document : await fetchPages(parts, organizationId, document, takeBytes);
  if (isRefusal(text)) return text;
  const tracker = await readTracker(
    parts,
    { organizationId, trackerId },
    () => readTracked({ organizationId, trackerId, documentKey }),
    AbortSignal.timeout(fetchTimeoutMs),
  );
  if (tracker.kind === 'fault') {
    const { message, retryable } = tracker;
    const retryAt = retryAtOf(tracker, parts.now());
    return refuse('CONNECTOR', message, ['input', 'trackerId'], { retryable, retryAt });
  }
  const { tracked } = tracker;
  const bounds = await issueBoundsOf(parts, { organizationId, trackerId });
  const planned = await readOrRefuse(document, () =>
    parts.planReader.preview({ ...examined, text, organizationId, bounds }, { trackerId, tracked }),
  );
  if (isRefusal(planned)) return planned;
  const { reading, changes } = planned;
  const kinds: readonly string[] = proposedKinds;
  const proposed = changes.filter((change) => kinds.includes(change.kind)).length;
  return { documentKey, reading, changes, tracked, counts: { ...countPlan(reading), changes: proposed } };
}

/** What of the input is read through a connection, or null. */
function pathToOutside({ document, trackerId }: PlanInput): string[] | null {
  if (!('text' in document)) return ['input', 'document'];
  return trackerId === null || trackerId === builtInTrackerId ? null : ['input', 'trackerId'];
}

/** What is outside is read with the connection's eyes, which may see more than its asker. */
function refuseReader(role: Role, path: string[]): RefusalOf<'FORBIDDEN'> {
  const message = `Pages and outside trackers are read for a PROPOSER or a higher role; your role is ${role}.`;
  return refuse('FORBIDDEN', message, path, {
    roles: roles.filter((each) => roleIncludes(each, 'PROPOSER')),
  });
}

/** Whoever asks waits for this long at the most. */
const fetchTimeoutMs = 60_000;

async function fetchPages(
  parts: EngineParts,
  organizationId: OrganizationId,
  document: Exclude<ExaminedInput['document'], PlanText>,
  takeBytes: PreviewPorts['takeBytes'],
): Promise<PlanPages | Refusal> {
  const signal = AbortSignal.timeout(fetchTimeoutMs);
  const pages = await readPages(parts, { ...document, organizationId }, shelfInMemory(), signal);
  if (pages === null) throw new Error('a preview is wanted until it is there');
  if ('kind' in pages) return refusePage(pages, document, parts.now());
  const bytes = pages.pages.reduce((sum, { storage }) => sum + Buffer.byteLength(storage), 0);
  return (await takeBytes(bytes)) ?? pages;
}
