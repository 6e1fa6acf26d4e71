import type { Actor } from './actor.ts';
import type { ConnectionId, OrganizationId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { type RefusalOf, refuse } from './refusal.ts';
import { textFault } from './text.ts';

/** Whom a connection speaks to. */
export const connectionKinds = ['CONFLUENCE', 'LINEAR', 'GITHUB', 'HTTP'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** ACTIVE: it is used. PAUSED: its target lets it in no more, and everything that uses it waits. */
export const connectionStates = ['ACTIVE', 'PAUSED'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** What a check came to. */
export const checkVerdicts = [
  'OK',
  'BAD_CREDENTIALS',
  'NO_PERMISSION',
  'WRONG_URL',
  'RATE_LIMITED',
  'UNREACHABLE',
] as const;
export type CheckVerdict = (typeof checkVerdicts)[number];

/** What a check found: a verdict, and a sentence that says what to do. */
export interface CheckFinding {
  readonly verdict: CheckVerdict;
  readonly message: string;
}

export interface ConnectionCheck extends CheckFinding {
  readonly checkedAt: number;
}

/** What a target lets us in with. Kept sealed, and shown to nobody again. */
export interface Credentials {
  /** API key, access token or password. */
  readonly token: string;
  /** For basic authentication, such as the e-mail address of Confluence Cloud; null: the token alone. */
  readonly user: string | null;
}

/** A way to the outside world. Times are epoch milliseconds. */
export interface Connection {
  readonly id: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly kind: ConnectionKind;
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Hosts beside that of the base URL that it may speak to: `files.example.com`, `files.example.com:8443`. */
  readonly allowedHosts: readonly string[];
  /** What the kind takes beside, such as the team of a tracker. */
  readonly settings: JsonObject;
  readonly hasCredentials: boolean;
  /** Whether it comes from the environment: then it is changed there. */
  readonly fromEnvironment: boolean;
  readonly state: ConnectionState;
  /** Why it is paused; null when it is not. */
  readonly pausedReason: string | null;
  /** Null when it was never checked as it is now. */
  readonly lastCheck: ConnectionCheck | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A connection as somebody wants it. */
export type ConnectionSettings = Pick<Connection, 'kind' | 'name' | 'baseUrl' | 'allowedHosts' | 'settings'>;

/** What to set of a connection; null keeps what is there, or what a new one begins with. */
export type ConnectionChange = {
  readonly [Field in keyof ConnectionSettings]: ConnectionSettings[Field] | null;
};

/** Where a vendor is when nothing else is said; null: it has to be said. */
export const vendorUrls = {
  CONFLUENCE: null,
  LINEAR: 'https://api.linear.app',
  GITHUB: 'https://api.github.com',
  HTTP: null,
} as const satisfies Record<ConnectionKind, string | null>;

export const connectionNameMaxLength = 100;
const baseUrlMaxLength = 2000;
export const mostHosts = 50;
const settingsMaxLength = 10_000;
const secretMaxLength = 5000;
const hostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/;

/** A base URL in one form: without a slash at its end. */
function normalBaseUrl(text: string): string {
  const url = URL.parse(text.trim());
  return url === null ? text.trim() : `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** A new connection as it was asked for, or why it cannot be. */
export function newConnection(change: ConnectionChange): ConnectionSettings | RefusalOf<'VALIDATION'> {
  const { kind, name } = change;
  if (kind === null) {
    return refuseField('kind', `A new connection needs a kind: one of ${connectionKinds.join(', ')}.`);
  }
  if (name === null) return refuseField('name', 'A new connection needs a name.');
  const baseUrl = change.baseUrl ?? vendorUrls[kind];
  if (baseUrl === null) {
    return refuseField('baseUrl', `A connection of the kind ${kind} needs the address of its server.`);
  }
  const { allowedHosts, settings } = change;
  return checked({ kind, name, baseUrl, allowedHosts: allowedHosts ?? [], settings: settings ?? {} });
}

/** A connection with changes, or why they cannot be. Credentials that were given to some hosts go to no others. */
export function changeConnection(
  present: Connection,
  change: ConnectionChange,
  { withCredentials }: { readonly withCredentials: boolean },
): ConnectionSettings | RefusalOf<'VALIDATION'> {
  if (present.fromEnvironment) return refuseField('connectionId', ofEnvironment);
  if (change.kind !== null && change.kind !== present.kind) {
    return refuseField(
      'kind',
      `This is a connection of the kind ${present.kind}: make a new one for another kind.`,
    );
  }
  const { kind } = present;
  const changed = checked({
    kind,
    name: change.name ?? present.name,
    baseUrl: change.baseUrl ?? present.baseUrl,
    allowedHosts: change.allowedHosts ?? present.allowedHosts,
    settings: change.settings ?? present.settings,
  });
  if ('code' in changed || withCredentials || !present.hasCredentials) return changed;
  const known = hostsOf(present);
  const added = hostsOf(changed).filter((host) => !known.includes(host));
  if (added.length === 0) return changed;
  const message = `The credentials would go to ${added.join(', ')}, which they were not given for: give them again with this change.`;
  return refuseField('credentials', message);
}

export const ofEnvironment =
  'This connection comes from the environment of the server: change it there, and start the server anew.';

/** Everything that credentials are sent to, with how. */
function hostsOf({ baseUrl, allowedHosts }: Pick<Connection, 'baseUrl' | 'allowedHosts'>): string[] {
  return [new URL(baseUrl).origin, ...allowedHosts.map((host) => new URL(`https://${host}`).origin)];
}

function checked(asked: ConnectionSettings): ConnectionSettings | RefusalOf<'VALIDATION'> {
  const settings = { ...asked, name: asked.name.trim(), baseUrl: normalBaseUrl(asked.baseUrl) };
  return connectionFault({ ...settings, baseUrl: asked.baseUrl.trim() }) ?? settings;
}

/** Why a connection cannot be saved so, or null. */
function connectionFault(settings: ConnectionSettings): RefusalOf<'VALIDATION'> | null {
  const { name, baseUrl, allowedHosts } = settings;
  if (textFault(name) !== null || name.trim() === '' || name.length > connectionNameMaxLength) {
    return refuseField('name', `A connection needs a name of 1 to ${connectionNameMaxLength} characters.`);
  }
  const urlProblem = baseUrlProblem(baseUrl);
  if (urlProblem !== null) return refuseField('baseUrl', urlProblem);
  if (allowedHosts.length > mostHosts) {
    return refuseField(
      'allowedHosts',
      `${allowedHosts.length} hosts are named; at most ${mostHosts} can be.`,
    );
  }
  const odd = allowedHosts.find((host) => !hostPattern.test(host));
  if (odd !== undefined) {
    const message = `${JSON.stringify(odd)} is no host: write it in lower case, such as files.example.com or files.example.com:8443.`;
    return refuseField('allowedHosts', message);
  }
  if (JSON.stringify(settings.settings).length > settingsMaxLength) {
    return refuseField('settings', `The settings are longer than ${settingsMaxLength} characters.`);
  }
  return null;
}

function baseUrlProblem(text: string): string | null {
  const example = 'write it as https://host/path, such as https://acme.atlassian.net/wiki';
  const url = URL.parse(text);
  if (url === null || text.length > baseUrlMaxLength) return `This is no base URL: ${example}.`;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `A base URL begins with https: ${example}.`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'A base URL holds no user and no password: give them as credentials, which are kept sealed.';
  }
  if (url.search !== '' || url.hash !== '') {
    return 'A base URL holds no query and no fragment, since addresses are read from it like links: leave out what begins with ? or #.';
  }
  return null;
}

/** Why credentials cannot be used, or null. The sentence never holds them. */
export function credentialsFault({ token, user }: Credentials): RefusalOf<'VALIDATION'> | null {
  const isHeaderText = (text: string) => /^[\x21-\x7e]+$/.test(text) && text.length <= secretMaxLength;
  const allowed = `1 to ${secretMaxLength} printable characters of ASCII without a space`;
  if (!isHeaderText(token)) return refuseField('credentials', `The token has to be ${allowed}.`, 'token');
  if (user !== null && (!isHeaderText(user) || user.includes(':'))) {
    return refuseField('credentials', `The user has to be ${allowed} and without a colon.`, 'user');
  }
  return null;
}

function refuseField(field: string, message: string, ...within: string[]): RefusalOf<'VALIDATION'> {
  return refuse('VALIDATION', message, ['input', field, ...within], {});
}
