import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, type ReactNode, use } from 'react';
import { languages, type MessageKey, type MessageParameters, type Texts } from '../../generated/keys.ts';
import { type Formats, formatsIn } from './formats.ts';

export type Language = (typeof languages)[number];

/** A sentence of `messages.yaml` in the reader's language. */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...parameters: MessageParameters[Key] extends undefined ? [] : [parameters: MessageParameters[Key]]
) => string;

export interface I18n extends Formats {
  language: Language;
  t: Translate;
}

const load: Record<Language, () => Promise<{ texts: Texts }>> = {
  en: () => import('../../generated/en.ts'),
  'pt-BR': () => import('../../generated/pt-BR.ts'),
};

/** Loads the sentences of one language, and of no other. */
export async function loadI18n(language: Language): Promise<I18n> {
  const { texts } = await load[language]();
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const t: Translate = (key, ...[parameters]) => {
    const text = texts[key];
    if (typeof text === 'string') return text;
    const format = formats.get(key) ?? new IntlMessageFormat(text, language);
    formats.set(key, format);
    return String(format.format(parameters));
  };
  return { language, t, ...formatsIn(language) };
}

/** The first of these that is spoken here: any Portuguese is Brazilian Portuguese. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split('-')[0];
    const found = languages.find((language) => language.toLowerCase().split('-')[0] === base);
    if (found !== undefined) return found;
  }
  return languages[0];
}

const Context = createContext<I18n | null>(null);

export function I18nScope({ i18n, children }: { i18n: I18n; children: ReactNode }) {
  return <Context value={i18n}>{children}</Context>;
}

export function useI18n(): I18n {
  const i18n = use(Context);
  if (i18n === null) throw new Error('useI18n outside of I18nScope');
  return i18n;
}
