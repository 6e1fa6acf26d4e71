import { type ApprovalLink, type ApprovalLinkState, stateOfLink } from '../domain/approval-link.ts';
import { type ApprovalLinkId, parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import { countApprovalLinks, listApprovalLinks } from '../store/read/approval-links.ts';
import { getAction, type ShownAction } from './action.ts';
import { type Connection, connect, type Order, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { filterFault, given } from './filter.ts';
import { idCursors } from './row-cursor.ts';

export interface ApprovalLinkPayload {
  readonly link: ApprovalLink | null;
  /** Only in the answer that made it. */
  readonly url: string | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

export interface ApprovalLinkListArguments extends PageArguments {
  readonly filter?: Maybe<{
    readonly actionId?: Maybe<string>;
    readonly approverId?: Maybe<string>;
    readonly states?: Maybe<readonly ApprovalLinkState[]>;
  }>;
  readonly orderBy?: Maybe<Order>;
}

export function getApprovalLinks(
  context: Context,
  args: ApprovalLinkListArguments,
): Connection<ApprovalLink, ApprovalLinkId> | RefusalOf<'VALIDATION'> {
  const fault = filterFault(args.filter);
  if (fault !== null) return fault;
  const { organizationId } = context.viewer;
  const filter = { organizationId, ...given(args.filter), now: Date.now() };
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('approvalLink'),
    order: args.orderBy ?? 'NEWEST_FIRST',
    list: (slice) => snapshot.read((reader) => listApprovalLinks(reader, filter, slice)),
    count: () => snapshot.read((reader) => countApprovalLinks(reader, filter)),
  });
}

export function getLinkState(link: ApprovalLink): ApprovalLinkState {
  return stateOfLink(link, Date.now());
}

export function getActionOfLink(context: Context, link: ApprovalLink): Promise<ShownAction | null> {
  return getAction(context, link.actionId);
}

interface CreateApprovalLinkInput {
  readonly actionId: string;
  readonly approverId: string;
  readonly expiresInSeconds?: Maybe<number>;
}

const dayInSeconds = 24 * 60 * 60;

export async function createApprovalLink(
  context: Context,
  input: CreateApprovalLinkInput,
): Promise<ApprovalLinkPayload> {
  const actionId = parseId('action', input.actionId);
  if (actionId === null) return refused(refuseNotFound('action', ['input', 'actionId']));
  const { engine, publicUrl } = context.services;
  const answer = await engine.createApprovalLink(context, {
    actionId,
    // In development a person's id is of another form: whether there is such a member is what counts.
    approverId: input.approverId as `usr_${string}`,
    expiresInSeconds: input.expiresInSeconds ?? dayInSeconds,
  });
  context.reads.refresh();
  if (isRefusal(answer)) return refused(answer);
  const { link, token } = answer.value;
  const url = `${publicUrl}/approve?link=${encodeURIComponent(token)}`;
  return { link, url, asOf: answer.asOf, errors: [] };
}

export async function revokeApprovalLink(context: Context, id: string): Promise<ApprovalLinkPayload> {
  const linkId = parseId('approvalLink', id);
  if (linkId === null) return refused(refuseNotFound('approval link', ['input', 'linkId']));
  const answer = await context.services.engine.revokeApprovalLink(context, linkId);
  context.reads.refresh();
  if (isRefusal(answer)) return refused(answer);
  return { link: answer.value, url: null, asOf: answer.asOf, errors: [] };
}

function refused(refusal: Refusal): ApprovalLinkPayload {
  return { link: null, url: null, asOf: null, errors: [refusal] };
}
