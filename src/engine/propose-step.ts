import type { Policy } from '../access/policy.ts';
import type { ActionProposal } from '../domain/action.ts';
import type { Chain } from '../domain/chain.ts';
import type { StepId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Tool } from '../tools/tool.ts';
import type { Decision } from './decide.ts';
import { draftAction } from './proposal.ts';

interface StepCall {
  readonly tool: Tool;
  readonly policy: Policy;
  readonly args: JsonObject;
}

/** The action of a step as it would be proposed now; null when its tool breaks over the preview, which is reported. */
export async function draftStep(
  decision: Decision,
  chain: Pick<Chain, 'id' | 'name' | 'createdBy'>,
  step: { readonly id: StepId; readonly name: string },
  { tool, policy, args }: StepCall,
): Promise<ActionProposal | null> {
  try {
    return await draftAction(decision, tool, policy, args, {
      reason: `Step “${step.name}” of the chain “${chain.name}”`,
      proposedBy: chain.createdBy,
      expiresAt: null,
      chainId: chain.id,
      stepId: step.id,
    });
  } catch (cause) {
    // A disk that fails takes the whole decision back; a tool that does must not hold its chain up for ever.
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_')) throw cause;
    decision.parts.reportFault(cause, { chain: chain.id, step: step.id });
    return null;
  }
}
