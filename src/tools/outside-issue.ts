import { z } from 'zod';
import { type ActionPreviewField, previewField } from '../domain/action.ts';
import type { ConnectionKind } from '../domain/connection.ts';
import { type ConnectionId, type IssueId, parseId } from '../domain/ids.ts';
import { canonicalJson, type Json } from '../domain/json.ts';
import type { OutsideIssue } from '../domain/outside.ts';
import type { IssueFields } from '../domain/plan.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { applyChanges, type IssueChanges } from './issue-changes.ts';
import { previewFields, previewState } from './issue-preview.ts';
import { type LabelChange, relabel } from './label-issue.ts';
import type { ToolPorts } from './tool.ts';

export const connectionId = z
  .string()
  .refine((text) => parseId('connection', text) !== null, 'must be a connection id: con_ and a UUID')
  .transform((text) => text as ConnectionId)
  .meta({ description: 'Id of the connection to the tracker: con_ and a UUID.' });

/** Why nothing can be proposed over a connection: it is not there, or of another kind; null when it can. */
export async function vetConnection(
  { connections }: ToolPorts,
  id: ConnectionId,
  kind: ConnectionKind,
): Promise<RefusalOf<'VALIDATION'> | null> {
  const found = await connections.find(id);
  if (found?.kind === kind) return null;
  const message = `There is no connection of the kind ${kind} with this id.`;
  return refuse('VALIDATION', message, ['input', 'arguments', 'connectionId'], {});
}

/** An issue of an outside tracker, as a call names it. */
interface OutsideTarget {
  readonly connectionId: ConnectionId;
  readonly id: IssueId;
}

/** Which issue of which tracker a preview is about. */
function previewName(connection: ConnectionId, name: string): ActionPreviewField[] {
  return [previewField('connectionId', connection, connection), previewField('issue', name, name)];
}

/** The preview of an issue that will be made in an outside tracker. */
export function previewOutsideCreation(
  connection: ConnectionId,
  id: IssueId | undefined,
  fields: IssueFields,
  beside: Readonly<Record<string, Json | undefined>> = {},
): ActionPreviewField[] {
  return [
    previewField('connectionId', connection, connection),
    ...(id === undefined ? [] : [previewField('issueId', null, id)]),
    ...previewFields(null, fields),
    ...Object.entries(beside).flatMap(([field, value]) =>
      value == null ? [] : [previewField(field, null, value)],
    ),
  ];
}

/**
 * The preview of changes to an issue of an outside tracker. Of one that was never read the old values are not known, and
 * shown as null. Nothing when nothing changes.
 */
export function previewOutsideChange(
  target: OutsideTarget,
  present: OutsideIssue | null,
  changes: IssueChanges,
  beside: Readonly<Record<string, { oldValue: Json; newValue: Json }>> = {},
): ActionPreviewField[] {
  const rows = present === null ? previewUnread(changes) : previewRead(present, changes);
  const others = Object.entries(beside)
    .filter(([, { oldValue, newValue }]) => canonicalJson(oldValue) !== canonicalJson(newValue))
    .map(([field, { oldValue, newValue }]) => previewField(field, oldValue, newValue));
  if (rows.length + others.length === 0) return [];
  return [...previewName(target.connectionId, present?.identifier ?? target.id), ...rows, ...others];
}

/** The preview of labels that are added and taken off; of an issue that was never read, what is asked for. */
export async function previewOutsideRelabel(
  target: OutsideTarget,
  change: LabelChange,
  outside: ToolPorts['outside'],
): Promise<ActionPreviewField[]> {
  const { connectionId: connection, id } = target;
  if (await outside.isGone(connection, id)) return [];
  const present = await outside.find(connection, id);
  if (present !== null)
    return previewOutsideChange(target, present, { labels: relabel(present.fields, change) });
  const asked = {
    addedLabels: { oldValue: [], newValue: change.add },
    removedLabels: { oldValue: [], newValue: change.remove },
  };
  return previewOutsideChange(target, null, {}, asked);
}

/** The preview of a comment on an issue of an outside tracker. */
export async function previewOutsideComment(
  { connectionId: connection, id }: OutsideTarget,
  body: string,
  outside: ToolPorts['outside'],
): Promise<ActionPreviewField[]> {
  const name = (await outside.find(connection, id))?.identifier ?? id;
  return [...previewName(connection, name), previewField('comment', null, body)];
}

function previewUnread(changes: IssueChanges): ActionPreviewField[] {
  return Object.entries(changes).flatMap(([field, value]) =>
    value === undefined ? [] : [previewField(field, null, value)],
  );
}

function previewRead({ fields, state }: OutsideIssue, changes: IssueChanges): ActionPreviewField[] {
  const before = { ...fields, state };
  const after = applyChanges(before, changes);
  return [...previewFields(before, after), ...previewState(before, after)];
}
