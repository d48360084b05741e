import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../document/json.ts';
import { breakingChanges } from './breaking-changes.ts';
import { ownChanges } from './own-changes.ts';

const header = (name: string, required = true) => ({ name, in: 'header', required, schema: { type: 'string' } });
const contract = ({
  perPage = { default: 25 },
  shared = { default: 1 },
  sort = { default: 'name' },
  body = { default: true },
  headers = [header('Webhook-Id'), header('Webhook-Time')],
}: Record<string, JsonObject | JsonObject[]> = {}): JsonObject => ({
  paths: {
    '/books': {
      parameters: [{ name: 'page', in: 'query', schema: shared }],
      get: {
        parameters: [{ name: 'per_page', in: 'query', schema: perPage }, { $ref: '#/components/parameters/Sort' }],
        responses: { 200: { content: { 'application/json': { schema: { properties: { n: { default: 7 } } } } } } },
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } } },
        callbacks: { sold: { '{$request.body#/url}': { post: { parameters: headers } } } },
      },
    },
  },
  webhooks: { sold: { post: { parameters: headers } } },
  components: {
    parameters: { Sort: { name: 'sort', in: 'query', schema: sort } },
    schemas: {
      Book: { properties: { kept: body, inside: { $ref: '#/components/schemas/Book' }, tags: { items: body } } },
    },
  },
});

const cases: { name: string; now: Parameters<typeof contract>[0]; says: string[] }[] = [
  { name: 'nothing', now: {}, says: [] },
  {
    name: 'the default of a parameter',
    now: { perPage: { default: 50 } },
    says: ['The default of `per_page` was 25 and is 50. #/paths/~1books/get/parameters/0/schema'],
  },
  {
    name: 'a default that is gone, of a parameter of the path',
    now: { shared: {} },
    says: ['The default of `page` was 1 and is gone. #/paths/~1books/parameters/0/schema'],
  },
  {
    name: 'a default of a parameter elsewhere',
    now: { sort: { default: 'isbn' } },
    says: ['The default of `sort` was "name" and is "isbn". #/paths/~1books/get/parameters/1/schema'],
  },
  {
    name: 'a default within a body that holds itself',
    now: { body: { default: false } },
    says: [
      'The default of `kept` was true and is false. #/components/schemas/Book/properties/kept',
      'The default of `tags` was true and is false. #/components/schemas/Book/properties/tags/items',
    ],
  },
  {
    name: 'a header of a webhook, and of a callback, that is gone',
    now: { headers: [header('webhook-time')] },
    says: [
      'The header Webhook-Id is sent no more. #/webhooks/sold/post',
      'The header Webhook-Id is sent no more. #/paths/~1books/post/callbacks/sold/{$request.body#~1url}/post',
    ],
  },
  {
    name: 'a header that may be missing',
    now: { headers: [header('Webhook-Id', false), header('Webhook-Time')] },
    says: [
      'The header Webhook-Id is not always sent any more. #/webhooks/sold/post/parameters/0',
      'The header Webhook-Id is not always sent any more. #/paths/~1books/post/callbacks/sold/{$request.body#~1url}/post/parameters/0',
    ],
  },
  { name: 'a header more', now: { headers: [header('Webhook-Id'), header('Webhook-Time'), header('X')] }, says: [] },
];

describe('what redocly diff has no rule for', () => {
  test.for(cases)('$name', ({ now, says }) => {
    const found = ownChanges(contract(), contract(now)).map(({ message, pointer }) => `${message} ${pointer}`);
    expect(found).toStrictEqual(says);
  });
});

test('an operation that gets another way in beside the one of the whole contract does not break', async () => {
  const secured = (own: JsonObject): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'A', version: '1.0.0' },
    security: [{ token: [] }],
    paths: { '/books': { get: { ...own, responses: { 200: { description: 'ok' } } } } },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, link: { type: 'http', scheme: 'bearer' } },
    },
  });
  expect(await breakingChanges(secured({}), secured({ security: [{ token: [] }, { link: [] }] }))).toStrictEqual([]);
});
