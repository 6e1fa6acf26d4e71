import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The server as its users start it: a process of its own, on a free port, with a database that nobody used before. */
export interface DemoServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123/graphql`. */
  readonly url: string;
  /** Resolves when the process ends without having been asked to, with a sentence that says so. */
  readonly died: Promise<string>;
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const startTimeoutMs = 30_000;
/** The server ends its stop by itself within its shutdown timeout; this is later. */
const stopTimeoutMs = 15_000;
/** Of a pino log line: warnings and worse. */
const warningLevel = 40;

/** Starts the server and resolves when it listens; disposing stops it and removes its database. */
export async function startDemoServer(signal: AbortSignal): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-demo-'));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'demo.db')}`,
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches the demo alone, which then asks the server to stop: a server that hears it twice stops at once.
    detached: true,
  });
  const killWithDemo = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killWithDemo);
  let stopping = false;
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
    if (!stopping) process.stderr.write(chunk);
  });
  const ended = once(child, 'close').catch((cause: unknown) => [cause instanceof Error ? cause.message : '']);
  const died = ended.then(async ([code]): Promise<string> => {
    if (stopping) return await new Promise<never>(() => {});
    return `The server ended by itself (${String(code)}). ${complaint.trim()}`.trim();
  });

  async function stop(): Promise<void> {
    stopping = true;
    child.kill('SIGTERM');
    const cut = setTimeout(killWithDemo, stopTimeoutMs);
    await ended;
    clearTimeout(cut);
    process.off('exit', killWithDemo);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    const url = await Promise.race([
      readUrl(child),
      died.then((sentence) => Promise.reject(new Error(sentence))),
      tooLate(AbortSignal.any([signal, AbortSignal.timeout(startTimeoutMs)])),
    ]);
    return { url, died, [Symbol.asyncDispose]: stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** The address in the line that the server logs when it listens. Later warnings are passed on. */
function readUrl({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (stdout === null) return;
    createInterface({ input: stdout }).on('line', (line) => {
      const entry = parseLogLine(line);
      if (typeof entry['graphiql'] === 'string') resolve(entry['graphiql']);
      if (Number(entry['level']) >= warningLevel) process.stderr.write(`server: ${line}\n`);
    });
  });
}

function parseLogLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function tooLate(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = (): void => {
      const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
      reject(
        timedOut ? new Error(`The server did not start within ${startTimeoutMs / 1000} s.`) : signal.reason,
      );
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
