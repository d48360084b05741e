import Negotiator from 'negotiator';

/** Picks the best of some languages for an `Accept-Language` header. */
export type PickLanguage<Language extends string> = (acceptLanguage: string | undefined) => Language;

/**
 * RFC 9110 content negotiation, the first language being the default. A regional variant that we do not speak gets the one that
 * we do (`pt-PT` → `pt-BR`): negotiator alone gives nothing for it, so each primary subtag is offered as well.
 */
export function languagePicker<Language extends string>(
  languages: readonly [Language, ...Language[]],
): PickLanguage<Language> {
  const byTag = new Map<string, Language>(languages.map((language) => [language, language]));
  for (const language of languages) {
    const primary = language.split('-')[0] ?? language;
    if (!byTag.has(primary)) byTag.set(primary, language);
  }
  const offered = [...byTag.keys()];
  return (acceptLanguage) => {
    if (!acceptLanguage) return languages[0];
    const [best] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages(offered);
    return (best && byTag.get(best)) || languages[0];
  };
}
