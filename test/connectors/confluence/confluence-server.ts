import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudAnswers } from './cloud-answers.ts';
import { dataCenterAnswers } from './data-center-answers.ts';
import { type StoredPage, tinyOf, type WireAnswer, type WireFormat } from './stored-page.ts';

export type Deployment = 'CLOUD' | 'DATA_CENTER';

/** What it does to one request instead of answering it. */
export type ConfluenceFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Says the length, sends half of the answer and breaks off. */
  | { readonly kind: 'cut body' }
  /** A byte at a time, so slowly that it never ends. */
  | { readonly kind: 'slow drip' }
  | { readonly kind: 'no answer' }
  | { readonly kind: 'reset' }
  /** Another JSON than the one that is documented. */
  | { readonly kind: 'wrong shape' }
  /** A part of a list with nothing in it, and a link to itself. */
  | { readonly kind: 'endless list' }
  /** A part of a list whose link to the next one says no place. */
  | { readonly kind: 'lost list' }
  /** Tells in its answer what it was let in with. */
  | { readonly kind: 'echo'; readonly status: number }
  /** The login page of a proxy, with 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly fault: ConfluenceFault | null;
}

const formats: Record<Deployment, WireFormat> = { CLOUD: cloudAnswers, DATA_CENTER: dataCenterAnswers };

/** A Confluence on loopback, to the published formats of Cloud's API v2 or of Data Center's API v1. */
export class ConfluenceServer implements AsyncDisposable {
  readonly deployment: Deployment;
  /** What lets somebody in: Cloud takes e-mail and token as basic authentication, Data Center a personal token. */
  readonly credentials: { readonly user: string | null; readonly token: string };
  readonly pages = new Map<string, StoredPage>();
  readonly seen: SeenRequest[] = [];
  /** Pages of a list in one answer at most, whatever is asked for. */
  listSize = 100;
  /** Before each answer. */
  answerDelayMs = 0;
  /** Asked for every request that was let in. */
  fault: (request: Omit<SeenRequest, 'fault'>) => ConfluenceFault | null = () => null;
  readonly #format: WireFormat;
  readonly #server = createServer((request, response) => this.#serve(request, response));
  #lastId = 65_536;

  constructor(deployment: Deployment, token: string) {
    this.deployment = deployment;
    this.credentials = { user: deployment === 'CLOUD' ? 'ada@acme.test' : null, token };
    this.#format = formats[deployment];
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get baseUrl(): string {
    return `${this.origin}${this.#format.context}`;
  }

  add(page: Partial<StoredPage> & Pick<StoredPage, 'title' | 'storage'>): StoredPage {
    this.#lastId += 2;
    const stored: StoredPage = {
      id: String(this.#lastId),
      type: 'page',
      version: 1,
      labels: [],
      parentId: null,
      isHidden: false,
      ...page,
    };
    this.pages.set(stored.id, stored);
    return stored;
  }

  /** Changes a page as people do: it gets its next version. */
  edit(page: StoredPage, change: Partial<Pick<StoredPage, 'title' | 'storage'>>): void {
    Object.assign(page, change, { version: page.version + 1 });
  }

  find(id: string): StoredPage | undefined {
    const page = this.pages.get(id);
    return page?.isHidden === true ? undefined : page;
  }

  childrenOf(id: string): StoredPage[] {
    return [...this.pages.values()].filter((page) => page.parentId === id && !page.isHidden);
  }

  addressOf(page: StoredPage): string {
    return this.#format.addressOf(page, this);
  }

  tinyAddressOf(page: StoredPage): string {
    return `${this.baseUrl}/x/${tinyOf(page.id)}`;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.origin);
    const { authorization } = request.headers;
    const arrived = { path: pathname, query, authorization };
    const isLetIn = authorization === this.#expectedAuthorization();
    const fault = isLetIn ? this.fault(arrived) : null;
    this.seen.push({ ...arrived, fault });
    const path = pathname.startsWith(this.#format.context)
      ? pathname.slice(this.#format.context.length)
      : pathname;
    const answer = this.#format.answer(path, query, this) ?? this.#refuse(404);
    const reply = () => {
      if (!isLetIn) send(response, this.#refuse(401));
      else if (fault === null) send(response, answer);
      else this.#misbehave(fault, answer, response);
    };
    if (this.answerDelayMs === 0) reply();
    else setTimeout(reply, this.answerDelayMs);
  }

  #expectedAuthorization(): string {
    const { user, token } = this.credentials;
    return user === null ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
  }

  #refuse(status: number): WireAnswer {
    return { status, body: this.#format.refusal(status) };
  }

  #misbehave(fault: ConfluenceFault, answer: WireAnswer, response: ServerResponse): void {
    switch (fault.kind) {
      case 'status':
        send(response, this.#refuse(fault.status), fault.headers);
        return;
      case 'cut body': {
        const text = JSON.stringify(answer.body);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
        response.write(text.slice(0, text.length / 2), () => response.destroy());
        return;
      }
      case 'slow drip': {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
        return;
      }
      case 'no answer':
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'wrong shape':
        send(response, { status: 200, body: { id: 7, body: [] } });
        return;
      case 'endless list': {
        const next = `${this.#format.context}/list?cursor=abc&start=100`;
        send(response, { status: 200, body: { results: [], _links: { next } } });
        return;
      }
      case 'lost list':
        send(response, { status: 200, body: { results: [], _links: { next: '/list' } } });
        return;
      case 'echo': {
        const { user, token } = this.credentials;
        const body = { message: `${user} ${token} ${this.#expectedAuthorization()}` };
        send(response, { status: fault.status, body });
        return;
      }
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html><title>Log in</title></html>');
        return;
      case 'redirect':
        response.writeHead(302, { location: fault.to });
        response.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function send(response: ServerResponse, { status, body }: WireAnswer, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export async function openConfluence(
  deployment: Deployment,
  { token = 'secret-token', port }: { token?: string; port?: number } = {},
): Promise<ConfluenceServer> {
  const server = new ConfluenceServer(deployment, token);
  await server.listen(port);
  return server;
}
