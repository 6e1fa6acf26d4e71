import { describe, expect, test } from 'vitest';
import { openVendorServer, type Reply, said } from '../connectors/vendor-server.ts';
import { type Live, openLive } from './live.ts';
import { type Message, readStream } from './read-stream.ts';

// biome-ignore lint/suspicious/noExplicitAny: Events are as the query asks for them.
type Data = any;

const answer = JSON.stringify({
  suggestions: [
    {
      title: 'Keep the filter 🧭',
      rationale: 'People lose it.',
      description: 'Store it.',
      implementationConsiderations: [],
    },
  ],
});
const suggestion = `subscription ($id: ID!, $after: Cursor) { event: suggestionEvents(jobId: $id, after: $after) {
  __typename cursor ... on SuggestionDelta { offset text } } }`;
const conversation = `subscription ($id: ID!, $after: Cursor) { event: conversationEvents(conversationId: $id, after: $after) {
  __typename cursor ... on MessageDelta { offset text } ... on ConversationMessageCompleted { message { role text } } } }`;

async function open(replies: readonly Reply[]): Promise<Live> {
  const vendor = await openVendorServer(replies);
  return openLive(vendor.environment('compatible'));
}

async function startJob(live: Live): Promise<string> {
  const { startSuggestion } = await live.ask(
    `mutation { startSuggestion(input: { pageOrComponent: "Search", featureType: UI_IMPROVEMENT, priorityLevel: LOW }) {
      job { id } } }`,
  );
  return startSuggestion.job.id;
}

/** A conversation in which something was said. */
async function talk(live: Live): Promise<string> {
  const { createConversation } = await live.ask(
    'mutation { createConversation(input: { title: "Planning" }) { conversation { id } } }',
  );
  const { id } = createConversation.conversation;
  await live.ask(
    'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, text: "Begin" }) { errors { message } } }',
    { id },
  );
  return id;
}

/** As an EventSource asks: with the variables that it began with, and the id that it heard last. */
function ask(live: Live, query: string, variables: object, lastEventId?: string | null): Promise<Response> {
  const url = `${live.graphql}?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`;
  const resumed = lastEventId == null ? {} : { 'last-event-id': lastEventId };
  return fetch(url, { headers: { accept: 'text/event-stream', ...resumed } });
}

function eventsOf(messages: readonly Message[]): Data[] {
  return messages.flatMap(({ event, data }) => (event === 'next' ? [data.data.event] : []));
}

function textOf(messages: readonly Message[]): string {
  return eventsOf(messages)
    .map(({ text = '' }) => text)
    .join('');
}

function isDelta(messages: readonly Message[]): boolean {
  return eventsOf(messages).some(({ __typename: type }) => type.endsWith('Delta'));
}

describe('a growing text over server-sent events', () => {
  test('of a suggestion goes on from Last-Event-ID to the character, and is answered 204 after its end', async () => {
    const gate = Promise.withResolvers<void>();
    const live = await open([
      [{ text: answer.slice(0, 30) }, { until: gate.promise }, ...said(answer.slice(30))],
    ]);
    const id = await startJob(live);
    const begun = await readStream(await ask(live, suggestion, { id }), isDelta);
    expect(begun.messages.map((message) => message.id)).toEqual(
      eventsOf(begun.messages).map((event) => event.cursor),
    );
    const [connected] = eventsOf(begun.messages);
    const last = begun.messages.at(-1)?.id;
    gate.resolve();
    // What was heard last outranks `after`.
    const rest = await readStream(await ask(live, suggestion, { id, after: connected.cursor }, last));
    expect(textOf(begun.messages) + textOf(rest.messages)).toBe(answer);
    expect(eventsOf(rest.messages).at(-1).__typename).toBe('SuggestionFinished');
    expect(rest.messages.at(-1)).toMatchObject({ event: 'complete', id: null });

    const beforeTheEnd = await ask(live, suggestion, { id }, rest.messages.at(-3)?.id);
    expect(eventsOf((await readStream(beforeTheEnd)).messages).map((event) => event.__typename)).toEqual([
      'SuggestionConnected',
      'SuggestionFinished',
    ]);
    const after = await ask(live, suggestion, { id }, rest.messages.at(-2)?.id);
    expect([after.status, await after.text()]).toEqual([204, '']);
  });

  test('of a suggestion that failed is answered 204 after its end', async () => {
    const live = await open([said('Sorry.')]);
    const id = await startJob(live);
    const { messages } = await readStream(await ask(live, suggestion, { id }));
    expect(eventsOf(messages).at(-1).__typename).toBe('SuggestionFailed');
    const after = await ask(live, suggestion, { id }, messages.at(-2)?.id);
    expect([after.status, await after.text()]).toEqual([204, '']);
  });

  test('of a conversation goes on from Last-Event-ID to the character, and is answered 204 after its end', async () => {
    const gate = Promise.withResolvers<void>();
    const live = await open([
      [{ text: answer.slice(0, 30) }, { until: gate.promise }, ...said(answer.slice(30))],
    ]);
    const id = await talk(live);
    const begun = await readStream(await ask(live, conversation, { id }), isDelta);
    expect(begun.messages.map((message) => message.id)).toEqual(
      eventsOf(begun.messages).map((event) => event.cursor),
    );
    const [sent] = eventsOf(begun.messages);
    expect(sent.message.role).toBe('USER');
    const last = begun.messages.at(-1)?.id;
    gate.resolve();
    const resumed = await ask(live, conversation, { id, after: sent.cursor }, last);
    const rest = await readStream(resumed, (messages) =>
      eventsOf(messages).some((event) => event.message?.role === 'ASSISTANT'),
    );
    expect(textOf(begun.messages) + textOf(rest.messages)).toBe(answer);

    await live.ask(
      'mutation ($id: ID!) { endConversation(input: { conversationId: $id }) { errors { message } } }',
      { id },
    );
    const end = await readStream(await ask(live, conversation, { id }, rest.messages.at(-1)?.id));
    expect(eventsOf(end.messages).map((event) => event.__typename)).toEqual(['ConversationEnded']);
    const after = await ask(live, conversation, { id }, end.messages[0]?.id);
    expect([after.status, await after.text()]).toEqual([204, '']);
  });
});
