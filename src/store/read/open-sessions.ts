import { sql } from 'kysely';
import type { OrganizationId } from '../../domain/ids.ts';
import type { SessionStatus } from '../../domain/session.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const open = ['PENDING', 'PROCESSING', 'AWAITING_APPROVAL'] as const satisfies readonly SessionStatus[];

const count = query((db, $: Parameter<{ organizationId: string; createdBy: string | null; most: number }>) =>
  db
    .selectFrom(
      db
        .selectFrom('planning_sessions')
        .select('id')
        .where('organization_id', '=', $('organizationId'))
        .where('status', 'in', open)
        .where(sql<boolean>`(${$('createdBy')} is null or created_by_id = ${$('createdBy')})`)
        .limit($('most'))
        .as('open'),
    )
    .select((expression) => expression.fn.countAll<number>().as('count')),
);

/** How many sessions have not ended, of an organization or of one who created them; counts no further than `most`. */
export async function countOpenSessions(
  reader: Reader,
  organizationId: OrganizationId,
  { createdBy, most }: { readonly createdBy: string | null; readonly most: number },
): Promise<number> {
  return (await reader.first(count, { organizationId, createdBy, most }))?.count ?? 0;
}
