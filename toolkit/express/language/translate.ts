import { IntlMessageFormat } from 'intl-messageformat';
import { languagePicker } from './picker.ts';

/** The parameters that a message's placeholders have to be given: none, or one object. */
export type ParametersOf<Messages, Key extends keyof Messages> =
  Messages[Key] extends Record<string, never> ? [] : [Messages[Key]];

/**
 * The text of a message with its placeholders filled in.
 * @typeParam Messages the parameters of each message by its key, as the generator writes them
 */
export type Translate<Messages> = <Key extends keyof Messages & string>(
  key: Key,
  ...parameters: ParametersOf<Messages, Key>
) => string;

/** A message that is still to be translated, once the language is known. */
export interface Message {
  readonly key: string;
  readonly parameters?: object;
}

/** `message('invalid_maximum', { limit: 100 })`: its key and parameters are checked here, its text is looked up at the edge. */
export type MessageMaker<Messages> = <Key extends keyof Messages & string>(
  key: Key,
  ...parameters: ParametersOf<Messages, Key>
) => Message;

export function messageMaker<Messages>(): MessageMaker<Messages> {
  return (key, ...parameters) => {
    const [given]: unknown[] = parameters;
    return { key, ...(typeof given === 'object' && given !== null && { parameters: given }) };
  };
}

/** Told of the language that a text is in, which is another one than was asked for where a translation has a gap. */
export type Told = (language: string) => void;

/** The messages of an API in its languages. */
export interface Translator<Messages> {
  /** @param language one that there are no messages in gets the closest one that there is, else the first */
  in(language: string, told?: Told): Translate<Messages>;
  textOf(message: Message, language: string, told?: Told): string;
}

/**
 * @param texts ICU MessageFormat by language and key, as the generator writes them; the first language is the default, and has
 *   what the others lack
 */
export function createTranslator<Messages>(
  texts: Record<string, Partial<Record<keyof Messages & string, string>>>,
): Translator<Messages> {
  const [first = 'en', ...others] = Object.keys(texts);
  const pickLanguage = languagePicker<string>([first, ...others]);
  const formats = new Map<string, IntlMessageFormat>();
  const format = (wanted: string, key: keyof Messages & string, told?: Told, parameters?: object): string => {
    const closest = Object.hasOwn(texts, wanted) ? wanted : pickLanguage(wanted);
    const language = texts[closest]?.[key] === undefined ? first : closest;
    told?.(language);
    const id = `${language} ${key}`;
    const known =
      formats.get(id) ?? new IntlMessageFormat(texts[language]?.[key] ?? key, language, undefined, { ignoreTag: true });
    formats.set(id, known);
    return String(known.format({ ...parameters }));
  };
  return {
    in:
      (language, told) =>
      (key, ...[parameters]) =>
        format(language, key, told, { ...parameters }),
    textOf: ({ key, parameters }, language, told) => format(language, key as keyof Messages & string, told, parameters),
  };
}
