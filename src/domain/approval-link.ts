import type { Decision } from './action.ts';
import type { Actor } from './actor.ts';
import type { ActionId, ApprovalLinkId, OrganizationId, UserId } from './ids.ts';
import { parseId } from './ids.ts';
import { refuseTransition, type Transitions } from './machine.ts';
import { type RefusalOf, refuse } from './refusal.ts';

export const approvalLinkStates = ['OPEN', 'USED', 'REVOKED', 'EXPIRED'] as const;
export type ApprovalLinkState = (typeof approvalLinkStates)[number];

const transitions: Transitions<ApprovalLinkState> = {
  OPEN: ['USED', 'REVOKED', 'EXPIRED'],
  USED: [],
  REVOKED: [],
  EXPIRED: [],
};

/** Lets one person decide on one action, once. Times are epoch milliseconds. */
export interface ApprovalLink {
  readonly id: ApprovalLinkId;
  readonly organizationId: OrganizationId;
  readonly actionId: ActionId;
  readonly approver: { readonly id: UserId; readonly name: string };
  readonly expiresAt: number;
  /** When it was decided with it; null while it was not. */
  readonly usedAt: number | null;
  /** What was decided with it; null while nothing was, and of a link used before this was kept. */
  readonly decision: Decision | null;
  /** When it was revoked; null when it was not. */
  readonly revokedAt: number | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
}

/** The state of a link at a time, in epoch milliseconds. */
export function stateOfLink(
  { usedAt, revokedAt, expiresAt }: Pick<ApprovalLink, 'usedAt' | 'revokedAt' | 'expiresAt'>,
  now: number,
): ApprovalLinkState {
  if (usedAt !== null) return 'USED';
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt <= now ? 'EXPIRED' : 'OPEN';
}

/** Whether a link is to be revoked, is revoked already, or why it cannot be. */
export function decideRevocation(
  link: ApprovalLink,
  now: number,
): 'revoke' | 'unchanged' | RefusalOf<'INVALID_TRANSITION'> {
  const from = stateOfLink(link, now);
  if (from === 'OPEN') return 'revoke';
  if (from === 'REVOKED') return 'unchanged';
  return refuseTransition('approval link', transitions, { from, to: 'REVOKED' }, ['input', 'linkId']);
}

const longestLifeSeconds = 30 * 24 * 60 * 60;

/** Why a link cannot live so long, or null. */
export function linkLifeFault(seconds: number): RefusalOf<'VALIDATION'> | null {
  if (Number.isInteger(seconds) && seconds >= 60 && seconds <= longestLifeSeconds) return null;
  const message = `expiresInSeconds is ${seconds}; allowed is 60 to ${longestLifeSeconds} (30 days).`;
  return refuse('VALIDATION', message, ['input', 'expiresInSeconds'], {});
}

/** What the signature of a link covers. */
export function signedText(id: ApprovalLinkId): string {
  return `approval link ${id}`;
}

/** The text that stands in the link. */
export function formatLinkToken(id: ApprovalLinkId, signature: string): string {
  return `${id}.${signature}`;
}

/** Id and signature of a link's text, or null when it is none. */
export function parseLinkToken(token: string): { id: ApprovalLinkId; signature: string } | null {
  const [text = '', signature = '', ...rest] = token.split('.');
  const id = parseId('approvalLink', text);
  return id === null || signature === '' || rest.length > 0 ? null : { id, signature };
}
