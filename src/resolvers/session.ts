import type { ActionProposal } from '../domain/action.ts';
import type { Chain } from '../domain/chain.ts';
import type { ProposalGroup } from '../domain/group.ts';
import { type ActionId, parseId, type SessionId } from '../domain/ids.ts';
import type { PlanningResult } from '../domain/planning-result.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import type { PlanningSession, SessionIssue, SessionStatus } from '../domain/session.ts';
import { countSessions, listSessions } from '../store/read/session-lists.ts';
import { actionsOfOwner } from './action.ts';
import { type Connection, connect, type Order, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { filterFault, given } from './filter.ts';
import { idCursors } from './row-cursor.ts';
import type { AsOf } from './snapshot.ts';

export type ShownSession = AsOf<PlanningSession>;

export async function getSession(context: Context, id: string): Promise<ShownSession | null> {
  const sessionId = parseId('session', id);
  return sessionId === null ? null : context.reads.loaders.session.load(sessionId);
}

export interface SessionListArguments extends PageArguments {
  readonly filter?:
    | {
        readonly statuses?: readonly SessionStatus[] | null | undefined;
        readonly documentKey?: string | null | undefined;
        readonly createdSince?: number | null | undefined;
      }
    | null
    | undefined;
  readonly orderBy?: Order | null | undefined;
}

export function getSessions(
  context: Context,
  args: SessionListArguments,
): Connection<ShownSession, SessionId> | RefusalOf<'VALIDATION'> {
  const fault = filterFault(args.filter);
  if (fault !== null) return fault;
  const filter = { organizationId: context.viewer.organizationId, ...given(args.filter) };
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('session'),
    order: args.orderBy ?? 'NEWEST_FIRST',
    list: (slice) => snapshot.readAsOf((reader) => listSessions(reader, filter, slice)),
    count: () => snapshot.read((reader) => countSessions(reader, filter)),
  });
}

export function getErrors(context: Context, session: ShownSession): Promise<readonly SessionIssue[]> {
  return context.reads.loaders.errorsOfSession.load(session.id);
}

export function getWarnings(context: Context, session: ShownSession): Promise<readonly SessionIssue[]> {
  return context.reads.loaders.warningsOfSession.load(session.id);
}

export async function getChainOfSession(
  context: Context,
  session: ShownSession,
): Promise<AsOf<Chain> | null> {
  return session.chainId === null ? null : context.reads.loaders.chain.load(session.chainId);
}

export async function getGroupOfSession(
  context: Context,
  session: ShownSession,
): Promise<AsOf<ProposalGroup> | null> {
  return session.groupId === null ? null : context.reads.loaders.group.load(session.groupId);
}

export function getActionsOfSession(
  context: Context,
  session: ShownSession,
  args: PageArguments,
): Connection<AsOf<ActionProposal>, ActionId> | RefusalOf<'VALIDATION'> {
  return actionsOfOwner(context, { owner: 'session', ownerId: session.id }, args);
}

export function getResult(context: Context, session: ShownSession): Promise<PlanningResult | null> {
  return context.reads.loaders.resultOfSession.load(session.id);
}
