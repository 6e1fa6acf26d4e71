import { type IdKind, idKind } from '../domain/ids.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { getAction } from './action.ts';
import { getAgent } from './agent.ts';
import { getChain } from './chain.ts';
import type { Context } from './context.ts';
import { getConversation, getMessage } from './conversation.ts';
import { getGroup } from './group.ts';
import { getIssue } from './issue.ts';
import { getPlanItem } from './plan.ts';
import { getConnection } from './saved-connection.ts';
import { getSession } from './session.ts';
import { getStep } from './step.ts';
import { getSuggestionJob } from './suggestion.ts';

export const maxNodeIds = 100;

export interface ShownNode {
  readonly id: string;
}

interface NodeKind {
  /** The type in the schema. */
  readonly typeName: string;
  readonly get: (context: Context, id: string) => Promise<ShownNode | null>;
}

/** The kinds of ids that `node` knows. */
const nodeKinds: { readonly [Kind in IdKind]?: NodeKind } = {
  session: { typeName: 'PlanningSession', get: getSession },
  action: { typeName: 'ActionProposal', get: getAction },
  group: { typeName: 'ProposalGroup', get: getGroup },
  chain: { typeName: 'Chain', get: getChain },
  step: { typeName: 'Step', get: getStep },
  item: { typeName: 'PlanItem', get: getPlanItem },
  issue: { typeName: 'Issue', get: getIssue },
  agent: { typeName: 'Agent', get: getAgent },
  conversation: { typeName: 'Conversation', get: getConversation },
  message: { typeName: 'Message', get: getMessage },
  job: { typeName: 'SuggestionJob', get: getSuggestionJob },
  connection: { typeName: 'Connection', get: getConnection },
};

export async function getNode(context: Context, id: string): Promise<ShownNode | null> {
  return kindOf(id)?.get(context, id) ?? null;
}

/** Each in its place, null for those that are missing. */
export async function getNodes(
  context: Context,
  ids: readonly string[],
): Promise<readonly (ShownNode | null)[] | RefusalOf<'VALIDATION'>> {
  if (ids.length > maxNodeIds) {
    const message = `\`ids\` holds ${ids.length} ids; at most ${maxNodeIds} are allowed.`;
    return refuse('VALIDATION', message, ['ids'], {});
  }
  return Promise.all(ids.map((id) => getNode(context, id)));
}

export function typeOfNode(node: ShownNode): string {
  const kind = kindOf(node.id);
  if (kind === undefined) throw new Error(`No type in the schema shows ${node.id}`);
  return kind.typeName;
}

function kindOf(id: string): NodeKind | undefined {
  const kind = idKind(id);
  return kind === null ? undefined : nodeKinds[kind];
}
