import { sql } from 'kysely';
import type { ActionProposal } from '../../domain/action.ts';
import type { ItemId, OrganizationId, SessionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseAction } from '../read/actions.ts';
import type { Transaction } from '../store.ts';

/** A reading of a document for its tracker. */
interface OfReading {
  organizationId: OrganizationId;
  trackerId: string;
  sessionId: SessionId;
}

const selectOpenOfItems = query((db, $: Parameter<OfReading & { itemIds: string }>) =>
  db
    .selectFrom('actions')
    .innerJoin('planning_sessions', 'planning_sessions.id', 'actions.session_id')
    .selectAll('actions')
    .where('actions.item_id', 'in', listOf($('itemIds')))
    .where('actions.organization_id', '=', $('organizationId'))
    .where(sql<boolean>`actions.state = 'PROPOSED'`)
    .where('actions.session_id', '<>', $('sessionId'))
    .where('planning_sessions.tracker_id', '=', $('trackerId')),
);

/** Proposals of other sessions for plan items in the same tracker that nobody has decided on. */
export async function readRivals(
  tx: Transaction,
  { itemIds, ...of }: OfReading & { itemIds: readonly ItemId[] },
): Promise<ActionProposal[]> {
  const rows = await tx.all(selectOpenOfItems, { ...of, itemIds: JSON.stringify(itemIds) });
  return rows.map(parseAction);
}

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

interface OlderReadings extends OfReading {
  documentKey: string;
  /** Epoch milliseconds. */
  before: number;
  limit: number;
}

const selectOlderQuestions = query((db, $: Parameter<OlderReadings>) =>
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
    .where('created_at', '<', $('before'))
    .orderBy('id')
    .limit($('limit')),
);

const selectOlderProposals = query((db, $: Parameter<OlderReadings>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('group_id', 'in', (inner) =>
      inner
        .selectFrom('planning_sessions')
        .select('group_id')
        .where('organization_id', '=', $('organizationId'))
        .where('document_key', '=', $('documentKey'))
        .where('tracker_id', '=', $('trackerId'))
        .where('id', '<>', $('sessionId'))
        .where('group_id', 'is not', null),
    )
    .where(sql<boolean>`state = 'PROPOSED'`)
    .where('created_at', '<', $('before'))
    .orderBy('id')
    .limit($('limit')),
);

/**
 * What other sessions on a document proposed or asked before a time, and nobody has decided on. Of two that propose at
 * the same time neither takes back what the other one proposes meanwhile.
 */
export async function readOutdated(tx: Transaction, of: OlderReadings): Promise<ActionProposal[]> {
  const questions = await tx.all(selectOlderQuestions, of);
  const rows = questions.length > 0 ? questions : await tx.all(selectOlderProposals, of);
  return rows.map(parseAction);
}
