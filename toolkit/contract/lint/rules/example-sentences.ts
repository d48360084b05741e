import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { isDraft, mergePatch, translationsKey } from '../../i18n/languages.ts';
import { readMessages } from '../../i18n/messages.ts';
import { exampleFields } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/**
 * An example, wherever it stands, that shows one of the messages shows it as it is said in each language. Messages with placeholders
 * are left out: their example has values in place of them.
 */
export const exampleSentences = nodeRule(({ contract, languages }) => {
  const { messages } = readMessages(contract, languages);
  const { written } = contract.settings;
  const plain = messages.filter((message) => message.arguments.size === 0);
  return ({ node, type, location, report }) => {
    const complete = languages.filter((one) => !isDraft(contract, one));
    for (const { field, value } of valuesOf(node, type)) {
      for (const language of complete) {
        const patch = objectAt(node[translationsKey], language)[field];
        const translated = patch === undefined ? value : mergePatch(value, patch);
        for (const { path, english, translation } of sentences(value, translated)) {
          const expected = plain.filter(({ texts }) => texts[written] === english).map(({ texts }) => texts[language]);
          if (expected.length === 0 || expected.includes(translation)) continue;
          const message = `"${english}" is a message, which says in ${language}: "${expected.join('" or "')}".`;
          const place = translation === english ? [field] : [translationsKey, language, field];
          report({ message, location: location.child([...place, ...path]) });
        }
      }
    }
  };
});

/** The members of a node that are examples. One schema's list is many, in which a translation stands at the same place. */
function valuesOf(node: JsonObject, type: string): { field: string; value: Json }[] {
  return exampleFields(type).flatMap((field) => {
    const value = node[field];
    return value === undefined ? [] : [{ field, value }];
  });
}

type Sentence = { path: (string | number)[]; english: string; translation: string };

/** The texts of a value, each with what stands at its place in the translated one. */
function sentences(value: Json, translated: Json | undefined, path: (string | number)[] = []): Sentence[] {
  if (typeof value === 'string') {
    return typeof translated === 'string' ? [{ path, english: value, translation: translated }] : [];
  }
  if (Array.isArray(value)) {
    const items = Array.isArray(translated) ? translated : [];
    return value.flatMap((item, index) => sentences(item, items[index], [...path, index]));
  }
  if (!isObject(value)) return [];
  const members = isObject(translated) ? translated : {};
  return Object.entries(value).flatMap(([key, member]) => sentences(member, members[key], [...path, key]));
}
