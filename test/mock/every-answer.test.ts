import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafts, languages } from '../../generated/operations.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../../toolkit/contract/document/json.ts';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { type Schema, ServedContract } from '../contract/served-contract.ts';
import { startTestMock } from './mock.ts';
import { askRightly } from './right-request.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

for (const language of languages) {
  describe(`every documented answer can be had in ${language}`, async () => {
    const file = new URL(`../../generated/openapi.${language}.json`, import.meta.url);
    const document: JsonObject = JSON.parse(await readFile(file, 'utf8'));
    const contract = new ServedContract(document);
    // What has no translation yet is in English.
    const spoken = drafts.includes(language) ? `${language}, en` : language;
    for (const operation of contract.operations()) {
      test(operation.id, async () => {
        let answers = 0;
        for (const [status, reply] of Object.entries(operation.replies)) {
          for (const [type, { schema, examples }] of contentOf(contract, reply)) {
            for (const [name, value] of Object.entries(examples)) {
              const response = await askRightly(mock, contract, operation, {
                'accept-language': language,
                prefer: `code=${status}, example=${name}`,
              });
              const where = `${operation.id} ${status} ${name}`;
              expect(response.status, where).toBe(Number(status));
              expect(response.headers.get('content-language'), where).toBe(spoken);
              expect(response.headers.get('content-type')?.startsWith(type), where).toBeTruthy();
              for (const [header, { required }] of Object.entries(reply.headers ?? {})) {
                if (required) expect(response.headers.has(header), `${where} has ${header}`).toBeTruthy();
              }
              const body = type.includes('json') ? await response.json() : await response.text();
              expect(contract.fault(schema, body), where).toBe(null);
              expect(body, where).toStrictEqual(named(value, response));
              answers++;
            }
          }
        }
        expect(answers, 'it has answers').toBeGreaterThan(0);
      });
    }
  });
}

test('what is not documented cannot be had, and the mock says what can', async () => {
  const headers = { authorization: 'Bearer x', prefer: 'code=418' };
  const response = await fetch(`${mock.url}/api/v1/agents`, { headers });
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: Record<string, string[]> };
  expect(errors).toStrictEqual({ prefer: ['Must be one of: 200, 401, 403, 422, 429, 500, 503.'] });
  const named = { authorization: 'Bearer x', prefer: 'code=401, example=page_too_large' };
  expect((await fetch(`${mock.url}/api/v1/agents`, { headers: named })).status).toBe(422);
});

/** The example with the request's own id in it. */
function named(example: Json, { headers }: Response): Json {
  const isNamed = isObject(example) && 'request_id' in example;
  return isNamed ? { ...example, request_id: headers.get('x-request-id') } : example;
}

function contentOf(
  contract: ServedContract,
  reply: object,
): [string, { schema: Schema; examples: Record<string, Json> }][] {
  const content = 'content' in reply && isObject(reply.content) ? reply.content : {};
  return Object.entries(content).map(([type, media]) => {
    const examples = Object.entries(objectAt(media, 'examples')).map(([name, example]): [string, Json] => [
      name,
      isObject(example) ? (objectAt({ one: contract.resolve(example) as Json }, 'one')['value'] ?? null) : null,
    ]);
    return [type, { schema: objectAt(media, 'schema'), examples: Object.fromEntries(examples) }];
  });
}
