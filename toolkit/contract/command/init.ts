import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { isObject, objectAt } from '../document/json.ts';
import { isLanguage, readSettings, settingsName } from '../document/settings.ts';
import { ToolError, UsageError } from '../document/tool-error.ts';
import { translationsKey } from '../i18n/languages.ts';
import { say } from './arguments.ts';
import { starterContract } from './starter.ts';

/** Where a contract may be already. */
const places = ['openapi', 'openapi/openapi', 'api/openapi', 'docs/openapi', 'spec/openapi', 'swagger'].flatMap(
  (name) => ['yaml', 'yml', 'json'].map((ending) => `${name}.${ending}`),
);
const schema = 'node_modules/@reentrega/contract/contract.schema.json';

/** Writes `contract.yaml` for the contract that is there, or with one to begin with. */
export async function init({ contract, written }: { contract: string | undefined; written: string }): Promise<void> {
  if (existsSync(settingsName)) throw new ToolError(`${settingsName}:1:1: it is there already.`);
  assertLanguage(written);
  const found = contract ?? places.find((place) => existsSync(place));
  if (contract !== undefined && !existsSync(contract)) throw new UsageError(`There is no contract at ${contract}.`);
  const entry = found ?? 'openapi/openapi.yaml';
  if (found === undefined) {
    await mkdir(dirname(entry), { recursive: true });
    await writeFile(entry, starterContract(written));
    say(`${entry}: a contract to begin with`);
  }
  const languages = await languagesIn(entry);
  await writeFile(settingsName, settingsText(entry, written, languages));
  say(`${settingsName}: the settings of ${entry}, written in ${written}`);
  say('Next: contract add-language <tag>, contract generate, contract dev');
}

/** Adds a language, all of whose texts are gaps at first. */
export async function addLanguage({ language, complete }: { language: string; complete: boolean }): Promise<void> {
  assertLanguage(language);
  if (!existsSync(settingsName)) throw new UsageError(`There is no ${settingsName} here: contract init writes one.`);
  const { written, languages = {} } = readSettings(settingsName);
  if (language === written || languages[language] !== undefined) {
    throw new ToolError(`${settingsName}: ${language} is one of its languages already.`);
  }
  const document = parseDocument(await readFile(settingsName, 'utf8'));
  const state = complete ? 'complete' : 'draft';
  if (document.get('languages') instanceof Object) document.setIn(['languages', language], state);
  else document.set('languages', document.createNode({ [language]: state }, { flow: true }));
  await writeFile(settingsName, document.toString({ lineWidth: 0 }));
  say(`${settingsName}: ${language} is ${complete ? 'complete' : 'a draft'}`);
}

function assertLanguage(tag: string): void {
  if (!isLanguage(tag)) throw new UsageError(`"${tag}" is not a language tag (BCP 47), e.g. es or pt-BR.`);
}

/** A contract with translations has them in its title. */
async function languagesIn(entry: string): Promise<string[]> {
  try {
    const root: unknown = parse(await readFile(entry, 'utf8'));
    return isObject(root) ? Object.keys(objectAt(objectAt(root, 'info'), translationsKey)).sort() : [];
  } catch (error) {
    throw new ToolError(
      `${entry}: this is not valid YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
}

function settingsText(entry: string, written: string, languages: string[]): string {
  const map = languages.map((language) => `${language}: complete`).join(', ');
  return `# yaml-language-server: $schema=${schema}
contract: ${JSON.stringify(entry).slice(1, -1)}
# The language of the standard fields; the others stand beside them under x-i18n.
written: ${written}
# complete: gaps fail the check. draft: gaps fall back to the written language and are counted.
languages: ${map === '' ? '{}' : `{ ${map} }`}
out: generated
breaking: { versions: semver }
rules: recommended
`;
}
