import { isDraft } from '../../i18n/languages.ts';
import { translationsOf } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** Every text for people exists in every language of the contract that is no draft. */
export const translationMissing = nodeRule(({ contract, languages }) => ({ node, type, location, report }) => {
  if (type === 'Root' && languages.length === 0 && contract.settings.file === undefined) {
    const message = 'The contract has one language only: give `info` its translations under `x-i18n`.';
    report({ message, location: location.child('info').key() });
  }
  const complete = languages.filter((language) => !isDraft(contract, language));
  for (const text of translationsOf(node, type, location, complete)) {
    if (!text.isText || isBlank(text.english) || !isBlank(text.translation)) continue;
    const message = `The ${text.field} has no ${text.language} translation (x-i18n: ${text.language}: ${text.field}).`;
    report({ message, location: text.location.key() });
  }
});

function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === '';
}
