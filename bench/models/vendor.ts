import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A server of chat completions for the benchmark, in a process of its own: every request is answered with the same
// text in so many deltas, so many milliseconds apart. It sends its address, and then only streams.

const [count = 0, intervalMs = 0] = process.argv.slice(2).map(Number);
const answer = JSON.stringify({
  suggestions: [
    {
      title: 'Bench',
      rationale: 'It is measured. '.repeat(Math.ceil(count / 2)),
      description: 'As it says.',
      implementationConsiderations: [],
    },
  ],
});
const size = Math.ceil(answer.length / count);
const pieces = Array.from({ length: count }, (_, index) => answer.slice(index * size, (index + 1) * size));

function lineOf(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  const chunk = { id: 'bench', object: 'chat.completion.chunk', created: 0, model: 'bench', choices };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

const lines = pieces.map((content) => lineOf({ content }));
const usage = { prompt_tokens: 10, completion_tokens: count, total_tokens: count + 10 };
const end = `${lineOf({}, 'stop')}data: ${JSON.stringify({ id: 'bench', object: 'chat.completion.chunk', created: 0, model: 'bench', choices: [], usage })}\n\ndata: [DONE]\n\n`;

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let next = 0;
  const timer = setInterval(() => {
    const line = lines[next];
    next += 1;
    if (line !== undefined) return void response.write(line);
    clearInterval(timer);
    response.end(end);
  }, intervalMs);
  response.on('close', () => clearInterval(timer));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, characters: answer.length });
});
process.on('disconnect', () => process.exit(0));
