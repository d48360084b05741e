import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFront,
  createTranslator,
  type FrontMessages,
  type Listening,
  listen,
  preparedApp,
  standardErrors,
  standardMessages,
} from './index.ts';

/** What other people's contracts have: a base path, odd names of parameters, a pattern that is no regular expression. */
const responses = { '2XX': { description: 'ok', content: { 'application/json': {} } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Users', version: '2024-11-06' },
  servers: [{ url: 'https://api.example.com/v2' }],
  paths: {
    '/users/{user-id}': {
      parameters: [{ name: 'user-id', in: 'path', required: true, schema: { type: 'string', maxLength: 5 } }],
      get: { responses },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Odd' } } } },
        responses: { default: { description: 'ok', content: { 'application/json': { schema: { type: 'any' } } } } },
      },
      put: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
        },
        responses,
      },
    },
  },
  components: {
    schemas: {
      User: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, handle: { type: 'string', maxLength: 3, pattern: '^[\\w-\\.]+$' } },
        examples: [{ pattern: '(' }],
      },
      // Each of these made every operation answer 500, or the server fail at its start.
      Odd: {
        $id: 'https://example.com/odd.json',
        type: 'any',
        required: true,
        nullable: true,
        properties: { type: { minLength: '3', maxLength: 3 }, nowhere: { $ref: '#/components/schemas/None' } },
        patternProperties: { '[': { type: 'string' } },
        items: null,
        'x-example': { $id: 'https://example.com/odd.json' },
        example: { $id: 'User', properties: { pattern: '(' } },
      },
    },
  },
};
const place = { path: '/v2/users/{user-id}', template: '/users/{user-id}', secured: false };
const operations = {
  getUser: { method: 'get', requestBody: false, ...place },
  postUser: { method: 'post', requestBody: true, ...place },
  putUser: { method: 'put', requestBody: true, ...place },
};

const front = createFront<
  Record<keyof typeof operations, AnyOperation>,
  typeof operations,
  'en',
  FrontMessages,
  object
>(
  { document, operations },
  {
    languages: ['en'],
    translator: createTranslator<FrontMessages>(standardMessages),
    errors: standardErrors,
    authenticate: () => ({}),
    newRequestId: () => 'id',
    validateResponses: true,
  },
);
interface AnyOperation {
  responses: { 200: { content: { 'application/json': object } } };
}

let server: Listening;
beforeAll(async () => {
  const app = preparedApp(express());
  const echo = (input: object) => ({ status: 200 as const, body: input });
  app.use(
    front.context,
    front.route,
    ...front.check,
    front.answer({ getUser: echo, postUser: echo, putUser: echo }),
    front.error,
  );
  server = await listen(app, { port: 0, host: '127.0.0.1', malformed: front.malformed });
});
afterAll(() => server.close(0));

async function send(method: string, body: object): Promise<{ status: number; errors: unknown }> {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${server.url}/v2/users/ana`, init);
  const content: unknown = await answer.json();
  const errors = typeof content === 'object' && content !== null && 'errors' in content ? content.errors : undefined;
  return { status: answer.status, errors };
}

describe("other people's contracts", () => {
  test('are served under the base path of their server, and nowhere else', async () => {
    const found = await fetch(`${server.url}/v2/users/ana`);
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ params: { 'user-id': 'ana' } });
    expect((await fetch(`${server.url}/users/ana`)).status).toBe(404);
    expect((await fetch(`${server.url}/v2/users/too-long`)).status).toBe(422);
  });

  test('keywords that cannot be used are told at start, and fail no request; the rest is checked', async () => {
    const odd = '#/components/schemas/Odd';
    expect(front.problems).toEqual([
      '#/paths/~1users~1{user-id}/post/responses/default/content/application~1json/schema/type is not checked: it has to be one of array, boolean, integer, null, number, object, string, or a list of them.',
      expect.stringMatching(
        /^#\/components\/schemas\/User\/properties\/handle\/pattern is not checked: Invalid regular/,
      ),
      `${odd}/type is not checked: it has to be one of array, boolean, integer, null, number, object, string, or a list of them.`,
      `${odd}/required is not checked: it has to be a list of names.`,
      `${odd}/items is not checked: it has to be a schema.`,
      `${odd}/properties/type/minLength is not checked: it has to be a whole number, 0 or more.`,
      `${odd}/properties/nowhere/$ref is not checked: #/components/schemas/None leads nowhere in the document.`,
      expect.stringMatching(/^#\/components\/schemas\/Odd\/patternProperties\/\[ is not checked: Invalid regular/),
    ]);
    expect(await send('PUT', { name: 'Ana', handle: 'a.b' })).toMatchObject({ status: 200 });
    expect(await send('PUT', { name: 'Ana', handle: 'a.bc' })).toMatchObject({
      status: 422,
      errors: { handle: [expect.any(String)] },
    });
    expect(await send('PUT', {})).toMatchObject({ status: 422, errors: { name: [expect.any(String)] } });
    expect(await send('POST', { type: 'abc' })).toMatchObject({ status: 200 });
    expect(await send('POST', { type: 'abcd' })).toMatchObject({ status: 422, errors: { type: [expect.any(String)] } });
  });
});
