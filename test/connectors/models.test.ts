import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import { ModelFault, type ModelPart, type ModelProvider, type ModelRequest } from '../../src/domain/model.ts';
import {
  chunk,
  openVendorServer,
  type Reply,
  said,
  usage,
  type VendorServer,
  vendorNames,
} from './vendor-server.ts';

const tool = {
  name: 'create_issue',
  description: 'Creates an issue.',
  argumentSchema: { type: 'object', properties: { title: { type: 'string' } } },
};

function requestTo(model: string, given: Partial<ModelRequest> = {}): ModelRequest {
  const turns = [
    { role: 'SYSTEM', text: 'Be brief.' },
    { role: 'USER', text: 'Hello' },
  ] as const;
  return { model, turns, tools: [], temperature: null, maxOutputTokens: 100, ...given };
}

function modelsOf(environment: Record<string, string>): ModelProvider {
  return createModels(parseConfig(environment).models);
}

async function listen(
  models: ModelProvider,
  request: ModelRequest,
  signal = new AbortController().signal,
): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of models.stream(request, signal)) parts.push(part);
  return parts;
}

async function faultOf(models: ModelProvider, request: ModelRequest): Promise<ModelFault> {
  try {
    await listen(models, request);
  } catch (cause) {
    if (cause instanceof ModelFault) return cause;
    throw cause;
  }
  throw new Error('nothing failed');
}

describe.each(vendorNames)('a model of %s', (name) => {
  const model = `${name}/test`;
  async function open(replies: VendorServer['replies']) {
    const vendor = await openVendorServer(replies);
    return { vendor, models: modelsOf(vendor.environment(name)) };
  }

  test('tells its text as it comes, and what it cost', async () => {
    const { models } = await open([said('Good morning, everyone.')]);
    const parts = await listen(models, requestTo(model));
    const texts = parts.flatMap((part) => (part.kind === 'TEXT' ? [part.text] : []));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('')).toBe('Good morning, everyone.');
    expect(parts.at(-1)).toEqual({
      kind: 'END',
      stop: 'DONE',
      usage: { inputTokens: usage.input, outputTokens: usage.output },
    });
  });

  test('has its tool calls put together from their fragments', async () => {
    const { vendor, models } = await open([
      [
        { text: 'Two of them.' },
        { call: 'create_issue', id: 'a', fragments: ['{"ti', 'tle":"O', 'ne"}'] },
        { call: 'create_issue', id: 'b', fragments: ['{"title":', '"Two"}'] },
        { end: 'tool-calls' },
      ],
    ]);
    const parts = await listen(models, requestTo(model, { tools: [tool] }));
    expect(parts.filter((part) => part.kind === 'TOOL_STARTED')).toHaveLength(2);
    expect(parts.filter((part) => part.kind === 'TOOL_CALL')).toEqual([
      { kind: 'TOOL_CALL', callId: 'a', tool: 'create_issue', arguments: '{"title":"One"}' },
      { kind: 'TOOL_CALL', callId: 'b', tool: 'create_issue', arguments: '{"title":"Two"}' },
    ]);
    expect(parts.at(-1)).toMatchObject({ kind: 'END', stop: 'TOOL_CALLS' });
    expect(JSON.stringify(vendor.received[0]?.body.tools)).toContain('create_issue');
  });

  test('is told what came of its calls', async () => {
    const { vendor, models } = await open([said('Done.')]);
    const call = { callId: 'call-1', tool: 'create_issue', arguments: '{"title":"One"}' };
    const result = { callId: 'call-1', tool: 'create_issue', output: { state: 'DECLINED' }, isError: false };
    const request = requestTo(model, {
      tools: [tool],
      turns: [
        { role: 'USER', text: 'Make one' },
        { role: 'ASSISTANT', text: '', calls: [call] },
        { role: 'TOOL', results: [result] },
      ],
    });
    await listen(models, request);
    const sent = JSON.stringify(vendor.received[0]?.body);
    expect(sent).toContain('DECLINED');
    expect(sent).toContain('call-1');
  });

  test.each([
    ['length', 'LENGTH'],
    ['content-filter', 'CONTENT_FILTER'],
  ] as const)('says when it ended because of %s', async (end, stop) => {
    const { models } = await open([[{ text: 'So' }, { end }]]);
    expect((await listen(models, requestTo(model))).at(-1)).toMatchObject({ kind: 'END', stop });
  });

  test('that takes no more requests says for how long', async () => {
    const { models } = await open([{ status: 429, headers: { 'retry-after': '7' } }]);
    const fault = await faultOf(models, requestTo(model));
    expect(fault).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 7000 });
  });

  test.each([
    [500, 'MODEL_ERROR', true],
    [401, 'MODEL_ERROR', false],
    [404, 'MODEL_ERROR', false],
    [413, 'CONTEXT_TOO_LONG', false],
  ])('that answers with %i is a fault', async (status, code, retryable) => {
    const { vendor, models } = await open([{ status }]);
    expect(await faultOf(models, requestTo(model))).toMatchObject({ code, retryable });
    // Nothing below the engine repeats a request.
    expect(vendor.received).toHaveLength(1);
  });

  test('that finds the request too long says so', async () => {
    const body = { error: { message: "This model's maximum context length is 10 tokens.", type: 'invalid' } };
    const { models } = await open([{ status: 400, body }]);
    expect((await faultOf(models, requestTo(model))).code).toBe('CONTEXT_TOO_LONG');
  });

  test('whose connection breaks in the middle was cut off', async () => {
    const heard = Promise.withResolvers<void>();
    const { models } = await open([[{ text: 'Half of' }, { until: heard.promise }, { cut: true }]]);
    const parts = models.stream(requestTo(model), new AbortController().signal)[Symbol.asyncIterator]();
    expect((await parts.next()).value).toEqual({ kind: 'TEXT', text: 'Half of' });
    heard.resolve();
    await expect(parts.next()).rejects.toMatchObject({ name: 'ModelFault', code: 'CUT_OFF' });
  });

  test('whose stream ends without an end was cut off', async () => {
    const { models } = await open([[{ text: 'Half of' }]]);
    expect((await faultOf(models, requestTo(model))).code).toBe('CUT_OFF');
  });

  test('sees its connection close when it is told to stop', async () => {
    const { vendor, models } = await open([[{ text: 'One' }, { until: new Promise(() => {}) }]]);
    const stop = new AbortController();
    const listening = listen(models, requestTo(model), stop.signal);
    while (vendor.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    stop.abort('CANCELLED');
    await expect(listening).rejects.toBe('CANCELLED');
    expect(await vendor.received[0]?.closed).toBe(false);
  });
});

test('a vendor that cannot be reached is a fault that may pass', async () => {
  const models = modelsOf({ COMPATIBLE_BASE_URL: 'http://127.0.0.1:2', MODEL: 'compatible/test' });
  expect(await faultOf(models, requestTo('compatible/test'))).toMatchObject({
    code: 'MODEL_ERROR',
    message: expect.stringContaining('could not be reached'),
    retryable: true,
    cause: { cause: { code: 'ECONNREFUSED' } },
  });
});

test.each<[string, Reply, object]>([
  [
    'a web page',
    { status: 200, headers: { 'content-type': 'text/html' } },
    { code: 'MODEL_ERROR', message: expect.stringContaining('something else than a stream') },
  ],
  ['a piece that is no JSON', [{ line: '{"id":' }], { code: 'MODEL_ERROR', retryable: false }],
  [
    'a call without a name',
    [
      { line: chunk({ tool_calls: [{ index: 0, id: 'a', function: { arguments: '{}' } }] }) },
      { end: 'stop' },
    ],
    { code: 'MODEL_ERROR', retryable: false },
  ],
  [
    'an error on its side as a piece',
    [{ line: { error: { type: 'server_error', code: 500, message: 'Oops' } } }],
    { code: 'MODEL_ERROR', retryable: true },
  ],
  [
    'too many requests as a piece',
    [{ line: { error: { code: 429, message: 'Slow down' } } }],
    { code: 'RATE_LIMITED', retryable: true },
  ],
  [
    'too long a request as a piece',
    [{ line: { error: { code: 'context_length_exceeded', message: 'No' } } }],
    { code: 'CONTEXT_TOO_LONG' },
  ],
  [
    'a content filter as a piece',
    [{ line: { error: { code: 'content_filter', message: 'No' } } }],
    { code: 'CONTENT_FILTER' },
  ],
  [
    'a content filter',
    { status: 400, body: { error: { message: 'No', code: 'content_filter' } } },
    { code: 'CONTENT_FILTER', retryable: false },
  ],
])('a compatible server that answers with %s is told apart', async (_what, reply, fault) => {
  const vendor = await openVendorServer([reply]);
  const models = modelsOf(vendor.environment('compatible'));
  expect(await faultOf(models, requestTo('compatible/test'))).toMatchObject(fault);
});

test('a vendor that does not count is not taken to have used nothing', async () => {
  const vendor = await openVendorServer([[{ text: 'Hello' }, { line: chunk({}, 'stop') }]]);
  const models = modelsOf(vendor.environment('compatible'));
  const parts = await listen(models, requestTo('compatible/test'));
  expect(parts.at(-1)).toEqual({ kind: 'END', stop: 'DONE', usage: null });
});

test('a model that is not configured any more is a fault that says what to set', async () => {
  const models = modelsOf({ OPENAI_API_KEY: 'k', MODEL: 'openai/gpt-5-mini' });
  const fault = await faultOf(models, requestTo('anthropic/test'));
  expect(fault).toMatchObject({ code: 'MODEL_ERROR', retryable: false });
  expect(fault.message).toContain('ANTHROPIC_API_KEY');
});

describe('the name of a model', () => {
  test('is needed when nothing is configured, and the answer says what to set', () => {
    const resolved = modelsOf({}).resolve(null);
    expect(resolved).toMatchObject({ kind: 'none', message: expect.stringContaining('OPENAI_API_KEY') });
  });

  test('is the default one when none is given', () => {
    const models = modelsOf({ OPENAI_API_KEY: 'k', MODEL: 'openai/gpt-5-mini' });
    expect(models.resolve(null)).toEqual({ kind: 'model', model: 'openai/gpt-5-mini' });
    expect(models.resolve('openai/other')).toEqual({ kind: 'model', model: 'openai/other' });
  });

  test.each(['anthropic/x', 'openai/', 'gpt-5', ''])('%j cannot be asked', (name) => {
    const models = modelsOf({ OPENAI_API_KEY: 'k', MODEL: 'openai/gpt-5-mini' });
    expect(models.resolve(name).kind).toBe('none');
  });
});
