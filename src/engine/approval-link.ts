import { refuseOthers } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import type { ActionProposal, Decision as Choice } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import {
  type ApprovalLink,
  decideRevocation,
  formatLinkToken,
  linkLifeFault,
  parseLinkToken,
  signedText,
  stateOfLink,
} from '../domain/approval-link.ts';
import { actionStream } from '../domain/event.ts';
import type { ActionId, ApprovalLinkId, UserId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { readAction } from '../store/read/actions.ts';
import { readApprovalLink } from '../store/read/approval-links.ts';
import { readMember } from '../store/read/members.ts';
import type { Reader } from '../store/store.ts';
import { insertApprovalLink, revokeApprovalLinkRow, useApprovalLink } from '../store/write/approval-links.ts';
import { idsOfAction } from './action.ts';
import { answer, type Decision, decide, originOfCaller } from './decide.ts';
import { digestFault, type Look, lookingWhereDue, refuseRole, writeDecision } from './decide-action.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { findTool } from './proposal.ts';
import { noteFault } from './propose-action.ts';

export interface NewApprovalLink {
  readonly actionId: ActionId;
  readonly approverId: UserId;
  readonly expiresInSeconds: number;
}

/** A link that was made now, with the text that opens it. */
export interface MadeApprovalLink {
  readonly link: ApprovalLink;
  readonly token: string;
}

/** What somebody decides with a link. */
export interface DecisionByLink {
  readonly decision: Choice;
  /** Of what was shown. */
  readonly digest: string;
  readonly note: string | null;
}

/** What a link opens. */
export type OpenedLink =
  | { readonly kind: 'opened'; readonly link: ApprovalLink; readonly action: ActionProposal }
  /** Open no more. */
  | { readonly kind: 'used'; readonly link: ApprovalLink; readonly action: ActionProposal }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'expired' }
  /** Forged, or of an action that is gone. */
  | { readonly kind: 'unknown' };

/** Makes a link that lets one member decide on one action, once. */
export async function createApprovalLink(
  parts: EngineParts,
  caller: Caller,
  input: NewApprovalLink,
): Promise<Answer<MadeApprovalLink>> {
  const { sealing } = parts.outside;
  const fault = linkLifeFault(input.expiresInSeconds);
  if (fault !== null) return fault;
  if (sealing === null) {
    const message =
      'Links cannot be signed: set SECRETS_KEY in the environment of the server, such as to what `openssl rand -base64 32` prints, and start it anew.';
    return refuse('VALIDATION', message, null, {});
  }
  const origin = originOfCaller(caller);
  return await answer(parts, origin, async (decision): Promise<MadeApprovalLink | Refusal> => {
    const { tx, now } = decision;
    const action = await readAction(tx, origin.organizationId, input.actionId);
    if (action === null) return refuseNotFound('action', ['input', 'actionId']);
    if (action.state !== 'PROPOSED') {
      const message = `The action is ${action.state}: there is nothing to decide on any more.`;
      return refuse('VALIDATION', message, ['input', 'actionId'], {});
    }
    const approver = await findApprover(decision, action, input.approverId);
    if (isRefusal(approver)) return approver;
    const link: ApprovalLink = {
      id: parts.newId('approvalLink'),
      organizationId: origin.organizationId,
      actionId: action.id,
      approver,
      expiresAt: now + input.expiresInSeconds * 1000,
      usedAt: null,
      decision: null,
      revokedAt: null,
      createdBy: origin.actor,
      createdAt: now,
    };
    await insertApprovalLink(tx, link);
    noteLink(decision, 'ApprovalLinkCreated', action, link);
    return { link, token: formatLinkToken(link.id, sealing.sign(signedText(link.id))) };
  });
}

async function findApprover(
  decision: Decision,
  action: ActionProposal,
  id: UserId,
): Promise<ApprovalLink['approver'] | Refusal> {
  const { tx, origin, parts } = decision;
  const path = ['input', 'approverId'];
  const member = await readMember(tx, origin.organizationId, id);
  if (member === null) return refuseNotFound('member', path);
  const role = member.role ?? parts.limits.unsetRole ?? null;
  if (role === null) {
    const message = `Nobody has set a role for ${member.name}: set one with setMemberRole, so that the link can carry it.`;
    return refuse('VALIDATION', message, path, {});
  }
  const refused = await roleFault(decision, action, role);
  return refused === null ? { id, name: member.name } : { ...refused, path };
}

async function roleFault(
  decision: Decision,
  action: ActionProposal,
  role: Role,
): Promise<RefusalOf<'FORBIDDEN'> | null> {
  const tool = findTool(decision.parts, action.tool);
  const declared = isRefusal(tool) ? { name: action.tool, destructive: false } : tool;
  const policy = await readPolicy(decision, declared);
  return policy.roles.includes(role) ? null : refuseRole(policy, role);
}

function noteLink(
  decision: Decision,
  type: 'ApprovalLinkCreated' | 'ApprovalLinkUsed' | 'ApprovalLinkRevoked',
  action: ActionProposal,
  { id: linkId, approver }: ApprovalLink,
): void {
  decision.record({
    type,
    stream: actionStream(action.id),
    ids: idsOfAction(action),
    tool: action.tool,
    body: { linkId, approverId: approver.id },
  });
}

/** Makes an open link open nothing any more; one that is revoked already stays as it is. */
export async function revokeApprovalLink(
  parts: EngineParts,
  caller: Caller,
  id: ApprovalLinkId,
): Promise<Answer<ApprovalLink>> {
  const origin = originOfCaller(caller);
  return await answer(parts, origin, async (decision): Promise<ApprovalLink | Refusal> => {
    const { tx, now } = decision;
    const link = await readApprovalLink(tx, id);
    const isOwn = link?.organizationId === origin.organizationId;
    const action = isOwn ? await readAction(tx, origin.organizationId, link.actionId) : null;
    if (link === null || action === null) return refuseNotFound('approval link', ['input', 'linkId']);
    const verdict =
      refuseOthers(caller.viewer, 'Mutation.revokeApprovalLink', link.createdBy) ??
      decideRevocation(link, now);
    if (verdict === 'unchanged') return link;
    if (verdict !== 'revoke') return verdict;
    if (!(await revokeApprovalLinkRow(tx, id, now))) throw new Error(`the link ${id} was open no more`);
    noteLink(decision, 'ApprovalLinkRevoked', action, link);
    return { ...link, revokedAt: now };
  });
}

/** What a link opens, to be shown; changes nothing. */
export async function openApprovalLink(parts: EngineParts, token: string): Promise<OpenedLink> {
  return await parts.store.read((reader) => readOpened(parts, reader, token, parts.now()));
}

async function readOpened(
  { outside }: EngineParts,
  reader: Reader,
  token: string,
  now: number,
): Promise<OpenedLink> {
  const named = parseLinkToken(token);
  // Before anything is read: who guesses costs nothing.
  if (named === null || outside.sealing?.isSigned(signedText(named.id), named.signature) !== true) {
    return { kind: 'unknown' };
  }
  const link = await readApprovalLink(reader, named.id);
  const action = link === null ? null : await readAction(reader, link.organizationId, link.actionId);
  if (link === null || action === null) return { kind: 'unknown' };
  switch (stateOfLink(link, now)) {
    case 'OPEN':
      return { kind: 'opened', link, action };
    case 'USED':
      return { kind: 'used', link, action };
    case 'REVOKED':
      return { kind: 'revoked' };
    case 'EXPIRED':
      return { kind: 'expired' };
  }
}

/**
 * Decides in the name of a link's approver, with the role that the approver has now. The link is used up by it; answers
 * what the link opens then, or now when it was open no more.
 */
export async function decideByLink(
  parts: EngineParts,
  token: string,
  input: DecisionByLink,
): Promise<Refusal | OpenedLink> {
  const opened = await openApprovalLink(parts, token);
  if (opened.kind !== 'opened') return opened;
  const { link } = opened;
  const asked = { ...input, actionId: link.actionId, idempotencyKey: null };
  const fault = digestFault(asked) ?? noteFault('note', input.note);
  if (fault !== null) return fault;
  const { organizationId, approver } = link;
  const actor = { kind: 'USER', id: approver.id, name: approver.name } as const;
  const origin = { organizationId, actor, correlationId: null, causedBy: null };
  const decideNow = async (decision: Decision, look: Look): Promise<Refusal | OpenedLink> => {
    const { tx, now } = decision;
    const present = await readOpened(parts, tx, token, now);
    if (present.kind !== 'opened') return present;
    const member = await readMember(tx, organizationId, approver.id);
    const role = member?.role ?? parts.limits.unsetRole ?? 'VIEWER';
    const decided = await writeDecision(decision, role, present.action, asked, look);
    if (isRefusal(decided)) return decided;
    const use = { id: link.id, decision: input.decision, now };
    if (!(await useApprovalLink(tx, use))) throw new Error(`the link ${link.id} was used twice`);
    noteLink(decision, 'ApprovalLinkUsed', decided, link);
    return { kind: 'used', action: decided, link: { ...link, decision: input.decision, usedAt: now } };
  };
  return await lookingWhereDue(parts, origin, link.actionId, async (look) => {
    return (await decide(parts, origin, (decision) => decideNow(decision, look))).value;
  });
}
