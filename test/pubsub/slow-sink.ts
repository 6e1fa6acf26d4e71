import { isRefusal } from '../../src/domain/refusal.ts';
import type { Followed, Following, FollowRequest, Sink } from '../../src/pubsub/hub.ts';
import type { Rig } from '../engine/rig.ts';

/** Takes as many as there is room for, then waits to be drained. It holds none of them. */
export class SlowSink implements Sink {
  readonly heard: WeakRef<Followed>[] = [];
  readonly positions: number[] = [];
  /** The positions of events, the types of notices. */
  readonly told: string[] = [];
  readonly #most: number;
  #room: number;
  #draining = Promise.withResolvers<void>();

  constructor(room = Number.POSITIVE_INFINITY) {
    this.#most = room;
    this.#room = room;
  }

  take(followed: Followed): boolean {
    this.heard.push(new WeakRef(followed));
    this.positions.push(followed.position);
    this.told.push('stream' in followed ? String(followed.position) : followed.type);
    this.#room -= 1;
    return this.#room > 0;
  }

  drained(): Promise<void> {
    return this.#draining.promise;
  }

  /** Makes room for as many as at first, or for so many. */
  drain(room = this.#most): void {
    if (this.#room > 0) return;
    this.#room = room;
    this.#draining.resolve();
    this.#draining = Promise.withResolvers();
  }

  end(): void {}
}

/** Follows as the actor `me`. */
export async function pipeInto(
  { hub, organizationId }: Rig,
  sink: Sink,
  subject: FollowRequest['subject'],
  after: number | null = null,
): Promise<Following> {
  const following = await hub.follow({ organizationId, subject, after, followedBy: 'me' });
  if (isRefusal(following)) throw new Error(following.message);
  following.pipe(sink);
  return following;
}
