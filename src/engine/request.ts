import { digestOf, type Json } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { readRequest, saveRequest } from '../store/write/idempotency.ts';
import type { Decision } from './decide.ts';

/** A request as the caller named it, so that the same one sent again is answered and not done again. */
export interface RepeatableRequest {
  readonly operation: string;
  /** The caller's key; null when the request need not be recognised. */
  readonly key: string | null;
  /** What was asked for, without the key. */
  readonly input: Json;
}

const keyMaxLength = 200;

/** Why a caller's key is refused, or null. */
export function keyFault(field: string, key: string | null): RefusalOf<'VALIDATION'> | null {
  if (key === null || (key.trim() !== '' && key.length <= keyMaxLength)) return null;
  const message = `${field} has ${key.length} characters; it needs 1 to ${keyMaxLength} that are not all spaces, or leave it out.`;
  return refuse('VALIDATION', message, ['input', field], {});
}

/**
 * Does a request once for its key: the same request again answers with what the first one made, the key with other
 * input is refused. A request that was refused leaves its key free.
 */
export async function once<Made extends { readonly id: string }>(
  decision: Pick<Decision, 'tx' | 'origin' | 'now'>,
  request: RepeatableRequest,
  steps: {
    readonly make: () => Promise<Made | Refusal>;
    readonly recall: (id: string) => Promise<Made | null>;
  },
): Promise<Made | Refusal> {
  if (request.key === null) return await steps.make();
  const { organizationId, actor } = decision.origin;
  const { operation, key } = request;
  const requestKey = { organizationId, actorId: actor.id, operation, key };
  const fingerprint = digestOf(request.input);
  const earlier = await readRequest(decision.tx, requestKey);
  if (earlier !== null) {
    const made = await steps.recall(earlier.resultId);
    return earlier.fingerprint === fingerprint && made !== null ? made : refuseReuse(made === null);
  }
  const made = await steps.make();
  if (!isRefusal(made)) {
    await saveRequest(decision.tx, requestKey, { fingerprint, resultId: made.id, now: decision.now });
  }
  return made;
}

function refuseReuse(isGone: boolean): RefusalOf<'IDEMPOTENCY_KEY_REUSED'> {
  const message = isGone
    ? 'This idempotencyKey was used for something that has been deleted since: choose a new key.'
    : 'This idempotencyKey was used before with other input: repeat the same input, or choose a new key.';
  return refuse('IDEMPOTENCY_KEY_REUSED', message, ['input', 'idempotencyKey'], {});
}
