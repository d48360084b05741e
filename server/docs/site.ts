import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Logger } from '../observability/logger.ts';

/** Longer than any machine needs to build the docs. */
const BUILD_TIMEOUT_MS = 120_000;
/** As toolkit/contract/docs/assets.ts has it. */
const HASH_LENGTH = 12;

const root = fileURLToPath(new URL('../..', import.meta.url));
const builder = join(root, 'toolkit/contract/command/main.ts');
const client = '@reentrega/client';

/** Where `npm run docs` writes the site. */
const docsFolder = join(root, 'toolkit/contract/docs/dist');

/**
 * Gives the folder of the built docs, or null while there are none. The first call has them built if they are missing or are
 * those of another contract, where what builds them is installed: after `npm ci` in a clone, and not in the image, which
 * has them already.
 *
 * Failure policy: docs of an older contract are better than none, so they are served when they cannot be built anew.
 */
export function docsSite(logger: Logger): () => Promise<string | null> {
  let prepared: Promise<void> | undefined;
  return async () => {
    prepared ??= prepare(logger);
    await prepared;
    return (await builtFrom()) === undefined ? null : docsFolder;
  };
}

async function prepare(logger: Logger): Promise<void> {
  const contract = await readFile(join(root, 'generated/openapi.en.json'));
  const hash = createHash('sha256').update(contract).digest('hex').slice(0, HASH_LENGTH);
  if ((await builtFrom()) === hash) return;
  try {
    await access(builder);
    await promisify(execFile)(process.execPath, [builder, 'docs', '--out', docsFolder, '--client', client], {
      cwd: root,
      timeout: BUILD_TIMEOUT_MS,
    });
    logger.info('docs: built');
  } catch (error) {
    logger.error({ err: error }, 'docs: not up to date, and they could not be built: run `npm run docs`');
  }
}

/** The hash of the contract that the docs were built from; undefined without docs. */
async function builtFrom(): Promise<string | undefined> {
  const text = await readFile(join(docsFolder, 'site.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : String(JSON.parse(text)['contract']);
}
