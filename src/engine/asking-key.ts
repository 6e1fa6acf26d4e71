import type { Actor } from '../domain/actor.ts';
import { isInForce } from '../domain/api-key.ts';
import { type OrganizationId, parseId } from '../domain/ids.ts';
import { readApiKey } from '../store/read/api-keys.ts';
import type { Reader } from '../store/store.ts';

/** Whether a model may still be asked in somebody's name: not with a key that was revoked or has expired since. */
export async function mayStillAsk(
  reader: Reader,
  organizationId: OrganizationId,
  { by, now }: { readonly by: Actor; readonly now: number },
): Promise<boolean> {
  const keyId = parseId('key', by.id);
  if (keyId === null) return true;
  const key = await readApiKey(reader, organizationId, keyId);
  return key !== null && isInForce(key, now);
}
