import { type Policy, policyFault, policyFor } from '../access/policy.ts';
import type { Caller, Role } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { policyStream } from '../domain/event.ts';
import { refuse } from '../domain/refusal.ts';
import { readPolicies } from '../store/read/policies.ts';
import { savePolicy } from '../store/write/policies.ts';
import type { Tool } from '../tools/tool.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** The policy in force for a tool, as of this decision. */
export async function readPolicy(
  { tx, origin }: Decision,
  tool: Pick<Tool, 'name' | 'destructive'>,
): Promise<Policy> {
  const saved = await readPolicies(tx, origin.organizationId);
  return policyFor(tool, saved as readonly Policy[]);
}

/** Sets the policy of a tool, or of all tools that have none of their own. Actions proposed before keep theirs. */
export async function setPolicy(parts: EngineParts, caller: Caller, policy: Policy): Promise<Answer<Policy>> {
  const origin = originOfCaller(caller);
  if (caller.viewer.role !== 'ADMIN') {
    const roles: Role[] = ['ADMIN'];
    return refuse('FORBIDDEN', `Only ${roles.join(', ')} may set policies.`, null, { roles });
  }
  const tool = policy.tool === null ? null : (parts.tools.get(policy.tool) ?? undefined);
  if (tool === undefined) {
    const known = [...parts.tools.keys()].join(', ');
    return refuse(
      'VALIDATION',
      `There is no tool ${policy.tool}. Tools are ${known}.`,
      ['input', 'tool'],
      {},
    );
  }
  const fault = policyFault(policy, tool);
  if (fault !== null) return fault;
  return await answer(parts, origin, async (decision) => {
    await savePolicy(decision.tx, origin.organizationId, policy);
    decision.record({
      type: 'PolicyChanged',
      stream: policyStream(origin.organizationId),
      ids: {},
      ...(policy.tool === null ? {} : { tool: policy.tool }),
      body: { policyOf: policy.tool },
    });
    return policy;
  });
}
