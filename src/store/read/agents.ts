import type { Agent } from '../../domain/agent.ts';
import type { AgentId, OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectAll = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db
    .selectFrom('agents')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('deleted_at', 'is', null)
    .orderBy('id'),
);

/** The agents of an organization, oldest first. */
export async function readAgents(reader: Reader, organizationId: OrganizationId): Promise<Agent[]> {
  return (await reader.all(selectAll, { organizationId })).map(parseAgent);
}

const selectByIds = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('agents')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId'))
    .where('deleted_at', 'is', null),
);

/** In no order; those that are missing or deleted are left out. */
export async function readAgentsById(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly AgentId[],
): Promise<Agent[]> {
  return (await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseAgent);
}

export async function readAgent(
  reader: Reader,
  organizationId: OrganizationId,
  id: AgentId,
): Promise<Agent | null> {
  return (await readAgentsById(reader, organizationId, [id]))[0] ?? null;
}

const selectEver = query((db, $: Parameter<{ organizationId: OrganizationId; id: AgentId }>) =>
  db
    .selectFrom('agents')
    .selectAll()
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

/** The agent of what was begun with it, as it last was when it has been deleted since: its limits go on to hold. */
export async function readAgentOfRun(
  reader: Reader,
  organizationId: OrganizationId,
  id: AgentId | null,
): Promise<Agent | null> {
  if (id === null) return null;
  const row = await reader.first(selectEver, { organizationId, id });
  if (row === undefined) throw new Error(`the agent ${id} was never there`);
  return parseAgent(row);
}

function parseAgent(row: RowOf<'agents', keyof Tables['agents']>): Agent {
  return {
    id: row.id as AgentId,
    organizationId: row.organization_id as OrganizationId,
    version: row.version,
    name: row.name,
    role: row.role,
    focus: row.focus,
    systemPrompt: row.system_prompt,
    temperature: row.temperature,
    model: row.model,
    tools: parseJson<string[]>(row.tools),
    active: row.active === 1,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
