import type { Agent, AgentSettings } from '../../domain/agent.ts';
import type { AgentId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('agents', [
  'id',
  'organization_id',
  'version',
  'name',
  'role',
  'focus',
  'system_prompt',
  'temperature',
  'model',
  'tools',
  'active',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
]);

const insertVersion = insertion('agent_versions', ['agent_id', 'version', 'settings', 'saved_at']);

function settingsOf(agent: Agent): AgentSettings {
  const { name, role, focus, systemPrompt, temperature, model, tools, active } = agent;
  return { name, role, focus, systemPrompt, temperature, model, tools, active };
}

async function keepVersion(tx: Transaction, agent: Agent): Promise<void> {
  await tx.run(insertVersion, {
    agent_id: agent.id,
    version: agent.version,
    settings: toJson(settingsOf(agent)),
    saved_at: agent.updatedAt,
  });
}

export async function insertAgent(tx: Transaction, agent: Agent): Promise<void> {
  await tx.run(insertRow, {
    id: agent.id,
    organization_id: agent.organizationId,
    version: agent.version,
    name: agent.name,
    role: agent.role,
    focus: agent.focus,
    system_prompt: agent.systemPrompt,
    temperature: agent.temperature,
    model: agent.model,
    tools: agent.tools === null ? null : toJson([...agent.tools]),
    active: agent.active ? 1 : 0,
    created_by_kind: agent.createdBy.kind,
    created_by_id: agent.createdBy.id,
    created_by_name: agent.createdBy.name,
    created_at: agent.createdAt,
    updated_at: agent.updatedAt,
  });
  await keepVersion(tx, agent);
}

interface NewVersion {
  id: AgentId;
  version: number;
  name: string;
  role: string;
  focus: string;
  systemPrompt: string;
  temperature: number | null;
  model: string | null;
  tools: string | null;
  active: number;
  now: number;
}

const updateRow = query((db, $: Parameter<NewVersion>) =>
  db
    .updateTable('agents')
    .set({
      version: $('version'),
      name: $('name'),
      role: $('role'),
      focus: $('focus'),
      system_prompt: $('systemPrompt'),
      temperature: $('temperature'),
      model: $('model'),
      tools: $('tools'),
      active: $('active'),
      updated_at: $('now'),
    })
    .where('id', '=', $('id')),
);

/** Makes another version of an agent the present one; those before it are kept for the runs that used them. */
export async function updateAgent(tx: Transaction, agent: Agent): Promise<void> {
  const { tools, active, updatedAt: now, ...rest } = agent;
  await tx.run(updateRow, {
    ...rest,
    tools: tools === null ? null : toJson([...tools]),
    active: active ? 1 : 0,
    now,
  });
  await keepVersion(tx, agent);
}

const markDeleted = query((db, $: Parameter<{ id: AgentId; now: number }>) =>
  db
    .updateTable('agents')
    .set({ deleted_at: $('now'), updated_at: $('now') })
    .where('id', '=', $('id')),
);

export async function deleteAgentRow(tx: Transaction, id: AgentId, now: number): Promise<void> {
  await tx.run(markDeleted, { id, now });
}
