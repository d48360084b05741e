import { chooseLanguage, type Language } from './i18n/i18n.tsx';

/** How the console is shown, as its URL says: whoever embeds it, or sends a link, decides. */
export interface Preferences {
  lang?: string | undefined;
  theme?: 'light' | 'dark' | undefined;
  /** Without what belongs to the console itself (its name, signing out), for a frame in another page. */
  embed?: boolean | undefined;
}

const KEY = 'reentrega.preferences';

export function readPreferences(search: Record<string, unknown>): Preferences {
  const { lang, theme, embed } = search;
  return {
    ...(typeof lang === 'string' && { lang }),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...((embed === true || embed === 1 || embed === '1') && { embed: true }),
  };
}

/** What the reader has chosen here before. */
export function chosenBefore(): Preferences {
  try {
    return readPreferences(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage that a browser does not give, in a frame for example, remembers nothing.
    return {};
  }
}

export function remember(choice: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...chosenBefore(), ...choice }));
  } catch {
    // As above.
  }
}

export function languageOf({ lang }: Preferences): Language {
  return chooseLanguage([lang, chosenBefore().lang, ...navigator.languages]);
}
