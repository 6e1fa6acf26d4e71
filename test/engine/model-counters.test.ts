import { expect, test, vi } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import { readSuggestionJob } from '../../src/store/read/suggestions.ts';
import { openVendorServer, said, usage } from '../connectors/vendor-server.ts';
import { done, openRig, until } from './rig.ts';

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

test('runs of models are counted for whoever collects metrics', async () => {
  const answer = JSON.stringify({
    suggestions: [{ title: 'a', rationale: 'b', description: 'c', implementationConsiderations: [] }],
  });
  const vendor = await openVendorServer([said(answer)]);
  const provider = createModels(parseConfig(vendor.environment('compatible')).models);
  const rig = await openRig({ models: { provider } });
  const started = await rig.engine.startSuggestion(rig.caller, {
    pageOrComponent: 'Search page',
    featureType: 'ENHANCEMENT',
    priorityLevel: 'HIGH',
    additionalContext: null,
    model: null,
    agentId: null,
    idempotencyKey: null,
  });
  if (started.kind === 'no-model') throw new Error(started.message);
  const { id, model } = done(started);
  await until('the job is completed', async () => {
    const job = await rig.store.read((reader) => readSuggestionJob(reader, rig.organizationId, id));
    return job?.status === 'COMPLETED';
  });

  const { resourceMetrics } = await collect();
  const points = new Map(
    resourceMetrics.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints] as const),
  );
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
