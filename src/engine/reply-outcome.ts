import {
  type Message,
  type MessageFailure,
  messageTransitions,
  type ReplyTurn,
} from '../domain/conversation.ts';
import { conversationStream } from '../domain/event.ts';
import { mayFollow } from '../domain/machine.ts';
import { abandonToolCalls, settleReply } from '../store/write/messages.ts';
import type { Decision } from './decide.ts';
import { noteCallEnd } from './reply-calls.ts';

export interface ReplyEnd {
  readonly to: 'COMPLETED' | 'FAILED' | 'STOPPED' | 'INTERRUPTED';
  /** Null leaves what was kept. */
  readonly text: string | null;
  readonly turns: readonly ReplyTurn[] | null;
  readonly failure: MessageFailure | null;
}

/** Ends a reply, unless it has ended meanwhile. */
export async function writeReplyEnd(decision: Decision, reply: Message, end: ReplyEnd): Promise<void> {
  const { tx, now } = decision;
  if (!mayFollow(messageTransitions, reply.state, end.to)) {
    throw new Error(`a reply cannot go from ${reply.state} to ${end.to}`);
  }
  if (!(await settleReply(tx, { id: reply.id, from: reply.state, now, ...end }))) return;
  const { conversationId, id: messageId } = reply;
  for (const call of await abandonToolCalls(tx, messageId)) {
    noteCallEnd(decision, { ...call, conversationId, messageId, state: 'ABANDONED' });
  }
  decision.record({
    type: 'MessageCompleted',
    stream: conversationStream(conversationId),
    ids: { conversationId },
    outcome: end.to,
    body: { messageId, messageState: end.to, reason: end.failure?.reason ?? null },
  });
}
