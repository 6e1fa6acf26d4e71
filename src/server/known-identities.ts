import type { ApiKey } from '../domain/api-key.ts';
import type { LoggedEvent } from '../domain/event.ts';
import type { OrganizationId, UserId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import { readApiKeyBySecret } from '../store/read/api-keys.ts';
import { readMember } from '../store/read/members.ts';
import type { Store } from '../store/store.ts';

/** A key as it is looked up by its secret. */
export interface KnownKey {
  readonly key: ApiKey;
  readonly organizationName: string;
}

const mostKnown = 10_000;

/**
 * Keys and members as they are in the database, kept until the log tells of a change to one: every change goes through
 * this process, so what is kept is never out of date.
 */
export class KnownIdentities implements Disposable {
  readonly #store: Store;
  readonly #keys = new Map<string, KnownKey | null>();
  readonly #members = new Map<string, Member | null>();
  readonly #stopHearing: () => void;
  #generation = 0;

  constructor(store: Store) {
    this.#store = store;
    this.#stopHearing = store.onCommit(({ events }) => {
      if (events.some(isChange)) this.forget();
    });
  }

  /** The key of a secret; null when there is none. */
  key(secretHash: string): Promise<KnownKey | null> {
    return this.#look(this.#keys, secretHash, () =>
      this.#store.read((reader) => readApiKeyBySecret(reader, secretHash)),
    );
  }

  member(organizationId: OrganizationId, id: UserId): Promise<Member | null> {
    return this.#look(this.#members, `${organizationId} ${id}`, () =>
      this.#store.read((reader) => readMember(reader, organizationId, id)),
    );
  }

  forget(): void {
    this.#generation += 1;
    this.#keys.clear();
    this.#members.clear();
  }

  [Symbol.dispose](): void {
    this.#stopHearing();
  }

  async #look<Value>(known: Map<string, Value>, name: string, read: () => Promise<Value>): Promise<Value> {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const generation = this.#generation;
    const value = await read();
    // What was read before a change must not be kept after it.
    if (generation === this.#generation) {
      if (known.size >= mostKnown) known.clear();
      known.set(name, value);
    }
    return value;
  }
}

function isChange(event: LoggedEvent): boolean {
  return (
    event.type === 'ApiKeyCreated' || event.type === 'ApiKeyRevoked' || event.type === 'MemberRoleChanged'
  );
}
