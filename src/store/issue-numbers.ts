import type { OrganizationId } from '../domain/ids.ts';
import { type Parameter, query } from './query.ts';
import type { Transaction } from './store.ts';

const selectNext = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db.selectFrom('organizations').select('next_issue_number').where('id', '=', $('organizationId')),
);

const updateNext = query((db, $: Parameter<{ organizationId: OrganizationId; next: number }>) =>
  db
    .updateTable('organizations')
    .set({ next_issue_number: $('next') })
    .where('id', '=', $('organizationId')),
);

/** The numbers that one decision gives to issues: read with the first, and written once at its end. */
export class IssueNumbers {
  readonly #next = new Map<OrganizationId, number>();

  /** The number of an organization's next issue, from 1. */
  async next(tx: Transaction, organizationId: OrganizationId): Promise<number> {
    const known = this.#next.get(organizationId);
    if (known !== undefined) return known;
    const row = await tx.first(selectNext, { organizationId });
    if (row === undefined) throw new Error(`no organization ${organizationId}`);
    return row.next_issue_number;
  }

  /** Notes that an issue has the number: it is nobody else's. */
  take(organizationId: OrganizationId, number: number): void {
    this.#next.set(organizationId, number + 1);
  }

  async write(tx: Transaction): Promise<void> {
    for (const [organizationId, next] of this.#next) await tx.run(updateNext, { organizationId, next });
  }
}
