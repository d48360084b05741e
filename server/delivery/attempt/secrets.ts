import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets unreadable in the database. */
export interface Sealer {
  /** Encrypts `text` with the first key. It can be opened only under the same `owner`, so one webhook's secret cannot be copied to another. */
  seal(text: string, owner: string): string;
  /** @throws if the text was sealed with none of the keys or for another owner, or was changed */
  open(sealed: string, owner: string): string;
  /** Whether it was sealed with the first key, for this owner. */
  isCurrent(sealed: string, owner: string): boolean;
  /** Tell the keys apart without giving anything of them away. In the order of the keys. */
  fingerprints: string[];
}

/** AES-256-GCM with a random IV: `v1.` and base64 of IV, tag and ciphertext. @param keys 32 bytes each; the first seals, all open */
export function sealer(keys: Buffer[]): Sealer {
  // Made once: to make it takes four times as long as to open a secret.
  const [first, ...others] = keys.map((key) => createSecretKey(key));
  if (!first) throw new Error('there is no key to seal with');
  return {
    seal(text, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(owner));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64')}`;
    },
    open(sealed, owner) {
      for (const key of [first, ...others]) {
        const text = opened(sealed, owner, key);
        if (text !== null) return text;
      }
      throw new Error('no key of ENCRYPTION_KEY opens this secret');
    },
    isCurrent: (sealed, owner) => opened(sealed, owner, first) !== null,
    fingerprints: keys.map((key) =>
      createHash('sha256').update('reentrega key fingerprint').update(key).digest('hex').slice(0, 16),
    ),
  };
}

/** Null if it was sealed with another key or for another owner, or was changed. */
function opened(sealed: string, owner: string, key: KeyObject): string | null {
  try {
    const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64');
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), options);
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
