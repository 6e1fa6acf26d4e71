import type { Json } from '../../domain/json.ts';
import { type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Reader, Transaction } from '../store.ts';

/** What a program beside the server asks it to do. */
export interface OperatorRequest {
  readonly number: number;
  readonly operation: string;
  readonly input: Json;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
}

const insert = query((db, $: Parameter<{ operation: string; input: string; now: number }>) =>
  db
    .insertInto('operator_requests')
    .values({ operation: $('operation'), input: $('input'), requested_at: $('now') })
    .returning('number'),
);

/** Leaves a request for the server; answers its number. */
export async function leaveRequest(
  tx: Transaction,
  request: { readonly operation: string; readonly input: Json; readonly now: number },
): Promise<number> {
  const row = await tx.first(insert, { ...request, input: toJson(request.input) });
  if (row === undefined) throw new Error('a request was not kept');
  return row.number;
}

const selectOpen = query((db, $: Parameter<{ limit: number }>) =>
  db
    .selectFrom('operator_requests')
    .select(['number', 'operation', 'input', 'requested_at'])
    .where('answer', 'is', null)
    .orderBy('number')
    .limit($('limit')),
);

/** The requests that nobody has answered, oldest first. */
export async function readOpenRequests(reader: Reader, limit: number): Promise<OperatorRequest[]> {
  const rows = await reader.all(selectOpen, { limit });
  return rows.map((row) => ({
    number: row.number,
    operation: row.operation,
    input: JSON.parse(row.input) as Json,
    requestedAt: row.requested_at,
  }));
}

const answer = query((db, $: Parameter<{ number: number; answer: string }>) =>
  db
    .updateTable('operator_requests')
    .set({ answer: $('answer') })
    .where('number', '=', $('number')),
);

export async function answerRequest(tx: Transaction, number: number, value: Json): Promise<void> {
  await tx.run(answer, { number, answer: toJson(value) });
}

const selectAnswer = query((db, $: Parameter<{ number: number }>) =>
  db.selectFrom('operator_requests').select('answer').where('number', '=', $('number')),
);

/** The server's answer; null as long as there is none. */
export async function readAnswer(reader: Reader, number: number): Promise<Json | null> {
  const row = await reader.first(selectAnswer, { number });
  return row?.answer == null ? null : (JSON.parse(row.answer) as Json);
}

const remove = query((db, $: Parameter<{ number: number }>) =>
  db.deleteFrom('operator_requests').where('number', '=', $('number')),
);

export async function removeRequest(tx: Transaction, number: number): Promise<void> {
  await tx.run(remove, { number });
}

const removeOld = query((db, $: Parameter<{ before: number }>) =>
  db.deleteFrom('operator_requests').where('requested_at', '<', $('before')),
);

/** Removes what was asked before a time: whoever asked has gone. */
export async function removeOldRequests(tx: Transaction, before: number): Promise<void> {
  await tx.run(removeOld, { before });
}
