import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parse } from 'yaml';
import { objectAt } from '../document/json.ts';
import { ToolError } from '../document/tool-error.ts';
import { generatedFiles } from '../generate/generated-files.ts';
import { dateLine, releaseFile } from '../lint/releases.ts';
import { type Arguments, say } from './arguments.ts';

/** Writes the contract as the release of its version. @throws ToolError when that version is released already */
export async function release({ contract }: Pick<Arguments, 'contract'>): Promise<void> {
  const files = await generatedFiles(contract);
  const bundle = files.get(`openapi.${contract.settings.written}.yaml`) ?? '';
  const file = releaseFile(
    contract.releases,
    String(objectAt(parse(bundle), 'info')['version']),
    contract.settings.breaking.versions,
  );
  await mkdir(contract.releases, { recursive: true });
  await writeNew(file, dateLine(new Date()) + bundle);
  say(`${relative(process.cwd(), file)}: released`);
}

/** A release is what clients were made for: it is never written again. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const name = relative(process.cwd(), file);
    throw new ToolError(`${name} exists: this version is released already. Raise info.version and generate anew.`);
  }
}
