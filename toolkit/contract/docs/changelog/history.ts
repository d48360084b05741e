import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../../document/json.ts';
import { operationsIn } from '../../document/operations.ts';
import type { Versions } from '../../document/settings.ts';
import { asYaml } from '../../document/yaml.ts';
import { diffContracts } from '../../lint/contract-diff.ts';
import { releaseDate, releasesIn } from '../../lint/releases.ts';
import { type Change, changesIn } from './changes.ts';

/** What a version brought. `first`: how many operations the first one had. */
export type Version = {
  version: string;
  isReleased: boolean;
  /** YYYY-MM-DD; undefined for what is not released, and where nobody wrote it down. */
  date: string | undefined;
  first: number | undefined;
  changes: Change[];
  reworded: boolean;
};

/**
 * All versions of the contract, the newest first: each release compared with the one before it, and the contract as it is
 * now with the newest release, when it differs from it.
 *
 * @param contract in the language that it is written in, as releases are
 * @throws ToolError when `redocly diff` cannot compare two of them
 */
export async function historyOf(contract: JsonObject, releasesFolder: string, versions: Versions): Promise<Version[]> {
  const releases = releasesIn(releasesFolder, versions);
  const folder = await mkdtemp(join(tmpdir(), 'changelog-'));
  try {
    const current = join(folder, 'current.yaml');
    await writeFile(current, asYaml(contract));
    const now = String(objectAt(contract, 'info')['version']);
    const all = [...releases, { version: now, file: current }];
    const versions: Version[] = [];
    for (const [index, { version, file }] of all.entries()) {
      const isReleased = file !== current;
      const date = isReleased ? releaseDate({ version, file }) : undefined;
      const older = all[index - 1];
      if (older === undefined) {
        versions.push({ version, isReleased, date, first: await countIn(file), changes: [], reworded: false });
        continue;
      }
      const { changes, reworded } = changesIn(
        await diffContracts(older.file, file),
        await documentIn(older.file),
        await documentIn(file),
      );
      const isSame = changes.length === 0 && !reworded && version === older.version;
      if (isReleased || !isSame) versions.push({ version, isReleased, date, first: undefined, changes, reworded });
    }
    return versions.reverse();
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function countIn(file: string): Promise<number> {
  return operationsIn(await documentIn(file)).filter(({ isWebhook }) => !isWebhook).length;
}

async function documentIn(file: string): Promise<JsonObject> {
  const document: unknown = parse(await readFile(file, 'utf8'));
  return isObject(document) ? document : {};
}
