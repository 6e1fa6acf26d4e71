import type { ActionProposal } from '../domain/action.ts';
import type { Tool } from '../tools/tool.ts';
import type { Decision } from './decide.ts';
import { previewCall } from './proposal.ts';

export const issueHasChanged =
  'The issue was changed since this was approved, and is left as it is: read the document again.';

/**
 * A change of a plan rests on what its issue held when it was approved: what people made of it since is not overwritten.
 * What the action would show now, where that is something else; null where it still holds.
 */
export async function changedSinceApproval(
  decision: Decision,
  tool: Tool,
  action: ActionProposal,
): Promise<Pick<ActionProposal, 'preview' | 'digest'> | null> {
  const hasIssue = action.preview.some((row) => row.field === 'issueId' && row.oldValue !== null);
  if (action.itemId === null || !hasIssue) return null;
  const shown = await previewCall(decision, tool, action);
  // Where nothing is left to change it does no harm.
  return shown.digest === action.digest || shown.preview.length === 0 ? null : shown;
}
