import {
  changePolicy,
  generalPolicy,
  type Policy,
  type PolicyChange,
  policyFault,
  policyFor,
} from '../access/policy.ts';
import type { Caller } from '../access/viewer.ts';
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
  return policyFor(tool, await readSavedPolicies({ tx, origin }));
}

/** The policies that the organization has set. */
export async function readSavedPolicies({
  tx,
  origin,
}: Pick<Decision, 'tx' | 'origin'>): Promise<readonly Policy[]> {
  return (await readPolicies(tx, origin.organizationId)) as readonly Policy[];
}

/**
 * Sets the policy of a tool, or of all tools that have none of their own; what is not given stays as it is in force.
 * Actions proposed before keep how many have to approve and when they expire, until they are revised.
 */
export async function setPolicy(
  parts: EngineParts,
  caller: Caller,
  change: PolicyChange,
): Promise<Answer<Policy>> {
  const origin = originOfCaller(caller);
  const tool = change.tool === null ? null : parts.tools.get(change.tool);
  if (tool === undefined) {
    const known = [...parts.tools.keys()].join(', ');
    return refuse(
      'VALIDATION',
      `There is no tool ${change.tool}. Tools are ${known}.`,
      ['input', 'tool'],
      {},
    );
  }
  return await answer(parts, origin, async (decision) => {
    const saved = (await readPolicies(decision.tx, origin.organizationId)) as readonly Policy[];
    const policy = changePolicy(tool === null ? generalPolicy(saved) : policyFor(tool, saved), change);
    const fault = policyFault(policy, tool);
    if (fault !== null) return fault;
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
