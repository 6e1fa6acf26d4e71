import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { responseField } from './event.ts';
import { serve } from './serve.ts';

// The limit in Node for server-sent events: node:http and one ready buffer for all.

const byChain = new Map<string, Set<ServerResponse>>();
const server = createServer((request, response) => {
  const variables = new URL(request.url ?? '', 'http://localhost').searchParams.get('variables') ?? '{}';
  const { chain } = JSON.parse(variables) as { chain: string };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(':\n\n');
  byChain.set(chain, (byChain.get(chain) ?? new Set()).add(response));
});
server.listen(0, '127.0.0.1', () => {
  serve(server, (server.address() as AddressInfo).port, (batch) => {
    for (const { event } of batch) {
      const data = JSON.stringify({ data: { [responseField]: event } });
      const buffer = Buffer.from(`event: next\nid: ${event.cursor}\ndata: ${data}\n\n`);
      for (const response of byChain.get(event.chainId) ?? []) response.write(buffer);
    }
  });
});
