import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokens } from './tokens.ts';

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
  const path = join(dataDir, 'development.token');
  if (await tokens.isEmpty()) {
    const token = await tokens.create(environment);
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // Failure policy: a crash before this line leaves a token that nobody knows; `reentrega token create` makes another.
    await writeFile(path, `${token}\n`, { mode: 0o600 });
    return { token, path, isNew: true };
  }
  const token = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  return (await tokens.environmentOf(token)) === null ? null : { token, path, isNew: false };
}
