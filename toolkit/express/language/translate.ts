import { IntlMessageFormat } from 'intl-messageformat';
import { type MessageKey, type MessageParameters, messages } from '../../../generated/messages.ts';
import type { Language } from '../../../generated/operations.ts';

export type ParametersOf<Key extends MessageKey> =
  MessageParameters[Key] extends Record<string, never> ? [] : [MessageParameters[Key]];

/** Says a sentence of openapi/messages.yaml with its placeholders filled in. */
export type Say = <Key extends MessageKey>(key: Key, ...parameters: ParametersOf<Key>) => string;

const formats = new Map<string, IntlMessageFormat>();

/** The sentences of one language. */
export function sayIn(language: Language): Say {
  return (key, ...parameters) => {
    const id = `${language} ${key}`;
    const format =
      formats.get(id) ?? new IntlMessageFormat(messages[language][key], language, undefined, { ignoreTag: true });
    formats.set(id, format);
    return String(format.format(parameters[0]));
  };
}
