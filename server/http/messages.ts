import type { MessageKey } from '../../generated/messages.ts';
import type { ParametersOf, Say } from '../../toolkit/express/language/translate.ts';

/** A sentence that is still to be said, once the language is known. */
export interface Sentence {
  in(say: Say): string;
}

/** `sentence('invalid_maximum', { limit: 100 })`: checked here, said at the edge. */
export function sentence<Key extends MessageKey>(key: Key, ...parameters: ParametersOf<Key>): Sentence {
  return { in: (say) => say(key, ...parameters) };
}
