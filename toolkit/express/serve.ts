import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { createFront, type FrontOptions, preparedApp } from './front.ts';
import type { Handlers, OperationInContract } from './handlers.ts';
import { createTranslator } from './language/translate.ts';
import { type Listening, type ListenOptions, listen } from './listen.ts';
import type { FrontMessages } from './messages.ts';
import { standardErrors } from './standard-errors.ts';
import { standardMessages } from './standard-messages.ts';

export interface ServeOptions<
  Operations,
  Table extends Record<keyof Operations, OperationInContract>,
  Language extends string,
  Messages extends FrontMessages,
  Caller extends object,
> extends Partial<Omit<FrontOptions<Language, Messages, Caller>, 'languages' | 'translator'>> {
  /** The bundled document, and what is generated with it. */
  document: object;
  operations: Table;
  languages: readonly [Language, ...Language[]];
  handlers: Handlers<Operations, Table, Language, Messages, Caller>;
  /** Where it listens: 3000 (0 for any that is free) at 127.0.0.1 unless given. */
  port?: number;
  host?: string;
  timeouts?: ListenOptions['timeouts'];
  /** Sentences of the API's own, by language and key; the front's own have standard ones. */
  messages?: Record<string, Record<string, string>>;
  /** Is given the application before the contract's routes are: helmet, a route for health. */
  before?: (app: Express) => void;
  /** Told what of the contract is not checked, at the start, and of answers of 500 and above. The console unless given. */
  logger?: { warn(text: string): void; error(error: unknown): void };
}

/**
 * Serves a contract: what is in it is answered by its handlers, all else is refused.
 * @throws Error for a contract that cannot be served, with a sentence about each thing; what listening throws (EADDRINUSE)
 */
export async function serve<
  Operations,
  Table extends Record<keyof Operations, OperationInContract>,
  Language extends string,
  Messages extends FrontMessages = FrontMessages,
  Caller extends object = object,
>(options: ServeOptions<Operations, Table, Language, Messages, Caller>): Promise<Listening> {
  const { document, operations, languages, handlers, messages, before, logger = console } = options;
  const { port = 3000, host = '127.0.0.1', timeouts } = options;
  const texts = textsIn<keyof Messages & string>(languages, messages);
  const front = createFront<Operations, Table, Language, Messages, Caller>(
    { document, operations },
    {
      errors: standardErrors,
      newRequestId: randomUUID,
      validateResponses: process.env['NODE_ENV'] !== 'production' && 'handlers',
      onError: (_kind, error) => logger.error(error),
      ...options,
      translator: createTranslator<Messages>(texts),
    },
  );
  for (const problem of front.problems) logger.warn(problem);
  const app = preparedApp(express());
  app.use(front.context, front.demandHost);
  before?.(app);
  app.use(front.route, ...front.check, front.answer(handlers), front.error);
  return listen(app, { port, host, malformed: front.malformed, ...(timeouts && { timeouts }) });
}

/** The standard sentences with the API's own: its default language first, and English for languages that have none. */
function textsIn<Key extends string>(
  [first = 'en']: readonly string[],
  own: Record<string, Record<string, string>> = {},
): Record<string, Partial<Record<Key, string>>> {
  const known: Record<string, Record<string, string>> = standardMessages;
  const languages = new Set([first, ...Object.keys(own), ...Object.keys(known)]);
  return Object.fromEntries(
    [...languages].map((language) => [language, { ...(known[language] ?? known['en']), ...own[language] }]),
  ) as Record<string, Partial<Record<Key, string>>>;
}
