import type { OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectDocuments = query((db, $: Parameter<{ organizationId: OrganizationId; trackerId: string }>) =>
  db
    .selectFrom('planning_sessions')
    .select((expression) => ['document_key', 'title', expression.fn.max('id').as('newest')])
    .where('organization_id', '=', $('organizationId'))
    .where('tracker_id', '=', $('trackerId'))
    .groupBy('document_key')
    .orderBy('newest', 'desc')
    .limit(10),
);

/** The documents that were read last, with the title of their newest session; at most 10. */
export async function readDocuments(
  reader: Reader,
  of: { organizationId: OrganizationId; trackerId: string },
): Promise<{ documentKey: string; title: string }[]> {
  const rows = await reader.all(selectDocuments, of);
  return rows.map((row) => ({ documentKey: row.document_key, title: row.title }));
}
