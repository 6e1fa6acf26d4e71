import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Misbehaviour {
  /** Whether the target does what it was asked to. */
  readonly applies: boolean;
  readonly reply: 'answer' | 'reset' | 'silence';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const comeBack = { 'retry-after': '1' };

/** What a target does to one request, instead of doing it and saying so. */
export const targetFaults = {
  'reset before': { applies: false, reply: 'reset' },
  'reset after': { applies: true, reply: 'reset' },
  'timeout after': { applies: true, reply: 'silence' },
  'error before': { applies: false, reply: 'answer', status: 500 },
  'error after': { applies: true, reply: 'answer', status: 500 },
  'garbage after': { applies: true, reply: 'answer', status: 200, body: '<html>' },
  'too many': { applies: false, reply: 'answer', status: 429, headers: comeBack },
  busy: { applies: false, reply: 'answer', status: 503, headers: comeBack },
  invalid: { applies: false, reply: 'answer', status: 422 },
  unauthorized: { applies: false, reply: 'answer', status: 401 },
} as const satisfies Record<string, Misbehaviour>;

export type TargetFault = keyof typeof targetFaults;

/** One request that a target saw. */
export interface SeenRequest {
  readonly path: string;
  readonly key: string;
  /** Null when it was served well. */
  readonly fault: TargetFault | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Target extends AsyncDisposable {
  readonly url: string;
  /** Every request, in the order of arrival. */
  readonly seen: readonly SeenRequest[];
  /** How often each key was applied: the truth that a server is judged by. */
  readonly applied: ReadonlyMap<string, number>;
  /** Keys in the order in which they were applied. */
  readonly order: readonly string[];
}

/** How a target treats what it has seen before: as the API of each class of tools does. */
export type TargetManners =
  /** Refuses a second thing under one id, and finds one by it. */
  | 'client id'
  /** Answers a key that it knows with what it answered before. */
  | 'idempotency key'
  /** Sets what is there to be set: twice is the same as once. */
  | 'idempotent'
  /** Does everything that it is asked to, each time. */
  | 'naive';

/** The manners of the target's paths: one for each class of tools. */
export const mannersByPath: Readonly<Record<string, TargetManners>> = {
  '/CLIENT_ID': 'client id',
  '/IDEMPOTENCY_KEY': 'idempotency key',
  '/IDEMPOTENT': 'idempotent',
  '/MARKER': 'naive',
  '/BLIND': 'naive',
};

export interface TargetOptions {
  readonly manners: (request: SeenRequest) => TargetManners;
  /** What to do to the next request that sends something. */
  readonly fault: (request: Omit<SeenRequest, 'fault'>) => TargetFault | null;
  readonly port?: number;
}

/** A target on loopback that can misbehave, and counts what it really did. */
export async function startTarget({ manners, fault, port = 0 }: TargetOptions): Promise<Target> {
  const seen: SeenRequest[] = [];
  const applied = new Map<string, number>();
  const order: string[] = [];

  const apply = (key: string) => {
    applied.set(key, (applied.get(key) ?? 0) + 1);
    order.push(key);
  };

  /** Does what is asked, as the manners have it; answers the status. */
  const carryOut = (request: SeenRequest): number => {
    const isKnown = applied.has(request.key);
    switch (manners(request)) {
      case 'client id':
        if (isKnown) return 409;
        apply(request.key);
        return 201;
      case 'idempotency key':
      case 'idempotent':
        if (!isKnown) apply(request.key);
        return 200;
      case 'naive':
        apply(request.key);
        return 200;
    }
  };

  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://target');
      const key = searchParams.get('key') ?? '';
      if (request.method === 'GET') {
        answer(response, applied.has(key) ? 200 : 404);
        return;
      }
      const arrived = { path: pathname, key, at: Date.now() };
      const sent = { ...arrived, fault: fault(arrived) };
      seen.push(sent);
      serve(sent, request, response);
    });
  });

  function serve(sent: SeenRequest, request: IncomingMessage, response: ServerResponse): void {
    const fault: Misbehaviour | null = sent.fault === null ? null : targetFaults[sent.fault];
    const status = fault === null || fault.applies ? carryOut(sent) : 500;
    if (fault?.reply === 'reset') request.socket.resetAndDestroy();
    else if (fault?.reply !== 'silence') answer(response, fault?.status ?? status, fault ?? {});
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    seen,
    applied,
    order,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  response: ServerResponse,
  status: number,
  { headers, body }: Pick<Misbehaviour, 'headers' | 'body'> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body ?? '{}');
}
