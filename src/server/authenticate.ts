import { v5 } from 'uuid';
import type { IdentityConfig } from '../config.ts';
import { hashSecret, isSecret } from '../domain/api-key.ts';
import { formatId, type OrganizationId, type UserId } from '../domain/ids.ts';
import type { Role } from '../domain/role.ts';
import type { Store } from '../store/store.ts';
import { touchApiKey } from '../store/write/api-keys.ts';
import { noteMember } from '../store/write/members.ts';
import { ensureOrganization } from '../store/write/organizations.ts';
import {
  type Authenticate,
  type Authentication,
  type Credentials,
  developer,
  organizationIdOf,
} from './identity.ts';
import type { KnownIdentities } from './known-identities.ts';
import type { StreamTickets } from './stream-tickets.ts';
import { createTokenVerifier, type VerifyToken } from './token-verifier.ts';

export interface AuthenticateParts {
  readonly identity: IdentityConfig;
  readonly store: Store;
  readonly known: KnownIdentities;
  readonly tickets: StreamTickets;
  /** Told of faults that no caller waits for. */
  readonly reportFault: (cause: unknown) => void;
  readonly now: () => number;
}

interface Person {
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly id: UserId;
  readonly name: string;
  /** What holds as long as nobody has set a role for the person. */
  readonly role: Role;
  readonly expiresAt: number | null;
}

const userNamespace = 'c0f39a52-7f0d-4a5e-9a53-2b8e2f3d1c70';
const keyUseMs = 60_000;
const mostNoted = 10_000;
const howTo =
  'Send who you are as Authorization: Bearer, with an API key or a token of your identity provider.';

/** One way in for HTTP, SSE and WebSocket: a stream ticket, an API key, a token, or the name of a developer. */
export function createAuthenticate(parts: AuthenticateParts): Authenticate {
  const { identity, store, known, tickets, now } = parts;
  const tokens = identity.kind === 'required' ? identity.tokens : null;
  const verify: VerifyToken | null = tokens === null ? null : createTokenVerifier(tokens, now);
  const notedAt = new Map<string, number>();
  const organizations = new Set<OrganizationId>();

  return async (credentials) => {
    const ticket = credentials('ticket');
    if (ticket !== undefined) return redeem(ticket);
    const bearer = bearerOf(credentials);
    if (bearer !== null && isSecret(bearer)) return authenticateKey(bearer);
    if (identity.kind === 'development') return authenticateDeveloper(credentials);
    if (bearer === null || verify === null) return refused(howTo);
    return authenticateToken(bearer, verify);
  };

  function redeem(ticket: unknown): Authentication {
    const grant = typeof ticket === 'string' ? tickets.redeem(ticket) : null;
    if (grant === null) return refused('The ticket has expired or was used before: ask for a new one.');
    return { kind: 'authenticated', ...grant };
  }

  async function authenticateKey(secret: string): Promise<Authentication> {
    const found = await known.key(hashSecret(secret));
    if (found === null) return refused('There is no such API key.');
    const { key, organizationName } = found;
    if (key.revokedAt !== null) return refused('The API key was revoked.');
    if (key.expiresAt !== null && key.expiresAt <= now()) return refused('The API key has expired.');
    noteOnce(key.id, keyUseMs, (tx) => touchApiKey(tx, key.id, now()));
    return {
      kind: 'authenticated',
      keyId: key.id,
      expiresAt: key.expiresAt,
      viewer: {
        organizationId: key.organizationId,
        organizationName,
        actor: { kind: 'USER', id: key.id, name: key.name },
        role: key.role,
        ...(key.scopes === null ? {} : { scopes: key.scopes }),
      },
    };
  }

  async function authenticateToken(token: string, verifyToken: VerifyToken): Promise<Authentication> {
    const verified = await verifyToken(token);
    if (verified.kind === 'refused') return verified;
    const { organization, user, name, role, expiresAt } = verified.claims;
    const organizationId = organizationIdOf(organization);
    if (!organizations.has(organizationId)) {
      await store.transact((tx) =>
        ensureOrganization(tx, { id: organizationId, name: organization, now: now() }),
      );
      organizations.add(organizationId);
    }
    const id = formatId('user', v5(`${tokens?.issuer} ${user}`, userNamespace));
    const person = { organizationId, organizationName: organization, id, name, expiresAt };
    return admit({ ...person, role: role ?? 'VIEWER' });
  }

  async function authenticateDeveloper(credentials: Credentials): Promise<Authentication> {
    const named = developer(credentials);
    return named.kind === 'refused' ? named : admit({ ...named.person, role: 'ADMIN', expiresAt: null });
  }

  async function admit(person: Person): Promise<Authentication> {
    const { organizationId, organizationName, id, name, expiresAt } = person;
    const member = await known.member(organizationId, id);
    if (member?.name !== name) {
      noteOnce(`${organizationId} ${id} ${name}`, Number.POSITIVE_INFINITY, (tx) =>
        noteMember(tx, { organizationId, id, name, now: now() }),
      );
    }
    const role = member?.role ?? person.role;
    const viewer = { organizationId, organizationName, actor: { kind: 'USER', id, name }, role } as const;
    return { kind: 'authenticated', keyId: null, expiresAt, viewer };
  }

  /** Writes that somebody was here, at most once in a while; nobody waits for it, and a full disk stops nobody. */
  function noteOnce(name: string, everyMs: number, write: Parameters<Store['transact']>[0]): void {
    const at = notedAt.get(name);
    if (at !== undefined && now() - at < everyMs) return;
    if (notedAt.size >= mostNoted) notedAt.clear();
    notedAt.set(name, now());
    store.transact(write).catch(parts.reportFault);
  }
}

function bearerOf(credentials: Credentials): string | null {
  const header = credentials('authorization');
  const match = typeof header === 'string' ? /^bearer +([^ ]+) *$/i.exec(header) : null;
  return match?.[1] ?? null;
}

function refused(message: string): Authentication {
  return { kind: 'refused', message };
}
