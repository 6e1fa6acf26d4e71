import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision } from '../domain/action.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Engine } from '../engine/engine.ts';
import { actionPage, messagePage, securityPolicy } from './approval-html.ts';
import { originMayConnect } from './origin.ts';
import { readBytes } from './request-body.ts';

export const approvalPath = '/approve';
const formMaxBytes = 20_000;

export type ApprovalLinks = Pick<Engine, 'openApprovalLink' | 'decideByLink'>;

/**
 * The page behind an approval link: GET shows the action and decides nothing, POST decides. It needs no script, loads
 * nothing, and is kept by nobody.
 */
export async function answerApproval(
  links: ApprovalLinks,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://server');
  const token = url.searchParams.get('link') ?? '';
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return await show(links, response, token, null);
    case 'POST':
      return await decide(links, request, response, token);
    default:
      response.setHeader('allow', 'GET, POST');
      return send(response, 405, messagePage('This page is shown by GET, and decides by POST.'));
  }
}

async function show(
  links: ApprovalLinks,
  response: ServerResponse,
  token: string,
  refused: string | null,
): Promise<void> {
  const opened = await links.openApprovalLink(token);
  switch (opened.kind) {
    case 'unknown':
      return send(response, 404, messagePage('This link opens nothing. Ask for a new one.'));
    case 'expired':
      return send(response, 410, messagePage('This link has expired. Ask for a new one.'));
    case 'opened':
      return send(response, refused === null ? 200 : 409, actionPage(opened, refused));
  }
}

async function decide(
  links: ApprovalLinks,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const { origin, host } = request.headers;
  if (!originMayConnect({ allowedOrigins: [] }, origin, host)) {
    return send(response, 403, messagePage('This page decides only when it is sent by itself.'));
  }
  const form = await readForm(request);
  const decision = form === null ? null : readDecision(form.get('decision'));
  if (form === null || decision === null) {
    return send(
      response,
      400,
      messagePage('What was sent is not what this page sends. Open the link again.'),
    );
  }
  const digest = form.get('digest') ?? '';
  const note = form.get('note')?.trim() ?? '';
  const decided = await links.decideByLink(token, { decision, digest, note: note === '' ? null : note });
  if (isRefusal(decided)) return await show(links, response, token, decided.message);
  // Shown by GET, so that going back or loading anew sends nothing again.
  response.setHeader('location', `${approvalPath}?link=${encodeURIComponent(token)}`);
  send(response, 303, messagePage('It is decided.'));
}

function readDecision(text: string | null): Decision | null {
  return text === 'APPROVE' || text === 'DECLINE' ? text : null;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return null;
  const bytes = await readBytes(request, formMaxBytes);
  return bytes === null ? null : new URLSearchParams(bytes.toString('utf8'));
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': securityPolicy,
    'cache-control': 'no-store',
    // The link is a key: it goes to nobody else.
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex',
    'x-frame-options': 'DENY',
  });
  response.end(html);
}
