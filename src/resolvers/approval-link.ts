import type { ApprovalLink } from '../domain/approval-link.ts';
import { parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import type { Context } from './context.ts';

export interface ApprovalLinkPayload {
  readonly link: ApprovalLink | null;
  /** Only in the answer that made it. */
  readonly url: string | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

interface CreateApprovalLinkInput {
  readonly actionId: string;
  readonly approverId: string;
  readonly expiresInSeconds?: number | null | undefined;
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

function refused(refusal: Refusal): ApprovalLinkPayload {
  return { link: null, url: null, asOf: null, errors: [refusal] };
}
