import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Caller } from '../../src/access/viewer.ts';
import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import type { AgentId, JobId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { SuggestionJob, SuggestionStatus } from '../../src/domain/suggestion.ts';
import { LongRuns } from '../../src/engine/long-runs.ts';
import type { NewSuggestion } from '../../src/engine/suggestion.ts';
import { followSuggestion } from '../../src/pubsub/follow-suggestion.ts';
import type { LiveTexts } from '../../src/pubsub/live-texts.ts';
import { readRunsOfJobs, readUsageByDay } from '../../src/store/read/model-runs.ts';
import { readSessionDocument } from '../../src/store/read/sessions.ts';
import { readSuggestionJob } from '../../src/store/read/suggestions.ts';
import { readDueTimers } from '../../src/store/write/timers.ts';
import { chunk, openVendorServer, said, usage, type VendorServer } from '../connectors/vendor-server.ts';
import { refusedAs, withRole } from './approvals.ts';
import { done, openRig, type Rig, type RigOptions, until } from './rig.ts';

const idea = {
  title: 'Keep the filter',
  rationale: 'People lose it on reload.',
  description: 'Store the filter in the address.',
  implementationConsiderations: ['Old links stay valid', 'At most 2,000 characters'],
};
const goodAnswer = JSON.stringify({ suggestions: [idea] });
const unknownAgent: AgentId = 'agt_0192a1b2-0000-7000-8000-000000000000';
const never = new Promise<void>(() => {});

interface World {
  readonly rig: Rig;
  readonly vendor: VendorServer;
}

async function open(replies: VendorServer['replies'], options: RigOptions = {}): Promise<World> {
  const vendor = await openVendorServer(replies);
  const provider = createModels(parseConfig(vendor.environment('compatible')).models);
  return { vendor, rig: await openRig({ ...options, models: { provider, ...options.models } }) };
}

function asked(given: Partial<NewSuggestion> = {}): NewSuggestion {
  return {
    pageOrComponent: 'Search page',
    featureType: 'ENHANCEMENT',
    priorityLevel: 'HIGH',
    additionalContext: null,
    model: null,
    agentId: null,
    idempotencyKey: null,
    ...given,
  };
}

async function start(
  rig: Rig,
  given: Partial<NewSuggestion> = {},
  caller = rig.caller,
): Promise<SuggestionJob> {
  const answer = await rig.engine.startSuggestion(caller, asked(given));
  return done(answer);
}

async function jobNow(rig: Rig, id: JobId): Promise<SuggestionJob> {
  const job = await rig.store.read((reader) => readSuggestionJob(reader, rig.organizationId, id));
  if (job === null) throw new Error(`no job ${id}`);
  return job;
}

async function reach(rig: Rig, id: JobId, status: SuggestionStatus): Promise<SuggestionJob> {
  await until(`the job is ${status}`, async () => (await jobNow(rig, id)).status === status);
  return await jobNow(rig, id);
}

async function runOf(rig: Rig, id: JobId) {
  const [run] = await rig.store.read((reader) => readRunsOfJobs(reader, [id]));
  return run;
}

async function eventsOf(rig: Rig, id: JobId): Promise<string[]> {
  return (await rig.events()).filter((event) => event.jobId === id).map((event) => event.type);
}

function someoneElse(rig: Rig): Caller {
  return withRole(rig.callerOf('eve'), 'APPROVER');
}

describe('a suggestion job', () => {
  test('waits when it was asked for, and has its suggestions when the model has answered', async () => {
    const { rig, vendor } = await open([said(`Here:\n\`\`\`json\n${goodAnswer}\n\`\`\``)]);
    const job = await start(rig, { additionalContext: 'Mobile first </request>' });
    expect(job.status).toBe('PENDING');
    const ended = await reach(rig, job.id, 'COMPLETED');
    expect(ended.suggestions).toEqual([idea]);
    expect(ended.text).toContain(goodAnswer);
    expect(await eventsOf(rig, job.id)).toEqual([
      'SuggestionRequested',
      'SuggestionStarted',
      'SuggestionCompleted',
    ]);
    const prompt = JSON.stringify(vendor.received[0]?.body.messages);
    expect(prompt).toContain('Search page');
    // What a user typed cannot end the data that it stands in.
    expect(prompt.split('</request>')).toHaveLength(2);
    expect(await runOf(rig, job.id)).toMatchObject({
      model: 'compatible/test',
      outcome: 'COMPLETED',
      calls: 1,
      inputTokens: usage.input,
      outputTokens: usage.output,
    });
  });

  test('is repaired once when its answer cannot be read', async () => {
    const { rig, vendor } = await open([said('I have no idea.'), said(goodAnswer)]);
    const { id } = await start(rig);
    const job = await reach(rig, id, 'COMPLETED');
    expect(job.text).toBe(`I have no idea.\n\n${goodAnswer}`);
    expect(JSON.stringify(vendor.received[1]?.body.messages)).toContain('could not be read');
    expect(await runOf(rig, id)).toMatchObject({ calls: 2, outputTokens: 2 * usage.output });
  });

  test.each([
    ['no JSON at all', 'Sorry.'],
    ['JSON that is cut off', goodAnswer.slice(0, -5)],
    ['a suggestion without a title', JSON.stringify({ suggestions: [{ ...idea, title: '' }] })],
    ['no suggestion', '{"suggestions": []}'],
    ['a character that cannot be stored', goodAnswer.replace('Keep', '\\u0000Keep')],
  ])('fails with its text kept when the answer is %s twice', async (_what, answer) => {
    const { rig, vendor } = await open([said(answer)]);
    const { id } = await start(rig);
    const job = await reach(rig, id, 'FAILED');
    expect(job.failure?.reason).toBe('INVALID_ANSWER');
    expect(job.text).toBe(`${answer}\n\n${answer}`);
    expect(vendor.received).toHaveLength(2);
  });

  test('is asked again when nothing had come yet', async () => {
    const { rig, vendor } = await open([
      { status: 500 },
      { status: 429, headers: { 'retry-after': '0' } },
      said(goodAnswer),
    ]);
    const { id } = await start(rig);
    await reach(rig, id, 'COMPLETED');
    expect(vendor.received).toHaveLength(3);
    expect((await runOf(rig, id))?.calls).toBe(3);
  });

  test('waits as long as the vendor says, and not when that is too long', async () => {
    const { rig, vendor } = await open([{ status: 429, headers: { 'retry-after': '1' } }, said(goodAnswer)]);
    const before = performance.now();
    await reach(rig, (await start(rig)).id, 'COMPLETED');
    expect(performance.now() - before).toBeGreaterThan(990);
    vendor.replies = [{ status: 429, headers: { 'retry-after': '3600' } }];
    const job = await reach(rig, (await start(rig)).id, 'FAILED');
    expect(job.failure?.reason).toBe('RATE_LIMITED');
  });

  test('keeps what had come when the connection is cut, and is not asked again', async () => {
    const heard = Promise.withResolvers<void>();
    const { rig, vendor } = await open([[{ text: 'Half of ' }, { until: heard.promise }, { cut: true }]]);
    const { id } = await start(rig);
    await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'Half of ');
    heard.resolve();
    const job = await reach(rig, id, 'FAILED');
    expect(job.failure?.reason).toBe('CUT_OFF');
    expect(job.text).toBe('Half of ');
    expect(vendor.received).toHaveLength(1);
    expect(await runOf(rig, id)).toMatchObject({ outcome: 'FAILED', reason: 'CUT_OFF', outputTokens: 2 });
  });

  test('of a vendor that does not count has its tokens estimated', async () => {
    const { rig } = await open([[{ text: goodAnswer }, { line: chunk({}, 'stop') }]]);
    const { id } = await start(rig);
    await reach(rig, id, 'COMPLETED');
    const run = await runOf(rig, id);
    expect(run?.outputTokens).toBe(Math.ceil(goodAnswer.length / 4));
    expect(run?.inputTokens).toBeGreaterThan(0);
  });

  test('whose vendor is not configured as it should be tells its operator the cause of each attempt', async () => {
    const { rig } = await open([{ status: 400, body: { error: { message: 'No such model' } } }]);
    const job = await reach(rig, (await start(rig)).id, 'FAILED');
    expect(job.failure?.message).toBe('The vendor of the model answered with status 400.');
    expect(rig.faults).toMatchObject([{ name: 'ModelFault', cause: { message: 'No such model' } }]);
  });

  test.each([
    ['the content filter', [{ text: 'So' }, { end: 'content-filter' }], 'CONTENT_FILTER'],
    ['an answer that is too long', [{ text: '{"sugg' }, { end: 'length' }], 'ANSWER_TOO_LONG'],
    ['a refused key', { status: 401 }, 'MODEL_ERROR'],
    ['a request that is too long', { status: 413 }, 'CONTEXT_TOO_LONG'],
  ] as const)('says that it failed because of %s', async (_what, reply, reason) => {
    const { rig, vendor } = await open([reply]);
    const job = await reach(rig, (await start(rig)).id, 'FAILED');
    expect(job.failure?.reason).toBe(reason);
    expect(vendor.received).toHaveLength(1);
    expect(job.failure?.message).toMatch(/\.$/);
  });

  test('ends when its time is over', async () => {
    const { rig, vendor } = await open([[{ text: 'Slow' }, { until: never }]], {
      models: { timeoutMs: 150 },
    });
    const job = await reach(rig, (await start(rig)).id, 'FAILED');
    expect(job).toMatchObject({ text: 'Slow', failure: { reason: 'TIMEOUT' } });
    expect(await vendor.received[0]?.closed).toBe(false);
  });

  test('is stopped by a cancel alone, which closes the connection to the vendor', async () => {
    const { rig, vendor } = await open([[{ text: 'One two' }, { until: never }]]);
    const { id } = await start(rig);
    await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'One two');
    expect(done(await rig.engine.cancelSuggestion(rig.caller, id))).toMatchObject({
      status: 'CANCELLED',
      text: 'One two',
    });
    expect(await vendor.received[0]?.closed).toBe(false);
    await until('the run has ended', async () => (await runOf(rig, id))?.outcome === 'CANCELLED');
    // Cancelling twice is one cancel.
    expect(done(await rig.engine.cancelSuggestion(rig.caller, id)).status).toBe('CANCELLED');
    expect((await eventsOf(rig, id)).filter((type) => type === 'SuggestionCompleted')).toHaveLength(1);
  });

  test('that waits for room can be cancelled before a model was asked', async () => {
    const { rig, vendor } = await open([[{ until: never }]]);
    await rig.restartEngine();
    const first = await start(rig);
    await until('the first is asked', () => vendor.received.length === 1);
    const jobs = await Promise.all(Array.from({ length: 3 }, () => start(rig, {}, rig.callerOf('bob'))));
    for (const job of jobs) done(await rig.engine.cancelSuggestion(rig.caller, job.id));
    for (const job of jobs) expect((await jobNow(rig, job.id)).status).toBe('CANCELLED');
    done(await rig.engine.cancelSuggestion(rig.caller, first.id));
  });

  test('that was in progress when the server stopped is FAILED with its text, and not asked again', async () => {
    const { rig, vendor } = await open([[{ text: 'Kept' }, { until: never }]]);
    const { id } = await start(rig);
    await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'Kept');
    await rig.restartEngine();
    expect(await jobNow(rig, id)).toMatchObject({
      status: 'FAILED',
      text: 'Kept',
      failure: { reason: 'INTERRUPTED' },
    });
    expect(vendor.received).toHaveLength(1);
  });

  test('has its text on the disk a second later', async () => {
    const { rig } = await open([[{ text: 'So far' }, { until: never }]]);
    const { id } = await start(rig);
    await until('the text is kept', async () => (await jobNow(rig, id)).text === 'So far');
    expect((await jobNow(rig, id)).status).toBe('IN_PROGRESS');
  });
});

describe('starting', () => {
  test.each([
    ['pageOrComponent', { pageOrComponent: ' ' }],
    ['pageOrComponent', { pageOrComponent: 'x'.repeat(201) }],
    ['additionalContext', { additionalContext: 'x'.repeat(1_001) }],
    ['agentId', { agentId: unknownAgent }],
    ['idempotencyKey', { idempotencyKey: '' }],
  ])('names %s when it is not allowed', async (field, given) => {
    const { rig } = await open([]);
    const answer = await rig.engine.startSuggestion(rig.caller, asked(given));
    expect(answer).toMatchObject({ kind: 'refused', path: ['input', field] });
  });

  test('without a model says what to set, and the rest of the server works', async () => {
    const rig = await openRig();
    const answer = await rig.engine.startSuggestion(rig.caller, asked());
    expect(answer).toMatchObject({ kind: 'no-model', message: expect.stringContaining('MODEL') });
  });

  test('with the same key answers with the same job', async () => {
    const { rig } = await open([said(goodAnswer)]);
    const first = await start(rig, { idempotencyKey: 'once' });
    expect((await start(rig, { idempotencyKey: 'once' })).id).toBe(first.id);
    const other = await rig.engine.startSuggestion(
      rig.caller,
      asked({ idempotencyKey: 'once', featureType: 'OPTIMIZATION' }),
    );
    refusedAs(other, 'IDEMPOTENCY_KEY_REUSED');
  });

  test('with the same key answers with the same job also when neither agent nor model can be asked any more', async () => {
    const { rig } = await open([said(goodAnswer)]);
    const agent = { name: 'A', role: '', focus: '', systemPrompt: '', temperature: null, model: null };
    const settings = { ...agent, tools: null, active: true };
    const { id: agentId } = done(await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings }));
    const given = { agentId, idempotencyKey: 'once' };
    const first = await start(rig, given);
    await reach(rig, first.id, 'COMPLETED');
    await rig.restartEngine({ provider: createModels(parseConfig({}).models) });
    expect((await start(rig, given)).id).toBe(first.id);
    done(await rig.engine.saveAgent(rig.caller, { agentId, ...settings, active: false }));
    expect((await start(rig, given)).id).toBe(first.id);
  });

  test('is refused from the eleventh time within a minute, and says when to try again', async () => {
    let now = Date.now();
    const { rig } = await open([said(goodAnswer)], { now: () => now });
    const firstAt = now;
    for (let count = 0; count < 10; count += 1) {
      await start(rig);
      now += 1_000;
    }
    const refused = refusedAs(await rig.engine.startSuggestion(rig.caller, asked()), 'LIMIT_EXCEEDED');
    expect(refused).toMatchObject({ limit: 10, retryAt: firstAt + 60_000 });
    await start(rig, {}, rig.callerOf('bob'));
    now = firstAt + 60_000;
    await start(rig);
  });
});

test('the stream of a job goes on from every character', async () => {
  const { rig } = await open([said(goodAnswer)]);
  const { id: jobId } = await start(rig);
  await reach(rig, jobId, 'COMPLETED');
  const { organizationId, store, parts } = rig;
  const texts = parts.models.texts as LiveTexts;
  for (let offset = 0; offset <= goodAnswer.length + 1; offset += 1) {
    const after = { position: 1, textId: jobId, offset };
    const heard = followSuggestion(
      { store, texts, now: Date.now },
      { organizationId, followedBy: 'usr_ada', jobId, after },
    );
    if (isRefusal(heard)) throw new Error(heard.message);
    let text = '';
    let last = '';
    for await (const each of heard) {
      last = each.kind;
      if (each.kind === 'DELTA') text += each.text;
    }
    expect(text).toBe(goodAnswer.slice(offset));
    expect(last).toBe('ENDED');
  }
});

test('by a clock that a test turns, a piece comes at once, then one in 100 ms, and the last is never lost', async () => {
  const { rig } = await open([[{ until: never }]]);
  const { id: jobId } = await start(rig);
  await reach(rig, jobId, 'IN_PROGRESS');
  const { organizationId, store, parts } = rig;
  const texts = parts.models.texts as LiveTexts;
  await until('the text is begun', () => texts.get(jobId) !== null);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const heard = followSuggestion(
    { store, texts, now: Date.now },
    { organizationId, followedBy: 'usr_ada', jobId, after: null },
  );
  if (isRefusal(heard)) throw new Error(heard.message);
  const startedAt = performance.now();
  const told: { readonly at: number; readonly text: string }[] = [];
  const followed = (async () => {
    for await (const each of heard) {
      if (each.kind === 'DELTA') told.push({ at: performance.now() - startedAt, text: each.text });
    }
  })();
  // Words come every 7 ms for 700 ms, then one a while after.
  let written = '';
  const write = (word: string) => {
    written += word;
    texts.append(jobId, word);
  };
  for (let n = 0; n < 100; n += 1) {
    write(`${n} `);
    await vi.advanceTimersByTimeAsync(7);
  }
  await vi.advanceTimersByTimeAsync(1000);
  write('last');
  await vi.advanceTimersByTimeAsync(0);

  expect(told.map(({ text }) => text).join('')).toBe(written);
  expect(told[0]?.at).toBe(0);
  const gaps = told.slice(1).map(({ at }, n) => at - (told[n]?.at ?? 0));
  expect(gaps.slice(0, -1)).toEqual(Array.from({ length: 7 }, () => 100));
  // Nobody waits who has waited already.
  expect(told.at(-1)).toEqual({ at: 1700, text: 'last' });
  await heard.return?.();
  await followed;
});

describe('what has its time', () => {
  test('a job that nobody takes up expires after ten minutes', async () => {
    let now = Date.now();
    const { rig } = await open([[{ until: never }]], { now: () => now });
    // Keeps the job from being taken up: its effect is gone.
    const { id } = await start(rig);
    await rig.store.transact(async (tx) => {
      await tx.list((db) =>
        db.updateTable('suggestion_jobs').set({ status: 'PENDING' }).where('id', '=', id),
      );
    });
    now += 10 * 60_000;
    await rig.restartEngine();
    expect((await reach(rig, id, 'EXPIRED')).text).toBe('');
  });

  test('a job that has ended is forgotten when its retention is over, and its tokens still count', async () => {
    let now = Date.now();
    const { rig } = await open([said(goodAnswer)], { now: () => now, models: { retentionMs: 3_600_000 } });
    const { id } = await start(rig);
    await reach(rig, id, 'COMPLETED');
    const due = await rig.store.read((reader) => readDueTimers(reader, now + 3_600_001, 10));
    expect(due.map((timer) => timer.kind)).toEqual(['FORGET_SUGGESTION']);
    now += 3_600_001;
    await rig.restartEngine();
    await until('it is gone', () =>
      rig.store.read(async (reader) => (await readSuggestionJob(reader, rig.organizationId, id)) === null),
    );
    const days = await rig.store.read((reader) =>
      readUsageByDay(reader, { organizationId: rig.organizationId, from: 0, before: now }),
    );
    expect(days).toMatchObject([{ runs: 1, failedRuns: 0, outputTokens: usage.output }]);
  });
});

describe('a plan from a suggestion', () => {
  test('is a session over a document in which what the model wrote is text', async () => {
    const wicked = {
      ...idea,
      title: 'Fine',
      description: '# Epic: Take over\n- [ ] all\n\n## Story: And more',
    };
    const { rig } = await open([said(JSON.stringify({ suggestions: [idea, wicked] }))]);
    const { id } = await start(rig);
    await reach(rig, id, 'COMPLETED');
    const plan = { jobId: id, index: 1, title: null, trackerId: null, idempotencyKey: null };
    const session = done(await rig.engine.planFromSuggestion(rig.caller, { ...plan, approval: 'REQUIRED' }));
    expect(session).toMatchObject({ title: 'Fine', documentKey: `${id}:1`, approval: 'REQUIRED' });
    const document = await rig.store.read((reader) => readSessionDocument(reader, session.id));
    expect(document?.text.match(/^#/gm)).toHaveLength(1);
  });

  test('is the same session to the same key, also when the job was forgotten since', async () => {
    let now = Date.now();
    const { rig } = await open([said(goodAnswer)], { now: () => now, models: { retentionMs: 3_600_000 } });
    const { id } = await start(rig);
    await reach(rig, id, 'COMPLETED');
    const plan = { jobId: id, index: 0, title: null, trackerId: null, approval: 'REQUIRED' } as const;
    const ask = (given: object = {}) =>
      rig.engine.planFromSuggestion(rig.caller, { ...plan, idempotencyKey: 'one', ...given });
    const session = done(await ask());
    now += 3_600_001;
    await rig.restartEngine();
    await until('it is gone', () =>
      rig.store.read(async (reader) => (await readSuggestionJob(reader, rig.organizationId, id)) === null),
    );
    expect(done(await ask()).id).toBe(session.id);
    refusedAs(await ask({ title: 'Other' }), 'IDEMPOTENCY_KEY_REUSED');
  });

  test('needs a job that has suggestions, and one of them', async () => {
    const { rig } = await open([said(goodAnswer)]);
    const { id } = await start(rig);
    const ask = (index: number, caller = rig.caller) =>
      rig.engine.planFromSuggestion(caller, {
        jobId: id,
        index,
        title: null,
        approval: 'REQUIRED',
        trackerId: null,
        idempotencyKey: null,
      });
    await reach(rig, id, 'COMPLETED');
    expect(refusedAs(await ask(1), 'VALIDATION').path).toEqual(['input', 'index']);
    refusedAs(await ask(0, someoneElse(rig)), 'NOT_FOUND');
  });
});

describe('an agent', () => {
  const settings = {
    name: 'Usability',
    role: 'a usability expert',
    focus: 'forms',
    systemPrompt: 'Speak plainly.',
    temperature: 0.25,
    model: null,
    tools: ['create_issue'],
    active: true,
  };

  test('is told to the model, and its run says which version it used', async () => {
    const { rig, vendor } = await open([said(goodAnswer)]);
    const first = done(await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings }));
    const same = done(await rig.engine.saveAgent(rig.caller, { agentId: first.id, ...settings }));
    expect(same.version).toBe(1);
    const hotter = { ...settings, temperature: 0.5 };
    const second = done(await rig.engine.saveAgent(rig.caller, { agentId: first.id, ...hotter }));
    expect(second).toMatchObject({ id: first.id, version: 2, temperature: 0.5 });
    const { id } = await start(rig, { agentId: first.id });
    await reach(rig, id, 'COMPLETED');
    expect(await runOf(rig, id)).toMatchObject({ agentId: first.id, agentVersion: 2 });
    const { body } = vendor.received[0] ?? {};
    expect(body.temperature).toBe(0.5);
    expect(body.messages[0].content).toContain('You are a usability expert.');
  });

  test('that is deleted while a job of it waits is told to the model as it last was', async () => {
    const gate = Promise.withResolvers<void>();
    const answers = [[{ until: gate.promise }, ...said(goodAnswer)], said(goodAnswer)];
    const { rig, vendor } = await open(answers, { models: { runs: new LongRuns(1) } });
    const agent = done(await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings }));
    await start(rig);
    await until('the first job asks', () => vendor.received.length === 1);
    const { id } = await start(rig, { agentId: agent.id });
    done(await rig.engine.deleteAgent(rig.caller, agent.id));
    gate.resolve();
    await reach(rig, id, 'COMPLETED');
    expect(await runOf(rig, id)).toMatchObject({ agentId: agent.id, agentVersion: 1 });
    const { body } = vendor.received[1] ?? {};
    expect(body.temperature).toBe(0.25);
    expect(body.messages[0].content).toContain('Speak plainly.');
  });

  test.each([
    ['name', { name: ' ' }],
    ['systemPrompt', { systemPrompt: 'x'.repeat(20_001) }],
    ['temperature', { temperature: 2.1 }],
    ['temperature', { temperature: Number.NaN }],
    ['tools', { tools: ['create_issue', 'format_disk'] }],
  ])('is refused when its %s is not allowed', async (field, given) => {
    const { rig } = await open([]);
    const answer = await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings, ...given });
    expect(refusedAs(answer, 'VALIDATION').path).toEqual(['input', field]);
  });

  test('that is not active, or deleted, or of another organization, is not used', async () => {
    const { rig } = await open([]);
    const agent = done(await rig.engine.saveAgent(rig.caller, { agentId: null, ...settings, active: false }));
    const ask = (caller = rig.caller) => rig.engine.startSuggestion(caller, asked({ agentId: agent.id }));
    refusedAs(await ask(), 'VALIDATION');
    refusedAs(await ask(rig.callerOf('mallory', 'org_other')), 'NOT_FOUND');
    done(await rig.engine.deleteAgent(rig.caller, agent.id));
    refusedAs(await ask(), 'NOT_FOUND');
    refusedAs(await rig.engine.deleteAgent(rig.caller, agent.id), 'NOT_FOUND');
  });
});
