import type { ChainDefinition } from '../../domain/chain-definition.ts';
import { insertion } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('chain_definitions', [
  'organization_id',
  'name',
  'version',
  'description',
  'steps',
  'settings',
  'levels',
  'uses',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
]);

/** Writes a version of a definition; versions are never changed. */
export async function insertDefinition(tx: Transaction, definition: ChainDefinition): Promise<void> {
  await tx.run(insertRow, {
    organization_id: definition.organizationId,
    name: definition.name,
    version: definition.version,
    description: definition.description,
    steps: toJson(definition.steps),
    settings: toJson(definition.settings),
    levels: definition.levels,
    uses: toJson([...definition.uses]),
    created_by_kind: definition.createdBy.kind,
    created_by_id: definition.createdBy.id,
    created_by_name: definition.createdBy.name,
    created_at: definition.createdAt,
  });
}
