import { type FrontMessages, type MessageMaker, messageMaker, standardMessages } from '../../express/index.ts';

/** What a mock says by itself: what its front does, and that a token is missing. */
export interface MockMessages extends FrontMessages {
  unauthenticated_missing: Record<string, never>;
  unauthenticated_invalid: Record<string, never>;
}

export const message: MessageMaker<MockMessages> = messageMaker<MockMessages>();

/** For contracts that bring no messages of their own. */
export const defaultMessages: Record<string, Record<keyof MockMessages, string>> = {
  en: {
    ...standardMessages.en,
    unauthenticated_missing: 'Missing Bearer Token',
    unauthenticated_invalid: 'Invalid Bearer Token',
  },
  es: {
    ...standardMessages.es,
    unauthenticated_missing: 'Falta el token Bearer',
    unauthenticated_invalid: 'El token Bearer no es válido',
  },
  'pt-BR': {
    ...standardMessages['pt-BR'],
    unauthenticated_missing: 'Token Bearer ausente',
    unauthenticated_invalid: 'Token Bearer inválido',
  },
};
