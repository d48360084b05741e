import { readFile } from 'node:fs/promises';
import { type MessageParameters, messages } from '../generated/messages.ts';
import { drafts, languages } from '../generated/operations.ts';
import type { JsonObject } from '../toolkit/contract/document/json.ts';
import type { Documents } from '../toolkit/contract/mock/load.ts';
import {
  type Mock,
  type MockBinding,
  type MockOptions,
  startMock as startAny,
} from '../toolkit/contract/mock/start.ts';
import { createTranslator, standardErrors } from '../toolkit/express/index.ts';

/** Our own contract, with its messages, its errors and the real service for the stateful mode. */
const binding: MockBinding = {
  documents: ownDocuments,
  drafts,
  translator: createTranslator<MessageParameters>(messages),
  errors: standardErrors,
  token: 'talq_mock',
  async stateful(mongodbUri) {
    const { statefulBackend } = await import('./stateful/backend.ts');
    return statefulBackend(mongodbUri);
  },
};

/** Starts a mock of our contract, or of another one. @param onError told of the mock's own mistakes */
export function startMock(options: MockOptions, onError: (error: unknown) => void): Promise<Mock> {
  return startAny(options, binding, onError);
}

/** As it was generated. */
async function ownDocuments(): Promise<Documents> {
  const files = languages.map(async (language): Promise<[string, JsonObject]> => {
    const file = new URL(`../generated/openapi.${language}.json`, import.meta.url);
    return [language, JSON.parse(await readFile(file, 'utf8'))];
  });
  return new Map(await Promise.all(files));
}
