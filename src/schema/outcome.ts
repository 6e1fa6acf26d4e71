import { GraphQLError } from 'graphql';
import type { NoModel } from '../domain/model.ts';
import { isRefusal, type Refusal, type RefusalCode } from '../domain/refusal.ts';

/** What a query or a subscription answers, or the GraphQL error that its refusal is for the client. */
export function orError<Value>(outcome: Value | Refusal): Value {
  if (!isRefusal(outcome)) return outcome as Value;
  const argument = outcome.path?.join('.');
  throw new GraphQLError(outcome.message, {
    extensions: {
      code: topLevelCodes[outcome.code],
      ...(argument === undefined ? {} : { argument }),
      ...metLimit(outcome),
    },
  });
}

/** What a limit that was met tells of itself. */
function metLimit(outcome: Refusal): { name?: string; limit?: number; remaining?: number } {
  if (outcome.code !== 'LIMIT_EXCEEDED') return {};
  const { name, limit } = outcome;
  return { ...(name === undefined ? {} : { name }), limit, remaining: 0 };
}

/** The code of a top-level error for each refusal; mutations show refusals in their payload instead. */
const topLevelCodes = {
  NOT_FOUND: 'NOT_FOUND',
  VALIDATION: 'BAD_USER_INPUT',
  INVALID_TRANSITION: 'BAD_USER_INPUT',
  ALREADY_DECIDED: 'BAD_USER_INPUT',
  STALE_ACTION: 'BAD_USER_INPUT',
  EXPIRED: 'BAD_USER_INPUT',
  SELF_APPROVAL: 'FORBIDDEN',
  FORBIDDEN: 'FORBIDDEN',
  IDEMPOTENCY_KEY_REUSED: 'BAD_USER_INPUT',
  DOCUMENT: 'BAD_USER_INPUT',
  CHAIN_DEFINITION: 'BAD_USER_INPUT',
  CONNECTOR: 'BAD_USER_INPUT',
  LIMIT_EXCEEDED: 'RATE_LIMITED',
} as const satisfies Record<RefusalCode, string>;

/** The same for a subscription of which there may be only so many at a time. */
export function orStreamError<Value>(outcome: Value | Refusal): Value {
  if (!isRefusal(outcome) || outcome.code !== 'LIMIT_EXCEEDED') return orError(outcome);
  throw new GraphQLError(outcome.message, {
    extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', ...metLimit(outcome) },
  });
}

/** What a command that needs a model answers, or the GraphQL error that there is none. */
export function orNoModel<Value extends object>(outcome: Value | NoModel): Value {
  if (!('kind' in outcome) || outcome.kind !== 'no-model') return outcome as Value;
  throw new GraphQLError((outcome as NoModel).message, { extensions: { code: 'MODEL_NOT_CONFIGURED' } });
}
