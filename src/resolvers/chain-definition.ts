import type { ChainDefinition, ChainSettings, StepDefinition, StepWork } from '../domain/chain-definition.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { RetryPolicy } from '../domain/retry.ts';
import { listDefinitions } from '../store/read/chain-definitions.ts';
import type { Context } from './context.ts';

/** The newest version of each definition, by name. */
export function getChainDefinitions(context: Context): Promise<readonly ChainDefinition[]> {
  const { organizationId } = context.viewer;
  return context.reads.snapshot.read((reader) => listDefinitions(reader, organizationId));
}

/** The steps of a definition as `StepInput` takes them, so that they can be changed and saved again. */
export function showSteps({ steps }: ChainDefinition): Json {
  return steps.map(showStep);
}

function showStep(step: StepDefinition): JsonObject {
  const { name, dependsOn, join, when, onFailure } = step;
  const { timeoutMs, delayMs } = step;
  return withoutNulls({
    name,
    dependsOn,
    join,
    ...showWork(step.work),
    when,
    retry: showRetry(step.retry),
    timeoutSeconds: seconds(timeoutMs),
    delaySeconds: seconds(delayMs),
    onFailure,
  });
}

function showWork(work: StepWork): JsonObject {
  switch (work.kind) {
    case 'ACTION':
      return { action: { tool: work.tool, arguments: work.arguments } };
    case 'TIMER': {
      const until = work.until === null ? null : new Date(work.until).toISOString();
      return { timer: withoutNulls({ durationSeconds: seconds(work.durationMs), until }) };
    }
    case 'SIGNAL':
      return { signal: { name: work.signal } };
    case 'CHAIN': {
      const { definition, steps, input, settings } = work;
      const source = { definition: definition?.name ?? null, steps: steps?.map(showStep) ?? null };
      return { chain: withoutNulls({ ...source, input, ...showSettings(settings) }) };
    }
  }
}

/** How a definition runs, as `StartChainInput` takes it. */
export function showSettings(settings: ChainSettings): JsonObject {
  const { onFailure, retry, timeoutMs, delayMs, concurrency } = settings;
  return withoutNulls({
    onFailure,
    retry: showRetry(retry),
    timeoutSeconds: seconds(timeoutMs),
    delaySeconds: seconds(delayMs),
    concurrency,
  });
}

function showRetry(retry: RetryPolicy | null): JsonObject | null {
  if (retry === null) return null;
  const { attempts, backoff, jitter, initialDelayMs, maxDelayMs } = retry;
  const delays = { initialDelaySeconds: initialDelayMs / 1_000, maxDelaySeconds: maxDelayMs / 1_000 };
  return { attempts, backoff, ...delays, jitter };
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1_000;
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}
