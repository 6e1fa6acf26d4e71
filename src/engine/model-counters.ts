import { metrics } from '@opentelemetry/api';
import type { ModelFailureReason, ModelRunOutcome } from '../domain/model.ts';
import type { ModelRun } from '../domain/model-run.ts';
import type { RunTally } from './ask-model.ts';

// Without an SDK of OpenTelemetry in the process these count nothing and cost nothing.
const meter = metrics.getMeter('countersign');
const runs = meter.createCounter('countersign.model.runs', {
  unit: '{run}',
  description: 'Runs of models that have ended.',
});
const calls = meter.createCounter('countersign.model.calls', {
  unit: '{call}',
  description: 'How often models were asked, repetitions included.',
});
const tokens = meter.createCounter('countersign.model.tokens', {
  unit: '{token}',
  description: 'Tokens that were read and written.',
});
const duration = meter.createHistogram('countersign.model.duration', {
  unit: 's',
  description: 'From the start of a run to its end.',
});
const timeToFirstToken = meter.createHistogram('countersign.model.time_to_first_token', {
  unit: 's',
  description: 'From the start of a run to the first token that came.',
});

export interface EndedRun extends Pick<ModelRun, 'organizationId' | 'model' | 'startedAt'> {
  readonly tally: RunTally;
  readonly outcome: ModelRunOutcome;
  /** Of one that failed. */
  readonly reason: ModelFailureReason | null;
  readonly endedAt: number;
}

/** Counts a run that has ended, once its end is stored. */
export function countRun({
  organizationId,
  model,
  startedAt,
  tally,
  outcome,
  reason,
  endedAt,
}: EndedRun): void {
  const of = { 'countersign.organization.id': organizationId, 'countersign.model': model };
  const ended = {
    ...of,
    'countersign.outcome': outcome,
    ...(reason === null ? {} : { 'error.type': reason }),
  };
  runs.add(1, ended);
  calls.add(tally.calls, of);
  tokens.add(tally.inputTokens, { ...of, 'countersign.token.type': 'input' });
  tokens.add(tally.outputTokens, { ...of, 'countersign.token.type': 'output' });
  duration.record((endedAt - startedAt) / 1000, ended);
  if (tally.firstTokenAt !== null) timeToFirstToken.record((tally.firstTokenAt - startedAt) / 1000, of);
}
