import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILD = fileURLToPath(new URL('../../console/build/build.ts', import.meta.url));

/** Builds the console, which every service serves from then on, as it is in production. */
export async function buildConsole(): Promise<void> {
  await promisify(execFile)(process.execPath, [BUILD], { env: { ...process.env, NODE_ENV: 'production' } });
}
