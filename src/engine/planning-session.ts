import { type RootField, refuseOthers } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { sessionStream } from '../domain/event.ts';
import type { OrganizationId, SessionId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import {
  type DocumentSource,
  decideCancel,
  decideDelete,
  decideRetry,
  decideStart,
  type PlanningSession,
  progressLadder,
} from '../domain/session.ts';
import { hasOpenEffect } from '../store/read/open-effects.ts';
import { countOpenSessions } from '../store/read/open-sessions.ts';
import { readSession } from '../store/read/sessions.ts';
import type { Reader } from '../store/store.ts';
import { hasOpenDecision, readOpenActions } from '../store/write/actions.ts';
import { readQuestionsOfSession } from '../store/write/plan-questions.ts';
import { clearPages } from '../store/write/session-pages.ts';
import { clearErrors, deleteSession, insertSession, setProgress } from '../store/write/sessions.ts';
import { writeActionState } from './action.ts';
import { cancelChain, reopenChain, takeChain } from './chain.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { NewPlanningSession } from './engine.ts';
import { closeGroup } from './group.ts';
import { issueBoundsOf } from './outside-issues.ts';
import type { EngineParts } from './parts.ts';
import { type ExaminedInput, examineInput, readOrRefuse } from './plan-input.ts';
import { noteFault } from './propose-action.ts';
import { answerEarlier, keyFault, once, type RepeatableRequest } from './request.ts';
import { followChain, readResult } from './session-outcome.ts';
import { writeProgress, writeResult, writeStatus } from './session-reports.ts';

type SessionInput = Omit<NewPlanningSession, 'idempotencyKey'>;

/** Creates a session over a document. */
export function createPlanningSession(
  parts: EngineParts,
  caller: Caller,
  { idempotencyKey: key, ...input }: NewPlanningSession,
): Promise<Answer<PlanningSession>> {
  const asked = input as unknown as JsonObject;
  return createOnce(
    parts,
    caller,
    { operation: 'createPlanningSession', key, input: asked },
    async () => input,
  );
}

/**
 * Creates a session, after a look whether an inline document can be read and holds an item. A page is read by the run;
 * that there is a connection for it is looked at here. Nothing is looked at when the same request came before.
 */
export async function createOnce(
  parts: EngineParts,
  caller: Caller,
  request: RepeatableRequest,
  readInput: () => Promise<SessionInput | Refusal>,
): Promise<Answer<PlanningSession>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  const fault = keyFault('idempotencyKey', request.key);
  if (fault !== null) return fault;
  const recall = (reader: Reader, id: string) => readSession(reader, organizationId, id as SessionId);
  const earlier = await answerEarlier(parts, origin, request, recall);
  if (earlier !== null) return earlier;
  const input = await readInput();
  if (isRefusal(input)) return input;
  const examined = await examineInput(parts, organizationId, input);
  if (isRefusal(examined)) return examined;
  const unreadable = await checkText(parts, organizationId, examined);
  if (unreadable !== null) return unreadable;
  return await answer(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => recall(decision.tx, id),
      make: () => insertNew(decision, { ...input, ...examined }),
    }),
  );
}

async function checkText(
  parts: EngineParts,
  organizationId: OrganizationId,
  examined: ExaminedInput,
): Promise<Refusal | null> {
  const { document: text, documentKey, title, trackerId } = examined;
  if (!('text' in text)) return null;
  const bounds = await issueBoundsOf(parts, { organizationId, trackerId });
  // Nothing else: the run finds this reading again by what it is made of.
  const checked = await readOrRefuse(text, () =>
    parts.planReader.check({ text, organizationId, documentKey, title, bounds }),
  );
  return isRefusal(checked) ? checked : null;
}

function sourceOf(document: ExaminedInput['document']): DocumentSource {
  if ('text' in document) {
    return { kind: 'INLINE', notation: document.notation, bytes: Buffer.byteLength(document.text) };
  }
  const { url, pageId, depth } = document;
  return { kind: 'CONFLUENCE_PAGE', url, pageId, depth };
}

async function insertNew(
  decision: Decision,
  input: SessionInput & ExaminedInput,
): Promise<PlanningSession | RefusalOf<'LIMIT_EXCEEDED'>> {
  const { tx, now, origin, parts } = decision;
  const tooMany = await refuseTooManyOpen(decision);
  if (tooMany !== null) return tooMany;
  const { document, documentKey, trackerId } = input;
  const session: PlanningSession = {
    id: parts.newId('session'),
    organizationId: origin.organizationId,
    title: input.title,
    status: 'PENDING',
    run: 0,
    progress: 0,
    progressMessage: null,
    approval: input.approval,
    documentKey,
    source: sourceOf(document),
    trackerId,
    chainId: null,
    groupId: null,
    createdBy: origin.actor,
    createdAt: now,
    updatedAt: now,
  };
  await insertSession(tx, session, 'text' in document ? document : null);
  decision.record({
    type: 'PlanningSessionCreated',
    stream: sessionStream(session.id),
    ids: { sessionId: session.id },
    body: { title: session.title, documentKey },
  });
  return session;
}

async function refuseTooManyOpen({
  tx,
  origin,
  parts,
}: Decision): Promise<RefusalOf<'LIMIT_EXCEEDED'> | null> {
  const { user = 0, organization = 0 } = parts.limits.openSessions ?? {};
  for (const [most, createdBy, whose] of [
    [user, origin.actor.id, 'you have'],
    [organization, null, 'the organization has'],
  ] as const) {
    if (most === 0) continue;
    const open = await countOpenSessions(tx, origin.organizationId, { createdBy, most });
    if (open < most) continue;
    const message = `Of planning sessions that have not ended, ${whose} ${most}, which is the most: end or cancel one first.`;
    return refuse('LIMIT_EXCEEDED', message, null, { limit: most, retryAt: null });
  }
  return null;
}

/** Starts the run of a PENDING session: it goes on by itself, whoever listens. */
export function startPlanningSession(
  parts: EngineParts,
  caller: Caller,
  id: SessionId,
): Promise<Answer<PlanningSession>> {
  return command(parts, caller, [id, 'Mutation.startPlanningSession'], async (decision, session) => {
    const verdict = decideStart(session);
    if (isRefusal(verdict)) return verdict;
    return await beginPlanningRun(decision, session);
  });
}

/** Runs a FAILED session again; what succeeded stays, what did not is tried once more. */
export function retryPlanningSession(
  parts: EngineParts,
  caller: Caller,
  id: SessionId,
): Promise<Answer<PlanningSession>> {
  return command(parts, caller, [id, 'Mutation.retryPlanningSession'], async (decision, session) => {
    const verdict = decideRetry(session);
    if (isRefusal(verdict)) return verdict;
    await clearErrors(decision.tx, id);
    const reset = { ...session, progress: 0, progressMessage: null };
    await setProgress(decision.tx, { id, progress: 0, message: null, now: decision.now });
    const hand = session.chainId === null ? null : await takeChain(decision, session.chainId);
    if (hand === null || hand.now.status === 'PENDING') return await beginPlanningRun(decision, reset);
    const running = await writeStatus(decision, reset, 'PROCESSING', null);
    const creating = await writeProgress(decision, running, progressLadder.creating);
    await reopenChain(decision, hand);
    const followed = await followChain(decision, creating, hand.now);
    const waits = session.groupId !== null && (await hasOpenDecision(decision.tx, session.groupId));
    return waits ? await writeStatus(decision, followed, 'AWAITING_APPROVAL', null) : followed;
  });
}

/** Stops a session: nothing new starts; what is already on its way ends and is recorded. */
export function cancelPlanningSession(
  parts: EngineParts,
  caller: Caller,
  id: SessionId,
  reason: string | null,
): Promise<Answer<PlanningSession>> {
  const fault = noteFault('reason', reason);
  if (fault !== null) return Promise.resolve(fault);
  return command(parts, caller, [id, 'Mutation.cancelPlanningSession'], async (decision, session) => {
    const verdict = decideCancel(session);
    if (isRefusal(verdict)) return verdict;
    if (verdict === 'unchanged') return session;
    // What has been carried out so far stays, and is told.
    if (session.chainId !== null) await writeResult(decision, session, await readResult(decision, session));
    const cancelled = await writeStatus(decision, session, 'CANCELLED', reason);
    if (session.groupId !== null) await closeGroup(decision, session.groupId, id);
    for (const question of await readQuestionsOfSession(decision.tx, id)) {
      await writeActionState(decision, question, 'CANCELLED', 'The planning session was cancelled.');
    }
    if (session.chainId !== null)
      await cancelChain(decision, await takeChain(decision, session.chainId), reason);
    return cancelled;
  });
}

/** Deletes a session that is not running, with its plan, actions and chain; issues and the log remain. */
export function deletePlanningSession(
  parts: EngineParts,
  caller: Caller,
  id: SessionId,
): Promise<Answer<SessionId>> {
  return command(parts, caller, [id, 'Mutation.deletePlanningSession'], async (decision, session) => {
    const { tx } = decision;
    const verdict = decideDelete(session, await hasOpenEffect(tx, { kind: 'session', id }));
    if (isRefusal(verdict)) return verdict;
    // Whoever follows its group, chain or actions hears that nothing comes of them any more.
    if (session.groupId !== null) await closeGroup(decision, session.groupId, id);
    if (session.chainId !== null) {
      await cancelChain(
        decision,
        await takeChain(decision, session.chainId),
        'The planning session was deleted.',
      );
    }
    for (const [count, action] of (await readOpenActions(tx, id)).entries()) {
      await writeActionState(decision, action, 'CANCELLED', 'The planning session was deleted.');
      if (count % actionsPerBreath === 0) await tx.breathe();
    }
    await deleteSession(tx, id);
    decision.record({
      type: 'PlanningSessionDeleted',
      stream: sessionStream(id),
      ids: { sessionId: id },
      body: {},
    });
    decision.settled({ kind: 'session', id });
    return id;
  });
}

const actionsPerBreath = 50;

function command<Value>(
  parts: EngineParts,
  caller: Caller,
  [id, field]: readonly [SessionId, RootField],
  work: (decision: Decision, session: PlanningSession) => Promise<Value | Refusal>,
): Promise<Answer<Value>> {
  const origin = originOfCaller(caller);
  return answer(parts, origin, async (decision) => {
    const session = await readSession(decision.tx, origin.organizationId, id);
    if (session === null) return refuseNotFound('planning session', ['input', 'sessionId']);
    return refuseOthers(caller.viewer, field, session.createdBy) ?? (await work(decision, session));
  });
}

async function beginPlanningRun(decision: Decision, session: PlanningSession): Promise<PlanningSession> {
  // A new run reads pages as they are now; one that was broken off goes on with what it has.
  await clearPages(decision.tx, session.id);
  const running = await writeStatus(decision, session, 'PROCESSING', null);
  const started = await writeProgress(decision, running, progressLadder.starting);
  await decision.enqueue({
    kind: 'PLANNING_RUN',
    dedupeKey: `${session.id}:run:${running.run}`,
    sessionId: session.id,
  });
  return started;
}
