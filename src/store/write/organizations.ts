import type { OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const ensure = query((db, $: Parameter<{ id: OrganizationId; name: string; now: number }>) =>
  db
    .insertInto('organizations')
    .values({ id: $('id'), name: $('name'), created_at: $('now') })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

/** Makes an organization unless it is there. */
export async function ensureOrganization(
  tx: Transaction,
  organization: { id: OrganizationId; name: string; now: number },
): Promise<void> {
  await tx.run(ensure, organization);
}
