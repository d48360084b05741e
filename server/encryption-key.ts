import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Collections } from './database/collections.ts';
import { openDataFile } from './database/data-file.ts';
import { isDuplicateKey } from './database/errors.ts';
import { type Sealer, sealer } from './delivery/attempt/secrets.ts';
import type { Logger } from './observability/logger.ts';

const KEY_BYTES = 32;
const FILE = 'encryption.key';
const FINGERPRINT = 'encryption_key_fingerprint';

/** What keeps secrets in this database unreadable. @throws if it was another key that sealed those that are there */
export async function openSealer(
  collections: Pick<Collections, 'settings'>,
  { ENCRYPTION_KEY, DATA_DIR }: Pick<Config, 'ENCRYPTION_KEY' | 'DATA_DIR'>,
  logger: Logger,
): Promise<Sealer> {
  const { key, keptIn } = await encryptionKey(ENCRYPTION_KEY, DATA_DIR);
  if (keptIn) {
    const why = 'ENCRYPTION_KEY is not set: using a key of this machine, which other machines do not have';
    logger.warn({ path: keptIn }, why);
  }
  const opened = sealer(key);
  await assertKeyFits(collections, opened);
  return opened;
}

/**
 * The key that was configured, or else one that is made once and kept in `dataDir`. The latter is for trying out and for one
 * machine: processes on several machines need the same ENCRYPTION_KEY.
 */
async function encryptionKey(
  configured: Buffer | undefined,
  dataDir: string,
): Promise<{ key: Buffer; keptIn: string | null }> {
  if (configured) return { key: configured, keptIn: null };
  const path = join(dataDir, FILE);
  try {
    // `wx`: of two processes that start at once, one makes the file and the other reads it.
    await using file = await openDataFile({ dataDir, name: FILE, instead: 'ENCRYPTION_KEY', flags: 'wx' });
    await file.writeFile(randomBytes(KEY_BYTES).toString('base64'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold a key of ${KEY_BYTES} bytes in base64`);
  return { key, keptIn: path };
}

/** Refuses a key that is not the one that the secrets in this database were sealed with. The first process to come decides. */
async function assertKeyFits({ settings }: Pick<Collections, 'settings'>, { fingerprint }: Sealer): Promise<void> {
  await settings.insertOne({ _id: FINGERPRINT, value: fingerprint }).catch((error) => {
    if (!isDuplicateKey(error)) throw error;
  });
  const stored = await settings.findOne({ _id: FINGERPRINT });
  if (stored && stored.value !== fingerprint) {
    throw new Error(
      'ENCRYPTION_KEY is not the key that the webhook secrets in this database were sealed with; start with that one',
    );
  }
}
