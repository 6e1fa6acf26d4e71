import type { EventType, LoggedEvent } from '../domain/event.ts';
import type { WebhookId } from '../domain/ids.ts';
import { readAllWebhooks } from '../store/read/webhooks.ts';
import type { EngineParts } from './parts.ts';
import { WebhookLane } from './webhook-lane.ts';

const changes: ReadonlySet<EventType> = new Set(['WebhookSaved', 'WebhookReplayed', 'WebhookDeleted']);

/** Tells webhooks of what happens: each in a lane of its own, so that a slow one holds up nobody else. */
export class WebhookSender implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #lanes = new Map<WebhookId, WebhookLane>();
  readonly #stopListening: () => void;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #stopped = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#stopListening = parts.store.onCommit(({ events }) => this.#hear(events));
  }

  /** Takes up what an earlier process left, and looks who is there. */
  look(): void {
    if (this.#stopped) return;
    this.#lookAgain = true;
    this.#looking ??= this.#openLanes().finally(() => {
      this.#looking = null;
      if (this.#lookAgain) this.look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    await this.#looking;
    await Promise.all([...this.#lanes.values()].map((lane) => lane[Symbol.asyncDispose]()));
  }

  #hear(events: readonly LoggedEvent[]): void {
    if (events.some(({ type }) => changes.has(type))) this.look();
    for (const lane of this.#lanes.values()) {
      if (events.some((event) => lane.wants(event))) lane.wake();
    }
  }

  async #openLanes(): Promise<void> {
    this.#lookAgain = false;
    try {
      const webhooks = await this.#parts.store.read(readAllWebhooks);
      const present = new Set(webhooks.map(({ id }) => id));
      for (const webhook of webhooks) {
        const lane = this.#lanes.get(webhook.id) ?? new WebhookLane(this.#parts, webhook);
        this.#lanes.set(webhook.id, lane);
        lane.wake();
      }
      const gone = [...this.#lanes].filter(([id]) => !present.has(id));
      for (const [id] of gone) this.#lanes.delete(id);
      await Promise.all(gone.map(([, lane]) => lane[Symbol.asyncDispose]()));
    } catch (cause) {
      this.#parts.reportFault(cause, { while: 'looking for webhooks' });
    }
  }
}
