import type { Live } from './live.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

const chainFields = `id name status executionPath input result cancelReason expiresAt startedAt endedAt asOf
  definition { name version } parent { id } children { id status }
  steps { id name index kind status dependsOn join waitingFor reason attempts result error { code message }
    action { id state digest tool { name } } childChain { id status } startedAt endedAt }`;

const errorFields = `errors { __typename code message path
  ... on ChainDefinitionError { step } ... on InvalidTransitionError { from to allowed } }`;

/** Calls a mutation on chains: the payload, with the chain as clients see it. */
export async function mutate(live: Live, mutation: string, input: object, person?: string): Promise<Data> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { chain { ${chainFields} } asOf ${errorFields} } }`;
  return (await live.ask(query, { input }, person))[mutation];
}

/** Lets the tools that chains of these tests use run without a person. */
export async function allowTools(live: Live, ...tools: readonly string[]): Promise<void> {
  for (const tool of tools) {
    await live.ask(
      `mutation ($tool: String!) { setPolicy(input: { tool: $tool, approval: AUTOMATIC }) { errors { message } } }`,
      { tool },
    );
  }
}

export async function getChain(live: Live, id: string): Promise<Data> {
  return (await live.ask(`query ($id: ID!) { chain(id: $id) { ${chainFields} } }`, { id })).chain;
}

const follow = `subscription ($chainId: ID!, $subChains: Boolean) { chainEvents(chainId: $chainId, subChains: $subChains) {
  type seq stream chainId stepId ... on ChainStepCompleted { stepName stepIndex status success nextSteps }
  ... on ChainStepStarted { stepName } ... on ChainStarted { name stepCount parentChainId }
  ... on ChainCompleted { chainStatus: status executionPath } ... on ChainAdvanced { chainStatus: status }
} }`;

/** Every event of a chain up to its end. */
export async function followToEnd(live: Live, chainId: string, subChains = false): Promise<Data[]> {
  const seen: Data[] = [];
  for await (const event of live.follow(follow, { chainId, subChains })) seen.push(event);
  return seen;
}
