import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { childEnvironment } from '../server/process.ts';

const demo = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));
const allowedMs = 60_000;

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the demo as `npm run demo` does; `during` may meddle while it runs. */
async function runDemo(
  args: readonly string[],
  options: { environment?: Record<string, string>; during?: (seen: Watch) => Promise<void> } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [demo, ...args], {
    env: { ...childEnvironment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const closed = once(child, 'close');
  const timer = setTimeout(() => child.kill('SIGKILL'), allowedMs);
  try {
    await options.during?.({
      output: () => output,
      signal: (signal) => {
        child.kill(signal);
      },
    });
    const [code] = (await closed) as [number | null];
    return { code, output, errors };
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

interface Watch {
  readonly output: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + allowedMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test(
  'the demo plans both documents, shows their trees and ends',
  async () => {
    const { code, output, errors } = await runDemo(['--once']);
    expect(errors).toBe('');
    expect(code).toBe(0);
    for (const file of ['examples/checkout-revamp.md', 'examples/observability.storage.xml']) {
      expect(output).toContain(file);
    }
    expect(output.match(/100 % {2}Done/g)).toHaveLength(2);
    // An epic at the top with its line in the document, and something below it.
    expect(output).toMatch(/^ {2}CS-1 \[EPIC\] .+← line \d+/m);
    expect(output).toMatch(/^ {2}[├└]─ CS-\d+ \[FEATURE\] .+← line \d+/m);
    // An issue of the second document comes from an element.
    expect(output).toMatch(/^ {2}.*CS-\d+ .+← …?\/.+\[\d+\]/m);
    expect(output.match(/✔ .+ issues created, .+ events in [\d.]+ s/g)).toHaveLength(2);
    // No terminal: neither colours nor lines drawn over.
    expect(output).not.toContain('\u001b');
  },
  allowedMs,
);

test(
  'it leaves the server running until it is asked to stop',
  async () => {
    let url = '';
    const { code, output } = await runDemo([], {
      during: async ({ output: seen, signal }) => {
        await until(() => seen().includes('Now you'));
        url = /Now you.*(http:\/\/\S+\/graphql)/.exec(seen())?.[1] ?? '';
        const page = await fetch(url, { headers: { accept: 'text/html' } });
        expect(await page.text()).toContain('GraphiQL');
        signal('SIGINT');
      },
    });
    expect(code).toBe(0);
    expect(output).toContain('Stopping');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  },
  allowedMs,
);

test(
  'it says why when the server does not start',
  async () => {
    const { code, errors } = await runDemo(['--once'], { environment: { EFFECT_CONCURRENCY: 'many' } });
    expect(code).toBe(1);
    expect(errors).toContain('EFFECT_CONCURRENCY is "many"');
    expect(errors).toContain('The demo failed: The server ended by itself');
  },
  allowedMs,
);

test('it knows no other options', async () => {
  const { code, errors } = await runDemo(['--twice']);
  expect(code).toBe(2);
  expect(errors).toContain('There is no option --twice');
});
