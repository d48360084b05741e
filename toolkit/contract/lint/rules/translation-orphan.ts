import { isObject, type Json, objectAt } from '../../document/json.ts';
import { translationsKey } from '../../i18n/languages.ts';
import { translatableFields } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** Every translation stands beside the English that it translates, in a language of the contract. */
export const translationOrphan = nodeRule(({ languages }) => ({ node, type, location, report }) => {
  if (type === 'Example' && holdsTranslations(node['value'])) {
    const message = `\`${translationsKey}\` is inside the example's value; it belongs beside \`value\`.`;
    report({ message, location: location.child('value') });
  }
  if (node[translationsKey] === undefined) return;
  const fields = translatableFields(type);
  if (fields.length === 0) {
    const message = `\`${translationsKey}\` has no place here: nothing of ${type} is translated.`;
    report({ message, location: location.child(translationsKey).key() });
    return;
  }
  for (const [language, translated] of Object.entries(objectAt(node, translationsKey))) {
    const place = location.child([translationsKey, language]);
    if (!languages.includes(language)) {
      const message = `"${language}" is none of the languages that \`info\` is translated to (${languages.join(', ')}).`;
      report({ message, location: place.key() });
    }
    for (const field of Object.keys(isObject(translated) ? translated : {})) {
      if (!fields.includes(field)) {
        const message = `\`${field}\` is not translated; what is, of ${type}: ${fields.join(', ')}.`;
        report({ message, location: place.child(field).key() });
      } else if (node[field] === undefined) {
        report({ message: `The ${language} ${field} has no original beside it.`, location: place.child(field).key() });
      }
    }
  }
});

function holdsTranslations(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(holdsTranslations);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, member]) => key === translationsKey || holdsTranslations(member));
}
