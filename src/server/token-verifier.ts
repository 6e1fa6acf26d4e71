import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { TokenSettings } from '../config.ts';
import { parseRole, type Role } from '../domain/role.ts';

/** What a token says of its bearer. */
export interface TokenClaims {
  /** How the issuer calls the organization. */
  readonly organization: string;
  /** How the issuer calls the person. */
  readonly user: string;
  readonly name: string;
  /** Null when the token says none. */
  readonly role: Role | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** `message` is a sentence for the caller. */
export type VerifiedToken =
  | { readonly kind: 'verified'; readonly claims: TokenClaims }
  | { readonly kind: 'refused'; readonly message: string };

/** Throws when the issuer's keys cannot be had. */
export type VerifyToken = (token: string) => Promise<VerifiedToken>;

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const keysMaxAgeMs = 10 * 60 * 1000;
const keysTimeoutMs = 5000;
/** After a key that is not known the issuer is asked again, but not more often than this. */
const refetchMs = 5000;
/** A token that was verified is believed for so long without looking at its signature again. */
const believedMs = 60_000;
const believedTokens = 5000;
const claimMaxLength = 200;

/** Verifies the tokens of one issuer with its published keys, which are kept and fetched anew when they change. */
export function createTokenVerifier(settings: TokenSettings, now: () => number = Date.now): VerifyToken {
  const keys = createRemoteJWKSet(new URL(settings.keysUrl), {
    cacheMaxAge: keysMaxAgeMs,
    cooldownDuration: refetchMs,
    timeoutDuration: keysTimeoutMs,
  });
  const believed = new Map<string, { readonly claims: TokenClaims; readonly until: number }>();

  return async (token) => {
    const known = believed.get(token);
    if (known !== undefined && now() < known.until) return { kind: 'verified', claims: known.claims };
    believed.delete(token);
    const verified = await verify(token);
    if (verified.kind === 'verified') {
      if (believed.size >= believedTokens) believed.clear();
      const until = Math.min(now() + believedMs, verified.claims.expiresAt);
      believed.set(token, { claims: verified.claims, until });
    }
    return verified;
  };

  async function verify(token: string): Promise<VerifiedToken> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: settings.issuer,
        audience: settings.audience,
        clockTolerance: settings.clockToleranceSeconds,
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
        algorithms,
      });
      return readClaims(payload, settings);
    } catch (error) {
      const message = refusalOf(error);
      if (message === null) throw error;
      return { kind: 'refused', message };
    }
  }
}

function readClaims(payload: JWTPayload, settings: TokenSettings): VerifiedToken {
  const text = (claim: string): string | null => {
    const value = payload[claim];
    return typeof value === 'string' && value !== '' && value.length <= claimMaxLength ? value : null;
  };
  const organization = text(settings.organizationClaim);
  const user = text(settings.userClaim);
  if (organization === null || user === null) {
    const claim = organization === null ? settings.organizationClaim : settings.userClaim;
    return { kind: 'refused', message: `The token has no claim ${claim}.` };
  }
  const toleranceMs = settings.clockToleranceSeconds * 1000;
  return {
    kind: 'verified',
    claims: {
      organization,
      user,
      name: text(settings.nameClaim) ?? user,
      role: parseRole(payload[settings.roleClaim]),
      expiresAt: (payload.exp ?? 0) * 1000 + toleranceMs,
    },
  };
}

/** What the caller is told of a token that does not hold; null for what is not the token's fault. */
function refusalOf(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The claim ${error.claim} of the token does not hold.`;
  if (error instanceof errors.JWKSTimeout) return null;
  if (error instanceof errors.JWKSInvalid) return null;
  if (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  ) {
    return 'The token is not one of this issuer.';
  }
  return null;
}
