import type { ApiKeyScope } from '../domain/api-key.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { type Role, roleIncludes, roles } from '../domain/role.ts';
import type { Viewer } from './viewer.ts';

/** Who may use a field that operations begin with. */
export interface Authority {
  readonly role: Role;
  /** What a key that is kept to scopes needs among them; null: nothing. */
  readonly scope: ApiKeyScope | null;
  /** What it takes for something that someone else began; left out: no more than `role`. */
  readonly ofOthers?: Role;
}

const reading = { role: 'VIEWER', scope: 'READ' } as const;
const deciding = { role: 'APPROVER', scope: 'DECISIONS' } as const;
const administering = { role: 'ADMIN', scope: 'ADMINISTRATION' } as const;
const own = { role: 'PROPOSER', ofOthers: 'OPERATOR' } as const;

/**
 * Every field that an operation can begin with, and who may use it. A field that is missing here is refused to all, and
 * fails the start and a test. Who may decide on an action is narrowed further by the policy of its tool.
 */
const table = {
  'Query.viewer': { role: 'VIEWER', scope: null },
  'Query.node': reading,
  'Query.nodes': reading,
  'Query.planningSession': reading,
  'Query.planningSessions': reading,
  'Query.action': reading,
  'Query.actions': reading,
  'Query.group': reading,
  'Query.chain': reading,
  'Query.chains': reading,
  'Query.chainDefinitions': reading,
  'Query.deadLetters': reading,
  'Query.conversation': reading,
  'Query.conversations': reading,
  'Query.suggestionJob': reading,
  'Query.agents': reading,
  'Query.modelUsage': reading,
  'Query.tools': reading,
  'Query.policies': reading,
  'Query.issue': reading,
  'Query.issues': reading,
  'Query.events': reading,
  'Query.connections': reading,
  'Query.webhooks': administering,
  'Query.apiKeys': administering,
  'Query.members': administering,
  'Query.planDocument': reading,
  'Query.planChanges': reading,
  'Query.approvalLinks': reading,

  'Mutation.createPlanningSession': { role: 'PROPOSER', scope: 'SESSIONS' },
  'Mutation.startPlanningSession': { role: 'PROPOSER', scope: 'SESSIONS' },
  'Mutation.retryPlanningSession': { ...own, scope: 'SESSIONS' },
  'Mutation.cancelPlanningSession': { ...own, scope: 'SESSIONS' },
  'Mutation.deletePlanningSession': { ...own, scope: 'SESSIONS' },

  'Mutation.createProposalGroup': { role: 'PROPOSER', scope: 'ACTIONS' },
  'Mutation.proposeAction': { role: 'PROPOSER', scope: 'ACTIONS' },
  'Mutation.reviseAction': { role: 'PROPOSER', scope: 'ACTIONS' },
  'Mutation.approveAction': deciding,
  'Mutation.declineAction': deciding,
  'Mutation.decideActions': deciding,
  'Mutation.cancelAction': { ...own, scope: 'ACTIONS' },
  'Mutation.retryAction': { ...own, scope: 'ACTIONS' },
  'Mutation.resolveAction': deciding,
  // Whoever makes a link could decide with it in the approver's name.
  'Mutation.createApprovalLink': { role: 'ADMIN', scope: 'DECISIONS' },
  // Whoever has made one may take it back, whatever became of their role since.
  'Mutation.revokeApprovalLink': { role: 'VIEWER', scope: 'DECISIONS', ofOthers: 'ADMIN' },
  'Mutation.setPolicy': administering,

  'Mutation.saveChainDefinition': { role: 'OPERATOR', scope: 'CHAINS' },
  'Mutation.startChain': { role: 'PROPOSER', scope: 'CHAINS' },
  'Mutation.cancelChain': { ...own, scope: 'CHAINS' },
  'Mutation.retryChain': { ...own, scope: 'CHAINS' },
  'Mutation.signalChain': { role: 'PROPOSER', scope: 'CHAINS' },

  'Mutation.createConversation': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.sendMessage': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.stopReply': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.retryReply': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.endConversation': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.startSuggestion': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.cancelSuggestion': { role: 'PROPOSER', scope: 'MODELS' },
  'Mutation.planFromSuggestion': { role: 'PROPOSER', scope: 'SESSIONS' },
  'Mutation.saveAgent': { role: 'ADMIN', scope: 'MODELS' },
  'Mutation.deleteAgent': { role: 'ADMIN', scope: 'MODELS' },

  'Mutation.createApiKey': administering,
  'Mutation.revokeApiKey': administering,
  'Mutation.setMemberRole': administering,
  'Mutation.saveConnection': administering,
  'Mutation.checkConnection': administering,
  'Mutation.deleteConnection': administering,
  'Mutation.saveWebhook': administering,
  'Mutation.deleteWebhook': administering,
  'Mutation.replayWebhook': administering,

  'Subscription.events': reading,
  'Subscription.planningSessionEvents': reading,
  'Subscription.actionEvents': reading,
  'Subscription.chainEvents': reading,
  'Subscription.conversationEvents': reading,
  'Subscription.suggestionEvents': reading,
} as const satisfies Record<string, Authority>;

/** Such as `Mutation.approveAction`. */
export type RootField = keyof typeof table;

export const authority: Readonly<Record<RootField, Authority>> = table;

export function isRootField(name: string): name is RootField {
  return Object.hasOwn(table, name);
}

/** Why a viewer may not do something, and what it takes. */
export interface Denial {
  /** A sentence for the caller. */
  readonly message: string;
  /** The roles that may. */
  readonly roles: readonly Role[];
  /** The scope that the key lacks; null when it is the role. */
  readonly scope: ApiKeyScope | null;
}

/** Why the viewer may not use a field, or null. */
export function denialOf(viewer: Pick<Viewer, 'role' | 'scopes'>, field: RootField): Denial | null {
  const { role, scope } = authority[field];
  if (!roleIncludes(viewer.role, role)) return tooLow(viewer.role, role, nameOf(field));
  if (scope !== null && viewer.scopes !== undefined && !viewer.scopes.includes(scope)) {
    const message = `${nameOf(field)} needs the scope ${scope}; this key has ${viewer.scopes.join(', ')}.`;
    return { message, roles: rolesFrom(role), scope };
  }
  return null;
}

/** Why a viewer may not do this to something that someone began, or null. */
export function refuseOthers(
  viewer: Pick<Viewer, 'role' | 'actor'>,
  field: RootField,
  begunBy: { readonly id: string },
): RefusalOf<'FORBIDDEN'> | null {
  const { ofOthers } = authority[field];
  if (ofOthers === undefined || begunBy.id === viewer.actor.id) return null;
  if (roleIncludes(viewer.role, ofOthers)) return null;
  const denial = tooLow(viewer.role, ofOthers, `${nameOf(field)} of what someone else began`);
  return refuse('FORBIDDEN', denial.message, null, { roles: denial.roles });
}

/** Why a viewer who is kept to scopes may not make a key with these, or null. */
export function refuseWiderScopes(
  viewer: Pick<Viewer, 'scopes'>,
  scopes: readonly ApiKeyScope[] | null,
): RefusalOf<'FORBIDDEN'> | null {
  const { scopes: own } = viewer;
  if (own === undefined || scopes?.every((scope) => own.includes(scope)) === true) return null;
  const message = `A key makes no key with more scopes than its own: name some of ${own.join(', ')}.`;
  return refuse('FORBIDDEN', message, ['input', 'scopes'], { roles: ['ADMIN'] });
}

function nameOf(field: RootField): string {
  return field.replace(/^.*\./, '');
}

function tooLow(has: Role, needs: Role, what: string): Denial {
  return {
    message: `${what} needs the role ${needs}; yours is ${has}.`,
    roles: rolesFrom(needs),
    scope: null,
  };
}

function rolesFrom(role: Role): Role[] {
  return roles.filter((candidate) => roleIncludes(candidate, role));
}
