import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { runBackup, runRestore } from '../../src/command/backup.ts';
import { runKeys } from '../../src/command/keys.ts';
import type { Terminal } from '../../src/command/terminal.ts';
import { runVerify } from '../../src/command/verify.ts';
import { childEnvironment, main } from '../server/process.ts';
import { bearer, startRealServer } from '../server/real-server.ts';

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-command-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Runs the program as an operator does, on the database of a folder. */
async function countersign(folder: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...childEnvironment, DATABASE_URL: `file:${join(folder, 'test.db')}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return { code: code as number | null, output, errors };
}

/** Runs a command in this process. */
async function call(
  run: (terminal: Terminal) => Promise<number>,
  folder: string,
  ...args: readonly string[]
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const environment = { DATABASE_URL: `file:${join(folder, 'test.db')}` };
  const streams = { stdin: new PassThrough(), stdout, stderr } as unknown as Pick<
    Terminal,
    'stdin' | 'stdout' | 'stderr'
  >;
  const code = await run({ args, environment, ...streams });
  const [output, errors] = [stdout, stderr].map((stream) => String(stream.read() ?? ''));
  return { code, output: output ?? '', errors: errors ?? '' };
}

const me = '{ viewer { role organization { name } } }';

test('every command says how it is called, and a wrong call exits with 2', async () => {
  const folder = await ownFolder();
  const { code, output } = await countersign(folder, '--help');
  expect(code).toBe(0);
  for (const name of ['serve', 'migrate', 'keys', 'backup', 'restore', 'verify', 'plan', 'demo']) {
    expect(output).toContain(`  ${name} `);
  }
  const nonsense = await countersign(folder, 'nonsense');
  expect([nonsense.code, nonsense.errors.split('\n')[0]]).toEqual([2, 'There is no command "nonsense".']);
  expect(await countersign(folder, '--version')).toMatchObject({ code: 0, output: '0.1.0\n' });
  for (const name of ['serve', 'migrate', 'demo']) {
    const { code, errors } = await countersign(folder, name, 'nonsense');
    expect([code, errors.split('\n')[0]]).toEqual([2, `${name} takes no "nonsense".`]);
  }

  const runs = { keys: runKeys, backup: runBackup, restore: runRestore, verify: runVerify };
  for (const [name, run] of Object.entries(runs)) {
    expect(await call(run, folder, '--help')).toMatchObject({ code: 0, errors: '' });
    const wrong = await call(run, folder, '--nonsense');
    expect([name, wrong.code, wrong.output]).toEqual([name, 2, '']);
  }
  const wrongCalls: [keyof typeof runs, ...string[]][] = [
    ['keys'],
    ['keys', 'create', '--role', 'viewer'],
    ['keys', 'create', '--name', 'x', '--role', 'king'],
    ['keys', 'create', '--name', 'x', '--role', 'viewer', '--scopes', 'all'],
    ['keys', 'create', '--name', 'x', '--role', 'viewer', '--expires', 'soon'],
    ['keys', 'revoke', 'ses_1'],
    ['keys', 'create', '--name', 'x', '--role', 'viewer', '--organization', ''],
    ['keys', 'create', '--name', 'x', '--role', 'viewer', '--organization', '  '],
    ['keys', 'create', 'x', '--name', 'x', '--role', 'viewer'],
    ['keys', 'list', 'acme'],
    ['keys', 'list', '--organization', ''],
    ['keys', 'revoke', `key_${crypto.randomUUID()}`, 'ses_1'],
    ['backup'],
    ['restore', 'a', 'b'],
    ['verify', '--export', 'x'],
  ];
  for (const [name, ...args] of wrongCalls) {
    const ran = await call(runs[name], folder, ...args);
    expect([name, args, ran.code, ran.output]).toEqual([name, args, 2, '']);
  }
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  '35',
  '2035',
  '90 d',
  '0d',
  '1e3d',
  '2027-1-31',
  '2027-02-31',
  '2027-13-01',
  '31.01.2027',
  '',
  '2020-01-31',
])('a key that is to expire at %j is not made', async (expires) => {
  const folder = await ownFolder();
  const ran = await call(runKeys, folder, 'create', '--name', 'x', '--role', 'viewer', '--expires', expires);
  expect([ran.code, ran.output]).toEqual([2, '']);
  expect(ran.errors.split('\n')[0]).toMatch(/^--expires is .*: /);
  expect(await readdir(folder)).toEqual([]);
});

test('a key expires after days from now, on a day, or at a moment', async () => {
  const folder = await ownFolder();
  const inAYear = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toISOString();
  const day = inAYear.slice(0, 10);
  const expected = {
    '365d': Date.parse(inAYear),
    [day]: Date.parse(`${day}T00:00:00Z`),
    [`${day}T12:30Z`]: Date.parse(`${day}T12:30:00Z`),
    [inAYear]: Date.parse(inAYear),
  };
  for (const expires of Object.keys(expected)) {
    const args = ['create', '--name', expires, '--role', 'viewer', '--expires', expires];
    expect(await call(runKeys, folder, ...args)).toMatchObject({ code: 0, errors: '' });
  }
  const listed = JSON.parse((await call(runKeys, folder, 'list', '--json')).output);
  expect(listed).toHaveLength(4);
  for (const { name, expiresAt } of listed) {
    const late = Date.parse(expiresAt) - (expected[name] ?? 0);
    expect([name, late >= 0 && late < (name === '365d' ? 60_000 : 1)]).toEqual([name, true]);
  }
});

test('what keys are called with in excess is said', async () => {
  const folder = await ownFolder();
  const sentence = async (...args: string[]) => (await call(runKeys, folder, ...args)).errors.split('\n')[0];
  expect(await sentence('create', 'ci', '--name', 'ci', '--role', 'viewer')).toBe(
    'keys create takes no "ci".',
  );
  expect(await sentence('list', 'acme', 'b')).toBe('keys list takes no "acme".');
  expect(await sentence('revoke', `key_${crypto.randomUUID()}`, 'b')).toBe(
    'Name one key: keys revoke key_….',
  );
  expect(await sentence('create', '--name', 'ci', '--role', 'viewer', '--organization', '')).toBe(
    '--organization is empty: name the organization, or leave it out.',
  );
});

test('keys are made without a server, and made and revoked beside one, which notices within a second', async () => {
  const folder = await ownFolder();
  const alone = await countersign(
    folder,
    'keys',
    'create',
    '--name',
    'first',
    '--role',
    'admin',
    '--organization',
    'acme',
    '--json',
  );
  expect(alone.code).toBe(0);
  const first = JSON.parse(alone.output) as { keyId: string; secret: string };
  const server = await startRealServer({ folder, environment: { IDENTITY: 'required' } });
  expect((await server.ask(me, {}, bearer(first.secret))).data.viewer).toEqual({
    role: 'ADMIN',
    organization: { name: 'acme' },
  });

  const beside = await countersign(
    folder,
    'keys',
    'create',
    '--name',
    'second',
    '--role',
    'viewer',
    '--organization',
    'acme',
  );
  const [keyId = '', secret = ''] = beside.output.split('\n');
  expect((await server.ask(me, {}, bearer(secret))).data.viewer.role).toBe('VIEWER');

  using socket = await server.socket(bearer(secret)).ready();
  using follower = await server.socket(bearer(first.secret)).ready();
  follower.say({
    id: 'log',
    type: 'subscribe',
    payload: { query: 'subscription { events { type actor { name } } }' },
  });
  expect((await countersign(folder, 'keys', 'revoke', keyId)).code).toBe(0);
  expect((await socket.closed).code).toBe(4403);
  expect((await server.ask(me, {}, bearer(secret))).status).toBe(401);
  // Whoever follows the log hears of it like of everything else.
  await expect
    .poll(() => JSON.stringify(follower.of('log')))
    .toContain('{"type":"ApiKeyRevoked","actor":{"name":"Operator"}}');

  const listed = await countersign(folder, 'keys', 'list', '--json');
  expect(
    (JSON.parse(listed.output) as { name: string; state: string }[]).map(({ name, state }) => [name, state]),
  ).toEqual([
    ['first', 'active'],
    ['second', 'revoked'],
  ]);
  expect((await countersign(folder, 'keys', 'list')).output).toContain('ORGANIZATION');
  expect((await countersign(folder, 'keys', 'revoke', 'key_00000000-0000-7000-8000-000000000000')).code).toBe(
    1,
  );
});

test('a backup under load holds everything that was answered before it, and is put back as it was', async () => {
  const folder = await ownFolder();
  const server = await startRealServer({ folder });
  const create = `mutation ($title: String!) { createPlanningSession(input: { title: $title, document: { markdown: "# Epic: a" } }) {
    planningSession { id } } }`;
  const answered: string[] = [];
  let loading = true;
  const load = Promise.all(
    Array.from({ length: 4 }, async (_, worker) => {
      for (let count = 0; loading; count += 1) {
        const { data } = await server.ask(create, { title: `${worker}.${count}` });
        answered.push(data.createPlanningSession.planningSession.id);
      }
    }),
  );
  await expect.poll(() => answered.length).toBeGreaterThan(20);
  const before = [...answered];
  const backup = await countersign(folder, 'backup', 'copy.db', '--json');
  loading = false;
  await load;
  expect([backup.code, backup.errors]).toEqual([0, '']);
  expect((await countersign(folder, 'backup', 'copy.db')).errors).toContain('is there already');
  expect((await countersign(folder, 'restore', 'copy.db')).errors).toContain('Another Countersign server');
  expect(answered.length).toBeGreaterThan(before.length);
  await server.stop();

  const restored = await countersign(folder, 'restore', 'copy.db', '--json');
  expect(restored.code).toBe(0);
  const { kept } = JSON.parse(restored.output) as { kept: string };
  expect(await readdir(folder)).toContain(kept.split('/').at(-1));
  expect((await countersign(folder, 'verify')).output).toContain('The log is whole.');
  const again = await startRealServer({ folder });
  const held = await again.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: before.slice(0, 100),
  });
  expect(held.data.nodes).toEqual(before.slice(0, 100).map((id) => ({ id })));
});

test('a backup and the database are put where no folder was, or it is said why not', async () => {
  const folder = await ownFolder();
  await countersign(folder, 'migrate');
  const copy = join(folder, 'backups/today/copy.db');
  expect(await call(runBackup, folder, copy)).toMatchObject({ code: 0, errors: '' });
  const elsewhere = `file:${join(folder, 'another/machine/test.db')}`;
  expect(await call(runRestore, folder, copy, '--database', elsewhere)).toMatchObject({
    code: 0,
    errors: '',
  });
  const under = join(folder, 'test.db/copy.db');
  expect(await call(runBackup, folder, under)).toMatchObject({
    code: 1,
    errors: `The folder ${join(folder, 'test.db')} is not there and cannot be made.\n`,
  });
});

test('a damaged backup, and what is none, are not put back', async () => {
  const folder = await ownFolder();
  await writeFile(join(folder, 'none.db'), 'this is no database');
  await countersign(folder, 'migrate');
  await call(runBackup, folder, join(folder, 'copy.db'));
  const bytes = await readFile(join(folder, 'copy.db'));
  bytes.fill(0x5a, 4096 * 3, 4096 * 8);
  await writeFile(join(folder, 'damaged.db'), bytes);
  const before = await readFile(join(folder, 'test.db'));
  for (const file of ['none.db', 'damaged.db', 'missing.db']) {
    const ran = await call(runRestore, folder, join(folder, file));
    expect([file, ran.code]).toEqual([file, 1]);
    expect(ran.errors).toMatch(/^.*(is no database|is damaged|There is no backup).*\n$/);
  }
  expect((await readFile(join(folder, 'test.db'))).equals(before)).toBe(true);
});

test('verify names what was changed; an end that was signed and kept shows a cut', async () => {
  const folder = await ownFolder();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(join(folder, 'private.pem'), privateKey);
  await writeFile(join(folder, 'public.pem'), publicKey);
  for (const name of ['a', 'b', 'c']) {
    await call(runKeys, folder, 'create', '--name', name, '--role', 'viewer');
  }
  const exported = await call(
    runVerify,
    folder,
    '--export',
    join(folder, 'head.json'),
    '--sign-with',
    join(folder, 'private.pem'),
  );
  expect(exported.code).toBe(0);
  const against = ['--against', join(folder, 'head.json'), '--public-key', join(folder, 'public.pem')];
  expect((await call(runVerify, folder, ...against)).code).toBe(0);

  const database = new Database(join(folder, 'test.db'));
  database.exec('drop trigger events_are_only_trimmed');
  database.exec('delete from events where number & 4294967295 = 3');
  database.exec(
    'update log_heads set position = 2, hash = (select hash from events where number & 4294967295 = 2)',
  );
  database.close();
  expect((await call(runVerify, folder)).code).toBe(0);
  const cut = await call(runVerify, folder, ...against, '--json');
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.output)).toMatchObject({
    isWhole: false,
    logs: [{ faults: [{ kind: 'CUT_OFF', position: 3 }] }],
  });

  const head = await readFile(join(folder, 'head.json'), 'utf8');
  await writeFile(join(folder, 'head.json'), head.replace('"position": 3', '"position": 2'));
  const forged = await call(runVerify, folder, ...against);
  expect(forged.code).toBe(1);
  expect(forged.errors).toContain('is not what was signed with the key of');
});
