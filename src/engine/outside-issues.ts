import type { ActionProposal } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { AttemptOutcome, LookUpOutcome } from '../domain/effect-attempt.ts';
import type { IssueId, OrganizationId } from '../domain/ids.ts';
import { builtInBounds, builtInTrackerId, type IssueBounds } from '../domain/issue.ts';
import { canonicalJson } from '../domain/json.ts';
import type { OutsideFault, OutsideIssue, OutsideIssueName } from '../domain/outside.ts';
import { type IssueFields, issueFieldNames, type TrackedIssue } from '../domain/plan.ts';
import { readConnectionKind } from '../store/read/connections.ts';
import { type KnownOutsideIssue, readOutsideIssues } from '../store/read/outside-issues.ts';
import type { Reader } from '../store/store.ts';
import {
  type OutsideTrackerName,
  rememberGone,
  rememberOutsideIssues,
} from '../store/write/outside-issues.ts';
import type { Decision } from './decide.ts';
import { openConnection } from './open-connection.ts';
import type { EngineParts } from './parts.ts';

/** The built-in tracker of an organization, or a connection. */
interface TrackerName {
  readonly organizationId: OrganizationId;
  readonly trackerId: string;
}

/** The issues of a document as its tracker shows them now; of an outside one, with what has been read there. */
export interface TrackedReading {
  readonly kind: 'tracked';
  readonly tracked: readonly TrackedIssue[];
  readonly outside: readonly OutsideIssue[];
}

/**
 * Reads the issues that earlier runs of a document made, as their tracker shows them now. Not inside a decision.
 * `readLinks` gives what the database has of them.
 */
export async function readTracker(
  parts: Pick<EngineParts, 'store' | 'outside'>,
  { organizationId, trackerId }: TrackerName,
  readLinks: () => Promise<readonly TrackedIssue[]>,
  signal: AbortSignal,
): Promise<TrackedReading | OutsideFault> {
  const links = await readLinks();
  if (trackerId === builtInTrackerId) return { kind: 'tracked', tracked: links, outside: [] };
  const opened = await openConnection(parts, organizationId, trackerId);
  if (opened.kind === 'closed') return closedFault(opened.message);
  const tracker = parts.outside.connectors.get(opened.connection.kind)?.tracker;
  if (tracker === undefined) return closedFault(`The connection ${opened.connection.name} is to no tracker.`);
  if (links.length === 0) return { kind: 'tracked', tracked: [], outside: [] };
  const ids = links.map(({ issueId }) => issueId);
  const { known, names } = await parts.store.read((reader) =>
    readKnown(reader, { organizationId, connectionId: trackerId }, ids),
  );
  const outside = await tracker.readIssues(opened.access, names, signal);
  if ('kind' in outside) return outside;
  const shown = new Map(outside.map((issue) => [issue.id, issue]));
  const tracked = links.map((link) =>
    inOurWords(link, shown.get(link.issueId) ?? null, known.get(link.issueId) ?? null),
  );
  return { kind: 'tracked', tracked, outside };
}

/** What an issue can hold in a tracker. */
export async function issueBoundsOf(
  { store, outside }: Pick<EngineParts, 'store' | 'outside'>,
  { organizationId, trackerId }: TrackerName,
): Promise<IssueBounds> {
  if (trackerId === builtInTrackerId) return builtInBounds;
  const kind = await store.read((reader) => readConnectionKind(reader, organizationId, trackerId));
  const tracker = kind === null ? undefined : outside.connectors.get(kind)?.tracker;
  return tracker?.bounds ?? builtInBounds;
}

function closedFault(message: string): OutsideFault {
  return { kind: 'fault', code: 'REFUSED', message, retryable: false, retryAfterMs: null };
}

/**
 * A tracker gives back what it was given in words of its own: Markdown in another style, labels in another case. What
 * it still shows as it did right after our write is what the document said.
 */
function inOurWords(
  link: TrackedIssue,
  issue: OutsideIssue | null,
  known: KnownOutsideIssue | null,
): TrackedIssue {
  if (issue === null) {
    return { ...link, now: null, identifier: known?.identifier ?? null, url: known?.url ?? null };
  }
  const { fields, state, identifier, url } = issue;
  const unchanged = issueFieldNames.filter(
    (field) =>
      known?.answered[field] !== undefined &&
      canonicalJson(known.answered[field]) === canonicalJson(fields[field]),
  );
  const said = Object.fromEntries(unchanged.map((field) => [field, link.written[field]]));
  const spelling = new Map(link.written.labels.map((label) => [label.toLowerCase(), label]));
  const labels = fields.labels.map((label) => spelling.get(label.toLowerCase()) ?? label);
  const now: IssueFields = { ...fields, ...said, labels };
  return { ...link, now, state, identifier, url };
}

/** What is known of issues before they are read. */
export async function readNames(
  reader: Reader,
  tracker: OutsideTrackerName,
  ids: readonly IssueId[],
): Promise<readonly OutsideIssueName[]> {
  return (await readKnown(reader, tracker, ids)).names;
}

/** What is remembered of issues and of those above them, and what to ask the tracker for them by. */
async function readKnown(
  reader: Reader,
  tracker: OutsideTrackerName,
  ids: readonly IssueId[],
): Promise<{
  readonly known: ReadonlyMap<IssueId, KnownOutsideIssue>;
  readonly names: readonly OutsideIssueName[];
}> {
  const known = new Map((await readOutsideIssues(reader, tracker, ids)).map((issue) => [issue.id, issue]));
  const parentIds = [...known.values()].flatMap(({ fields }) => fields.parentId ?? []);
  const others = parentIds.filter((id) => !known.has(id));
  for (const parent of others.length === 0 ? [] : await readOutsideIssues(reader, tracker, others)) {
    known.set(parent.id, parent);
  }
  const keyOf = (id: IssueId) => known.get(id)?.key ?? null;
  const names = ids.map((id) => {
    const parentId = known.get(id)?.fields.parentId ?? null;
    const parent = parentId === null ? null : { id: parentId, key: keyOf(parentId) };
    return { id, key: keyOf(id), parent };
  });
  return { known, names };
}

/** Remembers what has been read of an outside tracker, so that previews can show it; those that are missing are gone. */
export async function rememberIssues(
  { tx, now }: Decision,
  tracker: OutsideTrackerName,
  ids: readonly IssueId[],
  { outside, askedAt }: { outside: ReadonlyMap<string, OutsideIssue>; askedAt: number },
): Promise<void> {
  const present = ids.flatMap((id) => outside.get(id) ?? []);
  await rememberOutsideIssues(tx, tracker, present, { now, askedAt });
  const gone = ids.filter((id) => !outside.has(id));
  if (gone.length > 0) await rememberGone(tx, tracker, gone, now);
}

/** Remembers the issue that an action has written, with how the tracker tells what it was given, or has met there. */
export async function rememberOutcome(
  { tx, now }: Decision,
  { connection, organizationId, updatedAt: askedAt }: Effect,
  action: ActionProposal,
  outcome: AttemptOutcome | LookUpOutcome,
): Promise<void> {
  const issue = 'issue' in outcome ? outcome.issue : undefined;
  if (issue === undefined || connection === null) return;
  const isOurs = outcome.kind !== 'REJECTED';
  const wrote = issueFieldNames.filter((field) => isOurs && action.arguments[field] !== undefined);
  const tracker = { organizationId, connectionId: connection };
  await rememberOutsideIssues(tx, tracker, [issue], { now, askedAt, wrote });
}
