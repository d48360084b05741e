import { once } from 'node:events';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFront,
  createTranslator,
  type ErrorPreset,
  type FrontMessages,
  type Handlers,
  HttpError,
  type Listening,
  listen,
  messageMaker,
  type OperationInContract,
  preparedApp,
  standardErrors,
  standardMessages,
} from './index.ts';

/** A contract that has nothing of any other: its own languages, errors, credentials, names of parameters and kinds of bodies. */
const urls = {
  site: { type: 'string', format: 'uri' },
  secure: { type: 'string', format: 'uri', pattern: '^https://' },
  own: { type: 'string', pattern: '^https://stations\\.example/' },
};
const document = {
  openapi: '3.0.3',
  info: { title: 'Stations', version: '1' },
  paths: {
    '/stations/{station-id}': {
      parameters: [{ name: 'station-id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
      get: { responses: { 200: { description: 'ok' } } },
    },
    '/stations:search': {
      get: {
        parameters: [
          { name: 'near', in: 'query', required: true, schema: { type: 'string', maxLength: 5 } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } },
          { name: 'open', in: 'query', schema: { type: 'boolean' } },
        ],
        responses: { 200: { description: 'ok' } },
      },
    },
    '/stations': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, ...urls } },
            },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/logo': {
      put: {
        requestBody: { required: true, content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
};
const table = {
  getStation: { method: 'get', path: '/stations/{station-id}', secured: true, requestBody: false },
  search: { method: 'get', path: '/stations:search', secured: false, requestBody: false },
  addStation: { method: 'post', path: '/stations', secured: false, requestBody: true },
  putLogo: { method: 'put', path: '/logo', secured: false, requestBody: true },
} satisfies Record<string, OperationInContract>;

interface Messages extends FrontMessages {
  no_key: { name: string };
}
const message = messageMaker<Messages>();
const texts = {
  de: { ...standardMessages.en, route_not_found: 'Gibt es nicht.', no_key: 'Der Schlüssel fehlt, {name}.' },
  en: { ...standardMessages.en, no_key: 'The key is missing, {name}.' },
};
const errors: ErrorPreset = {
  problems: { ...standardErrors.problems, validation_failed: { status: 400, code: 'bad' } },
  body: ({ status, code, message: title, errors: fields }) => ({
    status,
    type: code,
    title,
    ...(fields && { fields }),
  }),
};

interface AnyOperation {
  responses: { 200: { content: { 'application/json': object } } };
}
type Caller = { user: string };
const echo = (input: object, context: object) => ({ status: 200 as const, body: { ...input, ...context } });
const handlers: Handlers<Record<keyof typeof table, AnyOperation>, typeof table, 'de' | 'en', Messages, Caller> = {
  getStation: ({ params }, { user }) => ({ status: 200, body: { params, user } }),
  search({ query }, { language }) {
    if ('near' in query && query.near === 'fail') throw new Error('the map is gone');
    return { status: 200, body: { query, language } };
  },
  addStation: ({ body }) => echo({ given: body ?? 'nothing' }, {}),
  putLogo: ({ body }) => echo({ bytes: Buffer.isBuffer(body) ? (body as Buffer).length : null }, {}),
};

let listening: Listening;
beforeAll(async () => {
  const front = createFront<Record<keyof typeof table, AnyOperation>, typeof table, 'de' | 'en', Messages, Caller>(
    { document, operations: table },
    {
      languages: ['de', 'en'],
      translator: createTranslator<Messages>(texts),
      errors,
      newRequestId: () => 'req-1',
      validateResponses: false,
      onError(_kind, error) {
        throw new Error('nobody can be told', { cause: error });
      },
      authenticate(req) {
        if (req.get('x-key') === 'secret') return { user: 'Ana' };
        throw new HttpError(403, 'no-key', { message: message('no_key', { name: 'Ana' }) });
      },
    },
  );
  const app = preparedApp(express()).use(front.context, front.demandHost, front.route, ...front.check);
  app.use(front.answer(handlers), front.error);
  listening = await listen(app, { port: 0, host: '127.0.0.1', malformed: front.malformed });
});
afterAll(() => listening.close(0));

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(listening.url + path, init);
  return {
    status: response.status,
    language: response.headers.get('content-language'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

describe('any contract', () => {
  test('has names of its own in paths, and is given what credentials tell', async () => {
    const headers = { 'x-key': 'secret' };
    expect((await call('/stations/7', { headers })).body).toEqual({ params: { 'station-id': 7 }, user: 'Ana' });
    const wrong = await call('/stations/0', { headers });
    expect(wrong.body).toEqual({
      status: 400,
      type: 'bad',
      title: 'The given data was invalid.',
      fields: { 'station-id': ['Must be 1 or more.'] },
    });
    expect((await call('/stations/0x7', { headers })).body.fields).toEqual({
      'station-id': ['Must be a whole number.'],
    });
  });

  test('has errors of its own, in its own languages', async () => {
    expect(await call('/stations/7')).toEqual({
      status: 403,
      language: 'de',
      body: { status: 403, type: 'no-key', title: 'Der Schlüssel fehlt, Ana.' },
    });
    const english = { headers: { 'accept-language': 'en-GB' } };
    expect((await call('/stations/7', english)).body.title).toBe('The key is missing, Ana.');
    expect((await call('/nowhere')).body.title).toBe('Gibt es nicht.');
  });

  test('has queries with lists and values of every type', async () => {
    const { body } = await call('/stations:search?near=a:b&tags=a&tags=b&open=true');
    expect(body.query).toEqual({ near: 'a:b', tags: ['a', 'b'], open: true });
    expect((await call('/stations:search?tags=c&open=x&other=1')).body.fields).toEqual({
      other: ['This parameter does not exist.'],
      near: ['This field is required.'],
      'tags.0': ['Must be one of: a, b.'],
      open: ['Must be true or false.'],
    });
  });

  test('has bodies that are optional, and bodies that are not JSON', async () => {
    expect((await call('/stations', { method: 'POST' })).body).toEqual({ given: 'nothing' });
    const headers = { 'content-type': 'application/json' };
    expect((await call('/stations', { method: 'POST', headers, body: '{}' })).body.fields).toEqual({
      name: ['This field is required.'],
    });
    const image = { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from([0xff, 0xd8, 0]) };
    expect((await call('/logo', image)).body).toEqual({ bytes: 3 });
    expect((await call('/logo', { method: 'PUT' })).body.fields).toEqual({ body: ['This field is required.'] });
  });

  test('has URLs of its own, and says why one is refused', async () => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
    const refusals = async (given: object) => {
      const body = JSON.stringify({ name: 'Sé', ...given });
      return (await call('/stations', { method: 'POST', headers, body })).body.fields;
    };
    for (const site of [
      'mailto:a@b.example',
      'urn:isbn:1',
      'ftp://user@host/',
      'http://user@example.com/a?b#c',
      'HTTP://x',
    ])
      expect(await refusals({ site }), site).toBeUndefined();
    expect(await refusals({ site: 'example' })).toEqual({ site: ['Must be an absolute URL.'] });
    expect(
      await refusals({ site: 'https://a.example:0', secure: 'http://example.com/', own: 'https://other.example/' }),
    ).toEqual({
      site: ['The port of the URL must be a number from 1 to 65535.'],
      secure: ['Must be an https URL, such as https://example.com/webhooks.'],
      own: ['Does not have the expected format.'],
    });
    expect(await refusals({ site: 'urn:a b', secure: 'https://bücher.example/' })).toEqual({
      site: ['The URL must not contain spaces or control characters. Write a space as %20.'],
      secure: ['The host of the URL must be in ASCII: xn--bcher-kva.example.'],
    });
    expect(await refusals({ site: 'https://a.example/#b#c' })).toEqual({
      site: ['The URL must not contain # as it is. Write it as %23.'],
    });
  });

  test('answers a failure in its own shape, even when telling about it fails', async () => {
    const warned = once(process, 'warning');
    expect(await call('/stations:search?near=fail')).toEqual({
      status: 500,
      language: 'de',
      body: { status: 500, type: 'INTERNAL_ERROR', title: expect.any(String) },
    });
    expect(await warned).toEqual([expect.objectContaining({ message: 'nobody can be told' })]);
  });
});
