import { generalPolicy, type Policy, policyFor } from '../access/policy.ts';
import type { ApprovalMode } from '../domain/action.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import type { Context, ToolInfo } from './context.ts';

export interface PolicyPayload {
  readonly policy: Policy | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

/** The policies that are set, the one of all tools without one of their own first: set or not, it is in force. */
export async function getPolicies(context: Context): Promise<readonly Policy[]> {
  const saved = await readSaved(context);
  return [generalPolicy(saved), ...saved.filter((policy) => policy.tool !== null)];
}

/** The policy in force for a tool. */
export async function getPolicyOfTool(context: Context, tool: ToolInfo): Promise<Policy> {
  return policyFor(tool, await readSaved(context));
}

function readSaved(context: Context): Promise<readonly Policy[]> {
  return context.reads.loaders.policies.load(context.viewer.organizationId);
}

type Maybe<Value> = Value | null | undefined;

interface PolicyInput {
  readonly tool?: Maybe<string>;
  readonly approval?: Maybe<ApprovalMode>;
  readonly approvers?: Maybe<number>;
  readonly roles?: Maybe<readonly Role[]>;
  readonly selfApproval?: Maybe<boolean>;
  readonly expiresAfterSeconds?: Maybe<number>;
}

export async function setPolicy(context: Context, input: PolicyInput): Promise<PolicyPayload> {
  const answer = await context.services.engine.setPolicy(context, {
    tool: input.tool ?? null,
    approval: input.approval ?? null,
    approvers: input.approvers ?? null,
    roles: input.roles ?? null,
    selfApproval: input.selfApproval ?? null,
    expiresAfterSeconds: input.expiresAfterSeconds ?? null,
  });
  context.reads.refresh();
  if (isRefusal(answer)) return { policy: null, asOf: null, errors: [answer] };
  return { policy: answer.value, asOf: answer.asOf, errors: [] };
}
