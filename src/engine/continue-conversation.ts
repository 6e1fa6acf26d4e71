import { type ActionState, settledActionStates } from '../domain/action.ts';
import { type Conversation, hasRoom } from '../domain/conversation.ts';
import type { NewEvent } from '../domain/event.ts';
import type { ConversationId, MessageId } from '../domain/ids.ts';
import { readActions } from '../store/read/actions.ts';
import { readConversation } from '../store/read/conversations.ts';
import { readMessagesBefore, readToolCalls } from '../store/read/messages.ts';
import { requestReply } from './add-message.ts';
import { mayStillAsk } from './asking-key.ts';
import type { DecidingParts, Decision } from './decide.ts';

/** Replies that may follow one another without a person saying anything. */
const repliesInARow = 5;

/**
 * Lets models go on that wait for what a decision has just settled: when their last reply is complete, all that it
 * proposed is settled, their conversation continues by itself, and nothing was said since.
 */
export async function continueConversations(
  decision: Decision<DecidingParts>,
  events: readonly Omit<NewEvent, 'id'>[],
): Promise<void> {
  const concerned = new Set<ConversationId>();
  for (const { type, ids, outcome } of events) {
    // Whichever comes last lets it go on: what was proposed is settled, or the reply that proposed it is complete.
    const mayGoOn = type === 'MessageCompleted' || (ids.actionId != null && isSettled(outcome));
    if (ids.conversationId != null && mayGoOn) concerned.add(ids.conversationId);
  }
  for (const id of concerned) await continueConversation(decision, id);
}

function isSettled(state: string | undefined): boolean {
  return (settledActionStates as readonly (ActionState | string | undefined)[]).includes(state);
}

async function continueConversation(decision: Decision<DecidingParts>, id: ConversationId): Promise<void> {
  const { tx, origin } = decision;
  const conversation = await readConversation(tx, origin.organizationId, id);
  if (conversation?.state !== 'OPEN' || conversation.continuation !== 'AUTOMATIC') return;
  if (!hasRoom(conversation, 1)) return;
  const last = await readMessagesBefore(tx, {
    conversationId: id,
    before: conversation.messageCount + 1,
    limit: repliesInARow,
  });
  const [reply] = last;
  if (reply?.role !== 'ASSISTANT' || reply.state !== 'COMPLETED') return;
  if (last.length === repliesInARow && last.every(({ role }) => role === 'ASSISTANT')) return;
  if (await waitsForPeople(decision, conversation, reply.id)) return;
  const by = conversation.createdBy;
  if (!(await mayStillAsk(tx, origin.organizationId, { by, now: decision.now }))) return;
  await requestReply(decision, conversation, { by, retryOf: null });
}

/** Whether something that a reply proposed is still open, or it proposed nothing. */
async function waitsForPeople(
  { tx }: Decision<DecidingParts>,
  { organizationId }: Conversation,
  messageId: MessageId,
): Promise<boolean> {
  const calls = await readToolCalls(tx, [messageId]);
  const ids = calls.flatMap(({ actionId }) => (actionId === null ? [] : [actionId]));
  const actions = await readActions(tx, organizationId, ids);
  return actions.length === 0 || actions.some(({ state }) => !isSettled(state));
}
