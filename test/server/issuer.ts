import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

export interface Issuer {
  readonly environment: Record<string, string>;
  /** Publishes a new key beside the old ones, or in their place. */
  addKey(options?: { readonly onlyThis: boolean }): Promise<void>;
  /** A token signed with the newest key. */
  sign(
    claims?: Record<string, unknown>,
    options?: { expiresIn?: string; audience?: string },
  ): Promise<string>;
  readonly fetches: number;
}

/** An identity provider on loopback that publishes its keys. */
export async function openIssuer(): Promise<Issuer> {
  let published: JWK[] = [];
  let newest: { readonly kid: string; readonly key: CryptoKey } | undefined;
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addKey: Issuer['addKey'] = async ({ onlyThis } = { onlyThis: false }) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const kid = `key-${published.length + 1}-${onlyThis}`;
    const key = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
    published = onlyThis ? [key] : [...published, key];
    newest = { kid, key: privateKey };
  };
  await addKey();
  return {
    environment: {
      IDENTITY: 'required',
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: 'countersign',
      JWT_JWKS_URL: `${issuer}/jwks`,
      JWT_CLOCK_TOLERANCE_SECONDS: '2',
    },
    addKey,
    get fetches() {
      return fetches;
    },
    sign: async (claims = {}, { expiresIn = '1h', audience = 'countersign' } = {}) => {
      if (newest === undefined) throw new Error('no key');
      return new SignJWT({ org_id: 'acme', sub: 'ada-1', name: 'Ada', role: 'approver', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: newest.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(newest.key);
    },
  };
}
