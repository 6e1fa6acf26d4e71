import { randomBytes } from 'node:crypto';
import { type ApiKey, type ApiKeyScope, apiKeyScopes, formatSecret, hashSecret } from '../domain/api-key.ts';
import { parseId } from '../domain/ids.ts';
import { parseRole, type Role, roles } from '../domain/role.ts';
import { developmentOrganization } from '../server/identity.ts';
import { runOperatorCommand } from '../server/operator-client.ts';
import { readDatabaseFile } from '../store/database-file.ts';
import { readAllApiKeys } from '../store/read/api-keys.ts';
import {
  CommandError,
  type ExitCode,
  formatTable,
  readArguments,
  readDatabasePath,
  runCommand,
  type Terminal,
  UsageError,
} from './terminal.ts';

const help = `Makes, lists and revokes API keys. A running server notices at once.

Usage: countersign keys create --name NAME --role ROLE [options]
       countersign keys list [options]
       countersign keys revoke KEY_ID [options]

  --name NAME          create: what the key is for
  --role ROLE          create: ${roles.map((role) => role.toLowerCase()).join(', ')}
  --scopes LIST        create: what the key is kept to, separated by commas: ${apiKeyScopes
    .map((scope) => scope.toLowerCase())
    .join(', ')}
  --expires TIME       create: a day (2027-01-31), a moment in UTC (2027-01-31T12:00Z) or a number of days
                       from now (90d); left out: never
  --organization NAME  create: whose key; made when it is not there; left out: ${developmentOrganization.name}
                       list: only this organization's keys
  --database URL       file: and a path; left out: DATABASE_URL, else file:./data/countersign.db
  --json               print JSON
  --help               print this

The secret of a new key is printed once and kept nowhere. Exits with 0 when it was done, 1 when not, 2 when the call is wrong.
`;

const options = {
  name: { type: 'string' },
  role: { type: 'string' },
  scopes: { type: 'string' },
  expires: { type: 'string' },
  organization: { type: 'string' },
  database: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

export function runKeys(terminal: Terminal): Promise<ExitCode> {
  return runCommand(terminal, help, async () => {
    const { values, positionals } = readArguments(terminal.args, options);
    const [action, ...rest] = positionals;
    if (values.organization?.trim() === '')
      throw new UsageError('--organization is empty: name the organization, or leave it out.');
    const path = readDatabasePath(values.database, terminal.environment);
    const print = (value: object, text: string) => {
      terminal.stdout.write(values.json === true ? `${JSON.stringify(value, null, 2)}\n` : text);
    };
    switch (action) {
      case 'create':
        refuseMore('create', rest);
        return await create(path, values, print);
      case 'list':
        refuseMore('list', rest);
        return await list(path, values, print);
      case 'revoke':
        return await revoke(path, rest, print);
      default:
        throw new UsageError(action === undefined ? 'Say what to do.' : `There is no keys ${action}.`);
    }
  });
}

function refuseMore(action: string, [first]: readonly string[]): void {
  if (first !== undefined) throw new UsageError(`keys ${action} takes no ${JSON.stringify(first)}.`);
}

type Print = (value: object, text: string) => void;

async function create(path: string, values: Values, print: Print): Promise<ExitCode> {
  const { name } = values;
  if (name === undefined) throw new UsageError('A key needs a --name.');
  const secret = formatSecret(randomBytes(32));
  const answer = await runOperatorCommand(path, {
    operation: 'createApiKey',
    input: {
      organization: values.organization ?? developmentOrganization.name,
      name,
      role: readRole(values.role),
      scopes: values.scopes === undefined ? null : readScopes(values.scopes),
      expiresAt: values.expires === undefined ? null : readTime(values.expires),
      secretHash: hashSecret(secret),
    },
  });
  if (answer.kind === 'refused') throw new CommandError(answer.message);
  print({ keyId: answer.keyId, secret }, `${answer.keyId}\n${secret}\n`);
  return 0;
}

async function list(path: string, { organization }: Values, print: Print): Promise<ExitCode> {
  const all = await readDatabaseFile(path, readAllApiKeys);
  const now = Date.now();
  const keys = all
    .filter((each) => organization === undefined || each.organizationName === organization)
    .map(({ key, organizationName }) => ({
      id: key.id,
      organization: organizationName,
      name: key.name,
      role: key.role,
      scopes: key.scopes,
      state: stateOf(key, now),
      createdAt: timeOf(key.createdAt),
      expiresAt: timeOf(key.expiresAt),
      lastUsedAt: timeOf(key.lastUsedAt),
    }));
  const rows = keys.map((key) => [
    key.id,
    key.organization,
    key.name,
    key.role,
    key.scopes?.join(',') ?? 'all',
    key.state,
    key.expiresAt ?? 'never',
    key.lastUsedAt ?? 'never',
  ]);
  const headings = ['ID', 'ORGANIZATION', 'NAME', 'ROLE', 'SCOPES', 'STATE', 'EXPIRES', 'LAST USED'];
  print(keys, formatTable(headings, rows));
  return 0;
}

async function revoke(path: string, rest: readonly string[], print: Print): Promise<ExitCode> {
  const [text, ...others] = rest;
  if (text === undefined || others.length > 0) throw new UsageError('Name one key: keys revoke key_….');
  const keyId = parseId('key', text);
  if (keyId === null)
    throw new UsageError(
      `${JSON.stringify(text)} is no id of a key: key_ and a UUID, as keys list shows it.`,
    );
  const answer = await runOperatorCommand(path, { operation: 'revokeApiKey', input: { keyId } });
  if (answer.kind === 'refused') throw new CommandError(answer.message);
  print({ keyId: answer.keyId, state: 'revoked' }, `${answer.keyId} is revoked.\n`);
  return 0;
}

function readRole(text: string | undefined): Role {
  const role = parseRole(text);
  if (role === null) throw new UsageError(`A key needs a --role: one of ${roles.join(', ').toLowerCase()}.`);
  return role;
}

function readScopes(text: string): ApiKeyScope[] {
  return text.split(',').map((name) => {
    const scope = apiKeyScopes.find((each) => each === name.trim().toUpperCase());
    if (scope === undefined) {
      throw new UsageError(
        `--scopes has ${JSON.stringify(name)}: allowed are ${apiKeyScopes.join(', ').toLowerCase()}.`,
      );
    }
    return scope;
  });
}

/** The forms that the help names, and a moment in UTC as `keys list` shows it. Date.parse alone takes 35 for a year. */
function readTime(text: string): number {
  const now = Date.now();
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  const time = days === undefined ? timeIn(text) : now + Number(days) * 24 * 60 * 60 * 1000;
  if (time === null)
    throw new UsageError(
      `--expires is ${JSON.stringify(text)}: allowed is a day such as 2027-01-31, a moment such as 2027-01-31T12:00Z, or 90d for 90 days from now.`,
    );
  if (time <= now) throw new UsageError(`--expires is ${JSON.stringify(text)}: it has to lie in the future.`);
  return time;
}

/** Null for a day that no calendar has, too: Date.parse takes February 31 for a day in March. */
function timeIn(text: string): number | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?Z)?$/.exec(text)?.[1];
  const time = Date.parse(text);
  if (day === undefined || Number.isNaN(time)) return null;
  return new Date(time).toISOString().startsWith(day) ? time : null;
}

function stateOf(key: ApiKey, now: number): 'active' | 'revoked' | 'expired' {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active';
}

function timeOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
