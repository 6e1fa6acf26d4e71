import type { JsonObject } from '../domain/json.ts';
import type { PlanChangeKind } from '../domain/plan.ts';
import type { ChangeToPropose } from '../store/write/plans.ts';

interface Call {
  readonly tool: string;
  readonly args: JsonObject;
}

/** What is proposed for a change, in words and as a call. */
interface Carrier {
  readonly verb: string;
  readonly call: (change: ChangeToPropose) => Call;
}

const carriers: Record<Exclude<PlanChangeKind, 'UNCHANGED'>, Carrier> = {
  CREATE: { verb: 'Create', call: creation },
  UPDATE: { verb: 'Update', call: update },
  RENAME: { verb: 'Rename', call: update },
  REPARENT: { verb: 'Move', call: move },
  CONFLICT: { verb: 'Overwrite', call: (change) => (isDeletion(change) ? creation(change) : update(change)) },
  ORPHANED: { verb: 'Close', call: closing },
};

/** The tool call that carries a change out: nothing in it that the preview does not show. */
export function callOf(change: ChangeToPropose): Call {
  return carrierOf(change).call(change);
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

function creation({ issueId, itemId, target }: ChangeToPropose): Call {
  return { tool: 'create_issue', args: { id: issueId, itemId, ...target } };
}

function update({ issueId, fields }: ChangeToPropose): Call {
  const changes = Object.fromEntries(fields.map(({ field, newValue }) => [field, newValue]));
  return { tool: 'update_issue', args: { id: issueId, ...changes } };
}

function move({ issueId, target }: ChangeToPropose): Call {
  return { tool: 'reparent_issue', args: { id: issueId, parentId: target?.parentId ?? null } };
}

function closing({ issueId }: ChangeToPropose): Call {
  return { tool: 'update_issue', args: { id: issueId, state: 'CLOSED' } };
}
