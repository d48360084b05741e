import { expect, test } from 'vitest';
import { messages } from '../generated/messages.ts';
import { defaultMessages } from '../toolkit/contract/mock/messages.ts';

test("the toolkit's default messages are those of our contract, so that no two wordings of one rule exist", () => {
  expect(messages.en).toMatchObject(defaultMessages['en'] ?? {});
  expect(messages['pt-BR']).toMatchObject(defaultMessages['pt-BR'] ?? {});
});
