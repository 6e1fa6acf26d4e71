import { ConfigError } from '../config.ts';
import { createModels } from '../connectors/models/create-models.ts';
import { readScript } from '../connectors/models/scripted.ts';
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

/** Throws ConfigError where the script of the scripted model, if there is to be one, cannot be read. */
export async function checkScript(path: string | null): Promise<void> {
  if (path === null) return;
  try {
    await readScript(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new ConfigError(`SCRIPTED_MODEL_FILE is ${JSON.stringify(path)}, which is no script: ${why}`, {
      cause,
    });
  }
}
