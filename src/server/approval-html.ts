import { hash } from 'node:crypto';
import type { ActionPreviewField, ActionProposal } from '../domain/action.ts';
import type { ApprovalLink } from '../domain/approval-link.ts';
import type { Json } from '../domain/json.ts';

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --strong: #1a7f37; --stop: light-dark(#b42318, #ff9a90); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .25rem; }
p { margin: .25rem 0 1rem; }
.about { opacity: .75; }
.told { border-left: 4px solid; background: var(--soft); padding: .6rem .9rem; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; table-layout: fixed; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { border: 1px solid var(--line); padding: .5rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); }
th:first-child { width: 8.5rem; overflow-wrap: anywhere; }
pre { font: .875rem/1.45 ui-monospace, monospace; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.none { opacity: .6; }
mark { background: #ffd33d; color: #000; border-radius: 2px; }
textarea { width: 100%; min-height: 4.5rem; font: inherit; padding: .5rem; margin: .25rem 0 1rem; }
button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border-radius: 6px; border: 1px solid; cursor: pointer; }
button + button { margin-left: .75rem; }
:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px; }
.approve { background: var(--strong); border-color: var(--strong); color: #fff; }
.decline { background: none; border-color: var(--stop); color: var(--stop); }
@media (max-width: 34rem) {
  thead { position: absolute; clip-path: inset(50%); }
  tr, th, td { display: block; width: auto !important; }
  td[data-name]::before { content: attr(data-name); display: block; font-size: .8rem; opacity: .7; }
}
`;

/** Nothing is loaded and nothing runs; the form goes to this server only. */
export const securityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What an approver is shown: the action as its preview was frozen, and the two ways to decide. */
export function actionPage(
  { link, action }: { readonly link: ApprovalLink; readonly action: ActionProposal },
  refused: string | null,
): string {
  const isOpen = action.state === 'PROPOSED';
  const { proposedBy, reason, tool } = action;
  const title = `${isOpen ? 'Decide on' : 'Decision on'} ${tool}`;
  return page(
    title,
    `<h1>${inHtml(title)}</h1>
<p class="about">Proposed by ${inHtml(proposedBy.name)} on ${time(action.createdAt)}. For ${inHtml(link.approver.name)}.</p>
${reason === null ? '' : `<p>${inHtml(reason)}</p>`}
${refused === null ? '' : `<p class="told" role="alert">${inHtml(refused)}</p>`}
${isOpen ? '' : `<p class="told" role="status">There is nothing to decide on any more: the action is ${action.state}.</p>`}
${previewTable(action.preview)}
${isOpen ? form(link, action) : ''}`,
  );
}

/** What came of a link that was used; the action itself is shown no more. */
export function usedPage({
  link: { usedAt, decision, approver, createdAt },
  action: { tool, state },
}: {
  readonly link: ApprovalLink;
  readonly action: ActionProposal;
}): string {
  const did = decision === null ? 'decided on' : decision === 'APPROVE' ? 'approved' : 'declined';
  return page(
    `${approver.name} has ${did} ${tool}`,
    `<h1>${inHtml(`${approver.name} has ${did} ${tool}`)}</h1>
<p class="told" role="status">Decided with this link on ${time(usedAt ?? createdAt)}. The action is ${state} now.</p>
<p class="about">A link works once: this one decides nothing more.</p>`,
  );
}

function previewTable(preview: readonly ActionPreviewField[]): string {
  const rows = preview.map(
    ({ field, oldValue, newValue, hiddenCharacters }) => `<tr>
<th scope="row">${inHtml(field)}</th>
<td data-name="now">${value(oldValue, false)}</td>
<td data-name="then">${value(newValue, hiddenCharacters)}${
      hiddenCharacters
        ? '<p><mark>It holds characters that cannot be seen; they are shown here.</mark></p>'
        : ''
    }</td>
</tr>`,
  );
  return `<table>
<caption>What it changes</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>`;
}

function form(link: ApprovalLink, { digest }: ActionProposal): string {
  return `<form method="post">
<input type="hidden" name="digest" value="${inHtml(digest)}">
<label for="note">Note (kept with your decision)</label>
<textarea id="note" name="note" maxlength="2000"></textarea>
<button class="approve" type="submit" name="decision" value="APPROVE">Approve</button>
<button class="decline" type="submit" name="decision" value="DECLINE">Decline</button>
</form>
<p class="about">The link works once, until ${time(link.expiresAt)}. You decide as ${inHtml(link.approver.name)}.</p>`;
}

/** A page that only says something: what is the matter, and what to do. */
export function messagePage(title: string, message: string): string {
  return page(title, `<h1>${inHtml(title)}</h1>\n<p>${inHtml(message)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(title)} · Countersign</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function value(shown: Json, hasHidden: boolean): string {
  if (shown === null) return '<span class="none">nothing</span>';
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2);
  const safe = inHtml(text);
  return `<pre dir="auto">${hasHidden ? safe.replace(unseen, (each) => `<mark>${codeOf(each)}</mark>`) : safe}</pre>`;
}

const unseen = /(?![\t\n\r])[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function time(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.replace('T', ' ').slice(0, 16)} UTC</time>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
