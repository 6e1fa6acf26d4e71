import { sql } from 'kysely';
import type { ActionProposal } from '../../domain/action.ts';
import type { ItemId, OrganizationId, SessionId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import { parseAction } from '../read/actions.ts';
import type { Transaction } from '../store.ts';

const selectOpenOfItem = query(
  (db, $: Parameter<{ organizationId: OrganizationId; itemId: ItemId; sessionId: SessionId }>) =>
    db
      .selectFrom('actions')
      .selectAll()
      .where('item_id', '=', $('itemId'))
      .where('organization_id', '=', $('organizationId'))
      .where(sql<boolean>`state = 'PROPOSED'`)
      .where('session_id', '<>', $('sessionId')),
);

/** Proposals of other sessions for a plan item that nobody has decided on. */
export async function readRivals(
  tx: Transaction,
  of: { organizationId: OrganizationId; itemId: ItemId; sessionId: SessionId },
): Promise<ActionProposal[]> {
  return (await tx.all(selectOpenOfItem, of)).map(parseAction);
}

const selectOpenQuestions = query(
  (
    db,
    $: Parameter<{
      organizationId: OrganizationId;
      trackerId: string;
      documentKey: string;
      sessionId: SessionId;
      limit: number;
    }>,
  ) =>
    db
      .selectFrom('actions')
      .selectAll()
      .where('session_id', 'in', (inner) =>
        inner
          .selectFrom('planning_sessions')
          .select('id')
          .where('organization_id', '=', $('organizationId'))
          .where('document_key', '=', $('documentKey'))
          .where('tracker_id', '=', $('trackerId'))
          .where('id', '<>', $('sessionId')),
      )
      .where(sql<boolean>`state = 'PROPOSED' and chain_id is null and session_id is not null`)
      .orderBy('id')
      .limit($('limit')),
);

const selectQuestionsOfSession = query((db, $: Parameter<{ sessionId: SessionId }>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('session_id', '=', $('sessionId'))
    .where(sql<boolean>`state = 'PROPOSED' and chain_id is null and session_id is not null`),
);

/** What a session asks about conflicts and orphans, and nobody has decided on. */
export async function readQuestionsOfSession(
  tx: Transaction,
  sessionId: SessionId,
): Promise<ActionProposal[]> {
  return (await tx.all(selectQuestionsOfSession, { sessionId })).map(parseAction);
}

/** What other sessions on a document ask about its conflicts and orphans, and nobody has decided on. */
export async function readOpenQuestions(
  tx: Transaction,
  of: {
    organizationId: OrganizationId;
    trackerId: string;
    documentKey: string;
    sessionId: SessionId;
    limit: number;
  },
): Promise<ActionProposal[]> {
  return (await tx.all(selectOpenQuestions, of)).map(parseAction);
}
