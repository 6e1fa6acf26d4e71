import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a loopback server does to a request, instead of answering it well. */
export const loopbackFaults = [
  'reset before',
  'reset after',
  'error before',
  'error after',
  'too many',
  'slow drip after',
  'cut body after',
  'wrong shape after',
  'garbage after',
  'unauthorized',
  'forbidden',
] as const;
export type LoopbackFault = (typeof loopbackFaults)[number];

/** One answer, before it goes onto the wire. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a vendor's server makes of its requests, and the words in which it turns them down. */
export interface LoopbackVendor {
  /** Does what is asked, and answers it. */
  answer(request: IncomingMessage, body: string): Promise<Reply>;
  /** The fault that the next request meets, or null. */
  fault(request: IncomingMessage, body: string): LoopbackFault | null;
  readonly refusals: Readonly<Record<'too many' | 'unauthorized' | 'forbidden', () => Reply>>;
}

export interface Loopback extends AsyncDisposable {
  readonly url: string;
}

/** Between two bytes of an answer that drips: longer than anybody waits for the whole of it. */
const dripMs = 250;

/** Serves a vendor on a port of 127.0.0.1. */
export async function startLoopback(vendor: LoopbackVendor, port = 0): Promise<Loopback> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => serve(vendor, request, body, response));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function serve(
  vendor: LoopbackVendor,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const fault = vendor.fault(request, body);
  switch (fault) {
    case 'too many':
    case 'unauthorized':
    case 'forbidden':
      send(response, vendor.refusals[fault]());
      break;
    case 'reset before':
      request.socket.resetAndDestroy();
      break;
    case 'error before':
      send(response, broken);
      break;
    default: {
      const reply = await vendor.answer(request, body);
      if (fault === null) send(response, reply);
      else spoil(request, response, reply, fault);
    }
  }
}

const broken: Reply = { status: 500, body: 'something broke' };

/** What was asked has been done; what is told of it is not what was answered. */
function spoil(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  fault: Extract<LoopbackFault, `${string} after`>,
): void {
  switch (fault) {
    case 'reset after':
      request.socket.resetAndDestroy();
      break;
    case 'error after':
      send(response, broken);
      break;
    case 'garbage after':
      send(response, { ...reply, body: '<html>' });
      break;
    case 'wrong shape after':
      send(response, { ...reply, body: '{"data":{"surprise":[1]}}' });
      break;
    case 'cut body after':
      response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length + 100 });
      response.write(reply.body.slice(0, 10), () => request.socket.destroy());
      break;
    case 'slow drip after':
      drip(response, reply);
  }
}

function drip(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(reply.body.slice(sent, sent + 1));
    sent += 1;
    if (sent >= reply.body.length) response.end();
  }, dripMs);
  response.on('close', () => clearInterval(timer));
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body);
}
