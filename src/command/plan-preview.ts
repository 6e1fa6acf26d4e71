import type { OrganizationId } from '../domain/ids.ts';
import type { PlanChange, PlanText, Reading, SourceLocation, TrackedIssue } from '../domain/plan.ts';
import { documentKeyOf } from '../engine/plan-input.ts';
import { createPlanReader, wholePlan } from '../engine/plan-reader.ts';
import { countPlan, type PlanCounts } from '../planning/changes/plan-counts.ts';
import { developmentOrganization } from '../server/identity.ts';
import { DatabaseUnreadableError, readDatabaseFile } from '../store/database-file.ts';
import { readDocuments } from '../store/read/documents.ts';
import { readOrganizationIds } from '../store/read/organizations.ts';
import { readTrackedIssues } from '../store/read/tracked-issues.ts';
import type { Reader } from '../store/store.ts';
import type { PlanOptions } from './plan-options.ts';
import { UsageError } from './terminal.ts';

/** What a document plans, and what that would change in the tracker. */
export interface PlanPreview {
  readonly documentKey: string;
  readonly reading: Reading;
  readonly counts: PlanCounts;
  /** Null where nothing was compared. */
  readonly changes: readonly PlanChange[] | null;
  /** A sentence that a person should know about the comparison; null when there is none. */
  readonly note: string | null;
  /** Why a document that was read gives no plan; null where it does. */
  readonly refusal: string | null;
}

/** The document gives no plan; the message is a sentence. */
export class DocumentRefusedError extends Error {
  override readonly name = 'DocumentRefusedError';
  readonly code: string;
  readonly location: SourceLocation | null;

  constructor(refusal: { code: string; message: string; location: SourceLocation | null }) {
    super(refusal.message);
    this.code = refusal.code;
    this.location = refusal.location;
  }
}

/** Bounds of a reading, those of the server. */
const bounds = { readTimeoutMs: 30_000, memoryMb: 1024 };

/** Reads a document as a session would, and compares it with a database where that is asked for. */
export async function previewPlan(text: PlanText, options: PlanOptions, name: string): Promise<PlanPreview> {
  const { trackerId } = options;
  const documentKey = options.documentKey ?? documentKeyOf(options.title ?? name, trackerId);
  const known = await readKnown(options, documentKey);
  await using reader = createPlanReader(bounds);
  const { organizationId, tracked } = known;
  const document = { text, organizationId, documentKey, title: options.title ?? '' };
  const outcome = await wholePlan(await reader.plan(document, { trackerId, tracked }));
  if (outcome.kind === 'refused') {
    if (outcome.fault !== 'NO_ITEMS') throw new DocumentRefusedError({ ...outcome, code: outcome.fault });
    const reading = { items: [], coverage: outcome.coverage ?? [], warnings: [] };
    return {
      documentKey,
      reading,
      counts: countPlan(reading),
      changes: null,
      note: null,
      refusal: outcome.message,
    };
  }
  const { reading, changes } = outcome;
  return {
    documentKey,
    reading,
    counts: countPlan(reading),
    changes: options.databasePath === null ? null : changes,
    note: known.note,
    refusal: null,
  };
}

interface Known {
  readonly organizationId: OrganizationId;
  readonly tracked: readonly TrackedIssue[];
  readonly note: string | null;
}

async function readKnown(options: PlanOptions, documentKey: string): Promise<Known> {
  const { databasePath, trackerId } = options;
  if (databasePath === null) {
    return { organizationId: options.organizationId ?? developmentOrganization.id, tracked: [], note: null };
  }
  return await readDatabaseFile(databasePath, async (reader) => {
    const organizationId = options.organizationId ?? (await onlyOrganization(reader));
    const of = { organizationId, trackerId };
    const tracked = await readTrackedIssues(reader, { ...of, documentKey });
    const note = tracked.length > 0 ? null : noteUnknown(documentKey, await readDocuments(reader, of));
    return { organizationId, tracked, note };
  });
}

async function onlyOrganization(reader: Reader): Promise<OrganizationId> {
  const [first, ...others] = await readOrganizationIds(reader);
  if (first === undefined) throw new DatabaseUnreadableError('The database holds no organization yet.');
  if (others.length === 0) return first;
  throw new UsageError(
    `The database holds several organizations: name one with --organization: ${[first, ...others].join(', ')}.`,
  );
}

function noteUnknown(
  documentKey: string,
  documents: readonly { documentKey: string; title: string }[],
): string {
  const message = `The database knows no issues of a document ${documentKey}, so that all is new.`;
  if (documents.length === 0) return message;
  const listed = documents.map(({ documentKey: key, title }) => `  ${key}  ${title}`).join('\n');
  return `${message} It knows these; name one with --document-key or its title with --title:\n${listed}`;
}
