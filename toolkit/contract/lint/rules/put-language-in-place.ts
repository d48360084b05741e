import type { Oas3Preprocessor } from '@redocly/openapi-core';
import { isObject, type JsonObject, objectAt } from '../../document/json.ts';
import { mergePatch, translationsKey } from '../../i18n/languages.ts';

/**
 * Makes the linter see the contract in another language (option `language`): for rules that know nothing of translations,
 * such as those that hold examples against their schemas.
 */
export const putLanguageInPlace: Oas3Preprocessor = (options: JsonObject) => {
  const language = String(options['language']);
  return {
    any: { leave: (node: unknown) => translate(node, language) },
    ref: { leave: (node: unknown) => translate(node, language) },
  };
};

/** In place, because the linter goes on with the same nodes. What is not patched keeps its identity and its location. */
function translate(node: unknown, language: string): void {
  if (!isObject(node)) return;
  for (const [key, patch] of Object.entries(objectAt(node[translationsKey], language))) {
    if (patch === null) delete node[key];
    else node[key] = mergePatch(node[key], patch);
  }
}
