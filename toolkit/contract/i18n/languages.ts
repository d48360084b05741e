import type { ContractFiles } from '../document/contract-files.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';

/** The member that carries the other languages of a node, by language tag (BCP 47). */
export const translationsKey = 'x-i18n';

/**
 * The languages that the contract is translated to: those of `contract.yaml` or, without one, those of the contract's title,
 * which every contract has.
 */
export function translatedLanguages({ settings }: Of, info: unknown): string[] {
  return Object.keys(settings.languages ?? objectAt(info, translationsKey)).sort();
}

/** All languages of the contract, the one that it is written in first: the language of the standard fields. */
export function languagesOf(contract: Of, document: JsonObject): [string, ...string[]] {
  return [contract.settings.written, ...translatedLanguages(contract, document['info'])];
}

/** Whether gaps in the language fall back to the written one. */
export function isDraft({ settings }: Of, language: string): boolean {
  return settings.languages?.[language] === 'draft';
}

type Of = Pick<ContractFiles, 'settings'>;

/** The same document in one language: the translations are put in place and nothing of `x-i18n` is left. */
export function inLanguage(node: JsonObject, language: string): JsonObject;
export function inLanguage(node: Json, language: string): Json;
export function inLanguage(node: Json, language: string): Json {
  if (Array.isArray(node)) return node.map((item) => inLanguage(item, language));
  if (!isObject(node)) return node;
  const { [translationsKey]: translations, ...written } = node;
  const patch = objectAt(translations, language);
  const translated = mergePatch(written, patch);
  return Object.fromEntries(Object.entries(translated).map(([key, value]) => [key, inLanguage(value, language)]));
}

/** JSON Merge Patch (RFC 7396): members of the patch replace, null removes, everything but objects is replaced whole. */
export function mergePatch(target: Json | undefined, patch: JsonObject): JsonObject;
export function mergePatch(target: Json | undefined, patch: Json): Json;
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}
