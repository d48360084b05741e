import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { languages } from '../../generated/operations.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../../toolkit/contract/document/json.ts';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { type Operation, type Schema, ServedContract } from '../contract/served-contract.ts';
import { startTestMock } from './mock.ts';

let mock: Mock;
before(async () => {
  mock = await startTestMock();
});
after(() => mock.close());

for (const language of languages) {
  describe(`every documented answer can be had in ${language}`, async () => {
    const file = new URL(`../../generated/openapi.${language}.json`, import.meta.url);
    const document: JsonObject = JSON.parse(await readFile(file, 'utf8'));
    const contract = new ServedContract(document);
    for (const operation of contract.operations()) {
      test(operation.id, async () => {
        let answers = 0;
        for (const [status, reply] of Object.entries(operation.replies)) {
          for (const [type, { schema, examples }] of contentOf(contract, reply)) {
            for (const [name, value] of Object.entries(examples)) {
              const response = await ask(contract, operation, language, `code=${status}, example=${name}`);
              const where = `${operation.id} ${status} ${name}`;
              assert.equal(response.status, Number(status), where);
              assert.equal(response.headers.get('content-language'), language, where);
              assert.ok(response.headers.get('content-type')?.startsWith(type), where);
              for (const [header, { required }] of Object.entries(reply.headers ?? {})) {
                if (required) assert.ok(response.headers.has(header), `${where} has ${header}`);
              }
              const body = type.includes('json') ? await response.json() : await response.text();
              assert.equal(contract.fault(schema, body), null, where);
              assert.deepEqual(body, named(value, response), where);
              answers++;
            }
          }
        }
        assert.ok(answers > 0, 'it has answers');
      });
    }
  });
}

test('what is not documented cannot be had, and the mock says what can', async () => {
  const headers = { authorization: 'Bearer x', prefer: 'code=418' };
  const response = await fetch(`${mock.url}/api/v1/agents`, { headers });
  assert.equal(response.status, 422);
  const { errors } = (await response.json()) as { errors: Record<string, string[]> };
  assert.deepEqual(errors, { prefer: ['Must be one of: 200, 401, 422, 429, 500, 503.'] });
  const named = { authorization: 'Bearer x', prefer: 'code=401, example=page_too_large' };
  assert.equal((await fetch(`${mock.url}/api/v1/agents`, { headers: named })).status, 422);
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

/** A request that is right, made of the contract's own examples. */
function ask(contract: ServedContract, operation: Operation, language: string, prefer: string): Promise<Response> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return String(exampleOf(contract, parameter?.schema ?? {}));
  });
  const body = operation.body ? exampleOf(contract, operation.body) : undefined;
  return fetch(mock.url + path, {
    method: operation.method,
    headers: {
      authorization: 'Bearer talq_any',
      'accept-language': language,
      prefer,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function exampleOf(contract: ServedContract, schema: Schema): unknown {
  const { examples, properties, required } = contract.resolve(schema);
  if (Array.isArray(examples)) return examples[0];
  const members = isObject(properties) ? properties : {};
  // A change of nothing is refused: what has no required field is given its first.
  const names = Array.isArray(required) ? required.map(String) : Object.keys(members).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, exampleOf(contract, objectAt(members, name))]));
}
