import { isObject, type Json, objectAt } from '../../document/json.ts';
import { isDraft, mergePatch, translationsKey } from '../../i18n/languages.ts';
import { readMessages } from '../../i18n/messages.ts';
import { nodeRule } from './contract-walk.ts';

/**
 * An example that shows one of the messages shows it as it is said in each language. Messages with placeholders are left
 * out: their example has values in place of them.
 */
export const exampleSentences = nodeRule(({ contract, languages }) => {
  const { messages } = readMessages(contract, languages);
  const { written } = contract.settings;
  const plain = messages.filter((message) => message.arguments.size === 0);
  return ({ node, type, location, report }) => {
    if (type !== 'Example' || node['value'] === undefined) return;
    for (const language of languages.filter((one) => !isDraft(contract, one))) {
      const patch = objectAt(node[translationsKey], language)['value'];
      const translated = patch === undefined ? node['value'] : mergePatch(node['value'], patch);
      for (const { path, english, translation } of sentences(node['value'], translated)) {
        const expected = plain.filter(({ texts }) => texts[written] === english).map(({ texts }) => texts[language]);
        if (expected.length === 0 || expected.includes(translation)) continue;
        const message = `"${english}" is a message, which says in ${language}: "${expected.join('" or "')}".`;
        const place = translation === english ? ['value'] : [translationsKey, language, 'value'];
        report({ message, location: location.child([...place, ...path]) });
      }
    }
  };
});

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
