import type { ApprovalMode } from './action.ts';
import type { Actor } from './actor.ts';
import type { ChainId, GroupId, ItemId, OrganizationId, SessionId } from './ids.ts';
import type { Json } from './json.ts';
import { mayFollow, refuseTransition, type Transitions } from './machine.ts';
import type { PlanText, SourceLocation } from './plan.ts';
import { type InputPath, type RefusalOf, refuse } from './refusal.ts';

export const sessionStatuses = [
  'PENDING',
  'PROCESSING',
  'AWAITING_APPROVAL',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export const sessionTransitions: Transitions<SessionStatus> = {
  PENDING: ['PROCESSING', 'CANCELLED'],
  PROCESSING: ['AWAITING_APPROVAL', 'COMPLETED', 'FAILED', 'CANCELLED'],
  AWAITING_APPROVAL: ['PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'],
  COMPLETED: [],
  FAILED: ['PROCESSING'],
  CANCELLED: [],
};

export const settledSessionStatuses = ['COMPLETED', 'FAILED', 'CANCELLED'] as const satisfies SessionStatus[];

export function isSettled(status: SessionStatus): boolean {
  return (settledSessionStatuses as readonly SessionStatus[]).includes(status);
}

/** The ladder of a run: what each percentage says. */
export const progressLadder = {
  starting: { progress: 0, message: 'Starting' },
  fetching: { progress: 10, message: 'Fetching the document' },
  parsing: { progress: 20, message: 'Parsing the document' },
  extracting: { progress: 40, message: 'Extracting plan items' },
  creating: { progress: 60, message: 'Creating issues' },
  hierarchy: { progress: 80, message: 'Setting the hierarchy' },
  done: { progress: 100, message: 'Done' },
} as const;

/** Where a run stands on the ladder while people decide. */
export const waitingForDecisions = { ...progressLadder.creating, message: 'Waiting for decisions' };

export interface Progress {
  /** Percent, 0 to 100. */
  readonly progress: number;
  readonly message: string;
}

/** Percent while steps are carried out: from 60 when none is settled towards 80 when all are. */
export function progressOfSteps(steps: { settled: number; total: number }): number {
  const { creating, hierarchy } = progressLadder;
  const span = hierarchy.progress - creating.progress;
  return creating.progress + (steps.total === 0 ? span : Math.floor((span * steps.settled) / steps.total));
}

/** An error or a warning of a session. */
export interface SessionIssue {
  readonly message: string;
  readonly code: string;
  readonly details: Json;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly location: SourceLocation | null;
  readonly itemId: ItemId | null;
}

/** Where a session's document comes from. */
export type DocumentSource =
  | { readonly kind: 'INLINE'; readonly notation: PlanText['notation']; readonly bytes: number }
  | {
      readonly kind: 'CONFLUENCE_PAGE';
      /** As it was given. */
      readonly url: string;
      readonly pageId: string;
      /** Levels below the page that belong to the document; 0: the page alone. */
      readonly depth: number;
    };

/** One run over one planning document. Times are epoch milliseconds. */
export interface PlanningSession {
  readonly id: SessionId;
  readonly organizationId: OrganizationId;
  readonly title: string;
  readonly status: SessionStatus;
  /** Counts starts: 0 before the first, 1 in the first run, one more with each retry. */
  readonly run: number;
  readonly progress: number;
  readonly progressMessage: string | null;
  readonly approval: ApprovalMode;
  readonly documentKey: string;
  readonly source: DocumentSource;
  readonly trackerId: string;
  readonly chainId: ChainId | null;
  readonly groupId: GroupId | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const sessionPath: InputPath = ['input', 'sessionId'];

function refuseMove(from: SessionStatus, to: SessionStatus): RefusalOf<'INVALID_TRANSITION'> {
  return refuseTransition('planning session', sessionTransitions, { from, to }, sessionPath);
}

type Decided<Verdict extends string> = Verdict | RefusalOf<'INVALID_TRANSITION'>;

/** Start only from PENDING. */
export function decideStart(session: Pick<PlanningSession, 'status'>): Decided<'start'> {
  if (session.status === 'PENDING') return 'start';
  const instead = session.status === 'FAILED' ? ' Run it again with retryPlanningSession.' : '';
  return refuseRun(session.status, `only a PENDING one can be started.${instead}`);
}

/** Retry only from FAILED. */
export function decideRetry(session: Pick<PlanningSession, 'status'>): Decided<'retry'> {
  if (session.status === 'FAILED') return 'retry';
  const instead = session.status === 'PENDING' ? ' Start it with startPlanningSession.' : '';
  return refuseRun(session.status, `only a FAILED one can be retried.${instead}`);
}

function refuseRun(from: SessionStatus, rule: string): RefusalOf<'INVALID_TRANSITION'> {
  const message = `The planning session is ${from}: ${rule}`;
  const allowed = sessionTransitions[from];
  return refuse('INVALID_TRANSITION', message, sessionPath, { from, to: 'PROCESSING', allowed });
}

/** Cancel while anything is still to come; cancelling twice is one cancel. */
export function decideCancel(session: Pick<PlanningSession, 'status'>): Decided<'cancel' | 'unchanged'> {
  if (session.status === 'CANCELLED') return 'unchanged';
  if (mayFollow(sessionTransitions, session.status, 'CANCELLED')) return 'cancel';
  return refuseMove(session.status, 'CANCELLED');
}

/** Delete what never ran or has ended, with no effect still on its way. */
export function decideDelete(
  session: Pick<PlanningSession, 'status'>,
  hasOpenEffect: boolean,
): Decided<'delete'> {
  const isRunning = session.status === 'PROCESSING' || session.status === 'AWAITING_APPROVAL';
  if (!isRunning && !hasOpenEffect) return 'delete';
  return refuse(
    'INVALID_TRANSITION',
    isRunning
      ? `The planning session is ${session.status} and still running: cancel it, wait for its end, then delete it.`
      : `The planning session is ${session.status}, and what it began is still on its way: wait for its end, then delete it.`,
    sessionPath,
    { from: session.status, to: 'DELETED', allowed: sessionTransitions[session.status] },
  );
}
