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
  const problems = (await lint({ ref: entryFile, config: await configFor(undefined, configFile) })).map(ofHeader);
  const known = new Set(problems.map(identity));
  for (const language of translatedLanguages) {
    const translated = await lint({ ref: entryFile, config: await configFor(language, configFile) });
    for (const problem of translated.filter(({ ruleId }) => exampleRules.test(ruleId)).map(ofHeader)) {
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

/** @param language the written one if it is undefined */
async function configFor(language: string | undefined, configFile: string): Promise<Config> {
  const config = await configOf(configFile);
  for (const preprocessors of Object.values(config.preprocessors)) {
    if (language !== undefined) preprocessors['contract/put-language-in-place'] = { severity: 'error', language };
    preprocessors['contract/check-header-examples'] = 'error';
  }
  return config;
}

/** The example of a header was checked as one of its schema, where it does not stand. */
function ofHeader(problem: NormalizedProblem): NormalizedProblem {
  const [location] = problem.location;
  const [, header, rest] = /^(#.*)\/schema\/example($|\/.*)/.exec(location?.pointer ?? '') ?? [];
  if (location === undefined || header === undefined || problem.ruleId !== 'no-invalid-schema-examples') return problem;
  const schema = objectAt(nodeAt(parseYaml(location.source.body), header), 'schema');
  if (schema['example'] !== undefined) return problem;
  return { ...problem, location: [{ ...location, pointer: `${header}/example${rest}` }] };
}

function nodeAt(file: unknown, pointer: string): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .filter((step) => step !== '')
    .map(unescapePointerFragment);
  return steps.reduce<unknown>(
    (node, step) => (Array.isArray(node) ? node[Number(step)] : isObject(node) ? node[step] : undefined),
    file,
  );
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
