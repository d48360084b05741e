import { translationsOf } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** Every text for people exists in every language of the contract. */
export const translationMissing = nodeRule(({ languages }) => ({ node, type, location, report }) => {
  if (type === 'Root' && languages.length === 0) {
    const message = 'The contract has one language only: give `info` its translations under `x-i18n`.';
    report({ message, location: location.child('info').key() });
  }
  for (const text of translationsOf(node, type, location, languages)) {
    if (!text.isText || isBlank(text.english) || !isBlank(text.translation)) continue;
    const message = `The ${text.field} has no ${text.language} translation (x-i18n: ${text.language}: ${text.field}).`;
    report({ message, location: text.location.key() });
  }
});

function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === '';
}
