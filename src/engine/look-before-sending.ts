import type { ActionProposal } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { SendOutcome } from '../domain/effect-attempt.ts';
import type { OutsideFault } from '../domain/outside.ts';
import { readAction, readApproved } from '../store/read/actions.ts';
import { readGroups } from '../store/read/groups.ts';
import { readOutsideIssues } from '../store/read/outside-issues.ts';
import type { Reader } from '../store/store.ts';
import { lookAtIssues, targetOf } from './changed-issues.ts';
import { originOfEffect } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** What was read of an issue counts for so long as what it is. */
const freshMs = 10_000;
/** Of a plan, those that are written next are read with the first: one request of most trackers. */
const issuesPerLook = 100;
const lookTimeoutMs = 30_000;

/**
 * Reads the issue that a change of a plan will be written to, unless it was read just now: what people made of it since
 * the approval is not overwritten. What kept it from being read keeps it from being written too; null when nothing did.
 */
export async function lookBeforeSending(
  parts: EngineParts,
  effect: Effect,
  stop: AbortSignal,
): Promise<Exclude<SendOutcome, { kind: 'DONE' }> | null> {
  // What may have been sent may have changed the issue itself.
  if (effect.connection === null || effect.inDoubt) return null;
  const { looks } = parts.outside;
  let due = await parts.store.read((reader) => readDue(reader, parts, effect));
  const groupId = due?.action.groupId ?? null;
  const underWay = groupId === null ? undefined : looks.get(groupId);
  if (underWay !== undefined) {
    const fault = await underWay;
    if (fault !== null) return outcomeOf(fault);
    due = await parts.store.read((reader) => readDue(reader, parts, effect));
  }
  if (due === null) return null;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(lookTimeoutMs)]);
  const look = lookAtIssues(parts, originOfEffect(effect), [due.action, ...due.next], signal);
  if (groupId === null) return outcomeOf(await look);
  looks.set(groupId, look);
  try {
    return outcomeOf(await look);
  } finally {
    if (looks.get(groupId) === look) looks.delete(groupId);
  }
}

interface DueLook {
  readonly action: ActionProposal;
  readonly next: readonly ActionProposal[];
}

/** Null when nothing has to be read. */
async function readDue(reader: Reader, parts: EngineParts, effect: Effect): Promise<DueLook | null> {
  const { organizationId, actionId } = effect;
  const action = actionId === null ? null : await readAction(reader, organizationId, actionId);
  const target = action === null || action.itemId === null ? null : targetOf(parts, action);
  if (action === null || target === null) return null;
  const [issue] = await readOutsideIssues(reader, { organizationId, ...target }, [target.issueId]);
  const { groupId, tool } = action;
  const [group] = groupId === null ? [] : await readGroups(reader, organizationId, [groupId]);
  // What was approved first waits for the last of its group to be decided.
  const since = Math.max(parts.now() - freshMs, group?.resolvedAt ?? 0);
  if (issue !== undefined && issue.readAt >= since) return null;
  const next =
    groupId === null ? [] : await readApproved(reader, { groupId, tool, limit: issuesPerLook - 1 });
  return { action, next };
}

function outcomeOf(fault: OutsideFault | null): Exclude<SendOutcome, { kind: 'DONE' }> | null {
  if (fault === null) return null;
  const message = `It is written only when it was read before: ${fault.message}`;
  switch (fault.code) {
    case 'BAD_CREDENTIALS':
    case 'NO_PERMISSION':
      return { kind: 'BLOCKED', message };
    case 'RATE_LIMITED':
      return { ...fault, kind: 'REFUSED', message };
    case 'NOT_FOUND':
    case 'UNREACHABLE':
    case 'TOO_LARGE':
    case 'UNREADABLE':
    case 'REFUSED':
      return { kind: 'NOT_SENT', message };
  }
}
