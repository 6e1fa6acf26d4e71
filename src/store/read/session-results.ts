import type { ActionState } from '../../domain/action.ts';
import type { IssueId, ItemId, SessionId } from '../../domain/ids.ts';
import type { PlanItemKind } from '../../domain/plan.ts';
import { type AnsweredQuestion, type PlanningResult, withAnswers } from '../../domain/planning-result.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import { parseFieldChanges } from './plan-changes.ts';

const selectResults = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('planning_sessions')
    .select(['id', 'result'])
    .where('id', 'in', listOf($('ids')))
    .where('result', 'is not', null),
);

/** What sessions made of their plans, with what has come of their questions by now. */
export async function readSessionResults(
  reader: Reader,
  ids: readonly SessionId[],
): Promise<{ sessionId: SessionId; result: PlanningResult }[]> {
  const rows = await reader.all(selectResults, { ids: JSON.stringify(ids) });
  const answers = Map.groupBy(await readAnsweredQuestions(reader, ids), ({ sessionId }) => sessionId);
  return rows.map((row) => {
    const sessionId = row.id as SessionId;
    const result = JSON.parse(row.result ?? 'null') as PlanningResult;
    return { sessionId, result: withAnswers(result, answers.get(sessionId) ?? []) };
  });
}

const selectAnswered = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('plan_changes')
    .innerJoin('actions', 'actions.id', 'plan_changes.action_id')
    .leftJoin('plan_items', (join) =>
      join
        .onRef('plan_items.session_id', '=', 'plan_changes.session_id')
        .onRef('plan_items.id', '=', 'plan_changes.item_id'),
    )
    .select([
      'plan_changes.session_id',
      'plan_changes.item_id',
      'plan_items.kind as item_kind',
      'plan_changes.issue_id',
      'plan_changes.fields',
      'actions.state',
      'actions.result_url',
    ])
    .where('plan_changes.session_id', 'in', listOf($('ids')))
    .where('plan_changes.kind', 'in', ['CONFLICT', 'ORPHANED'])
    .where('actions.state', 'not in', ['PROPOSED', 'APPROVED', 'EXECUTING', 'OUTCOME_UNKNOWN'])
    .orderBy('plan_changes.session_id')
    .orderBy('plan_changes.place'),
);

/** What sessions asked about conflicts and orphans and is answered, in the order of their plans. */
export async function readAnsweredQuestions(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<(AnsweredQuestion & { sessionId: SessionId })[]> {
  const rows = await reader.all(selectAnswered, { ids: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    itemId: row.item_id as ItemId | null,
    itemKind: row.item_kind as PlanItemKind | null,
    issueId: row.issue_id as IssueId,
    isDeletion: parseFieldChanges(row.fields).some(({ field }) => field === 'deleted'),
    state: row.state as ActionState,
    issueUrl: row.result_url,
  }));
}
