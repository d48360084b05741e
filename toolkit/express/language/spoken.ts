import type { Told } from './translate.ts';

/**
 * Keeps `Content-Language` true: it names the language asked for until a sentence is in another one, then those that the sentences
 * are in, the one asked for first (RFC 9110, 8.5).
 * @param say sets the header anew
 */
export function spokenLanguages(asked: string, say: (contentLanguage: string) => void): Told {
  const spoken = new Set<string>();
  return (language) => {
    if (spoken.has(language)) return;
    spoken.add(language);
    if (spoken.size === 1 && language === asked) return;
    say([...spoken].sort((a, b) => Number(b === asked) - Number(a === asked)).join(', '));
  };
}
