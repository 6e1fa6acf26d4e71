import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

interface Page {
  readonly html: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

/** The page needs nothing from elsewhere, and may load nothing from there. */
const securityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const exampleOperations = new URL('../../examples/operations.graphql', import.meta.url);

let page: Promise<Page> | null = null;

/** Whether a browser's address bar asks, rather than a client. */
export function asksForPage(request: IncomingMessage): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

/** Answers with GraphiQL. The page has 9 MB: it is made when first asked for, and a browser that has it gets a 304. */
export async function serveGraphiql(request: IncomingMessage, response: ServerResponse): Promise<void> {
  page ??= renderPage();
  const { html, zipped, etag } = await page;
  response.setHeader('etag', etag);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept, accept-encoding');
  response.setHeader('content-security-policy', securityPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  if (request.headers['if-none-match']?.includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  const mayZip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = mayZip ? zipped : html;
  if (mayZip) response.setHeader('content-encoding', 'gzip');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length });
  response.end(body);
}

async function renderPage(): Promise<Page> {
  const [{ renderGraphiQL }, query] = await Promise.all([
    import('@graphql-yoga/render-graphiql'),
    readFile(exampleOperations, 'utf8'),
  ]);
  const html = Buffer.from(
    renderGraphiQL({
      title: 'Countersign',
      endpoint: '/graphql',
      subscriptionsProtocol: 'WS',
      // One tab for all: a mouse cannot change tabs in this release, and an id is put in once.
      defaultTabs: [{ query }],
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: true,
    }),
  );
  const zipped = await promisify(gzip)(html);
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  return { html, zipped, etag };
}
