import { builtInTrackerId } from '../domain/issue.ts';
import type { JsonObject } from '../domain/json.ts';
import type { OutsideTracker } from '../domain/outside.ts';
import type { PlanChangeKind } from '../domain/plan.ts';
import { readConnectionKind } from '../store/read/connections.ts';
import type { ChangeToPropose } from '../store/write/plans.ts';
import type { Decision } from './decide.ts';

/** The tools that a tracker's issues are written with. */
export interface TrackerCalls {
  readonly tools: OutsideTracker['tools'];
  /** Arguments that every call has. */
  readonly common: JsonObject;
  /** Whether an issue can be told which item it stands for. */
  readonly takesItems: boolean;
}

const builtInCalls: TrackerCalls = {
  tools: { create: 'create_issue', update: 'update_issue', reparent: 'reparent_issue' },
  common: {},
  takesItems: true,
};

/** How the issues of a session's tracker are written. */
export async function trackerCallsOf(
  { tx, origin, parts }: Decision,
  trackerId: string,
): Promise<TrackerCalls> {
  if (trackerId === builtInTrackerId) return builtInCalls;
  const kind = await readConnectionKind(tx, origin.organizationId, trackerId);
  const tracker = kind === null ? undefined : parts.outside.connectors.get(kind)?.tracker;
  if (tracker === undefined) throw new Error(`${trackerId} is no tracker`);
  return { tools: tracker.tools, common: { connectionId: trackerId }, takesItems: false };
}

interface Call {
  readonly tool: string;
  readonly args: JsonObject;
}

/** What is proposed for a change, in words and as a call. */
interface Carrier {
  readonly verb: string;
  readonly call: (change: ChangeToPropose, tracker: TrackerCalls) => Call;
}

const carriers: Record<Exclude<PlanChangeKind, 'UNCHANGED'>, Carrier> = {
  CREATE: { verb: 'Create', call: creation },
  UPDATE: { verb: 'Update', call: update },
  RENAME: { verb: 'Rename', call: update },
  REPARENT: { verb: 'Move', call: move },
  CONFLICT: { verb: 'Overwrite', call: overwriting },
  ORPHANED: { verb: 'Close', call: closing },
};

/** The tool call that carries a change out: nothing in it that the preview does not show. */
export function callOf(change: ChangeToPropose, tracker: TrackerCalls): Call {
  return carrierOf(change).call(change, tracker);
}

const stepTitleLength = 100;

/** Unique in the chain by its number, readable by its title. */
export function stepName(change: ChangeToPropose): string {
  const title = change.target?.title ?? change.issueId;
  const shown = title.length > stepTitleLength ? `${title.slice(0, stepTitleLength)}…` : title;
  return `${change.place + 1}. ${carrierOf(change).verb} ${shown.toWellFormed()}`;
}

function carrierOf({ kind, issueId }: ChangeToPropose): Carrier {
  if (kind === 'UNCHANGED') throw new Error(`nothing changes in ${issueId}`);
  return carriers[kind];
}

function isDeletion({ fields }: ChangeToPropose): boolean {
  return fields.some(({ field }) => field === 'deleted');
}

function overwriting(change: ChangeToPropose, tracker: TrackerCalls): Call {
  return isDeletion(change) ? creation(change, tracker) : update(change, tracker);
}

function creation({ issueId, itemId, target }: ChangeToPropose, tracker: TrackerCalls): Call {
  const { tools, common, takesItems } = tracker;
  const item = takesItems ? { itemId } : {};
  return { tool: tools.create, args: { ...common, id: issueId, ...item, ...target } };
}

function update({ issueId, fields }: ChangeToPropose, { tools, common }: TrackerCalls): Call {
  const changes = Object.fromEntries(fields.map(({ field, newValue }) => [field, newValue]));
  return { tool: tools.update, args: { ...common, id: issueId, ...changes } };
}

function move({ issueId, target }: ChangeToPropose, { tools, common }: TrackerCalls): Call {
  return { tool: tools.reparent, args: { ...common, id: issueId, parentId: target?.parentId ?? null } };
}

function closing({ issueId }: ChangeToPropose, { tools, common }: TrackerCalls): Call {
  return { tool: tools.update, args: { ...common, id: issueId, state: 'CLOSED' } };
}
