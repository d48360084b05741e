import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, objectAt } from '../document/json.ts';
import { ToolError } from '../document/tool-error.ts';
import { diffContracts } from './contract-diff.ts';

/**
 * What breaks clients that were made for the old contract, by `redocly diff`: a sentence each, with the place in the
 * new one.
 */
export async function breakingChanges(oldFile: string, newContract: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  try {
    const newFile = join(folder, 'new.yaml');
    await writeFile(newFile, newContract);
    return changesOf(await diffContracts(oldFile, newFile));
  } finally {
    await rm(folder, { recursive: true });
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
