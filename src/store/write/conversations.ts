import type { Conversation } from '../../domain/conversation.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('conversations', [
  'id',
  'organization_id',
  'title',
  'state',
  'continuation',
  'model',
  'agent_id',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
]);

export async function insertConversation(tx: Transaction, conversation: Conversation): Promise<void> {
  await tx.run(insertRow, {
    id: conversation.id,
    organization_id: conversation.organizationId,
    title: conversation.title,
    state: conversation.state,
    continuation: conversation.continuation,
    model: conversation.model,
    agent_id: conversation.agentId,
    created_by_kind: conversation.createdBy.kind,
    created_by_id: conversation.createdBy.id,
    created_by_name: conversation.createdBy.name,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
  });
}

const updateCount = query((db, $: Parameter<{ id: ConversationId; count: number; now: number }>) =>
  db
    .updateTable('conversations')
    .set({ message_count: $('count'), updated_at: $('now') })
    .where('id', '=', $('id')),
);

export async function setMessageCount(
  tx: Transaction,
  counted: { id: ConversationId; count: number; now: number },
): Promise<void> {
  await tx.run(updateCount, counted);
}

const updateEnded = query((db, $: Parameter<{ id: ConversationId; now: number }>) =>
  db
    .updateTable('conversations')
    .set({ state: 'ENDED', updated_at: $('now') })
    .where('id', '=', $('id'))
    .where('state', '=', 'OPEN'),
);

/** Compare and set: false when it had ended already. */
export async function endConversationRow(tx: Transaction, id: ConversationId, now: number): Promise<boolean> {
  return (await tx.run(updateEnded, { id, now })) === 1;
}
