import { sessionStream } from '../domain/event.ts';
import type { PlanningSession, SessionIssue } from '../domain/session.ts';
import { insertSessionIssue } from '../store/write/sessions.ts';
import type { Decision } from './decide.ts';

export type NewSessionIssue = Omit<SessionIssue, 'at'>;

const issueEvents = {
  ERROR: 'PlanningSessionErrorRecorded',
  WARNING: 'PlanningSessionWarningRecorded',
} as const;

/** Adds an error or a warning to a session and notes it; changes nothing else. */
export async function writeIssue(
  { tx, now, record }: Decision,
  severity: 'ERROR' | 'WARNING',
  session: Pick<PlanningSession, 'id' | 'run'>,
  issue: NewSessionIssue,
): Promise<void> {
  await insertSessionIssue(tx, severity, session, { ...issue, at: now });
  record({
    type: issueEvents[severity],
    stream: sessionStream(session.id),
    ids: { sessionId: session.id },
    body: issue,
  });
}
