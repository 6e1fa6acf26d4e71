import { systemActor } from '../domain/actor.ts';
import type { ActionId, SessionId } from '../domain/ids.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { isSettled, type PlanningSession } from '../domain/session.ts';
import type { SessionPage } from '../domain/session-page.ts';
import { readActionsOverPages, readOldestLook, readSessionPages } from '../store/read/session-pages.ts';
import { readSession } from '../store/read/sessions.ts';
import { setLatestVersion } from '../store/write/session-pages.ts';
import { type Decision, decide, type Origin } from './decide.ts';
import { openSourceOf } from './find-page.ts';
import type { EngineParts } from './parts.ts';
import { writeIssue } from './session-issue.ts';

type Stale = RefusalOf<'STALE_ACTION'>;

/** Pages that were looked for are not looked for again in this time. */
const freshMs = 30_000;
/** An approval waits for a source so long; it stands without an answer. */
const lookTimeoutMs = 5_000;
/** Pages that a session warns of one by one. */
const mostWarnings = 20;

/**
 * Looks whether pages were edited after the plans were read that these approvals rest on. An edit that nobody had
 * noticed refuses the approvals that came before it was known, once, and is a warning of the session from then on: who
 * approves again wants what is shown. Not inside a decision.
 */
export async function refuseChangedPages(
  parts: EngineParts,
  origin: Origin,
  actionIds: readonly ActionId[],
): Promise<ReadonlyMap<ActionId, Stale>> {
  const { organizationId } = origin;
  const refusals = new Map<ActionId, Stale>();
  if (actionIds.length === 0) return refusals;
  const open = await parts.store.read((reader) => readActionsOverPages(reader, organizationId, actionIds));
  for (const [sessionId, actions] of Map.groupBy(open, (action) => action.sessionId)) {
    const edits = await lookForEdits(parts, origin, sessionId);
    if (edits.length === 0) continue;
    for (const { actionId, digest } of actions) refusals.set(actionId, refuseStale(edits, digest));
  }
  return refusals;
}

/** Whether the pages of a session were not looked for lately; false where it has none. */
export async function isLookDue({ tx, now }: Decision, sessionId: SessionId): Promise<boolean> {
  const oldest = await readOldestLook(tx, sessionId);
  return oldest !== null && now - oldest >= freshMs;
}

/** A page that is not what it was when it was last looked for. */
interface Edit {
  readonly page: SessionPage;
  /** Null when the page is gone. */
  readonly latestVersion: number | null;
}

/** Whether a page is not as it was read, and that was not known. */
function isNews({ page, latestVersion }: Edit, known: SessionPage): boolean {
  return latestVersion !== page.version && latestVersion !== known.latestVersion;
}

/** The edits of a session's pages that were not known yet; they are known from now on. */
async function lookForEdits(parts: EngineParts, origin: Origin, sessionId: SessionId): Promise<Edit[]> {
  const { organizationId } = origin;
  const { session, pages } = await parts.store.read(async (reader) => ({
    session: await readSession(reader, organizationId, sessionId),
    pages: (await readSessionPages(reader, [sessionId])).filter(({ version }) => version !== null),
  }));
  const isFresh = pages.every(({ checkedAt }) => checkedAt !== null && parts.now() - checkedAt < freshMs);
  if (session?.source.kind !== 'CONFLUENCE_PAGE' || isFresh) return [];
  const source = await openSourceOf(parts, organizationId, session.source.url);
  if (source.kind === 'fault') return [];
  const ids = pages.map(({ id }) => id);
  const signal = AbortSignal.timeout(lookTimeoutMs);
  const versions = await source.documents.readVersions(source.access, ids, signal);
  // A source that does not answer stops nobody from deciding; when it last did stands at each page.
  if ('kind' in versions) return [];
  const edits = pages
    .map((page) => ({ page, latestVersion: versions.get(page.id) ?? null }))
    .filter((edit) => isNews(edit, edit.page));
  await noteEdits(parts, { ...origin, actor: systemActor }, session, { pages, versions });
  return edits;
}

async function noteEdits(
  parts: EngineParts,
  origin: Origin,
  session: PlanningSession,
  { pages, versions }: { pages: readonly SessionPage[]; versions: ReadonlyMap<string, number> },
): Promise<void> {
  const { id: sessionId } = session;
  await decide(parts, origin, async (decision) => {
    const { tx, now } = decision;
    // Somebody else may have noticed meanwhile.
    const known = new Map((await readSessionPages(tx, [sessionId])).map((page) => [page.place, page]));
    const edits: Edit[] = [];
    for (const page of pages) {
      const latestVersion = versions.get(page.id) ?? null;
      const before = known.get(page.place);
      if (before === undefined) continue;
      if (isNews({ page, latestVersion }, before)) edits.push({ page, latestVersion });
      await setLatestVersion(tx, { sessionId, place: page.place, latestVersion, now });
    }
    // What follows a session that has ended hears no more of it.
    const warned = isSettled(session.status) ? [] : edits.slice(0, mostWarnings);
    for (const edit of warned) {
      await writeIssue(decision, 'WARNING', session, {
        code: 'PAGE_CHANGED',
        message: `${sentenceOf(edit)} Plan the page again in a new session to see what that means; what is approved here is carried out as it is shown.`,
        details: { pageId: edit.page.id, read: edit.page.version, now: edit.latestVersion },
        location: null,
        itemId: null,
      });
    }
  });
}

function sentenceOf({ page: { title, version }, latestVersion }: Edit): string {
  return latestVersion === null
    ? `The page “${title}” is not there any more, of which version ${version} was read.`
    : `The page “${title}” has version ${latestVersion} now; version ${version} was read.`;
}

function refuseStale(edits: readonly Edit[], digest: string): Stale {
  const [first] = edits;
  const told = first === undefined ? '' : sentenceOf(first);
  const others = edits.length > 1 ? ` So it is with ${edits.length - 1} more.` : '';
  const message = `${told}${others} Approve again to carry out what is shown, or plan the page again in a new session.`;
  const changes = edits.map(({ page, latestVersion }) => ({
    field: `version of “${page.title}”`,
    shown: page.version,
    now: latestVersion,
  }));
  return refuse('STALE_ACTION', message, ['input', 'actionId'], { changes, digest });
}
