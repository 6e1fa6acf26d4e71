import { sql } from 'kysely';
import type {
  ChainDefinition,
  ChainSettings,
  DefinitionReference,
  StepDefinition,
} from '../../domain/chain-definition.ts';
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
  { name, version }: DefinitionReference,
): Promise<ChainDefinition | null> {
  const row = await reader.first(selectVersion, { organizationId, name, version });
  return row === undefined ? null : parseDefinition(row);
}

const selectVersions = query((db, $: Parameter<{ organizationId: string; references: string }>) =>
  db
    .selectFrom('chain_definitions')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where(
      sql<boolean>`(name, version) in (select value ->> 0, value ->> 1 from json_each(${$('references')}))`,
    ),
);

/** These versions of definitions, in no order. */
export async function readDefinitions(
  reader: Reader,
  organizationId: OrganizationId,
  references: readonly DefinitionReference[],
): Promise<ChainDefinition[]> {
  const pairs = JSON.stringify(references.map(({ name, version }) => [name, version]));
  return (await reader.all(selectVersions, { organizationId, references: pairs })).map(parseDefinition);
}

const selectAllLatest = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('chain_definitions as definition')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('version', '=', (inner) =>
      inner
        .selectFrom('chain_definitions as other')
        .select((each) => each.fn.max('other.version').as('version'))
        .whereRef('other.organization_id', '=', 'definition.organization_id')
        .whereRef('other.name', '=', 'definition.name'),
    )
    .orderBy('name'),
);

/** The newest version of each definition, by name. */
export async function listDefinitions(
  reader: Reader,
  organizationId: OrganizationId,
): Promise<ChainDefinition[]> {
  return (await reader.all(selectAllLatest, { organizationId })).map(parseDefinition);
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
