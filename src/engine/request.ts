import type { Answer } from '../domain/answer.ts';
import { digestOf, type Json } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { readHead } from '../store/log.ts';
import type { Reader } from '../store/store.ts';
import { readRequest, saveRequest } from '../store/write/idempotency.ts';
import type { Decision, Origin } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** A request as the caller named it, so that the same one sent again is answered and not done again. */
export interface RepeatableRequest {
  readonly operation: string;
  /** The caller's key; null when the request need not be recognised. */
  readonly key: string | null;
  /** What was asked for, without the key. */
  readonly input: Json;
}

type Recall<Made> = (reader: Reader, id: string) => Promise<Made | null>;

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
  const known = knownRequest(decision.origin, request);
  if (known === null) return await steps.make();
  const { tx, now } = decision;
  const earlier = await recallEarlier(tx, known, (_, id) => steps.recall(id));
  if (earlier !== null) return earlier;
  const made = await steps.make();
  if (!isRefusal(made)) {
    const { fingerprint } = known;
    await saveRequest(tx, known.requestKey, { fingerprint, resultId: made.id, now });
  }
  return made;
}

/**
 * The answer to a request that came before; null when it is new, or has no key. Asked before whatever may have changed
 * since is looked at: what the first one made is there all the same.
 */
export async function answerEarlier<Made extends object>(
  { store }: Pick<EngineParts, 'store'>,
  origin: Origin,
  request: RepeatableRequest,
  recall: Recall<Made>,
): Promise<Answer<Made> | null> {
  const known = knownRequest(origin, request);
  if (known === null) return null;
  return await store.read(async (reader): Promise<Answer<Made> | null> => {
    const value = await recallEarlier(reader, known, recall);
    if (value === null || isRefusal(value)) return value;
    return { kind: 'done', value, asOf: await readHead(reader, origin.organizationId) };
  });
}

/** How a request is known again; null when it need not be. */
function knownRequest({ organizationId, actor }: Origin, { operation, key, input }: RepeatableRequest) {
  if (key === null) return null;
  const requestKey = { organizationId, actorId: actor.id, operation, key };
  return { requestKey, fingerprint: digestOf(input) };
}

async function recallEarlier<Made extends object>(
  reader: Reader,
  { requestKey, fingerprint }: NonNullable<ReturnType<typeof knownRequest>>,
  recall: Recall<Made>,
): Promise<Made | RefusalOf<'IDEMPOTENCY_KEY_REUSED'> | null> {
  const earlier = await readRequest(reader, requestKey);
  if (earlier === null) return null;
  const made = await recall(reader, earlier.resultId);
  return earlier.fingerprint === fingerprint && made !== null ? made : refuseReuse(made === null);
}

function refuseReuse(isGone: boolean): RefusalOf<'IDEMPOTENCY_KEY_REUSED'> {
  const message = isGone
    ? 'This idempotencyKey was used for something that has been deleted since: choose a new key.'
    : 'This idempotencyKey was used before with other input: repeat the same input, or choose a new key.';
  return refuse('IDEMPOTENCY_KEY_REUSED', message, ['input', 'idempotencyKey'], {});
}
