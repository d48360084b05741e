import { type MessageParameters, messages } from '../../generated/messages.ts';
import { createTranslator, messageMaker, type Translate as TranslateOf } from '../../toolkit/express/index.ts';

/** The text of a message of openapi/messages.yaml with its placeholders filled in. */
export type Translate = TranslateOf<MessageParameters>;

/** `message('invalid_maximum', { limit: 100 })`: checked here, translated at the edge. */
export const message = messageMaker<MessageParameters>();

export const translator = createTranslator<MessageParameters>(messages);
