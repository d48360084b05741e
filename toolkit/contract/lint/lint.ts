import { existsSync } from 'node:fs';
import {
  type Config,
  lint,
  loadConfig,
  type NormalizedProblem,
  parseYaml,
  unescapePointerFragment,
} from '@redocly/openapi-core';
import { isObject, objectAt } from '../document/json.ts';
import { recommended } from '../document/settings.ts';
import { ToolError } from '../document/tool-error.ts';
import { translationsKey } from '../i18n/languages.ts';
import { recommendedConfig } from './recommended.ts';

const exampleRules = /^no-invalid-.*-examples$/;

/**
 * What the linter finds in the contract, with our rules in the plugin. `configFile` is a path, or `recommended`. It walks English; the examples of the other
 * languages are held against their schemas in a walk of their own.
 */
export async function lintContract(
  entryFile: string,
  configFile: string,
  translatedLanguages: string[],
): Promise<NormalizedProblem[]> {
  const problems = await lint({ ref: entryFile, config: await configOf(configFile) });
  const known = new Set(problems.map(identity));
  for (const language of translatedLanguages) {
    const translated = await lint({ ref: entryFile, config: await configFor(language, configFile) });
    for (const problem of translated.filter(({ ruleId }) => exampleRules.test(ruleId))) {
      if (!known.has(identity(problem))) problems.push(inLanguage(problem, language));
    }
  }
  return problems;
}

async function configOf(configFile: string): Promise<Config> {
  if (configFile === recommended) return recommendedConfig();
  if (!existsSync(configFile)) throw new ToolError(`There is no linter configuration at ${configFile}.`);
  return loadConfig({ configPath: configFile });
}

async function configFor(language: string, configFile: string): Promise<Config> {
  const config = await configOf(configFile);
  for (const preprocessors of Object.values(config.preprocessors)) {
    preprocessors['contract/put-language-in-place'] = { severity: 'error', language };
  }
  return config;
}

/** The linter names the place that it read, which is the English one: the translation stands beside it. */
function inLanguage(problem: NormalizedProblem, language: string): NormalizedProblem {
  const [location] = problem.location;
  if (location === undefined || location.pointer === undefined) return problem;
  const pointer = translatedPointer(parseYaml(location.source.body), location.pointer, language);
  return { ...problem, message: `In ${language}: ${problem.message}`, location: [{ ...location, pointer }] };
}

/** The same place within the innermost translation that covers it; the pointer itself where there is none. */
function translatedPointer(file: unknown, pointer: string, language: string): string {
  const segments = pointer.split('/').slice(1);
  let node: unknown = file;
  let found = pointer;
  for (const [index, segment] of segments.entries()) {
    const key = unescapePointerFragment(segment);
    if (objectAt(objectAt(node, translationsKey), language)[key] !== undefined) {
      const before = segments.slice(0, index);
      found = ['#', ...before, translationsKey, language, ...segments.slice(index)].join('/');
    }
    node = Array.isArray(node) ? node[Number(key)] : isObject(node) ? node[key] : undefined;
  }
  return found;
}

function identity({ ruleId, message, location }: NormalizedProblem): string {
  const [place] = location;
  return JSON.stringify([ruleId, message, place?.source.absoluteRef, place?.pointer]);
}
