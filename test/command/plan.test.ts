import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, openLive, startSession } from '../api/live.ts';
import { childEnvironment, main } from '../server/process.ts';

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `plan` as a process of its own, in a folder of its own. */
async function plan(
  folder: string,
  args: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Record<string, string> } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [main, 'plan', ...args], {
    cwd: folder,
    env: { ...childEnvironment, ...environment },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const closed = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return { code: code as number | null, output, errors };
}

async function folderWith(files: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-plan-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const shop = `# Shop

## Epic: Checkout

### Feature: Guest checkout

#### US-7 Pay by card
Story points: 5
Priority: High

Acceptance criteria:
- Charged once
- A declined card says why

#### Enabler: Sandbox

## Risks

The provider may be late.
`;

test.concurrent('prints the plan of a file as a tree, with what was guessed and what was not used', async () => {
  const folder = await folderWith({ 'shop.md': shop });
  const { code, output, errors } = await plan(folder, ['shop.md']);
  expect([code, errors]).toEqual([0, '']);
  expect(output.split('\n').slice(0, 4)).toEqual([
    'Epic Checkout · line 3',
    '└─ Feature Guest checkout · line 5',
    '   ├─ Story US-7 Pay by card · 5 points · high · 2 criteria · line 7',
    '   └─ Enabler Sandbox · architecture · 1 warning · line 15',
  ]);
  expect(output).toMatch(/\nENABLER_TYPE_GUESSED line 15: .*Infrastructure enabler: …/);
  expect(output).toMatch(/\nRisks · line 17 · “Risks” is text about the whole document/);
  expect(output).toContain('\n1 epic, 1 feature, 1 story, 1 enabler, 5 points, 1 warning, 6 sections\n');
  expect(output).not.toContain('\u001b');
});

test.concurrent('prints the whole reading as JSON, in the notation that was asked for', async () => {
  const folder = await folderWith();
  const input = '<h1>Epic: Checkout</h1><h2>Story: Pay</h2><p>Text</p>';
  const asFound = JSON.parse((await plan(folder, ['-', '--json'], { input })).output);
  expect(asFound).toMatchObject({
    notation: 'CONFLUENCE_STORAGE',
    counts: { epics: 1, features: 0, stories: 1, enablers: 0 },
    items: [
      { kind: 'EPIC', title: 'Checkout' },
      { kind: 'STORY', title: 'Pay', description: 'Text' },
    ],
    coverage: [{ use: 'ITEM' }, { use: 'ITEM' }],
  });
  expect(asFound.changes).toBeUndefined();
  const forced = await plan(folder, ['-', '--json', '--notation', 'markdown'], { input });
  expect(JSON.parse(forced.output)).toMatchObject({ notation: 'MARKDOWN' });
});

test.concurrent('says as JSON why the sections of a document gave no plan', async () => {
  const folder = await folderWith({ 'none.md': '# Minutes\n\n## Budget\n\nEnough.\n' });
  const ran = await plan(folder, ['none.md', '--json']);
  expect(ran.code).toBe(1);
  expect(ran.errors).toMatch(/^The document names no epic/);
  expect(JSON.parse(ran.output)).toMatchObject({
    items: [],
    warnings: [],
    coverage: [
      { heading: 'Minutes', use: 'NOT_USED' },
      { heading: 'Budget', use: 'NOT_USED', reason: expect.stringContaining('beside the plan') },
    ],
  });
});

test.concurrent('refuses with a sentence what gives no plan, and tells wrong calls from it', async () => {
  const folder = await folderWith({ 'none.md': '# Minutes\n\nWe met.\n', 'picture.md': 'a\0b' });
  const refused = [
    [['none.md'], /^The document names no epic, feature, story or enabler\./],
    [['missing.md'], /^missing\.md cannot be read: there is no such file\.\n$/],
    [['.'], /^\. cannot be read: it is a folder\.\n$/],
    [['picture.md'], /^picture\.md is not text: it holds a NUL character\.\n$/],
    [['none.md', '--changes'], /^There is no database \.\/data\/countersign\.db/],
  ] as const;
  for (const [args, sentence] of refused) {
    const ran = await plan(folder, args);
    expect([args, ran.code, ran.output]).toEqual([args, 1, '']);
    expect(ran.errors).toMatch(sentence);
  }
  const wrong = [
    [[], /^Name the file to read/],
    [['none.md', '--colour'], /--colour/],
    [['none.md', '--notation', 'docx'], /allowed is markdown or storage/],
    [
      ['none.md', '--changes', '--database', 'postgres://x'],
      /^--database is "postgres:\/\/x": allowed is file:/,
    ],
    [['none.md', '--database', 'file:x.db'], /goes with --changes/],
  ] as const;
  for (const [args, sentence] of wrong) {
    const ran = await plan(folder, args);
    expect([args, ran.code, ran.output]).toEqual([args, 2, '']);
    expect(ran.errors).toMatch(sentence);
  }
  expect((await plan(folder, ['--help'])).output).toContain('--changes');
  expect(await readdir(folder)).toEqual(['none.md', 'picture.md']);
});

const before = `# Epic: Checkout

## Story: Pay by card
Story points: 3

## Story: Send a receipt

## Feature: Parcels

### Story: Weigh a parcel
`;
const after = `# Epic: Checkout

## Story: Pay by card
Story points: 5

## Story: Print a label

## Feature: Parcels

## Story: Weigh a parcel
`;

test('compares with a database beside its server, and leaves it as it was', async () => {
  const folder = await folderWith({ 'shop.md': after });
  const databaseFolder = await folderWith();
  const path = join(databaseFolder, 'shop.db');
  const live = await openLive({ DATABASE_URL: `file:${path}` });
  const sessionId = await createSession(live, {
    title: 'Shop',
    approval: 'AUTOMATIC',
    document: { markdown: before },
  });
  const ended = (async () => {
    const events = live.follow('subscription ($id: ID!) { planningSessionEvents(sessionId: $id) { type } }', {
      id: sessionId,
    });
    for await (const _event of events);
  })();
  await startSession(live, sessionId);
  await ended;
  const stateOf = async () => ({
    files: (await readdir(databaseFolder)).sort(),
    digest: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  });
  const left = await stateOf();

  const { code, output, errors } = await plan(folder, [
    'shop.md',
    '--changes',
    '--title',
    'Shop',
    '--database',
    `file:${path}`,
  ]);
  expect([code, errors]).toEqual([0, '']);
  expect(output).toContain(
    [
      'Changes',
      'unchanged Checkout',
      'update    Pay by card',
      '            estimate: 3 → 5',
      'create    Print a label',
      'unchanged Parcels',
      'reparent  Weigh a parcel',
      '            parentId: "[FEATURE] Parcels" → "[EPIC] Checkout"',
      'orphaned  Send a receipt',
    ].join('\n'),
  );
  const json = await plan(folder, ['shop.md', '--changes', '--json', '--title', 'Shop'], {
    environment: { DATABASE_URL: `file:${path}` },
  });
  expect(JSON.parse(json.output).changes.map((change: { kind: string }) => change.kind)).toEqual([
    'UNCHANGED',
    'UPDATE',
    'CREATE',
    'UNCHANGED',
    'REPARENT',
    'ORPHANED',
  ]);

  const unknown = await plan(folder, ['shop.md', '--changes', '--database', `file:${path}`]);
  expect(unknown.output).toContain('create    Pay by card');
  expect(unknown.errors).toMatch(/knows no issues of a document doc_.*\n {2}doc_\S+ {2}Shop\n$/s);
  expect(await stateOf()).toEqual(left);
});

test('compares with a database that no server has open, and leaves nothing beside it', async () => {
  const folder = await folderWith({ 'shop.md': after });
  await runMigrate(folder);
  const files = (await readdir(join(folder, 'data'))).sort();
  const ran = await plan(folder, ['shop.md', '--changes', '--organization', anOrganization]);
  expect([ran.code, ran.output.includes('create    Pay by card')]).toEqual([0, true]);
  expect((await readdir(join(folder, 'data'))).sort()).toEqual(files);
  await writeFile(join(folder, 'other.db'), 'no database, but long enough a text to be looked at as one');
  const other = await plan(folder, ['shop.md', '--changes', '--database', 'file:other.db']);
  expect([other.code, other.errors]).toEqual([1, 'other.db is no database of Countersign.\n']);
});

const anOrganization = 'org_00000000-0000-7000-8000-000000000001';

async function runMigrate(folder: string): Promise<void> {
  const child = spawn(process.execPath, [main, 'migrate'], { cwd: folder, stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([0, null]);
}

test.concurrent('ends well when whoever reads its output has seen enough', async () => {
  const folder = await folderWith({
    'long.md': Array.from(
      { length: 4000 },
      (_, index) => `## Story ${index}: Do thing ${index}\n\nText.\n`,
    ).join('\n'),
  });
  const child = spawn(process.execPath, [main, 'plan', 'long.md'], { cwd: folder });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect([code, errors]).toEqual([0, '']);
});

test.concurrent('reads UTF-8 and UTF-16 with their marks, and names any other encoding with what to do', async () => {
  const folder = await folderWith();
  const document = '# Épic: Crèche\n\n## Story: Déposer\n';
  const files = {
    'mark.md': Buffer.from(`\uFEFF${document}`),
    'little.md': Buffer.from(`\uFEFF${document}`, 'utf16le'),
    'big.md': Buffer.from(`\uFEFF${document}`, 'utf16le').swap16(),
    'bare.md': Buffer.from(document, 'utf16le'),
    'latin.md': Buffer.from(document, 'latin1'),
    'cut.md': Buffer.from(`\uFEFF${document}x`, 'utf16le').subarray(0, -1),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  for (const name of ['mark.md', 'little.md', 'big.md']) {
    const { code, output } = await plan(folder, [name]);
    expect([name, code, output.split('\n')[0]]).toEqual([name, 0, 'Epic Crèche · line 1']);
  }
  const refused = {
    'bare.md': /^bare\.md is not UTF-8: it is UTF-16 without a byte-order mark\. Save it as UTF-8/,
    'latin.md': /^latin\.md is not UTF-8: line 1 holds the byte 0xC9.*Windows-1252.*Save it as UTF-8/,
    'cut.md': /^cut\.md is not UTF-8: it begins like UTF-16LE and is broken further on\. Save it again/,
  };
  for (const [name, sentence] of Object.entries(refused)) {
    const { code, errors } = await plan(folder, [name]);
    expect([name, code]).toEqual([name, 1]);
    expect(errors).toMatch(sentence);
  }
});
