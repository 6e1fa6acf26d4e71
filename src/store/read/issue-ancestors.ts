import { sql } from 'kysely';
import type { IssueId, OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectAncestors = query((db, $: Parameter<{ organizationId: OrganizationId; id: IssueId }>) =>
  db
    .withRecursive('ancestors', (recursive) =>
      recursive
        .selectFrom('issues')
        .select(['id', 'parent_id'])
        .where('id', '=', $('id'))
        .where('organization_id', '=', $('organizationId'))
        .union(
          recursive
            .selectFrom('ancestors')
            .innerJoin('issues', 'issues.id', 'ancestors.parent_id')
            .select(['issues.id', 'issues.parent_id']),
        ),
    )
    .selectFrom('ancestors')
    .select(sql<string>`id`.as('id')),
);

/** The ids of an issue and of all issues above it, nearest first. */
export async function readAncestors(
  reader: Reader,
  organizationId: OrganizationId,
  id: IssueId,
): Promise<IssueId[]> {
  return (await reader.all(selectAncestors, { organizationId, id })).map((row) => row.id as IssueId);
}
