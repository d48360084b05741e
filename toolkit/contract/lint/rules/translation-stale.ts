import { isDraft } from '../../i18n/languages.ts';
import { readLock, staleness } from '../../i18n/lock.ts';
import { acceptedOf } from '../../i18n/translations.ts';
import { nodeRule } from './contract-walk.ts';

/** The English of a translation is the one that it was made from, as the lock file remembers. */
export const translationStale = nodeRule(({ contract, languages }) => {
  const complete = languages.filter((language) => !isDraft(contract, language));
  if (complete.length === 0 && contract.settings.file !== undefined) return () => {};
  const lock = readLock(contract.lock);
  return ({ node, type, location, report }) => {
    if (lock === undefined) {
      const message = 'There is no i18n.lock.json yet, so no translation counts as made. Run `contract accept`.';
      if (type === 'Root') report({ message, location: location.child('info').key() });
      return;
    }
    for (const { key, hash, text } of acceptedOf(contract.folder, node, type, location, complete)) {
      const stale = staleness(lock, text.language, key, hash);
      if (stale === undefined) continue;
      report({ message: `The ${text.language} ${text.field} ${stale}`, location: text.translationLocation });
    }
  };
});
