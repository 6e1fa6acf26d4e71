import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { LogHeadMark } from '../store/verify-log.ts';
import { CommandError } from './terminal.ts';

/** Where logs ended, as a file that shows who said so. */
interface SignedHeads {
  readonly heads: readonly LogHeadMark[];
  /** ISO 8601. */
  readonly signedAt: string;
  /** Ed25519 over the canonical text of the two, in base64url. */
  readonly signature: string;
}

/** The file with a signature of the key, a PEM. */
export function signHeads(heads: readonly LogHeadMark[], privateKey: string): string {
  const signedAt = new Date().toISOString();
  const signature = sign(null, textOf(heads, signedAt), keyOf(privateKey, createPrivateKey)).toString(
    'base64url',
  );
  return `${JSON.stringify({ heads, signedAt, signature } satisfies SignedHeads, null, 2)}\n`;
}

/** What the file says, when the owner of the key has said it; null otherwise. */
export function readSignedHeads(file: string, publicKey: string): readonly LogHeadMark[] | null {
  const key = keyOf(publicKey, createPublicKey);
  try {
    const { heads, signedAt, signature } = JSON.parse(file) as SignedHeads;
    return verify(null, textOf(heads, signedAt), key, Buffer.from(signature, 'base64url')) ? heads : null;
  } catch {
    return null;
  }
}

function textOf(heads: readonly LogHeadMark[], signedAt: string): Buffer {
  const lines = heads.map(({ organizationId, position, hash }) => [organizationId, position, hash]);
  return Buffer.from(JSON.stringify(['countersign log heads', signedAt, lines]));
}

function keyOf<Key extends { readonly asymmetricKeyType?: string }>(
  pem: string,
  read: (pem: string) => Key,
): Key {
  let key: Key | undefined;
  try {
    key = read(pem);
  } catch {
    key = undefined;
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new CommandError('The key has to be an Ed25519 key as PEM.');
  return key;
}
