import type { ApprovalMode } from '../domain/action.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { type Role, roleIncludes, roles } from '../domain/role.ts';

/** What has to happen before an action is carried out. */
export interface Policy {
  /** Null: of every tool that has no policy of its own. */
  readonly tool: string | null;
  readonly approval: ApprovalMode;
  /** How many people have to approve. */
  readonly approvers: number;
  /** Who may decide. */
  readonly roles: readonly Role[];
  /** Whether one may approve what one has proposed. */
  readonly selfApproval: boolean;
  /** A proposal that nobody decides on expires after this time. */
  readonly expiresAfterSeconds: number;
}

const daySeconds = 24 * 60 * 60;
const longestExpirySeconds = 366 * daySeconds;
const mostApprovers = 20;

/** The roles that can decide at all; a policy names which of them do. */
const deciders: readonly Role[] = roles.filter((role) => roleIncludes(role, 'APPROVER'));

const defaultPolicy: Policy = {
  tool: null,
  approval: 'REQUIRED',
  approvers: 1,
  roles: deciders,
  selfApproval: true,
  expiresAfterSeconds: 7 * daySeconds,
};

/** The policy in force for a tool: its own, else the organization's, else the default. What destroys always needs a person. */
export function policyFor(
  tool: { readonly name: string; readonly destructive: boolean },
  saved: readonly Policy[],
): Policy {
  const own = saved.find((policy) => policy.tool === tool.name);
  const policy = { ...(own ?? generalPolicy(saved)), tool: tool.name };
  return tool.destructive ? { ...policy, approval: 'REQUIRED' } : policy;
}

/** The policy of every tool that has none of its own: the organization's, else the default. */
export function generalPolicy(saved: readonly Policy[]): Policy {
  return saved.find((policy) => policy.tool === null) ?? defaultPolicy;
}

/** What to set of a policy; null keeps what is in force. */
export type PolicyChange = { readonly tool: Policy['tool'] } & {
  readonly [Rule in Exclude<keyof Policy, 'tool'>]: Policy[Rule] | null;
};

export function changePolicy(present: Policy, change: PolicyChange): Policy {
  const chosen = change.roles ?? present.roles;
  return {
    tool: change.tool,
    approval: change.approval ?? present.approval,
    approvers: change.approvers ?? present.approvers,
    roles: roles.filter((role) => chosen.includes(role)),
    selfApproval: change.selfApproval ?? present.selfApproval,
    expiresAfterSeconds: change.expiresAfterSeconds ?? present.expiresAfterSeconds,
  };
}

/** Why a policy is refused, or null. */
export function policyFault(
  policy: Policy,
  tool: { readonly destructive: boolean } | null,
): RefusalOf<'VALIDATION'> | null {
  const refuseField = (field: string, message: string) => refuse('VALIDATION', message, ['input', field], {});
  if (policy.approval === 'AUTOMATIC' && tool?.destructive === true) {
    return refuseField('approval', 'This tool destroys: its actions always need a person. Use REQUIRED.');
  }
  if (!Number.isInteger(policy.approvers) || policy.approvers < 1 || policy.approvers > mostApprovers) {
    return refuseField('approvers', `approvers is ${policy.approvers}; allowed is 1 to ${mostApprovers}.`);
  }
  const powerless = policy.roles.filter((role) => !deciders.includes(role));
  if (policy.roles.length === 0 || powerless.length > 0) {
    const told = powerless.length === 0 ? '' : `${powerless.join(' and ')} can never decide. `;
    return refuseField('roles', `${told}Name at least one role of ${deciders.join(', ')}.`);
  }
  const { expiresAfterSeconds } = policy;
  if (
    !Number.isInteger(expiresAfterSeconds) ||
    expiresAfterSeconds < 1 ||
    expiresAfterSeconds > longestExpirySeconds
  ) {
    const message = `expiresAfterSeconds is ${expiresAfterSeconds}; allowed is 1 to ${longestExpirySeconds} (366 days).`;
    return refuseField('expiresAfterSeconds', message);
  }
  return null;
}
