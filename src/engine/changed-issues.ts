import type { ActionProposal } from '../domain/action.ts';
import { systemActor } from '../domain/actor.ts';
import type { ActionId, IssueId } from '../domain/ids.ts';
import type { OutsideFault } from '../domain/outside.ts';
import { readActions } from '../store/read/actions.ts';
import type { Tool } from '../tools/tool.ts';
import { type Decision, decide, type Origin } from './decide.ts';
import { openConnection } from './open-connection.ts';
import { readNames, rememberIssues } from './outside-issues.ts';
import type { EngineParts } from './parts.ts';
import { previewCall } from './proposal.ts';

/** An approval waits for a tracker so long; without an answer it rests on what is shown. */
const lookTimeoutMs = 5_000;
/** Issues that one decision takes in. */
const issuesPerDecision = 200;

type Call = Pick<ActionProposal, 'tool' | 'arguments'>;

/** An issue of an outside tracker. */
export interface OutsideTarget {
  readonly connectionId: string;
  readonly issueId: IssueId;
}

/** The issue of an outside tracker whose fields the preview of a call shows; null when it shows none. */
export function targetOf({ tools }: EngineParts, call: Call): OutsideTarget | null {
  const tool = tools.get(call.tool);
  if (tool === undefined || tool.repeatability === 'IN_TRANSACTION' || tool.target === undefined) return null;
  return { connectionId: tool.connection(call.arguments), issueId: tool.target(call.arguments) };
}

/**
 * Reads the issues of outside trackers anew whose fields calls show, in as few requests as can be: what is decided next
 * sees what people made of them. Answers what kept a tracker from being read. Not inside a decision.
 */
export async function lookAtIssues(
  parts: EngineParts,
  origin: Origin,
  calls: readonly Call[],
  signal: AbortSignal,
): Promise<OutsideFault | null> {
  const targets = calls.flatMap((call) => targetOf(parts, call) ?? []);
  const faults = await Promise.all(
    [...Map.groupBy(targets, (target) => target.connectionId)].map(([connectionId, of]) => {
      const issueIds = [...new Set(of.map(({ issueId }) => issueId))];
      return lookInTracker(parts, origin, { connectionId, issueIds }, signal);
    }),
  );
  return faults.find((fault) => fault !== null) ?? null;
}

async function lookInTracker(
  parts: EngineParts,
  origin: Origin,
  { connectionId, issueIds }: { readonly connectionId: string; readonly issueIds: readonly IssueId[] },
  signal: AbortSignal,
): Promise<OutsideFault | null> {
  const tracker = { organizationId: origin.organizationId, connectionId };
  const opened = await openConnection(parts, tracker.organizationId, connectionId);
  // Nothing can be written over it either, and whoever tries is told why.
  if (opened.kind === 'closed') return null;
  const reads = parts.outside.connectors.get(opened.connection.kind)?.tracker?.readIssues;
  if (reads === undefined) return null;
  const names = await parts.store.read((reader) => readNames(reader, tracker, issueIds));
  const askedAt = parts.now();
  const read = await reads(opened.access, names, signal);
  if ('kind' in read) return read;
  const outside = new Map(read.map((issue) => [issue.id, issue]));
  for (let start = 0; start < issueIds.length; start += issuesPerDecision) {
    const slice = issueIds.slice(start, start + issuesPerDecision);
    await decide(parts, { ...origin, actor: systemActor }, (decision) =>
      rememberIssues(decision, tracker, slice, { outside, askedAt }),
    );
  }
  return null;
}

/** Reads anew what undecided actions would change in outside trackers. One that does not answer stops nobody from deciding. */
export async function lookBeforeDeciding(
  parts: EngineParts,
  origin: Origin,
  actionIds: readonly ActionId[],
): Promise<void> {
  if (actionIds.length === 0) return;
  const { organizationId } = origin;
  const actions = await parts.store.read((reader) => readActions(reader, organizationId, actionIds));
  const open = actions.filter(({ state }) => state === 'PROPOSED');
  await lookBeforeShowing(parts, origin, open);
}

/** Reads anew what calls would change in outside trackers, so that their previews show it. */
export async function lookBeforeShowing(
  parts: EngineParts,
  origin: Origin,
  calls: readonly Call[],
): Promise<void> {
  await lookAtIssues(parts, origin, calls, AbortSignal.timeout(lookTimeoutMs));
}

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
  const { preview } = action;
  const ofOurs = preview.some((row) => row.field === 'issueId' && row.oldValue !== null);
  if (action.itemId === null || !(ofOurs || targetOf(decision.parts, action) !== null)) return null;
  const shown = await previewCall(decision, tool, action);
  // Where nothing is left to change it does no harm.
  return shown.digest === action.digest || shown.preview.length === 0 ? null : shown;
}
