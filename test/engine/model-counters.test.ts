import { expect, test, vi } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import type { JobId } from '../../src/domain/ids.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { LongRuns } from '../../src/engine/long-runs.ts';
import { readSuggestionJob } from '../../src/store/read/suggestions.ts';
import { openVendorServer, said, usage } from '../connectors/vendor-server.ts';
import { done, openRig, type Rig, until } from './rig.ts';

// As an operator's `--import` does: before the server is loaded.
const collect = await vi.hoisted(async () => {
  const { metrics } = await import('@opentelemetry/api');
  const { MeterProvider, MetricReader } = await import('@opentelemetry/sdk-metrics');
  const reader = new (class extends MetricReader {
    protected override async onForceFlush() {}
    protected override async onShutdown() {}
  })();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return () => reader.collect();
});

async function startJob(rig: Rig) {
  const started = await rig.engine.startSuggestion(rig.caller, {
    pageOrComponent: 'Search page',
    featureType: 'ENHANCEMENT',
    priorityLevel: 'HIGH',
    additionalContext: null,
    model: null,
    agentId: null,
    idempotencyKey: null,
  });
  return done(started);
}

/** Ends when the job has this status. */
async function reach(rig: Rig, id: JobId, status: string): Promise<void> {
  await until(`the job is ${status}`, async () => {
    const job = await rig.store.read((reader) => readSuggestionJob(reader, rig.organizationId, id));
    return job?.status === status;
  });
}

/** What was counted for an organization. */
async function countedFor(organizationId: string) {
  const { resourceMetrics } = await collect();
  const all = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  return new Map(
    all.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.filter(({ attributes }) => attributes['countersign.organization.id'] === organizationId),
    ]),
  );
}

test('runs of models are counted for whoever collects metrics', async () => {
  const answer = JSON.stringify({
    suggestions: [{ title: 'a', rationale: 'b', description: 'c', implementationConsiderations: [] }],
  });
  const vendor = await openVendorServer([said(answer)]);
  const provider = createModels(parseConfig(vendor.environment('compatible')).models);
  const rig = await openRig({ models: { provider } });
  const { id, model } = await startJob(rig);
  await reach(rig, id, 'COMPLETED');

  const points = await countedFor(rig.organizationId);
  const of = { 'countersign.organization.id': rig.organizationId, 'countersign.model': model };
  expect(points.get('countersign.model.runs')).toMatchObject([
    { value: 1, attributes: { ...of, 'countersign.outcome': 'COMPLETED' } },
  ]);
  expect(points.get('countersign.model.calls')).toMatchObject([{ value: 1, attributes: of }]);
  expect(points.get('countersign.model.tokens')).toMatchObject([
    { value: usage.input, attributes: { ...of, 'countersign.token.type': 'input' } },
    { value: usage.output, attributes: { ...of, 'countersign.token.type': 'output' } },
  ]);
  for (const name of ['countersign.model.duration', 'countersign.model.time_to_first_token']) {
    expect(points.get(name)).toMatchObject([{ value: { count: 1 } }]);
  }
});

test('a run that a process died over is counted by the next', async () => {
  const vendor = await openVendorServer([[{ text: 'Half' }, { until: new Promise(() => {}) }]]);
  const provider = createModels(parseConfig(vendor.environment('compatible')).models);
  const rig = await openRig({ models: { provider } });
  const { id } = await startJob(rig);
  await until('the model has been asked', () => vendor.received.length === 1);

  // The first engine is told nothing, as a process that dies is not.
  const models = { ...rig.parts.models, runs: new LongRuns(1) };
  await using _next = await createEngine({ ...rig.parts, models });
  await reach(rig, id, 'FAILED');

  const points = await countedFor(rig.organizationId);
  expect(points.get('countersign.model.runs')).toMatchObject([
    { value: 1, attributes: { 'countersign.outcome': 'FAILED', 'error.type': 'INTERRUPTED' } },
  ]);
});
