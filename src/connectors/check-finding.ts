import type { CheckFinding } from '../domain/connection.ts';
import type { HttpOutcome } from '../domain/outside.ts';

type Failed = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

/** The verdict on a connection whose real call was not answered well. */
export function findingOf(outcome: Failed): CheckFinding {
  const status = outcome.answer?.status;
  if (status === 401) {
    const message = 'The target does not know these credentials: save the connection with new ones.';
    return { verdict: 'BAD_CREDENTIALS', message };
  }
  if (outcome.kind === 'BLOCKED') {
    const message =
      'The target knows the credentials and lets them do too little: give them the rights that are needed.';
    return { verdict: 'NO_PERMISSION', message };
  }
  if (outcome.kind === 'REFUSED' && (status !== undefined || outcome.hasAskedToWait === true)) {
    return { verdict: 'RATE_LIMITED', message: `The target asks to come back later. ${outcome.message}` };
  }
  if (outcome.kind === 'REJECTED') return { verdict: 'WRONG_URL', message: wrongUrl(outcome.message) };
  const isUnreadable = status !== undefined && status < 300;
  if (isUnreadable) return { verdict: 'WRONG_URL', message: wrongUrl(outcome.message) };
  return { verdict: 'UNREACHABLE', message: outcome.message };
}

function wrongUrl(told: string): string {
  return `What answers at the base URL is not what was expected there: check it. ${told}`;
}
