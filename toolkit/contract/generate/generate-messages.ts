import type { Message } from '../i18n/messages.ts';
import { generatedHeader, literal, propertyName } from './typescript.ts';

/** The source of `messages.ts`: the sentences in every language (without those that a draft lacks), and what each of them has to be given. */
export function generateMessages(messages: Message[], languages: [string, ...string[]]): string {
  const texts = languages.map((language) => {
    const lines = messages.flatMap(({ key, texts: { [language]: text } }) =>
      text === undefined ? [] : [`    ${propertyName(key)}: ${literal(text)},`],
    );
    return `  ${propertyName(language)}: {\n${lines.join('\n')}\n  },`;
  });
  const parameters = messages.map(({ key, arguments: placeholders }) => {
    const members = [...placeholders].map(([name, { type }]) => `${propertyName(name)}: ${type}`);
    const type = members.length > 0 ? `{ ${members.join('; ')} }` : 'Record<string, never>';
    return `  ${propertyName(key)}: ${type};`;
  });
  return `${generatedHeader}
/** Every sentence that is said to people, in ICU MessageFormat, by language: the first has all of them, and what a draft lacks. */
export const messages = {
${texts.join('\n')}
} as const;

export type MessageKey = keyof (typeof messages)[${literal(languages[0])}];

/** The values that a sentence's placeholders have to be given. */
export interface MessageParameters {
${parameters.join('\n')}
}
`;
}
