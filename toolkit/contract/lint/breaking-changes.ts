import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
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

/**
 * The changes that are allowed though they break, as texts that occur in their sentences. The file is a list of
 * `{ change, reason, until }`; one whose day (`until`, UTC) is over counts no more.
 *
 * @throws ToolError for one without all three
 */
export function exceptionsIn(file: string | undefined, today = new Date().toISOString().slice(0, 10)): string[] {
  if (file === undefined) return [];
  if (!existsSync(file)) throw new ToolError(`There is no file of exceptions at ${file}.`);
  const list: unknown = parse(readFileSync(file, 'utf8')) ?? [];
  if (!Array.isArray(list)) throw new ToolError(`${file}:1:1: exceptions are a list of { change, reason, until }.`);
  return list.flatMap((entry, index) => {
    const [change, reason, until] = ['change', 'reason', 'until'].map((key) =>
      isObject(entry) ? entry[key] : undefined,
    );
    const isWhole = typeof change === 'string' && change !== '' && typeof reason === 'string' && reason !== '';
    if (!isWhole || typeof until !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(until)) {
      throw new ToolError(
        `${file}: exception ${index + 1} needs a change, a reason and until, a day such as 2026-01-31.`,
      );
    }
    return today <= until ? [change] : [];
  });
}
