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
/** One, or while secrets are re-encrypted several. */
const FINGERPRINT = 'encryption_key_fingerprint';
const SEPARATOR = ',';

/** What keeps secrets in this database unreadable. @throws if a key is missing that sealed some of those that are there */
export async function openSealer(
  collections: Pick<Collections, 'settings'>,
  { ENCRYPTION_KEY, DATA_DIR }: Pick<Config, 'ENCRYPTION_KEY' | 'DATA_DIR'>,
  logger: Logger,
): Promise<Sealer> {
  const { keys, keptIn } = await encryptionKeys(ENCRYPTION_KEY, DATA_DIR);
  if (keptIn) {
    const why = 'ENCRYPTION_KEY is not set: using a key of this machine, which other machines do not have';
    logger.warn({ path: keptIn }, why);
  }
  const opened = sealer(keys);
  await assertKeysFit(collections, opened);
  return opened;
}

/**
 * The keys that were configured, or else one that is made once and kept in `dataDir`. The latter is for trying out and for one
 * machine: processes on several machines need the same ENCRYPTION_KEY.
 */
async function encryptionKeys(
  configured: Buffer[] | undefined,
  dataDir: string,
): Promise<{ keys: Buffer[]; keptIn: string | null }> {
  if (configured) return { keys: configured, keptIn: null };
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
  return { keys: [key], keptIn: path };
}

/**
 * Refuses keys that cannot open everything in this database, whose setting has the fingerprints of all that sealed something there.
 * The first key is among them before it seals anything. The first process to come decides.
 */
async function assertKeysFit({ settings }: Pick<Collections, 'settings'>, { fingerprints }: Sealer): Promise<void> {
  const [first = ''] = fingerprints;
  for (;;) {
    await settings.insertOne({ _id: FINGERPRINT, value: first }).catch((error) => {
      if (!isDuplicateKey(error)) throw error;
    });
    const value = (await settings.findOne({ _id: FINGERPRINT }))?.value ?? '';
    const needed = value.split(SEPARATOR);
    const missing = needed.filter((one) => !fingerprints.includes(one));
    if (missing.length === needed.length) {
      throw new Error(
        'ENCRYPTION_KEY is not the key that the webhook secrets in this database were sealed with; start with that one',
      );
    }
    if (missing.length > 0) {
      throw new Error(
        'ENCRYPTION_KEY lacks a key that some webhook secrets in this database are sealed with; add it to the end of the list until they are re-encrypted',
      );
    }
    if (needed.includes(first)) return;
    const added = { $set: { value: [first, ...needed].join(SEPARATOR) } };
    if ((await settings.updateOne({ _id: FINGERPRINT, value }, added)).matchedCount === 1) return;
  }
}

/** What is needed to open all that there is. Gives how to note that the first key is enough; nothing happens if that has changed. */
export async function neededKeys({
  settings,
}: Pick<Collections, 'settings'>): Promise<(first: string) => Promise<void>> {
  const value = (await settings.findOne({ _id: FINGERPRINT }))?.value ?? '';
  return async (first) => {
    await settings.updateOne({ _id: FINGERPRINT, value }, { $set: { value: first } });
  };
}
