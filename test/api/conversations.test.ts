import { describe, expect, test } from 'vitest';
import { formatTextCursor, parseTextCursor } from '../../src/domain/cursor.ts';
import { openVendorServer, type Reply, type Step, said } from '../connectors/vendor-server.ts';
import { type Live, openLive } from './live.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

const subscription = `subscription ($id: ID!, $after: Cursor) { conversationEvents(conversationId: $id, after: $after) {
  __typename cursor
  ... on MessageDelta { messageId offset text }
  ... on ToolCallStarted { messageId callIndex tool }
  ... on ToolCallResult { messageId callIndex result error call { state } }
  ... on ConversationActionProposed { action { id state tool { name } messageId conversation { id } } }
  ... on ConversationActionUpdated { action { id state } }
  ... on ConversationMessageCompleted { message { id role state text toolCalls { tool } } usage { outputTokens } }
  ... on ConversationReplyRequested { reply { id retryOf } }
  ... on ConversationFailed { messageId reason text }
} }`;

async function open(replies: readonly Reply[]) {
  const vendor = await openVendorServer(replies);
  return { vendor, live: await openLive(vendor.environment('anthropic')) };
}

async function talk(live: Live): Promise<string> {
  const { createConversation } = await live.ask(
    `mutation { createConversation(input: { title: "Planning" }) {
      conversation { id state continuation model messages { totalCount } } errors { message }
    } }`,
  );
  expect(createConversation.errors).toEqual([]);
  expect(createConversation.conversation).toMatchObject({
    state: 'OPEN',
    continuation: 'WAIT',
    model: 'anthropic/test',
  });
  return createConversation.conversation.id;
}

async function say(live: Live, id: string, text: string): Promise<Data> {
  const { sendMessage } = await live.ask(
    `mutation ($id: ID!, $text: String!) { sendMessage(input: { conversationId: $id, text: $text }) {
      message { id role state text } reply { id role state } asOf errors { code message path }
    } }`,
    { id, text },
  );
  return sendMessage;
}

async function followUntil(stream: AsyncGenerator<Data>, isLast: (event: Data) => boolean): Promise<Data[]> {
  const events: Data[] = [];
  for await (const event of stream) {
    events.push(event);
    if (isLast(event)) break;
  }
  return events;
}

function isReply(event: Data): boolean {
  return (
    event.__typename === 'ConversationFailed' ||
    (event.__typename === 'ConversationMessageCompleted' && event.message.role === 'ASSISTANT')
  );
}

function textOf(events: readonly Data[]): string {
  return events.flatMap((event) => (event.__typename === 'MessageDelta' ? [event.text] : [])).join('');
}

const answer = 'Let us begin with the checkout 🧭, and then look at what is left.';

function slowly(text: string): Step[] {
  return said(text, 3).flatMap((step): Step[] => [step, { waitMs: 8 }]);
}

describe('the stream of a conversation', () => {
  test('tells what was said, the reply as it grows, and the reply as a whole', async () => {
    const { live } = await open([slowly(answer)]);
    const id = await talk(live);
    const { message, reply, asOf } = await say(live, id, 'Where to begin?');
    expect(message).toMatchObject({ role: 'USER', state: 'COMPLETED', text: 'Where to begin?' });
    expect(reply).toMatchObject({ role: 'ASSISTANT' });
    const startedAt = performance.now();
    const events = await followUntil(live.follow(subscription, { id, after: asOf }), isReply);
    const tookMs = performance.now() - startedAt;
    const deltas = events.filter((event) => event.__typename === 'MessageDelta');
    let length = 0;
    for (const delta of deltas) {
      expect(delta).toMatchObject({ messageId: reply.id, offset: length });
      length += delta.text.length;
    }
    expect(textOf(events)).toBe(answer);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.length).toBeLessThanOrEqual(tookMs / 50 + 1);
    expect(events.at(-1)).toMatchObject({
      message: { id: reply.id, state: 'COMPLETED', text: answer },
      usage: { outputTokens: 7 },
    });
    // From its beginning the history is told without the deltas.
    const history = await followUntil(live.follow(subscription, { id }), isReply);
    expect(history.map((event) => event.__typename)).toEqual([
      'ConversationMessageCompleted',
      'ConversationMessageCompleted',
    ]);
  });

  test('goes on from the exact character, in the middle of a reply and when it has ended since', async () => {
    const gate = Promise.withResolvers<void>();
    const { live } = await open([
      [{ text: answer.slice(0, 12) }, { until: gate.promise }, ...slowly(answer.slice(12))],
    ]);
    const id = await talk(live);
    const { asOf } = await say(live, id, 'Where to begin?');
    const begun = await followUntil(
      live.follow(subscription, { id, after: asOf }),
      (event) => event.__typename === 'MessageDelta',
    );
    const { cursor } = begun.at(-1);
    const following = followUntil(live.follow(subscription, { id, after: cursor }), isReply);
    gate.resolve();
    expect(textOf(await following)).toBe(answer.slice(12));
    const place = parseTextCursor(cursor);
    if (place === null) throw new Error('the cursor holds no place in the text');
    for (const offset of [0, 5, 12, answer.length]) {
      const after = formatTextCursor({ ...place, offset });
      const events = await followUntil(live.follow(subscription, { id, after }), isReply);
      expect(textOf(events)).toBe(answer.slice(offset));
      expect(events.at(-1).message.text).toBe(answer);
    }
  });

  test('tells of tool calls, of the actions that they become, and of what becomes of those', async () => {
    const { live } = await open([
      [{ text: 'I look first.' }, { call: 'list_issues', id: 'a', fragments: ['{}'] }, { end: 'tool-calls' }],
      [
        { text: 'I propose one.' },
        { call: 'create_issue', id: 'b', fragments: ['{"title":', ' "Guest checkout"}'] },
        { end: 'tool-calls' },
      ],
    ]);
    const id = await talk(live);
    const { reply, asOf } = await say(live, id, 'Make one');
    const events = await followUntil(live.follow(subscription, { id, after: asOf }), isReply);
    const told = events.filter((event) => event.__typename !== 'MessageDelta');
    expect(told).toMatchObject([
      { __typename: 'ToolCallStarted', messageId: reply.id, callIndex: 0, tool: 'list_issues' },
      { __typename: 'ToolCallResult', callIndex: 0, result: [], error: null, call: { state: 'ANSWERED' } },
      { __typename: 'ToolCallStarted', callIndex: 1, tool: 'create_issue' },
      { __typename: 'ToolCallResult', callIndex: 1, result: null, call: { state: 'PROPOSED' } },
      {
        __typename: 'ConversationActionProposed',
        action: { state: 'PROPOSED', messageId: reply.id, conversation: { id } },
      },
      { __typename: 'ConversationMessageCompleted', message: { text: 'I look first.\n\nI propose one.' } },
    ]);
    const { conversation } = await live.ask(
      `query ($id: ID!) { conversation(id: $id) {
        actions { nodes { id digest state } } asOf
        messages { totalCount nodes { role state toolCalls { callIndex tool state action { id } } } }
      } }`,
      { id },
    );
    expect(conversation.messages).toMatchObject({ totalCount: 2, nodes: [{}, { toolCalls: [{}, {}] }] });
    const [action] = conversation.actions.nodes;
    await live.ask(
      `mutation ($id: ID!, $digest: String!) { approveAction(input: { actionId: $id, digest: $digest }) {
        errors { message }
      } }`,
      { id: action.id, digest: action.digest },
    );
    const updates = await followUntil(
      live.follow(subscription, { id, after: conversation.asOf }),
      (event) => event.__typename === 'ConversationActionUpdated' && event.action.state === 'SUCCEEDED',
    );
    expect(updates.every((event) => event.__typename === 'ConversationActionUpdated')).toBe(true);
  });

  test('tells why a reply failed, and ends with the conversation', async () => {
    const { live } = await open([{ status: 401 }]);
    const id = await talk(live);
    await say(live, id, 'a');
    const failed = await followUntil(live.follow(subscription, { id }), isReply);
    expect(failed.at(-1)).toMatchObject({
      __typename: 'ConversationFailed',
      reason: 'MODEL_ERROR',
      text: '',
    });
    await live.ask(
      'mutation ($id: ID!) { endConversation(input: { conversationId: $id }) { errors { message } } }',
      {
        id,
      },
    );
    const events: Data[] = [];
    for await (const event of live.follow(subscription, { id })) events.push(event);
    expect(events.at(-1).__typename).toBe('ConversationEnded');
  });

  test('is not found for a conversation that is not there, and takes no cursor from beyond the end', async () => {
    const { live } = await open([]);
    const missing = live.follow(subscription, { id: 'cnv_0192a1b2-0000-7000-8000-000000000000' });
    await expect(missing.next()).rejects.toThrow('NOT_FOUND');
    const id = await talk(live);
    const textId = 'msg_0192a1b2-0000-7000-8000-000000000000' as const;
    const after = formatTextCursor({ position: 1_000_000, textId, offset: 0 });
    await expect(live.follow(subscription, { id, after }).next()).rejects.toThrow('BAD_USER_INPUT');
  });
});

test('a reply is stopped by its mutation, and not by a follower that goes away', async () => {
  const { live, vendor } = await open([[{ text: 'So far' }, { until: new Promise(() => {}) }]]);
  const id = await talk(live);
  const { reply, asOf } = await say(live, id, 'a');
  await followUntil(
    live.follow(subscription, { id, after: asOf }),
    (event) => event.__typename === 'MessageDelta',
  );
  const { node } = await live.ask('query ($id: ID!) { node(id: $id) { ... on Message { state text } } }', {
    id: reply.id,
  });
  expect(node).toEqual({ state: 'STREAMING', text: 'So far' });
  const { stopReply } = await live.ask(
    'mutation ($id: ID!) { stopReply(input: { messageId: $id }) { conversation { id } errors { message } } }',
    { id: reply.id },
  );
  expect(stopReply).toEqual({ conversation: { id }, errors: [] });
  expect(await vendor.received[0]?.closed).toBe(false);
  const events = await followUntil(live.follow(subscription, { id, after: asOf }), isReply);
  expect(events.at(-1)).toMatchObject({ message: { state: 'STOPPED', text: 'So far' } });
});

test('a reply that is tried again is told of before its first words', async () => {
  const { live } = await open([[{ text: 'So far' }, { until: new Promise(() => {}) }], said('Whole')]);
  const id = await talk(live);
  const { reply, asOf } = await say(live, id, 'a');
  const stream = live.follow(subscription, { id, after: asOf });
  await followUntil(stream, (event) => event.__typename === 'MessageDelta');
  const stop = 'mutation ($id: ID!) { stopReply(input: { messageId: $id }) { errors { message } } }';
  await live.ask(stop, { id: reply.id });
  const retry = `mutation ($id: ID!) { retryReply(input: { messageId: $id }) { reply { id } errors { message } } }`;
  const { retryReply } = await live.ask(retry, { id: reply.id });
  expect(await live.ask(retry, { id: reply.id })).toMatchObject({ retryReply });
  const events = await followUntil(
    live.follow(subscription, { id, after: asOf }),
    (event) => event.message?.state === 'COMPLETED',
  );
  const told = events.filter((event) => event.__typename !== 'MessageDelta');
  expect(told).toMatchObject([
    { message: { id: reply.id, state: 'STOPPED' } },
    { __typename: 'ConversationReplyRequested', reply: { id: retryReply.reply.id, retryOf: reply.id } },
    { message: { id: retryReply.reply.id, text: 'Whole' } },
  ]);
});

test('without a model the answer is MODEL_NOT_CONFIGURED', async () => {
  const live = await openLive();
  await expect(
    live.ask('mutation { createConversation(input: { title: "T" }) { conversation { id } } }'),
  ).rejects.toThrow('MODEL_NOT_CONFIGURED');
  expect((await live.ask('{ conversations { totalCount nodes { id } } }')).conversations).toEqual({
    totalCount: 0,
    nodes: [],
  });
});

test('conversations are listed newest first, and their messages page by page', async () => {
  const { live } = await open([said('Hi')]);
  const older = await talk(live);
  const newer = await talk(live);
  for (const text of ['a', 'b']) {
    const { asOf } = await say(live, older, text);
    await followUntil(live.follow(subscription, { id: older, after: asOf }), isReply);
  }
  const { conversations } = await live.ask('{ conversations { nodes { id } } }');
  expect(conversations.nodes).toEqual([{ id: newer }, { id: older }]);
  const page = `query ($id: ID!, $after: String) { conversation(id: $id) { messages(first: 3, after: $after) {
    nodes { role text } pageInfo { hasNextPage endCursor }
  } } }`;
  const { messages } = (await live.ask(page, { id: older })).conversation;
  expect(messages.nodes.map(({ text }: { text: string }) => text)).toEqual(['a', 'Hi', 'b']);
  const next = await live.ask(page, { id: older, after: messages.pageInfo.endCursor });
  expect(next.conversation.messages).toMatchObject({
    nodes: [{ role: 'ASSISTANT', text: 'Hi' }],
    pageInfo: { hasNextPage: false },
  });
});
