import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isObject, objectAt } from './json.ts';
import { ToolError } from './tool-error.ts';

/** Where the linter's commands are: its package exports no other way in. */
const redocly = fileURLToPath(new URL('../../node_modules/@redocly/cli/bin/cli.js', import.meta.url));
const diffConfig = fileURLToPath(new URL('redocly-diff.yaml', import.meta.url));

/**
 * What breaks clients that were made for the old contract, by `redocly diff`: a sentence each, with the place in the
 * new one.
 */
export async function breakingChanges(oldFile: string, newContract: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  try {
    const newFile = join(folder, 'new.yaml');
    await writeFile(newFile, newContract);
    return changesOf(await diff(oldFile, newFile));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function diff(oldFile: string, newFile: string): Promise<unknown> {
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

function changesOf(report: unknown): string[] {
  if (!isObject(report) || !Array.isArray(report['changes'])) throw new ToolError('redocly diff gave no report.');
  return report['changes'].flatMap((change) => {
    const verdicts = isObject(change) && Array.isArray(change['verdicts']) ? change['verdicts'] : [];
    return verdicts
      .filter((verdict) => objectAt({ verdict }, 'verdict')['impact'] === 'major')
      .map((verdict) => {
        const { message, ruleId, location } = objectAt({ verdict }, 'verdict');
        return `${String(message)} (${String(ruleId)}) at ${String(objectAt({ location: location ?? null }, 'location')['pointer'])}`;
      });
  });
}
