import type { OrganizationId, UserId } from '../../domain/ids.ts';
import type { Role } from '../../domain/role.ts';
import { type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

interface Subject {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly now: number;
}

const note = query((db, $: Parameter<Subject & { name: string }>) =>
  db
    .insertInto('members')
    .values({
      organization_id: $('organizationId'),
      user_id: $('id'),
      name: $('name'),
      role: null,
      created_at: $('now'),
      updated_at: $('now'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'user_id']).doUpdateSet({ name: $('name'), updated_at: $('now') }),
    ),
);

/** Takes a member in, or takes over a changed name. */
export async function noteMember(
  tx: Transaction,
  member: Subject & { readonly name: string },
): Promise<void> {
  await tx.run(note, member);
}

const setRole = query((db, $: Parameter<Subject & { role: Role }>) =>
  db
    .insertInto('members')
    .values({
      organization_id: $('organizationId'),
      user_id: $('id'),
      // Nobody has seen this person yet; the name comes with the first request.
      name: $('id'),
      role: $('role'),
      created_at: $('now'),
      updated_at: $('now'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'user_id']).doUpdateSet({ role: $('role'), updated_at: $('now') }),
    ),
);

/** Sets the role of a member, who need not have been seen before. */
export async function saveMemberRole(
  tx: Transaction,
  member: Subject & { readonly role: Role },
): Promise<void> {
  await tx.run(setRole, member);
}
