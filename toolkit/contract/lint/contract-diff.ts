import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ToolError } from '../document/tool-error.ts';

/** The linter's commands: its package exports no other way in. */
const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const diffConfig = fileURLToPath(new URL('redocly-diff.yaml', import.meta.url));

/** The report of `redocly diff` on two contracts: every change, and what it means to clients. @throws ToolError when it fails */
export async function diffContracts(oldFile: string, newFile: string): Promise<unknown> {
  const command = [redocly, 'diff', oldFile, newFile, '--config', diffConfig, '--format', 'json', '--fail-on', 'none'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const limits = { env, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, limits);
    return JSON.parse(stdout);
  } catch (error) {
    throw new ToolError(`redocly diff failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
