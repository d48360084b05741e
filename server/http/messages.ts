import { type MessageParameters, messages } from '../../generated/messages.ts';
import {
  createTranslator,
  messageMaker,
  type Message as Reference,
  type Translate,
} from '../../toolkit/express/index.ts';

/** A sentence that is still to be said, once the language is known. */
export type Sentence = Reference;

/** Says a sentence of openapi/messages.yaml with its placeholders filled in. */
export type Say = Translate<MessageParameters>;

/** `sentence('invalid_maximum', { limit: 100 })`: checked here, said at the edge. */
export const sentence = messageMaker<MessageParameters>();

export const translator = createTranslator<MessageParameters>(messages);
