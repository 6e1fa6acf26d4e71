import { agentLengths } from '../domain/agent.ts';
import { deleteAgent, getAgents, saveAgent } from '../resolvers/agent.ts';
import { builder } from './builder.ts';

builder.objectType('Agent', {
  description: 'A named configuration of a model, for suggestions and conversations.',
  interfaces: ['Node'],
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'Counts the times it was saved, from 1; a run says which one it used.',
    }),
    name: t.exposeString('name', { description: 'Name to show.' }),
    role: t.exposeString('role', { description: 'What it is, such as `product manager`; may be empty.' }),
    focus: t.exposeString('focus', { description: 'What it looks at; may be empty.' }),
    systemPrompt: t.exposeString('systemPrompt', {
      description: 'What the model is told before anything else; may be empty.',
    }),
    temperature: t.exposeFloat('temperature', {
      nullable: true,
      description: "0 to 2; null: the model's own.",
    }),
    model: t.exposeString('model', {
      nullable: true,
      description: 'Provider and model, such as `openai/gpt-5-mini`; null: the default.',
    }),
    tools: t.exposeStringList('tools', {
      nullable: true,
      description: 'Names of the tools that it may propose calls of; null: all.',
    }),
    active: t.exposeBoolean('active', { description: 'Whether it can be used for something new.' }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last saved.' }),
  }),
});

const saveAgentInput = builder.inputType('SaveAgentInput', {
  description: 'An agent as it shall be: what is left out is empty, or the default.',
  fields: (t) => ({
    agentId: t.id({ description: 'Which agent gets another version, `agt_…`; left out: a new agent.' }),
    name: t.string({
      required: true,
      description: `Name to show, 1 to ${agentLengths.name} characters.`,
    }),
    role: t.string({ description: `What it is, at most ${agentLengths.role} characters.` }),
    focus: t.string({ description: `What it looks at, at most ${agentLengths.focus} characters.` }),
    systemPrompt: t.string({
      description: `What the model is told first, at most ${agentLengths.systemPrompt} characters.`,
    }),
    temperature: t.float({ description: "0 to 2; left out: the model's own." }),
    model: t.string({
      description: 'Provider and model, such as `openai/gpt-5-mini`; left out: the default.',
    }),
    tools: t.stringList({ description: 'Names of the tools that it may propose calls of; left out: all.' }),
    active: t.boolean({ defaultValue: true, description: 'Whether it can be used for something new.' }),
  }),
});

const agentInput = builder.inputType('AgentInput', {
  description: 'Names an agent.',
  fields: (t) => ({ agentId: t.id({ required: true, description: 'Id of the agent, `agt_…`.' }) }),
});

builder.objectType('AgentPayload', {
  description: 'The agent as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    agent: t.expose('agent', {
      type: 'Agent',
      nullable: true,
      description: 'The agent, a deleted one as it was; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.queryField('agents', (t) =>
  t.field({
    type: ['Agent'],
    description: 'The agents of the organization, oldest first.',
    resolve: (_root, _args, context) => getAgents(context),
  }),
);

builder.mutationFields((t) => ({
  saveAgent: t.field({
    type: 'AgentPayload',
    description: 'Makes an agent, or another version of one. The same once more makes no version.',
    args: { input: t.arg({ type: saveAgentInput, required: true, description: 'The agent.' }) },
    resolve: (_root, { input }, context) => saveAgent(context, input),
  }),
  deleteAgent: t.field({
    type: 'AgentPayload',
    description:
      'Deletes an agent: nothing new can be begun with it. Conversations that were go on with it as it was.',
    args: { input: t.arg({ type: agentInput, required: true, description: 'Which agent.' }) },
    resolve: (_root, { input }, context) => deleteAgent(context, input.agentId),
  }),
}));
