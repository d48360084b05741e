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
    return (await built()) === undefined ? null : docsFolder;
  };
}

async function prepare(logger: Logger): Promise<void> {
  const contract = await readFile(join(root, 'generated/openapi.en.json'));
  const site = await built();
  if (site?.contract === hashOf(contract) && (await areCurrent(site.inputs))) return;
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

/** What the docs were built from, as toolkit/contract/docs/site.ts writes it; undefined without docs. */
async function built(): Promise<{ contract?: string; inputs?: Record<string, string> } | undefined> {
  const text = await readFile(join(docsFolder, 'site.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Whether what the site was made of, and by, is what it was. The image has the site, and not these files. */
async function areCurrent(inputs: Record<string, string> | undefined): Promise<boolean> {
  if (inputs === undefined) return false;
  const same = Object.entries(inputs).map(async ([file, hash]) => {
    const content = await readFile(join(root, file)).catch(() => undefined);
    return content === undefined || hashOf(content) === hash;
  });
  return (await Promise.all(same)).every(Boolean);
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
}
