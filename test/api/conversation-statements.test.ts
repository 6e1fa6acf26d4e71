import { expect, test } from 'vitest';
import type { Conversation, Message } from '../../src/domain/conversation.ts';
import { insertActions } from '../../src/store/write/actions.ts';
import { insertConversation, setMessageCount } from '../../src/store/write/conversations.ts';
import { answerToolCall, insertMessage, insertToolCall } from '../../src/store/write/messages.ts';
import { insertModelRun } from '../../src/store/write/model-runs.ts';
import { anAction } from './rows.ts';
import { epoch, newId, openWorld, type World } from './world.ts';

async function seedConversations(world: World, count: number): Promise<void> {
  const { actor } = world.caller.viewer;
  const { organizationId } = world;
  const made = { organizationId, createdBy: actor, createdAt: epoch };
  for (let index = 0; index < count; index += 1) {
    const conversation: Conversation = {
      ...made,
      id: newId('conversation'),
      title: `Talk ${index}`,
      state: 'OPEN',
      continuation: 'WAIT',
      model: 'scripted/x',
      agentId: null,
      messageCount: 2,
      updatedAt: epoch,
    };
    const conversationId = conversation.id;
    const said = {
      ...made,
      conversationId,
      turns: [],
      failure: null,
      retryOf: null,
      endedAt: epoch,
    } as const;
    const reply: Message = {
      ...said,
      id: newId('message'),
      place: 2,
      role: 'ASSISTANT',
      state: 'STREAMING',
      text: 'Hello',
    };
    const action = { ...anAction(world), conversationId, messageId: reply.id };
    const call = {
      messageId: reply.id,
      conversationId,
      index: 0,
      tool: 'create_issue',
      arguments: {},
      state: 'STARTED',
      result: null,
      error: null,
      actionId: null,
      repeatOf: null,
    } as const;
    await world.write(async (tx) => {
      await insertConversation(tx, conversation);
      await setMessageCount(tx, { id: conversationId, count: 2, now: epoch });
      const message = { ...said, id: newId('message'), place: 1, text: 'Hi' };
      await insertMessage(tx, { ...message, role: 'USER', state: 'COMPLETED' });
      await insertMessage(tx, reply);
      await insertActions(tx, [action]);
      await insertToolCall(tx, call);
      await answerToolCall(tx, { ...call, state: 'PROPOSED', actionId: action.id });
      const about = { organizationId, jobId: null, messageId: reply.id, model: 'scripted/x' };
      const by = { agentId: null, agentVersion: null, startedBy: actor, startedAt: epoch };
      await insertModelRun(tx, { id: newId('run'), ...about, ...by });
    });
  }
}

const query = `{ conversations(first: 100) { totalCount nodes {
  title asOf actions(first: 3) { totalCount nodes { state conversation { title } } }
  messages(first: 5) { totalCount nodes { role text run { model } toolCalls { tool action { state } repeatOf { id } } } }
} } }`;

async function statementsOver(count: number): Promise<string[]> {
  const world = await openWorld();
  await seedConversations(world, count);
  world.statements.length = 0;
  const { conversations } = await world.read(query);
  expect(conversations.nodes[0]).toMatchObject({
    actions: { totalCount: 1 },
    messages: {
      totalCount: 2,
      nodes: [{ text: 'Hi' }, { text: 'Hello', toolCalls: [{ tool: 'create_issue' }] }],
    },
  });
  return world.statements.filter((text) => text !== 'rollback');
}

test('conversations with messages, calls and actions are read in as many statements, however many they are', async () => {
  const few = await statementsOver(2);
  expect(await statementsOver(50)).toEqual(few);
  expect(few.length).toBeLessThanOrEqual(12);
});
