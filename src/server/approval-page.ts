import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision } from '../domain/action.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { OpenedLink } from '../engine/approval-link.ts';
import type { Engine } from '../engine/engine.ts';
import { actionPage, messagePage, securityPolicy, usedPage } from './approval-html.ts';
import { originMayConnect } from './origin.ts';
import { readBytes } from './request-body.ts';

export const approvalPath = '/approve';
const formMaxBytes = 20_000;

export type ApprovalLinks = Pick<Engine, 'openApprovalLink' | 'decideByLink'>;

/** What the page decides with, and where people reach it. */
export interface ApprovalPageParts {
  readonly links: ApprovalLinks;
  readonly publicUrl: string;
}

/**
 * The page behind an approval link: GET shows the action and decides nothing, POST decides. It needs no script, loads
 * nothing, and is kept by nobody.
 */
export async function answerApproval(
  parts: ApprovalPageParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://server');
  const token = url.searchParams.get('link') ?? '';
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return send(response, pageOf(await parts.links.openApprovalLink(token)));
    case 'POST':
      return send(response, await decide(parts, request, token));
    default:
      response.setHeader('allow', 'GET, POST');
      return send(response, told(405, 'Nothing happened', 'This page is shown by GET, and decides by POST.'));
  }
}

interface Page {
  readonly status: number;
  readonly html: string;
}

function pageOf(opened: OpenedLink): Page {
  switch (opened.kind) {
    case 'opened':
      return { status: 200, html: actionPage(opened, null) };
    case 'used':
      return { status: 410, html: usedPage(opened) };
    case 'revoked':
      return told(410, 'This link was revoked', 'It opens nothing any more. Ask for a new one.');
    case 'expired':
      return told(410, 'This link has expired', 'It opens nothing any more. Ask for a new one.');
    case 'unknown':
      return told(
        404,
        'This link opens nothing',
        'Look whether the address is whole, or ask for a new link.',
      );
  }
}

function told(status: number, title: string, message: string): Page {
  return { status, html: messagePage(title, message) };
}

async function decide(
  { links, publicUrl }: ApprovalPageParts,
  request: IncomingMessage,
  token: string,
): Promise<Page> {
  const { origin, host } = request.headers;
  // Behind a proxy the host may be another than the one that the page was opened under.
  if (!originMayConnect({ allowedOrigins: [new URL(publicUrl).origin] }, origin, host)) {
    return told(403, 'Nothing was decided', 'This page decides only what it sends itself.');
  }
  const form = await readForm(request);
  const decision = form === null ? null : readDecision(form.get('decision'));
  if (form === null || decision === null) {
    return told(
      400,
      'Nothing was decided',
      'What was sent is not what this page sends. Open the link again.',
    );
  }
  const digest = form.get('digest') ?? '';
  const note = form.get('note')?.trim() ?? '';
  const decided = await links.decideByLink(token, { decision, digest, note: note === '' ? null : note });
  if (isRefusal(decided)) {
    const opened = await links.openApprovalLink(token);
    if (opened.kind !== 'opened') return pageOf(opened);
    return { status: 409, html: actionPage(opened, decided.message) };
  }
  // A second click, or the page loaded anew, sends the same and is told the same.
  const isDone = decided.kind === 'used' && decided.link.decision === decision;
  return isDone ? { status: 200, html: usedPage(decided) } : pageOf(decided);
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

function send(response: ServerResponse, { status, html }: Page): void {
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
