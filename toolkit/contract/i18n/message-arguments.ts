import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** What a sentence's placeholder takes: its TypeScript type, and the cases that a `select` tells apart. */
export type MessageArgument = { type: 'string' | 'number' | 'Date | number'; cases?: string[] };

/** An ICU MessageFormat sentence that cannot be used, and why. */
export class MessageSyntaxError extends Error {}

/**
 * The placeholders of an ICU MessageFormat sentence, by name.
 *
 * @throws MessageSyntaxError when the sentence does not parse, gives one name two types, holds a tag, or tells apart
 *   plurals that its language does not have
 */
export function argumentsOf(text: string, language: string): Map<string, MessageArgument> {
  const found = new Map<string, MessageArgument>();
  collect(parsed(text), language, found);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parsed(text: string): MessageFormatElement[] {
  try {
    return parse(text, { captureLocation: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new MessageSyntaxError(`is not valid ICU MessageFormat: ${error.message.toLowerCase().replaceAll('_', ' ')}`);
  }
}

function collect(elements: MessageFormatElement[], language: string, found: Map<string, MessageArgument>): void {
  for (const element of elements) {
    if (element.type === TYPE.tag) {
      throw new MessageSyntaxError(`has the tag <${element.value}>; sentences are plain text (write '<' for the sign)`);
    }
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type === TYPE.plural) checkPlurals(element.value, element.options, element.pluralType, language);
    add(found, element.value, argumentOf(element));
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) collect(option.value, language, found);
    }
  }
}

function argumentOf(element: MessageFormatElement): MessageArgument {
  switch (element.type) {
    case TYPE.number:
    case TYPE.plural:
      return { type: 'number' };
    case TYPE.date:
    case TYPE.time:
      return { type: 'Date | number' };
    case TYPE.select:
      return { type: 'string', cases: Object.keys(element.options).sort() };
    default:
      return { type: 'string' };
  }
}

function add(found: Map<string, MessageArgument>, name: string, argument: MessageArgument): void {
  const known = found.get(name);
  if (known !== undefined && known.type !== argument.type) {
    throw new MessageSyntaxError(`uses {${name}} both as ${known.type} and as ${argument.type}`);
  }
  const cases = [...new Set([...(known?.cases ?? []), ...(argument.cases ?? [])])].sort();
  found.set(name, cases.length > 0 ? { type: argument.type, cases } : { type: argument.type });
}

function checkPlurals(
  name: string,
  options: Record<string, unknown>,
  type: Intl.PluralRulesOptions['type'],
  language: string,
): void {
  const rules = new Intl.PluralRules(language, { type: type ?? 'cardinal' });
  const categories: string[] = rules.resolvedOptions().pluralCategories;
  for (const category of Object.keys(options)) {
    if (!category.startsWith('=') && !categories.includes(category)) {
      throw new MessageSyntaxError(
        `has the plural "${category}" for {${name}}, which ${language} does not have (${categories.join(', ')})`,
      );
    }
  }
}
