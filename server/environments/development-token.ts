import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDataFile } from '../database/data-file.ts';
import type { Tokens } from './tokens.ts';

const FILE = 'development.token';

/** A token to try the service with. */
export interface DevelopmentToken {
  token: string;
  /** The file that it is kept in. */
  path: string;
  /** It was made just now: the first start on this database. */
  isNew: boolean;
}

/**
 * A database that has no token yet gets one, kept in `dataDir` for its owner alone (0600), so that whoever starts the service
 * can call it at once. Gives it again at later starts, as long as it has not been revoked; null if there is none to give.
 */
export async function developmentToken(
  tokens: Tokens,
  environment: string,
  dataDir: string,
): Promise<DevelopmentToken | null> {
  const path = join(dataDir, FILE);
  if (await tokens.isEmpty()) {
    // First the file: a token that cannot be kept is not made.
    await using file = await openDataFile({ dataDir, name: FILE, instead: 'BOOTSTRAP_TOKEN', flags: 'w' });
    const token = await tokens.create(environment);
    // Failure policy: a crash before this line leaves a token that nobody knows; `reentrega token create` makes another.
    await file.writeFile(`${token}\n`);
    return { token, path, isNew: true };
  }
  const token = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  return (await tokens.environmentOf(token)) === null ? null : { token, path, isNew: false };
}
