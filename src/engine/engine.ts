import type { Caller } from '../access/viewer.ts';
import type { ApprovalMode } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import type { SessionId } from '../domain/ids.ts';
import type { PlanText } from '../domain/plan.ts';
import type { PlanningSession } from '../domain/session.ts';
import type { SessionReports } from './session-reports.ts';

export interface NewPlanningSession {
  readonly title: string;
  readonly document: PlanText | { readonly notation: 'CONFLUENCE_PAGE'; readonly url: string };
  readonly documentKey: string | null;
  readonly approval: ApprovalMode;
  /** Null for the built-in tracker. */
  readonly trackerId: string | null;
  readonly idempotencyKey: string | null;
}

/** Every command: decides, writes in one transaction, and answers what it did or why it did not. */
export interface Engine extends AsyncDisposable {
  createPlanningSession(caller: Caller, input: NewPlanningSession): Promise<Answer<PlanningSession>>;
  startPlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<PlanningSession>>;
  retryPlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<PlanningSession>>;
  cancelPlanningSession(
    caller: Caller,
    sessionId: SessionId,
    reason: string | null,
  ): Promise<Answer<PlanningSession>>;
  deletePlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<SessionId>>;
  /** How runs report on their session. */
  readonly reports: SessionReports;
}
