import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { startServer } from '../../src/server/server.ts';
import { startTestServer, until } from './fixture.ts';
import { type Answer, startRealServer } from './real-server.ts';

const ada = { 'x-dev-user': 'ada' };
const bob = { 'x-dev-user': 'bob' };
const cyd = { 'x-dev-user': 'cyd' };

function failed(answer: Answer): [number, unknown] {
  return [answer.status, answer.errors[0]?.extensions['code']];
}

describe('how often', () => {
  test('a user may ask is seen in headers and in viewer before it is hit; then 429 says when to go on', async () => {
    const server = await startRealServer({ environment: { REQUESTS_PER_MINUTE: '5' } });
    const look = '{ viewer { limits { name value remaining resetsAt unit } } }';
    const first = await server.ask(look, {}, ada);
    expect(first.headers.get('ratelimit-limit')).toBe('5');
    expect(first.headers.get('ratelimit-remaining')).toBe('4');
    expect(first.data.viewer.limits).toContainEqual({
      name: 'REQUESTS_PER_MINUTE',
      value: 5,
      remaining: 4,
      resetsAt: expect.any(String),
      unit: 'requests',
    });
    using socket = await server.socket(ada).ready();
    await socket.operate('1', '{ __typename }');
    for (let count = 0; count < 3; count += 1) await server.ask(look, {}, ada);
    const over = await server.ask(look, {}, ada);
    expect(failed(over)).toEqual([429, 'RATE_LIMITED']);
    expect(over.errors[0]?.extensions).toMatchObject({ limit: 5, remaining: 0, name: 'REQUESTS_PER_MINUTE' });
    const retryAfter = Number(over.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(over.errors[0]?.extensions['retryAfter']).toBe(retryAfter);
    expect(JSON.stringify(await socket.operate('2', '{ __typename }'))).toContain('"code":"RATE_LIMITED"');
    expect(JSON.stringify(socket.messages)).not.toContain('"http"');
    expect((await server.ask(look, {}, bob)).status).toBe(200);
  });

  test('stream tickets are asked for counts as well', async () => {
    const server = await startRealServer({ environment: { REQUESTS_PER_MINUTE: '2' } });
    const ask = () => fetch(`${server.url}/stream-tickets`, { method: 'POST', headers: ada });
    expect([(await ask()).status, (await ask()).status]).toEqual([201, 201]);
    const over = await ask();
    expect([over.status, Number(over.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect(await over.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', name: 'REQUESTS_PER_MINUTE', limit: 2, remaining: 0 } }],
    });
  });

  test('an organization may ask is shared by its members', async () => {
    const server = await startRealServer({ environment: { ORGANIZATION_REQUESTS_PER_MINUTE: '2' } });
    expect((await server.ask('{ __typename }', {}, ada)).status).toBe(200);
    expect((await server.ask('{ __typename }', {}, bob)).status).toBe(200);
    expect(failed(await server.ask('{ __typename }', {}, ada))).toEqual([429, 'RATE_LIMITED']);
  });

  test('mutations may be sent counts each of their fields, on both transports', async () => {
    const server = await startRealServer({ environment: { MUTATIONS_PER_MINUTE: '3' } });
    const set = 'setPolicy(input: { approvers: 1 }) { asOf }';
    expect((await server.ask(`mutation { a: ${set} b: ${set} }`, {}, ada)).status).toBe(200);
    using socket = await server.socket(ada).ready();
    expect(JSON.stringify(await socket.operate('1', `mutation { ${set} }`))).toContain('asOf');
    expect(JSON.stringify(await socket.operate('2', `mutation { ${set} }`))).toContain('RATE_LIMITED');
    const over = await server.ask(`mutation { ${set} }`, {}, ada);
    expect([failed(over), over.headers.get('ratelimit-limit')]).toEqual([[429, 'RATE_LIMITED'], '3']);
    expect((await server.ask('{ __typename }', {}, ada)).status).toBe(200);
  });

  test.each([
    ['a fragment', 'mutation { ...F } fragment F on Mutation { FIELDS }'],
    ['a fragment without a name', 'mutation { ... { FIELDS } }'],
    [
      'fragments in fragments',
      'mutation { ...F } fragment F on Mutation { ...G } fragment G on Mutation { FIELDS }',
    ],
  ])('mutations may be sent counts each of their fields in %s', async (_form, text) => {
    const server = await startRealServer({ environment: { MUTATIONS_PER_MINUTE: '3' } });
    const fields = (count: number) =>
      Array.from({ length: count }, (_, n) => `a${n}: setPolicy(input: { approvers: 1 }) { asOf }`).join(' ');
    const ask = (count: number) => server.ask(text.replace('FIELDS', fields(count)), {}, ada);
    expect(failed(await ask(4))).toEqual([429, 'RATE_LIMITED']);
    expect((await ask(3)).status).toBe(200);
  });
});

test('documents may have so many bytes in an hour, and so many sessions may be open', async () => {
  const server = await startRealServer({
    environment: { DOCUMENT_BYTES_PER_HOUR: '200', OPEN_SESSIONS: '2' },
  });
  const create = `mutation ($markdown: String!) { createPlanningSession(input: { title: "t", document: { markdown: $markdown } }) {
    planningSession { id } errors { code message ... on LimitExceededError { limit retryAt } } } }`;
  const make = async (markdown: string, who = ada) =>
    (await server.ask(create, { markdown }, who)).data.createPlanningSession;
  const first = await make('# Epic: a');
  expect((await make('# Epic: b')).errors).toEqual([]);
  const tooMany = await make('# Epic: c');
  expect([tooMany.planningSession, tooMany.errors]).toMatchObject([
    null,
    [{ code: 'LIMIT_EXCEEDED', limit: 2, retryAt: null }],
  ]);
  const { data } = await server.ask('{ viewer { limits { name remaining } } }', {}, ada);
  expect(data.viewer.limits).toContainEqual({ name: 'OPEN_SESSIONS', remaining: 0 });
  expect((await make('# Epic: b', bob)).errors).toEqual([]);
  await server.ask(
    `mutation { cancelPlanningSession(input: { sessionId: "${first.planningSession.id}" }) { asOf } }`,
    {},
    ada,
  );
  expect((await make('# Epic: d')).errors).toEqual([]);
  const long = await make(`# Epic: e\n\n${'x'.repeat(200)}`);
  expect(long.errors).toMatchObject([{ code: 'LIMIT_EXCEEDED', limit: 200, retryAt: expect.any(String) }]);
  // What was refused is not counted: a short one still fits.
  expect((await make('# Epic: f', cyd)).errors).toEqual([]);
  expect((await make(`# Epic: g\n\n${'x'.repeat(200)}`, cyd)).errors).toHaveLength(1);
  expect((await make('# Epic: g', cyd)).errors).toEqual([]);
});

describe('an operation', () => {
  test('costs what its answer can hold: sizes of pages multiply, from literals, variables and defaults', async () => {
    const server = await startRealServer({ environment: { OPERATION_MAX_COST: '2000' } });
    const pages = (first: string) =>
      `planningSessions(first: ${first}) { nodes { id actions(first: 100) { nodes { id } } } }`;
    for (const [query, variables] of [
      [`{ ${pages('100')} }`, {}],
      [`query ($n: Int) { ${pages('$n')} }`, { n: 100 }],
      [`query ($n: Int = 100) { ${pages('$n')} }`, {}],
      [`{ ...F } fragment F on Query { ${pages('100')} }`, {}],
      ['{ issues(first: 100) { nodes { children { children { id } } } } }', {}],
      [
        'query ($f: Int) { planningSessions(first: $f, last: 100) { nodes { id actions(first: null, last: 100) { nodes { id } } } } }',
        {},
      ],
      [
        `query ($ids: [ID!]! = [${'"x" '.repeat(600)}]) { nodes(ids: $ids) { id ... on Issue { title identifier state } } }`,
        {},
      ],
      [
        'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Issue { title identifier state } } }',
        { ids: Array(600).fill('x') },
      ],
    ] as const) {
      const answer = await server.ask(query, variables);
      expect([query, ...failed(answer)]).toEqual([query, 400, 'DOCUMENT_TOO_COMPLEX']);
    }
    expect((await server.ask(`query ($n: Int = 100) { ${pages('$n')} }`, { n: 5 })).status).toBe(200);
    const tooLarge = await server.ask('{ planningSessions(first: 1000000000) { nodes { id } } }');
    expect(tooLarge.errors).toMatchObject([
      {
        message: '`first` is 1000000000; it has to be at least 0 and at most 100.',
        extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
      },
    ]);
    using socket = await server.socket(ada).ready();
    expect(JSON.stringify(await socket.operate('1', `{ ${pages('100')} }`))).toContain(
      'DOCUMENT_TOO_COMPLEX',
    );
  });

  test('asks for the schema a few times, which is worked out in one go and costs nothing else', async () => {
    const server = await startRealServer();
    const times = (count: number, of: string) =>
      `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${of}`).join(' ')} }`;
    const whole = '__schema { types { fields { name } } }';
    const one = '__type(name: "Issue") { name }';
    expect((await server.ask(times(5, whole))).status).toBe(200);
    expect((await server.ask(times(50, one))).status).toBe(200);
    const spread = `{ ...A b: __schema { ...B } } fragment A on Query { ${times(5, whole).slice(1, -1)} } fragment B on __Schema { description }`;
    for (const query of [times(6, whole), times(51, one), spread]) {
      const answer = await server.ask(query);
      expect(failed(answer)).toEqual([400, 'DOCUMENT_TOO_COMPLEX']);
      expect(answer.errors[0]?.message).toContain('5 times for __schema');
    }
  });

  test('holds no text longer than a mebibyte: that goes into the variables', async () => {
    const server = await startRealServer();
    const text = 'x\n'.repeat(600_000);
    const literal = await server.ask(`{ issue(id: """${text}""") { id } }`);
    expect(failed(literal)).toEqual([400, 'DOCUMENT_TOO_COMPLEX']);
    expect(literal.errors[0]?.message).toContain('in the variables');
    expect((await server.ask('query ($id: ID!) { issue(id: $id) { id } }', { id: text })).data).toEqual({
      issue: null,
    });
  });

  test('with directives without end is refused', async () => {
    const server = await startRealServer();
    const query = `{ viewer { role ${'@include(if: true) '.repeat(501)} } }`;
    expect(failed(await server.ask(query))).toEqual([400, 'DOCUMENT_TOO_COMPLEX']);
  });

  const aliased = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: role`).join(' ');

  test.each([
    ['aliases', `{ viewer { ${aliased(501)} } }`],
    ['aliases', `{ a: viewer { ...F } b: viewer { ...F } } fragment F on Viewer { ${aliased(250)} }`],
    ['fields beside each other', `{ viewer { ${'role '.repeat(501)} } }`],
  ])('with %s without end is refused, on both transports', async (what, query) => {
    const server = await startRealServer();
    const answer = await server.ask(query);
    expect(failed(answer)).toEqual([400, 'DOCUMENT_TOO_COMPLEX']);
    expect(answer.text).toContain(what);
    using socket = await server.socket(ada).ready();
    expect(JSON.stringify(await socket.operate('1', query))).toContain('DOCUMENT_TOO_COMPLEX');
  });

  test('that runs too long is broken off and says so', async () => {
    await using server = await startTestServer({ OPERATION_TIMEOUT_MS: '200' });
    const startedAt = performance.now();
    const response = await fetch(server.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ slow(ms: 60000) }"}',
    });
    expect(JSON.stringify(await response.json())).toContain('EXECUTION_TIMEOUT');
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});

test('introspection can be closed on both transports, and then nothing is suggested', async () => {
  const server = await startRealServer({ environment: { INTROSPECTION: 'closed' } });
  for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }']) {
    expect(failed(await server.ask(query))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    using socket = await server.socket(ada).ready();
    expect(JSON.stringify(await socket.operate('1', query))).toContain('GRAPHQL_VALIDATION_FAILED');
  }
  expect((await server.ask('{ __typename viewer { __typename } }')).status).toBe(200);
  for (const [query, variables] of [
    ['{ viewr { role } }', {}],
    ['{ viewer { rolle } }', {}],
    ['{ events(filtr: {}) { totalCount } }', {}],
    ['query ($f: EventFilter) { events(filter: $f) { totalCount } }', { f: { typs: ['PolicyChanged'] } }],
    ['query ($f: EventFilter) { events(filter: $f) { totalCount } }', { f: { types: ['PolicyChange'] } }],
  ] as const) {
    const { text } = await server.ask(query, variables);
    expect(text).toContain('errors');
    expect(text).not.toContain('Did you mean');
  }
});

describe('trusted documents', () => {
  const trusted = '{ viewer { role } }';
  const sha256Hash = createHash('sha256').update(trusted).digest('hex');

  async function listed(content: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-trusted-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'documents.json');
    await writeFile(path, content);
    return path;
  }

  test('are the only ones that are executed, by text or by hash, on both transports', async () => {
    const path = await listed(JSON.stringify({ [sha256Hash]: trusted }));
    const server = await startRealServer({ environment: { TRUSTED_DOCUMENTS: path } });
    const post = async (body: object) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.text()];
    };
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const unknown = { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } };
    expect(await post({ query: trusted })).toEqual([200, '{"data":{"viewer":{"role":"ADMIN"}}}']);
    expect(await post({ extensions })).toEqual([200, '{"data":{"viewer":{"role":"ADMIN"}}}']);
    expect(await post({ query: '{ __typename }' })).toEqual([
      400,
      expect.stringContaining('DOCUMENT_NOT_TRUSTED'),
    ]);
    expect(await post({ query: '{ __typename }', extensions })).toEqual([
      400,
      expect.stringContaining('DOCUMENT_NOT_TRUSTED'),
    ]);
    expect(await post({ extensions: unknown })).toEqual([
      400,
      expect.stringContaining('DOCUMENT_NOT_TRUSTED'),
    ]);
    using socket = await server.socket(ada).ready();
    for (const [id, payload] of Object.entries({
      text: { query: trusted },
      hash: { query: '', extensions },
      other: { query: '{ __typename }' },
    })) {
      socket.say({ id, type: 'subscribe', payload });
      await until(() => socket.of(id).length > 0);
    }
    expect(['text', 'hash', 'other'].map((id) => JSON.stringify(socket.of(id)[0]?.payload))).toEqual([
      '{"data":{"viewer":{"role":"ADMIN"}}}',
      '{"data":{"viewer":{"role":"ADMIN"}}}',
      expect.stringContaining('DOCUMENT_NOT_TRUSTED'),
    ]);
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['a list', '[]'],
    ['a wrong hash', `{"${sha256Hash}": "{ __typename }"}`],
  ])('in %s stop the start with a sentence', async (_name, content) => {
    const path = await listed(content);
    const config = parseConfig({
      PORT: '0',
      DATABASE_URL: `file:${path}.db`,
      TRUSTED_DOCUMENTS: path,
      LOG_LEVEL: 'silent',
    });
    await expect(startServer(config)).rejects.toThrow(/^TRUSTED_DOCUMENTS/);
  });
});
