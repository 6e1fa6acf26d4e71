import type { HttpOutcome, OutsideFault } from '../domain/outside.ts';

type Failed = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

/** Why a reading failed whose request was not answered well. */
export function outsideFaultOf(outcome: Failed): OutsideFault {
  const status = outcome.answer?.status;
  const fault = (code: OutsideFault['code'], retryable: boolean, retryAfterMs: number | null = null) =>
    ({ kind: 'fault', code, message: outcome.message, retryable, retryAfterMs }) as const;
  switch (outcome.kind) {
    case 'NOT_SENT':
      return fault('UNREACHABLE', true);
    case 'REFUSED':
      return {
        ...fault('RATE_LIMITED', true, outcome.retryAfterMs),
        ...(outcome.isHeldBack === true ? { isHeldBack: true } : {}),
      };
    case 'BLOCKED':
      return fault(status === 401 ? 'BAD_CREDENTIALS' : 'NO_PERMISSION', false);
    case 'REJECTED':
      return status === 404 || status === 410 ? fault('NOT_FOUND', false) : fault('REFUSED', false);
    case 'AMBIGUOUS':
      if (status === undefined) return fault('UNREACHABLE', true);
      if (status < 300) return fault(outcome.isTooLarge === true ? 'TOO_LARGE' : 'UNREADABLE', false);
      return fault('UNREACHABLE', true);
  }
}
