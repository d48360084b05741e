import { pageSettings } from './page.ts';

declare global {
  /** The text of Redoc's library in the language of the page; the English one where there is no other. */
  var redocWord: (english: string) => string;
}

const { phrases } = pageSettings();

// Imported before Redoc's library, which asks as soon as it is loaded: see docs/redoc/patches.ts.
globalThis.redocWord = (english) => phrases[english] ?? english;
