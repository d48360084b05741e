import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { ToolError } from './tool-error.ts';

/** How far a translation has to be: gaps fail the check, or fall back to the written language and are counted. */
export type Completeness = 'complete' | 'draft';
export type Versions = 'semver' | 'dates' | 'any';

/** What `contract.yaml` says. Paths are absolute. */
export type Settings = {
  /** The file itself; undefined when there is none and all is as it is by default. */
  file: string | undefined;
  contract: string;
  written: string;
  /** Undefined without a file: those that the contract's `info` is translated to, all complete. */
  languages: Record<string, Completeness> | undefined;
  out: string;
  breaking: { versions: Versions; allow: string | undefined };
  /** Pages of Markdown beside the reference, in the order in which they are shown. */
  guides: string[];
  /** `recommended`, or the linter's configuration file. */
  rules: string;
  /** Texts whose translation may be the same. */
  identical: string[];
  /** Patterns of the server's sources, relative to the folder of `contract.yaml`. */
  code: string[];
};

export const settingsName = 'contract.yaml';
export const recommended = 'recommended';

const keys = ['contract', 'written', 'languages', 'out', 'breaking', 'rules', 'guides', 'identical', 'code'];

/** What holds where there is no `contract.yaml`. */
function defaultSettings(entry: string): Settings {
  return {
    file: undefined,
    contract: resolve(entry),
    written: 'en',
    languages: undefined,
    out: resolve('generated'),
    breaking: { versions: 'semver', allow: undefined },
    guides: [],
    rules: recommended,
    identical: [],
    code: [],
  };
}

/** The settings of the `contract.yaml` that names this entry file, in its folder or one above it; else the default ones. */
export function settingsOf(entry: string): Settings {
  const contract = resolve(entry);
  for (let folder = dirname(contract); ; folder = dirname(folder)) {
    const file = join(folder, settingsName);
    const settings = existsSync(file) ? readSettings(file) : undefined;
    if (settings?.contract === contract) return settings;
    if (folder === dirname(folder)) return defaultSettings(entry);
  }
}

/** @throws ToolError with file and line for the first thing that is wrong */
export function readSettings(file: string): Settings {
  const text = readFileSync(file, 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail: Fail = (node, message) => {
    const at = lines.linePos(node?.range?.[0] ?? 0);
    throw new ToolError(`${relative(process.cwd(), file)}:${at.line}:${at.col}: ${message}`);
  };
  const [broken] = document.errors;
  if (broken) fail({ range: broken.pos }, `This is not valid YAML: ${broken.message}`);
  const root = document.contents;
  if (!isMap(root)) return fail(root ?? undefined, `${settingsName} is a map with the keys ${keys.join(', ')}.`);
  onlyKeys(root, keys, 'a key of contract.yaml', fail);

  const folder = dirname(resolve(file));
  const written = textAt(root, 'written', fail) ?? 'en';
  if (!isLanguage(written))
    fail(nodeAt(root, 'written'), `"${written}" is not a language tag (BCP 47), e.g. en or pt-BR.`);
  const contract = textAt(root, 'contract', fail);
  if (contract === undefined) return fail(root, `The key "contract" is missing: the path of the OpenAPI file.`);
  const entry = resolve(folder, contract);
  if (!existsSync(entry)) fail(nodeAt(root, 'contract'), `There is no contract at ${contract}.`);
  const rules = textAt(root, 'rules', fail) ?? recommended;
  const ruleFile = rules === recommended ? rules : resolve(folder, rules);
  if (rules !== recommended && !existsSync(ruleFile)) {
    fail(nodeAt(root, 'rules'), `rules must be "recommended" or a linter configuration; there is no file ${rules}.`);
  }
  return {
    file: resolve(file),
    contract: entry,
    written,
    languages: languagesIn(root, written, fail),
    out: resolve(folder, textAt(root, 'out', fail) ?? 'generated'),
    breaking: breakingIn(root, folder, fail),
    guides: guidesIn(root, folder, fail),
    rules: ruleFile,
    identical: textsAt(root, 'identical', fail),
    code: textsAt(root, 'code', fail),
  };
}

type Fail = (node: { range?: readonly number[] | null | undefined } | undefined, message: string) => never;

function languagesIn(root: YAMLMap, written: string, fail: Fail): Record<string, Completeness> {
  const map = root.get('languages', true);
  if (map === undefined) return {};
  if (!isMap(map))
    return fail(nodeAt(root, 'languages'), 'languages must be a map such as { pt-BR: complete, es: draft }.');
  const found: Record<string, Completeness> = {};
  for (const pair of map.items) {
    const language = String(keyOf(pair));
    const state = isScalar(pair.value) ? pair.value.value : undefined;
    if (!isLanguage(language)) fail(keyNode(pair), `"${language}" is not a language tag (BCP 47), e.g. es or pt-BR.`);
    if (language === written) fail(keyNode(pair), `${language} is the language that the contract is written in.`);
    if (state !== 'complete' && state !== 'draft') {
      return fail(keyNode(pair), `${language} must be "complete" or "draft", not "${String(state)}".`);
    }
    found[language] = state;
  }
  return found;
}

function breakingIn(root: YAMLMap, folder: string, fail: Fail): Settings['breaking'] {
  const map = root.get('breaking', true);
  if (map === undefined) return { versions: 'semver', allow: undefined };
  if (!isMap(map)) return fail(nodeAt(root, 'breaking'), 'breaking must be a map such as { versions: semver }.');
  onlyKeys(map, ['versions', 'allow'], 'a key of breaking', fail);
  const versions = textAt(map, 'versions', fail) ?? 'semver';
  if (versions !== 'semver' && versions !== 'dates' && versions !== 'any') {
    return fail(nodeAt(map, 'versions'), `versions must be semver, dates or any, not "${versions}".`);
  }
  const allow = textAt(map, 'allow', fail);
  return { versions, allow: allow === undefined ? undefined : resolve(folder, allow) };
}

function guidesIn(root: YAMLMap, folder: string, fail: Fail): string[] {
  const list = root.get('guides', true);
  if (list === undefined) return [];
  if (!isSeq(list)) return fail(nodeAt(root, 'guides'), 'guides must be a list of Markdown files.');
  return list.items.map((item) => {
    const name = isScalar(item) ? String(item.value) : '';
    const file = resolve(folder, name);
    if (!/\.md$/.test(name) || !existsSync(file)) {
      return fail(isScalar(item) ? item : list, `guides must be a list of Markdown files; there is no file "${name}".`);
    }
    return file;
  });
}

function onlyKeys(map: YAMLMap, known: string[], what: string, fail: Fail): void {
  for (const pair of map.items) {
    const key = String(keyOf(pair));
    if (!known.includes(key)) fail(keyNode(pair), `"${key}" is not ${what}; the keys are ${known.join(', ')}.`);
  }
}

function textAt(map: YAMLMap, key: string, fail: Fail): string | undefined {
  const node = nodeAt(map, key);
  if (node === undefined) return undefined;
  const value = isScalar(node) ? node.value : undefined;
  return typeof value === 'string' && value !== '' ? value : fail(node, `${key} must be a text.`);
}

function textsAt(map: YAMLMap, key: string, fail: Fail): string[] {
  const node = nodeAt(map, key);
  const list: unknown = isSeq(node) ? node.toJSON() : [];
  const isRight = Array.isArray(list) && list.every((item) => typeof item === 'string' && item !== '');
  if (!isRight || (node !== undefined && !isSeq(node))) return fail(node, `${key} must be a list of texts.`);
  return list.map(String);
}

function nodeAt(map: YAMLMap, key: string): Node | undefined {
  return map.get(key, true) as Node | undefined;
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key;
}

function keyNode({ key }: Pair): Node | undefined {
  return isScalar(key) ? key : undefined;
}

export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}
