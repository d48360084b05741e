import { type FrontMessages, type MessageMaker, messageMaker, standardMessages } from '../../express/index.ts';

/** What a mock says by itself is what its front says. */
export type MockMessages = FrontMessages;

export const message: MessageMaker<MockMessages> = messageMaker<MockMessages>();

/** For contracts that bring no messages of their own. */
export const defaultMessages: Record<string, Record<keyof MockMessages, string>> = standardMessages;
