import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Seals secrets with AES-256-GCM, and signs with HMAC-SHA256. What is sealed opens only under the name that it was sealed under. */
export interface SealingKey {
  /** `name` is whose secret it is: what is copied to another record does not open there. */
  seal(secret: string, name: string): string;
  /** Null when it was sealed with another key or under another name, or was changed. */
  open(sealed: string, name: string): string | null;
  /** The signature of a text, as base64url. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}

/** The first key seals; all of them open, so that a new key can be put before an old one. Each has 32 bytes. */
export function createSealingKey(keys: readonly [Uint8Array, ...Uint8Array[]]): SealingKey {
  if (keys.some((key) => key.length !== keyBytes)) throw new Error(`a key has ${keyBytes} bytes`);
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [first] = keys;
  return {
    seal: (secret, name) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', first, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(name));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', keyIdOf(first), nonce.toString('base64url'), text.toString('base64url')].join('.');
    },
    open: (sealed, name) => {
      const [version, keyId = '', nonce = '', text = ''] = sealed.split('.');
      const key = byId.get(keyId);
      if (version !== 'v1' || key === undefined) return null;
      return decrypt(key, Buffer.from(nonce, 'base64url'), Buffer.from(text, 'base64url'), name);
    },
    sign: (text) => signatureOf(first, text).toString('base64url'),
    isSigned: (text, signature) => {
      const given = Buffer.from(signature, 'base64url');
      return keys.some((key) => isEqual(signatureOf(key, text), given));
    },
  };
}

/** With a key of its own, so that what is signed says nothing of what is sealed. */
function signatureOf(key: Uint8Array, text: string): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'countersign signatures', keyBytes));
  return createHmac('sha256', own).update(text).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Tells keys apart and gives nothing of them away. */
function keyIdOf(key: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from('countersign key id '), key]), 'hex').slice(0, 8);
}

function decrypt(key: Uint8Array, nonce: Buffer, sealed: Buffer, name: string): string | null {
  if (nonce.length !== nonceBytes || sealed.length < tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
