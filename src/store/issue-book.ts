import type { IssueId, OrganizationId } from '../domain/ids.ts';
import { listOf, type Parameter, query } from './query.ts';
import type { Transaction } from './store.ts';

const selectPresent = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('issues')
    .select('id')
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

const selectNext = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db.selectFrom('organizations').select('next_issue_number').where('id', '=', $('organizationId')),
);

const updateNext = query((db, $: Parameter<{ organizationId: OrganizationId; next: number }>) =>
  db
    .updateTable('organizations')
    .set({ next_issue_number: $('next') })
    .where('id', '=', $('organizationId')),
);

interface Book {
  /** By id: whether the organization has the issue. */
  readonly present: Map<IssueId, boolean>;
  /** The number of its next issue as the table has it, from 1; null while it is not known. */
  stored: number | null;
  /** The last number that an issue was given; null when none was. */
  taken: number | null;
}

/**
 * What one decision knows of the issues of our own tracker, so that it asks once: which are there, and what the next
 * one is numbered, which is written at its end.
 */
export class IssueBook {
  readonly #books = new Map<OrganizationId, Book>();

  #bookOf(organizationId: OrganizationId): Book {
    const known = this.#books.get(organizationId);
    if (known !== undefined) return known;
    const book: Book = { present: new Map(), stored: null, taken: null };
    this.#books.set(organizationId, book);
    return book;
  }

  /** Looks up issues that will be asked for, all at once. */
  async lookUp(tx: Transaction, organizationId: OrganizationId, ids: readonly IssueId[]): Promise<void> {
    const { present } = this.#bookOf(organizationId);
    const unknown = ids.filter((id) => !present.has(id));
    if (unknown.length === 0) return;
    const rows = await tx.all(selectPresent, { organizationId, ids: JSON.stringify(unknown) });
    for (const id of unknown) present.set(id, false);
    for (const { id } of rows) present.set(id as IssueId, true);
  }

  /** Whether an organization has the issue. */
  async has(tx: Transaction, organizationId: OrganizationId, id: IssueId): Promise<boolean> {
    await this.lookUp(tx, organizationId, [id]);
    return this.#bookOf(organizationId).present.get(id) === true;
  }

  /** Notes that an issue was made, or deleted. */
  note(organizationId: OrganizationId, id: IssueId, isPresent: boolean): void {
    this.#bookOf(organizationId).present.set(id, isPresent);
  }

  /** The number of an organization's next issue, from 1. */
  async nextNumber(tx: Transaction, organizationId: OrganizationId): Promise<number> {
    const book = this.#bookOf(organizationId);
    if (book.taken !== null) return book.taken + 1;
    book.stored ??= (await tx.first(selectNext, { organizationId }))?.next_issue_number ?? null;
    if (book.stored === null) throw new Error(`no organization ${organizationId}`);
    return book.stored;
  }

  /** Notes that an issue has the number: it is nobody else's. */
  takeNumber(organizationId: OrganizationId, number: number): void {
    this.#bookOf(organizationId).taken = number;
  }

  async write(tx: Transaction): Promise<void> {
    for (const [organizationId, { taken }] of this.#books) {
      if (taken !== null) await tx.run(updateNext, { organizationId, next: taken + 1 });
    }
  }
}
