import type { ConversationId, JobId, MessageId, OrganizationId } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import { HeldStreams, type Holder } from './held-streams.ts';
import type { FollowingStatus } from './hub.ts';

/** Whose text it is: one that can be followed. */
export type TextOwner = JobId | ConversationId;

/** A text while a model still writes it. Well-formed at every moment: half of a character waits for its other half. */
export interface LiveText {
  readonly id: JobId | MessageId;
  readonly text: string;
}

/** Streams of suggestions that one person may follow at the same time. */
export const streamsPerPerson = 5;

/** One who waits for more of a text. */
export interface TextFollower extends Holder {
  readonly owner: TextOwner;
  readonly status: FollowingStatus;
  /** The owner's text has changed, or a commit brought an event of the owner. */
  hear(): void;
}

class GrowingText implements LiveText {
  readonly id: JobId | MessageId;
  text = '';
  #half = '';

  constructor(id: JobId | MessageId) {
    this.id = id;
  }

  append(added: string): void {
    const joined = this.#half + added;
    const splits = isHighSurrogate(joined.charCodeAt(joined.length - 1));
    this.#half = splits ? joined.slice(-1) : '';
    const whole = splits ? joined.slice(0, -1) : joined;
    this.text += whole.toWellFormed().replaceAll('\0', '\uFFFD');
  }
}

/**
 * The texts that models are writing right now, in memory, and who waits for them. Nothing is queued for a follower: it
 * is told that there is more, and takes what there is by then; a slow one takes larger pieces.
 */
export class LiveTexts implements Disposable {
  readonly #texts = new Map<TextOwner, GrowingText>();
  readonly #followers = new Map<TextOwner, Set<TextFollower>>();
  readonly #streams = new HeldStreams(streamsPerPerson);
  readonly #stopHearing: () => void;

  constructor(store: Store) {
    this.#stopHearing = store.onCommit(({ events }) => {
      for (const { jobId, conversationId } of events) {
        if (jobId !== null) this.#tell(jobId);
        if (conversationId !== null) this.#tell(conversationId);
      }
    });
  }

  /** The text that grows for an owner; null when none does. */
  get(owner: TextOwner): LiveText | null {
    return this.#texts.get(owner) ?? null;
  }

  /** Begins a text: there is one at a time for an owner. */
  open(owner: TextOwner, id: JobId | MessageId): void {
    this.#texts.set(owner, new GrowingText(id));
    this.#tell(owner);
  }

  append(owner: TextOwner, added: string): void {
    this.#texts.get(owner)?.append(added);
    this.#tell(owner);
  }

  /** The text has been stored whole: from now on it is read from there. */
  close(owner: TextOwner): void {
    this.#texts.delete(owner);
    this.#tell(owner);
  }

  join(follower: TextFollower): void {
    const followers = this.#followers.get(follower.owner) ?? new Set();
    this.#followers.set(follower.owner, followers.add(follower));
  }

  leave(follower: TextFollower): void {
    const followers = this.#followers.get(follower.owner);
    followers?.delete(follower);
    if (followers?.size === 0) this.#followers.delete(follower.owner);
  }

  /** The streams of one actor that are open now. */
  followingsOf(organizationId: OrganizationId, actorId: string): FollowingStatus[] {
    return [...this.#followers.values()]
      .flatMap((followers) => [...followers])
      .filter((each) => each.organizationId === organizationId && each.followedBy === actorId)
      .map((each) => each.status);
  }

  /** Counts one more stream of somebody: the way to let go of it, or null when they have as many as allowed. */
  reserve(holder: Holder): (() => void) | null {
    return this.#streams.hold(holder);
  }

  [Symbol.dispose](): void {
    this.#stopHearing();
    this.#texts.clear();
  }

  #tell(owner: TextOwner): void {
    for (const follower of this.#followers.get(owner) ?? []) follower.hear();
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
