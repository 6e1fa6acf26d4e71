import type { ChainDefinition, ChainSettings, StepDefinition } from '../../domain/chain-definition.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectLatest = query((db, $: Parameter<{ organizationId: string; name: string }>) =>
  db
    .selectFrom('chain_definitions')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('name', '=', $('name'))
    .orderBy('version', 'desc')
    .limit(1),
);

/** The newest version of a definition. */
export async function readLatestDefinition(
  reader: Reader,
  organizationId: OrganizationId,
  name: string,
): Promise<ChainDefinition | null> {
  const row = await reader.first(selectLatest, { organizationId, name });
  return row === undefined ? null : parseDefinition(row);
}

const selectVersion = query((db, $: Parameter<{ organizationId: string; name: string; version: number }>) =>
  db
    .selectFrom('chain_definitions')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('name', '=', $('name'))
    .where('version', '=', $('version')),
);

export async function readDefinition(
  reader: Reader,
  organizationId: OrganizationId,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<ChainDefinition | null> {
  const row = await reader.first(selectVersion, { organizationId, name, version });
  return row === undefined ? null : parseDefinition(row);
}

function parseDefinition(
  row: RowOf<'chain_definitions', keyof Tables['chain_definitions']>,
): ChainDefinition {
  return {
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    version: row.version,
    description: row.description,
    steps: JSON.parse(row.steps) as StepDefinition[],
    settings: JSON.parse(row.settings) as ChainSettings,
    levels: row.levels,
    uses: JSON.parse(row.uses) as string[],
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
  };
}
