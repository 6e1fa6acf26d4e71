import { v5 } from 'uuid';
import type { Viewer } from '../access/viewer.ts';
import { formatId, type KeyId, type OrganizationId, parseId, type UserId } from '../domain/ids.ts';

/** What a request or a socket brings to say who it is: headers, or a socket's connection parameters. */
export type Credentials = (name: string) => unknown;

/** What someone was let in with. */
export interface Grant {
  readonly viewer: Viewer;
  /** The API key that was shown; null for a person. */
  readonly keyId: KeyId | null;
  /** Epoch milliseconds; null when it ends only by being revoked. */
  readonly expiresAt: number | null;
}

export type Authentication =
  | ({ readonly kind: 'authenticated' } & Grant)
  /** `message` is a sentence for the caller. */
  | { readonly kind: 'refused'; readonly message: string };

/** Decides who asks: one for HTTP, SSE and WebSocket. Throws when it cannot be found out. */
export type Authenticate = (credentials: Credentials) => Promise<Authentication>;

/** The only organization as long as no identity is configured. */
export const developmentOrganization = {
  id: 'org_00000000-0000-7000-8000-000000000001' satisfies OrganizationId,
  name: 'Development',
} as const;

const namespace = '6f1a2b0e-3c52-4bb0-9d7e-5f5d1d0f2c11';

/** The organization that a name from outside stands for: an id is taken as it is. */
export function organizationIdOf(name: string): OrganizationId {
  if (name === developmentOrganization.name) return developmentOrganization.id;
  return parseId('organization', name) ?? formatId('organization', v5(`organization ${name}`, namespace));
}

export const devUserHeader = 'x-dev-user';

const defaultName = 'developer';
const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9 ._@+-]{0,62}[A-Za-z0-9])?$/;

interface Developer {
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly id: UserId;
  readonly name: string;
}

/** Takes everyone at their word: for loopback only. */
export function developer(
  credentials: Credentials,
):
  | { readonly kind: 'named'; readonly person: Developer }
  | { readonly kind: 'refused'; readonly message: string } {
  const name = credentials(devUserHeader) ?? defaultName;
  if (typeof name !== 'string' || !namePattern.test(name)) {
    return {
      kind: 'refused',
      message: `${devUserHeader} has to be a name of 1 to 64 letters, digits, spaces and . _ @ + -, with a letter or digit at both ends.`,
    };
  }
  const id = formatId('user', v5(name, namespace));
  const { id: organizationId, name: organizationName } = developmentOrganization;
  return { kind: 'named', person: { organizationId, organizationName, id, name } };
}

/** Looks in each source in turn. */
export function credentialsOf(
  ...sources: readonly (Readonly<Record<string, unknown>> | undefined)[]
): Credentials {
  return (name) => {
    for (const source of sources) {
      const key = Object.keys(source ?? {}).find((candidate) => candidate.toLowerCase() === name);
      if (key !== undefined) return source?.[key];
    }
    return undefined;
  };
}
