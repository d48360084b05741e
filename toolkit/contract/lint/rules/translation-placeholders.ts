import { placeholderDifferences } from '../../i18n/placeholders.ts';
import { translationsOf } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** A translation has the code spans, placeholders and link targets of its English: people look for the same names in both. */
export const translationPlaceholders = nodeRule(({ languages }) => ({ node, type, location, report }) => {
  for (const text of translationsOf(node, type, location, languages)) {
    if (typeof text.english !== 'string' || typeof text.translation !== 'string') continue;
    for (const difference of placeholderDifferences(text.english, text.translation)) {
      report({ message: `The ${text.language} ${text.field} ${difference}.`, location: text.translationLocation });
    }
  }
});
