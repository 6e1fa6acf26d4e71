import { positionOf, type StreamCursor, type TextCursor } from '../domain/cursor.ts';
import type { JobId, OrganizationId } from '../domain/ids.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { isSuggestionSettled, type SuggestionJob } from '../domain/suggestion.ts';
import { readHead } from '../store/log.ts';
import { readSuggestionJob } from '../store/read/suggestions.ts';
import type { Store } from '../store/store.ts';
import { type LiveTexts, streamsPerPerson } from './live-texts.ts';
import { closableBy, TextWatch } from './text-watch.ts';

/** What a follower of a job is told, and how much of the text it has been told with it. */
export type SuggestionHeard = {
  readonly jobId: JobId;
  readonly cursor: TextCursor;
} /** `at` is when, in epoch milliseconds. */ & (
  | { readonly kind: 'CONNECTED'; readonly job: SuggestionJob; readonly at: number }
  | { readonly kind: 'ENDED'; readonly job: SuggestionJob }
  /** The text from `from` up to the cursor, which is how long the whole is by now. */
  | { readonly kind: 'DELTA'; readonly from: number; readonly text: string }
);

export interface SuggestionRequest {
  readonly organizationId: OrganizationId;
  /** Whose subscription it is, by the id of the actor. */
  readonly followedBy: string;
  readonly jobId: JobId;
  readonly after: StreamCursor | null;
}

/** Pieces of a text are told no more often than this. */
const intervalMs = 100;

/**
 * A job from where the follower left off: the text that it lacks, then live, then the end. The end comes after the whole
 * text, however fast it came. Ends by itself when the job is gone. Refuses with LIMIT_EXCEEDED who follows too many.
 */
export function followSuggestion(
  { store, texts, now }: { readonly store: Store; readonly texts: LiveTexts; readonly now: () => number },
  { organizationId, followedBy, jobId, after }: SuggestionRequest,
): AsyncIterableIterator<SuggestionHeard, void, void> | RefusalOf<'LIMIT_EXCEEDED'> {
  const onClose = texts.reserve({ organizationId, followedBy });
  if (onClose === null) {
    const message = `You follow ${streamsPerPerson} suggestions at the same time already: let go of one first.`;
    return refuse('LIMIT_EXCEEDED', message, null, { limit: streamsPerPerson, retryAt: null });
  }
  const watch = new TextWatch(texts, {
    organizationId,
    followedBy,
    owner: jobId,
    column: 'jobId',
    position: positionOf(after ?? 0),
    intervalMs,
    since: now(),
    onClose,
  });
  return closableBy(watch, run());

  async function* run(): AsyncGenerator<SuggestionHeard, void, void> {
    try {
      let seen = await read();
      if (seen === null) return;
      const known = after !== null && typeof after !== 'number' && after.textId === jobId ? after.offset : 0;
      let offset = Math.min(known, (texts.get(jobId)?.text ?? seen.job.text).length);
      yield { kind: 'CONNECTED', jobId, cursor: place(seen.position, offset), job: seen.job, at: now() };
      while (!watch.closed) {
        const live = texts.get(jobId);
        if (live !== null && live.text.length > offset) {
          await watch.turn();
          const text = live.text.slice(offset);
          const from = offset;
          offset = live.text.length;
          if (!watch.closed) yield { kind: 'DELTA', jobId, cursor: place(seen.position, offset), from, text };
          continue;
        }
        if (live === null) {
          seen = await read();
          if (seen === null) return;
          const { job } = seen;
          if (isSuggestionSettled(job.status)) {
            const rest = job.text.slice(offset);
            if (rest !== '') {
              await watch.turn();
              const from = offset;
              offset = job.text.length;
              yield { kind: 'DELTA', jobId, cursor: place(seen.position, offset), from, text: rest };
            }
            return yield { kind: 'ENDED', jobId, cursor: place(seen.position, offset), job };
          }
        }
        await watch.change();
      }
    } finally {
      watch.close();
    }
  }

  function place(position: number, offset: number): TextCursor {
    return { position, textId: jobId, offset };
  }

  function read(): Promise<{ job: SuggestionJob; position: number } | null> {
    return store.read(async (reader) => {
      const job = await readSuggestionJob(reader, organizationId, jobId);
      return job === null ? null : { job, position: await readHead(reader, organizationId) };
    });
  }
}
