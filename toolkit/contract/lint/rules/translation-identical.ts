import { translationsOf } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** A translation that is the same as its original is no translation, unless `identical` of `contract.yaml` has the text. */
export const translationIdentical = nodeRule(({ contract, languages }) => ({ node, type, location, report }) => {
  for (const { isText, english, translation, language, field, translationLocation } of translationsOf(
    node,
    type,
    location,
    languages,
  )) {
    if (!isText || typeof english !== 'string' || english !== translation) continue;
    if (contract.settings.identical.includes(english)) continue;
    const message = `The ${language} ${field} is the same as the original. If that is right, \`identical\` in contract.yaml lists it.`;
    report({ message, location: translationLocation });
  }
});
