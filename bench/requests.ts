import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { formatSecret, hashSecret } from '../src/domain/api-key.ts';
import { runOperatorCommand } from '../src/server/operator-client.ts';
import { alternate, median, noise, scratchFolder } from './measure.ts';

// Requests with everything on (API keys, roles, rate limits, limits of documents, timeouts) against everything off, over
// the same HTTP: how much of the speed is left. The goal is 0.85.

const requestsPerRound = 4_000;
const connections = 32;
const rounds = 9;
const goal = 0.85;
const body = JSON.stringify({ query: '{ viewer { role actor { id name } } }' });

interface Contender {
  readonly child: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cpu: number[];
}

async function start(mode: 'on' | 'off', folder: string): Promise<Contender> {
  const databasePath = join(folder, `${mode}.db`);
  const secret = formatSecret(randomBytes(32));
  await runOperatorCommand(databasePath, {
    operation: 'createApiKey',
    input: {
      organization: 'Development',
      name: 'bench',
      role: 'ADMIN',
      scopes: null,
      expiresAt: null,
      secretHash: hashSecret(secret),
    },
  });
  const limits = {
    IDENTITY: 'required',
    INTROSPECTION: 'closed',
    ALLOWED_ORIGINS: 'https://plan.example.com',
    REQUESTS_PER_MINUTE: '100000000',
    ORGANIZATION_REQUESTS_PER_MINUTE: '100000000',
  };
  const child = fork(join(import.meta.dirname, 'requests', 'server.ts'), [mode], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: `file:${databasePath}`,
      ...(mode === 'on' ? limits : {}),
    },
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, url, headers: { authorization: `Bearer ${secret}` }, cpu: [] };
}

const agent = new Agent({ keepAlive: true, maxSockets: connections });

function ask({ url, headers }: Contender): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => {
          if (response.statusCode === 200 && text.includes('"role":"ADMIN"')) resolve();
          else reject(new Error(`answered ${response.statusCode}: ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function cpuMicroseconds({ child }: Contender): Promise<number> {
  child.send('cpu');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

/** Requests per second; the server's CPU per request is kept beside it. */
async function run(contender: Contender): Promise<number> {
  const cpuBefore = await cpuMicroseconds(contender);
  const startedAt = performance.now();
  let left = requestsPerRound;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left > 0) {
        left -= 1;
        await ask(contender);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  contender.cpu.push(((await cpuMicroseconds(contender)) - cpuBefore) / requestsPerRound);
  return requestsPerRound / seconds;
}

await using folder = await scratchFolder();
const on = await start('on', folder.path);
const off = await start('off', folder.path);
const { on: onRates, off: offRates } = await alternate(rounds, {
  on: () => run(on),
  off: () => run(off),
});
const cpuRatio = median(off.cpu.slice(1)) / median(on.cpu.slice(1));
console.log(
  `everything on:  ${median(onRates).toFixed(0)} requests/s (noise ${noise(onRates).toFixed(1)} %), ${median(on.cpu.slice(1)).toFixed(0)} µs of CPU each`,
);
console.log(
  `everything off: ${median(offRates).toFixed(0)} requests/s (noise ${noise(offRates).toFixed(1)} %), ${median(off.cpu.slice(1)).toFixed(0)} µs of CPU each`,
);
console.log(
  `ratio of requests/s ${(median(onRates) / median(offRates)).toFixed(2)}, of CPU ${cpuRatio.toFixed(2)}; goal ${goal}`,
);
agent.destroy();
on.child.disconnect();
off.child.disconnect();
