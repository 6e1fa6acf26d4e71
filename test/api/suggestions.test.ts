import { describe, expect, test } from 'vitest';
import { formatTextCursor, parseTextCursor } from '../../src/domain/cursor.ts';
import { openVendorServer, type Step, said, type VendorServer } from '../connectors/vendor-server.ts';
import { until } from '../engine/rig.ts';
import { type Live, openLive } from './live.ts';

const idea = {
  title: 'Keep the filter 🧭',
  rationale: 'People lose it on reload.',
  description: 'Store the filter in the address.',
  implementationConsiderations: ['Old links stay valid'],
};
const answer = JSON.stringify({ suggestions: [idea] });
const subscription = `subscription ($jobId: ID!, $after: Cursor) { suggestionEvents(jobId: $jobId, after: $after) {
  __typename jobId cursor
  ... on SuggestionConnected { status at }
  ... on SuggestionDelta { offset text totalLength progress }
  ... on SuggestionFinished { suggestions { title rationale description implementationConsiderations } usage { inputTokens outputTokens } }
  ... on SuggestionFailed { reason message text }
} }`;

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Event = any;

interface World {
  readonly live: Live;
  readonly vendor: VendorServer;
}

async function open(replies: VendorServer['replies'], given: Record<string, string> = {}): Promise<World> {
  const vendor = await openVendorServer(replies);
  return { vendor, live: await openLive({ ...vendor.environment('compatible'), ...given }) };
}

const startMutation = `mutation ($input: StartSuggestionInput!) { startSuggestion(input: $input) {
  job { id status progress asOf } asOf errors { __typename code message path }
} }`;
const wanted = { pageOrComponent: 'Search', featureType: 'UI_IMPROVEMENT', priorityLevel: 'LOW' };

async function start(live: Live, person = 'ada'): Promise<string> {
  const { startSuggestion } = await live.ask(startMutation, { input: wanted }, person);
  expect(startSuggestion.errors).toEqual([]);
  return startSuggestion.job.id;
}

async function eventsOf(stream: AsyncGenerator<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function textOf(events: readonly Event[]): string {
  return events.flatMap((event) => (event.__typename === 'SuggestionDelta' ? [event.text] : [])).join('');
}

describe('the stream of a suggestion', () => {
  test('is connected, has deltas that join without a gap, and then the suggestions', async () => {
    const pauses = said(answer, 20).flatMap((step): Step[] => [step, { waitMs: 20 }]);
    const { live } = await open([pauses]);
    const id = await start(live);
    const events = await eventsOf(live.follow(subscription, { jobId: id }));
    expect(events[0]).toMatchObject({ __typename: 'SuggestionConnected', jobId: id });
    const deltas = events.filter((event) => event.__typename === 'SuggestionDelta');
    let length = 0;
    for (const delta of deltas) {
      expect(delta.offset).toBe(length);
      length += delta.text.length;
      expect(delta).toMatchObject({ totalLength: length, progress: Math.floor(length / 20) });
    }
    expect(textOf(events)).toBe(answer);
    expect(events.at(-1)).toMatchObject({
      __typename: 'SuggestionFinished',
      suggestions: [idea],
      usage: { inputTokens: 11, outputTokens: 7 },
    });
  });

  test('tells no more than one delta in 100 ms, however many come, and never loses the last', async () => {
    const gate = Promise.withResolvers<void>();
    const burst = Array.from({ length: 40 }, (_, index): Step[] => [{ text: `${index} ` }, { waitMs: 10 }]);
    const { live } = await open([[{ until: gate.promise }, ...burst.flat(), ...said(answer, 3)]]);
    const id = await start(live);
    const stream = live.follow(subscription, { jobId: id });
    const first = await stream.next();
    const startedAt = performance.now();
    gate.resolve();
    const events = [first.value, ...(await eventsOf(stream))];
    const deltas = events.filter((event) => event.__typename === 'SuggestionDelta').length;
    const tookMs = performance.now() - startedAt;
    expect(deltas).toBeGreaterThan(1);
    expect(deltas).toBeLessThanOrEqual(tookMs / 100 + 1);
    expect(textOf(events).endsWith(answer)).toBe(true);
  });

  test('goes on from the character that a client has seen', async () => {
    const { live } = await open([said(answer, 7)]);
    const id = await start(live);
    const whole = await eventsOf(live.follow(subscription, { jobId: id }));
    const last = parseTextCursor(whole.at(-1).cursor);
    if (last === null) throw new Error('the cursor holds no place in the text');
    expect(last.offset).toBe(answer.length);
    for (let offset = 0; offset <= answer.length; offset += 13) {
      const after = formatTextCursor({ ...last, offset });
      const events = await eventsOf(live.follow(subscription, { jobId: id, after }));
      expect(textOf(events)).toBe(answer.slice(offset));
      expect(events.at(-1).__typename).toBe('SuggestionFinished');
    }
  });

  test('goes on while the model still writes, from where a client left off', async () => {
    const gate = Promise.withResolvers<void>();
    const { live } = await open([
      [{ text: answer.slice(0, 30) }, { until: gate.promise }, ...said(answer.slice(30))],
    ]);
    const id = await start(live);
    let cursor = '';
    for await (const event of live.follow(subscription, { jobId: id })) {
      cursor = event.cursor;
      if (event.__typename === 'SuggestionDelta') break;
    }
    gate.resolve();
    const events = await eventsOf(live.follow(subscription, { jobId: id, after: cursor }));
    expect(textOf(events)).toBe(answer.slice(30));
  });

  test('takes the asOf of the mutation, and any other position of the log, for its beginning', async () => {
    const { live } = await open([said(answer)]);
    const { startSuggestion } = await live.ask(startMutation, { input: wanted });
    const { job, asOf } = startSuggestion;
    const events = await eventsOf(live.follow(subscription, { jobId: job.id, after: asOf }));
    expect(textOf(events)).toBe(answer);
    // And its own cursors are positions for everyone else.
    const { events: log } = await live.ask(
      'query ($after: Cursor) { events(after: $after) { totalCount nodes { type } } }',
      { after: events[0].cursor },
    );
    expect(log.nodes.length).toBeLessThan(log.totalCount);
  });

  test('that nobody listens to does not stop the job; a cancel does, and tells who listens', async () => {
    const gate = Promise.withResolvers<void>();
    const { live, vendor } = await open([[{ text: 'One' }, { until: gate.promise }]]);
    const id = await start(live);
    for await (const event of live.follow(subscription, { jobId: id })) {
      if (event.__typename === 'SuggestionDelta') break;
    }
    const follower = live.follow(subscription, { jobId: id });
    expect((await follower.next()).value).toMatchObject({ status: 'IN_PROGRESS' });
    const { cancelSuggestion } = await live.ask(
      'mutation ($id: ID!) { cancelSuggestion(input: { jobId: $id }) { job { status text } errors { message } } }',
      { id },
    );
    expect(cancelSuggestion).toEqual({ job: { status: 'CANCELLED', text: 'One' }, errors: [] });
    const rest = await eventsOf(follower);
    expect(rest.at(-1)).toMatchObject({ __typename: 'SuggestionFailed', reason: 'CANCELLED', text: 'One' });
    expect(await vendor.received[0]?.closed).toBe(false);
    gate.resolve();
  });

  test('tells why a job failed, with the text that is kept', async () => {
    const { live } = await open([said('Sorry.')]);
    const events = await eventsOf(live.follow(subscription, { jobId: await start(live) }));
    expect(events.at(-1)).toMatchObject({
      __typename: 'SuggestionFailed',
      reason: 'INVALID_ANSWER',
      text: 'Sorry.\n\nSorry.',
    });
    expect(textOf(events)).toBe('Sorry.\n\nSorry.');
  });

  test('is not found for a job that is not there', async () => {
    const { live } = await open([]);
    const missing = live.follow(subscription, { jobId: 'job_0192a1b2-0000-7000-8000-000000000000' });
    await expect(missing.next()).rejects.toThrow('NOT_FOUND');
  });

  test('may be open five times for one person, and again when one was let go', async () => {
    const { live } = await open([[{ until: new Promise(() => {}) }]]);
    const id = await start(live);
    const streams = Array.from({ length: 5 }, () => live.follow(subscription, { jobId: id }));
    for (const stream of streams) await stream.next();
    await expect(live.follow(subscription, { jobId: id }).next()).rejects.toThrow('TOO_MANY_SUBSCRIPTIONS');
    await streams[0]?.return(undefined);
    await until('there is room again', async () => {
      const again = live.follow(subscription, { jobId: id });
      const opened = await again.next().then(
        () => true,
        () => false,
      );
      if (opened) await again.return(undefined);
      return opened;
    });
  });
});

test('without a model the answer is MODEL_NOT_CONFIGURED, and says what to set', async () => {
  const live = await openLive();
  await expect(live.ask(startMutation, { input: wanted })).rejects.toThrow(
    /OPENAI_API_KEY.*MODEL_NOT_CONFIGURED/,
  );
});

test('what is not allowed is refused, naming the field', async () => {
  const { live } = await open([]);
  const { startSuggestion } = await live.ask(startMutation, { input: { ...wanted, pageOrComponent: '' } });
  expect(startSuggestion).toMatchObject({
    job: null,
    errors: [{ code: 'VALIDATION', path: ['input', 'pageOrComponent'] }],
  });
  await expect(live.ask(startMutation, { input: { ...wanted, featureType: 'MAGIC' } })).rejects.toThrow(
    /featureType.*BAD_USER_INPUT/,
  );
});

test('a suggestion becomes a planning session that can be run', async () => {
  const { live } = await open([said(answer)]);
  const id = await start(live);
  await eventsOf(live.follow(subscription, { jobId: id }));
  const { planFromSuggestion } = await live.ask(
    `mutation ($id: ID!) { planFromSuggestion(input: { jobId: $id, approval: AUTOMATIC }) {
      planningSession { id title } errors { message }
    } }`,
    { id },
  );
  expect(planFromSuggestion.planningSession.title).toBe(idea.title);
  const { id: sessionId } = planFromSuggestion.planningSession;
  await live.ask(
    'mutation ($id: ID!) { startPlanningSession(input: { sessionId: $id }) { errors { message } } }',
    { id: sessionId },
  );
  await eventsOf(
    live.follow('subscription ($id: ID!) { planningSessionEvents(sessionId: $id) { type } }', {
      id: sessionId,
    }),
  );
  const { issues } = await live.ask('{ issues { nodes { title description } } }');
  expect(issues.nodes).toHaveLength(1);
  expect(issues.nodes[0].title).toBe('[FEATURE] Keep the filter');
  expect(issues.nodes[0].description).toContain(idea.rationale);
});

test('usage is told by run and by day, and agents by version', async () => {
  const { live } = await open([said(answer)]);
  const { saveAgent } = await live.ask(
    `mutation { saveAgent(input: { name: "Scout", role: "a scout", temperature: 0.5 }) {
      agent { id version name active tools } errors { message }
    } }`,
  );
  expect(saveAgent.agent).toMatchObject({ version: 1, name: 'Scout', active: true, tools: null });
  const { startSuggestion } = await live.ask(startMutation, {
    input: { ...wanted, agentId: saveAgent.agent.id },
  });
  await eventsOf(live.follow(subscription, { jobId: startSuggestion.job.id }));
  const told = await live.ask(
    `query ($id: ID!) {
      suggestionJob(id: $id) { status progress text agent { name }
        run { model agentVersion calls outcome usage { inputTokens outputTokens } firstTokenAt endedAt } }
      modelUsage { day runs failedRuns usage { inputTokens outputTokens } }
      agents { id version }
      node(id: $id) { __typename id }
    }`,
    { id: startSuggestion.job.id },
  );
  expect(told.suggestionJob).toMatchObject({
    status: 'COMPLETED',
    progress: 100,
    text: answer,
    agent: { name: 'Scout' },
    run: {
      model: 'compatible/test',
      agentVersion: 1,
      calls: 1,
      outcome: 'COMPLETED',
      usage: { inputTokens: 11, outputTokens: 7 },
    },
  });
  expect(told.modelUsage).toMatchObject([{ runs: 1, failedRuns: 0, usage: { outputTokens: 7 } }]);
  expect(told.agents).toEqual([{ id: saveAgent.agent.id, version: 1 }]);
  expect(told.node).toEqual({ __typename: 'SuggestionJob', id: startSuggestion.job.id });
});
