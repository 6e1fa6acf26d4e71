import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One step of an answer, in no vendor's words yet. */
export type Step =
  | { readonly text: string }
  /** A tool call whose arguments come in these fragments. */
  | { readonly call: string; readonly id: string; readonly fragments: readonly string[] }
  /** Goes on when the promise resolves. */
  | { readonly until: Promise<unknown> }
  | { readonly waitMs: number }
  | { readonly cut: true }
  /** Goes onto the wire as it is. */
  | { readonly line: object | string }
  | { readonly end: 'stop' | 'length' | 'content-filter' | 'tool-calls' };

export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: object }
  | readonly Step[];

/** How a vendor writes an answer onto the wire. */
interface WireFormat {
  readonly path: string;
  open(write: Write): void;
  text(write: Write, text: string): void;
  call(write: Write, call: Extract<Step, { call: string }>, index: number): void;
  end(write: Write, reason: Extract<Step, { end: string }>['end']): void;
}

type Write = (data: object | string, event?: string) => void;

/** Tokens that each answer is said to have cost. */
export const usage = { input: 11, output: 7 } as const;

const chatReasons = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
} as const;

const chat: WireFormat = {
  path: '/chat/completions',
  open: (write) => write(chunk({ role: 'assistant', content: '' })),
  text: (write, content) => write(chunk({ content })),
  call: (write, { call, id, fragments }, index) => {
    const of = (part: object) => write(chunk({ tool_calls: [{ index, ...part }] }));
    of({ id, type: 'function', function: { name: call, arguments: '' } });
    for (const each of fragments) of({ function: { arguments: each } });
  },
  end: (write, reason) => {
    write(chunk({}, chatReasons[reason]));
    write({
      ...chunk({}),
      choices: [],
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
      },
    });
    write('[DONE]');
  },
};

/** A piece of an answer of chat completions. */
export function chunk(delta: object, finishReason: string | null = null) {
  return {
    id: 'chat-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'test',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

const responses: WireFormat = {
  path: '/responses',
  open: (write) => {
    const response = { id: 'resp-1', created_at: 1_790_000_000, model: 'test', service_tier: null };
    write({ type: 'response.created', response }, 'response.created');
    const item = { type: 'message', id: 'item-0', phase: null };
    write({ type: 'response.output_item.added', output_index: 0, item }, 'response.output_item.added');
  },
  text: (write, delta) =>
    write(
      { type: 'response.output_text.delta', item_id: 'item-0', output_index: 0, delta, logprobs: [] },
      'response.output_text.delta',
    ),
  call: (write, { call, id, fragments }, index) => {
    const place = { output_index: index + 1 };
    const item = { type: 'function_call', id: `item-${id}`, call_id: id, name: call };
    write(
      { type: 'response.output_item.added', ...place, item: { ...item, arguments: '' } },
      'response.output_item.added',
    );
    for (const delta of fragments) {
      write(
        { type: 'response.function_call_arguments.delta', item_id: item.id, ...place, delta },
        'response.function_call_arguments.delta',
      );
    }
    const done = { ...item, arguments: fragments.join(''), status: 'completed' };
    write({ type: 'response.output_item.done', ...place, item: done }, 'response.output_item.done');
  },
  end: (write, reason) => {
    const incomplete = { length: 'max_output_tokens', 'content-filter': 'content_filter' } as const;
    const why = reason === 'length' || reason === 'content-filter' ? incomplete[reason] : null;
    const type = why === null ? 'response.completed' : 'response.incomplete';
    const response = {
      id: 'resp-1',
      incomplete_details: why === null ? null : { reason: why },
      usage: { input_tokens: usage.input, output_tokens: usage.output },
    };
    write({ type, response }, type);
  },
};

const anthropicReasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  'content-filter': 'refusal',
  'tool-calls': 'tool_use',
} as const;

const anthropic: WireFormat = {
  path: '/messages',
  open: (write) => {
    const message = {
      id: 'msg-1',
      type: 'message',
      role: 'assistant',
      model: 'test',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: usage.input, output_tokens: 1 },
    };
    write({ type: 'message_start', message }, 'message_start');
    const block = { type: 'text', text: '' };
    write({ type: 'content_block_start', index: 0, content_block: block }, 'content_block_start');
  },
  text: (write, text) =>
    write(
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
      'content_block_delta',
    ),
  call: (write, { call, id, fragments }, position) => {
    const index = position + 1;
    const block = { type: 'tool_use', id, name: call, input: {} };
    write({ type: 'content_block_start', index, content_block: block }, 'content_block_start');
    for (const partial_json of fragments) {
      const delta = { type: 'input_json_delta', partial_json };
      write({ type: 'content_block_delta', index, delta }, 'content_block_delta');
    }
    write({ type: 'content_block_stop', index }, 'content_block_stop');
  },
  end: (write, reason) => {
    write({ type: 'content_block_stop', index: 0 }, 'content_block_stop');
    const delta = { stop_reason: anthropicReasons[reason], stop_sequence: null };
    write({ type: 'message_delta', delta, usage: { output_tokens: usage.output } }, 'message_delta');
    write({ type: 'message_stop' }, 'message_stop');
  },
};

const formats = { compatible: chat, openai: responses, anthropic } as const;
export type VendorName = keyof typeof formats;
export const vendorNames = Object.keys(formats) as VendorName[];

/** A request as it came in, and what has become of its connection. */
export interface Received {
  readonly vendor: VendorName;
  // biome-ignore lint/suspicious/noExplicitAny: The body is a vendor's; each test states what it expects.
  readonly body: any;
  readonly headers: IncomingMessage['headers'];
  /** Resolves when the connection closes: true when the whole answer had been sent by then. */
  readonly closed: Promise<boolean>;
}

/** A server on loopback that answers as the vendors do, one reply for each request, the last one over and over. */
export interface VendorServer {
  readonly url: string;
  readonly received: Received[];
  replies: Reply[];
  /** The environment that makes a server ask here. */
  environment(vendor: VendorName): Record<string, string>;
}

export async function openVendorServer(replies: readonly Reply[] = []): Promise<VendorServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const vendor: VendorServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    replies: [...replies],
    environment: (name) => environments[name](`http://127.0.0.1:${port}`),
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = vendorNames.find((each) => request.url === formats[each].path);
    if (name === undefined) return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const data of request) chunks.push(data as Buffer);
    const closed = new Promise<boolean>((resolve) =>
      response.once('close', () => resolve(response.writableFinished)),
    );
    const body = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ vendor: name, body, headers: request.headers, closed });
    const reply = vendor.replies.length > 1 ? vendor.replies.shift() : vendor.replies[0];
    if (reply === undefined) return void response.writeHead(500).end();
    if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      return void response.end(JSON.stringify(reply.body ?? { error: { message: 'no', type: 'test' } }));
    }
    await stream(formats[name], reply, response);
  }
  return vendor;
}

async function stream(format: WireFormat, steps: readonly Step[], response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const write: Write = (data, event) => {
    const line = typeof data === 'string' ? data : JSON.stringify(data);
    response.write(`${event === undefined ? '' : `event: ${event}\n`}data: ${line}\n\n`);
  };
  let calls = 0;
  format.open(write);
  for (const step of steps) {
    if (response.destroyed) return;
    if ('text' in step) format.text(write, step.text);
    if ('until' in step) await step.until;
    if ('waitMs' in step) await new Promise((resolve) => setTimeout(resolve, step.waitMs));
    if ('line' in step) write(step.line);
    if ('end' in step) format.end(write, step.end);
    if ('cut' in step) return void response.destroy();
    if ('call' in step) {
      format.call(write, step, calls);
      calls += 1;
    }
  }
  response.end();
}

const environments: Record<VendorName, (url: string) => Record<string, string>> = {
  compatible: (url) => ({ COMPATIBLE_BASE_URL: url, COMPATIBLE_API_KEY: 'k', MODEL: 'compatible/test' }),
  openai: (url) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: url, MODEL: 'openai/test' }),
  anthropic: (url) => ({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url, MODEL: 'anthropic/test' }),
};

/** A text as an answer in pieces of so many characters. */
export function said(text: string, size = 5): Step[] {
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];
  return [...pieces.map((piece) => ({ text: piece })), { end: 'stop' }];
}
