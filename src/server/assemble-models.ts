import { createModels } from '../connectors/models/create-models.ts';
import { LongRuns } from '../engine/long-runs.ts';
import type { ModelSettings } from '../model-settings.ts';
import { LiveTexts } from '../pubsub/live-texts.ts';
import type { Store } from '../store/store.ts';

/** What the engine asks models with; the texts are followed by subscriptions too. */
export function assembleModels(settings: ModelSettings, store: Store) {
  const { concurrency, timeoutMs, retentionMs } = settings;
  return {
    provider: createModels(settings),
    texts: new LiveTexts(store),
    runs: new LongRuns(concurrency),
    timeoutMs,
    retentionMs,
  };
}
