import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFront,
  createTranslator,
  type FrontMessages,
  type Listening,
  listen,
  preparedApp,
  problemDetails,
  standardMessages,
} from './index.ts';

const text = { type: 'string', maxLength: 5 };
const address = { type: 'object', properties: { street: text, number: { type: 'integer' } } };
const form = {
  type: 'object',
  required: ['name'],
  properties: {
    name: text,
    age: { type: 'integer' },
    isMember: { type: 'boolean' },
    tags: { type: 'array', items: text },
    ids: { type: 'array', items: { type: 'integer' } },
    address: { $ref: '#/components/schemas/Address' },
    note: { type: ['string', 'null'] },
    spouse: { type: ['integer', 'null'] },
  },
  additionalProperties: false,
};
const withFiles = {
  allOf: [
    { type: 'object', required: ['photo'], properties: { photo: { type: 'string', format: 'binary' }, caption: text } },
    {
      properties: {
        more: { type: 'array', items: { contentMediaType: 'image/png' }, maxItems: 2 },
        address: { $ref: '#/components/schemas/Address' },
      },
    },
  ],
};
const bodies = {
  form: { 'application/x-www-form-urlencoded': { schema: form, encoding: { ids: { explode: false } } } },
  files: { 'multipart/form-data': { schema: withFiles } },
  text: { 'text/plain': { schema: text } },
  jwt: { 'application/jwt': { schema: { type: 'string', pattern: '^e' } } },
  xml: { 'application/xml': { schema: { $ref: '#/components/schemas/Address' } } },
  bytes: { 'application/octet-stream': {} },
  image: { 'image/*': { schema: { type: 'string', format: 'binary' } } },
  related: { 'multipart/related': { schema: { type: 'object' } } },
  merge: { 'application/merge-patch+json; charset=utf-8': { schema: address } },
  either: {
    'application/json': { schema: { type: 'object', required: ['a'] } },
    'application/vnd.b+json': { schema: { type: 'object', required: ['b'] } },
    'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['c'] } },
  },
};
type Name = keyof typeof bodies;
const names = Object.keys(bodies);
const responses = { 200: { description: 'ok', content: { 'application/json': { schema: {} } } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Bodies', version: '1' },
  paths: {
    ...Object.fromEntries(
      Object.entries(bodies).map(([name, content]) => [
        `/${name}`,
        { post: { requestBody: { required: true, content }, responses } },
      ]),
    ),
    '/cookies': {
      get: {
        parameters: [
          { name: 'session', in: 'cookie', required: true, schema: { type: 'string', minLength: 3 } },
          { name: 'visits', in: 'cookie', schema: { type: 'integer' } },
        ],
        responses,
      },
    },
  },
  components: { schemas: { Address: address } },
};
const operations = Object.fromEntries(
  [...names, 'cookies'].map((name) => [
    name,
    {
      method: name === 'cookies' ? 'get' : 'post',
      path: `/${name}`,
      secured: false,
      requestBody: name !== 'cookies',
    },
  ]),
);
interface AnyOperation {
  responses: { 200: { content: { 'application/json': object } } };
}
const front = createFront<Record<string, AnyOperation>, typeof operations, 'en', FrontMessages, object>(
  { document, operations },
  {
    languages: ['en'],
    translator: createTranslator<FrontMessages>(standardMessages),
    errors: problemDetails({ types: 'https://example.com/errors/' }),
    newRequestId: () => 'id',
    validateResponses: true,
    limits: { body: 1_000, upload: 2_000, uploads: 3_000 },
  },
);

let server: Listening;
beforeAll(async () => {
  const app = preparedApp(express());
  const echo = async (input: object) => ({ status: 200 as const, body: await shown(input) });
  const handlers = Object.fromEntries(Object.keys(operations).map((name) => [name, echo]));
  app.use(front.context, front.route, ...front.check, front.answer(handlers), front.error);
  server = await listen(app, { port: 0, host: '127.0.0.1', malformed: front.malformed });
});
afterAll(() => server.close(0));

/** Files as their names, types and contents, Buffers as their text. */
async function shown(value: unknown): Promise<object> {
  const all = async (inner: unknown): Promise<unknown> => {
    if (inner instanceof File) return { file: inner.name, type: inner.type, text: await inner.text() };
    if (Buffer.isBuffer(inner)) return { bytes: inner.toString() };
    if (Array.isArray(inner)) return Promise.all(inner.map(all));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      await Promise.all(Object.entries(inner).map(async ([name, one]) => [name, await all(one)])),
    );
  };
  return { shown: await all(value) };
}

async function post(name: Name, type: string | undefined, body: string | FormData) {
  const headers = type === undefined ? {} : { 'content-type': type };
  const answer = await fetch(`${server.url}/${name}`, { method: 'POST', headers, body });
  const content = JSON.parse(await answer.text());
  const { shown: input } = content;
  return { status: answer.status, type: answer.headers.get('content-type'), body: input?.body, error: content, input };
}

const FORM = 'application/x-www-form-urlencoded';
function formData(parts: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  return data;
}
const photo = new File(['png'], 'a.png', { type: 'image/png' });

describe('a body is read as its media type and its schema have it', () => {
  test.each<[Name, string, string, unknown]>([
    ['form', FORM, 'name=Ana&age=42&isMember=true&note=', { name: 'Ana', age: 42, isMember: true, note: '' }],
    ['form', FORM, 'name=1&tags=a&spouse=', { name: '1', tags: ['a'], spouse: null }],
    ['form', FORM, 'name=A&tags=a&tags=1&ids=1,2', { name: 'A', tags: ['a', '1'], ids: [1, 2] }],
    ['form', FORM, 'name=A&tags[]=a&tags[]=b', { name: 'A', tags: ['a', 'b'] }],
    ['form', FORM, 'name=A&address[street]=B&address[number]=7', { name: 'A', address: { street: 'B', number: 7 } }],
    ['form', FORM, 'name=A&address=%7B%22number%22%3A7%7D', { name: 'A', address: { number: 7 } }],
    ['form', `${FORM}; charset=UTF-8`, 'name=Jo%C3%A3o+', { name: 'João ' }],
    ['text', 'text/plain', 'héllo', 'héllo'],
    ['jwt', 'application/jwt', 'eyJ', 'eyJ'],
    ['xml', 'application/xml', '<a/>', '<a/>'],
    ['bytes', 'application/octet-stream', '{}', { bytes: '{}' }],
    ['image', 'image/png', 'png', { bytes: 'png' }],
    ['related', 'multipart/related; boundary=x', '--x--', { bytes: '--x--' }],
    ['merge', 'Application/Merge-Patch+JSON', '{"number":7}', { number: 7 }],
    ['either', 'application/vnd.b+json', '{"b":1}', { b: 1 }],
    ['either', FORM, 'c=1', { c: '1' }],
  ])('%s of %s: %s', async (name, type, body, expected) => {
    expect(await post(name, type, body)).toMatchObject({ status: 200, body: expected });
  });

  test('with which of them it is', async () => {
    const { input } = await post('either', 'application/vnd.b+json', '{"b":1}');
    expect(input).toMatchObject({ bodyType: 'application/vnd.b+json' });
  });

  test('multipart with texts, objects and files', async () => {
    const data = formData({ photo, caption: 'Ana', address: '{"number":7}' });
    for (const name of ['b.png', 'c.png']) data.append('more', new Blob(['x']), name);
    expect(await post('files', undefined, data)).toMatchObject({
      status: 200,
      body: {
        photo: { file: 'a.png', type: 'image/png', text: 'png' },
        caption: 'Ana',
        address: { number: 7 },
        more: [{ file: 'b.png' }, { file: 'c.png' }],
      },
    });
  });
});

describe('what does not fit is refused, with its field', () => {
  test.each<[Name, string, string, number, object]>([
    ['form', FORM, 'age=4.5&isMember=yes&other=1&ids=1,x', 422, {}],
    ['form', FORM, 'name=%ff', 422, { body: expect.anything() }],
    ['text', 'text/plain', 'longer', 422, { body: ['Must have at most 5 characters.'] }],
    ['text', 'text/plain; charset=none', 'a', 415, {}],
    ['jwt', 'application/jwt', 'x', 422, { body: expect.anything() }],
    ['jwt', 'text/plain', 'eyJ', 415, {}],
    ['bytes', 'application/octet-stream', '', 422, { body: ['This field is required.'] }],
    ['bytes', 'application/octet-stream', 'x'.repeat(2_001), 413, {}],
    ['form', FORM, `name=${'x'.repeat(1_000)}`, 413, {}],
    ['files', 'multipart/form-data', 'x', 422, { body: ['Must be a valid multipart/form-data.'] }],
    ['files', 'multipart/form-data; boundary=x', '--x\r\n--x--', 422, {}],
    ['merge', 'application/merge-patch+json', '{"number":"7"}', 422, { number: expect.anything() }],
    ['either', 'application/json', '{"b":1}', 422, { a: expect.anything() }],
    ['either', 'application/vnd.b+json', '{"a":1}', 422, { b: expect.anything() }],
  ])('%s of %s: %.40s', async (name, type, body, status, errors) => {
    const { error, ...answer } = await post(name, type, body);
    expect(answer.status).toBe(status);
    expect(error.errors ?? {}).toMatchObject(errors);
  });

  test('a form tells every field', async () => {
    const { error } = await post('form', FORM, 'age=4.5&isMember=yes&other=1&ids=1,x&address[number]=x');
    expect(Object.keys(error.errors).toSorted()).toEqual(
      ['address.number', 'age', 'ids.1', 'isMember', 'name', 'other'].toSorted(),
    );
  });

  test('files: none, too many, too large', async () => {
    expect((await post('files', undefined, formData({ caption: 'x' }))).error.errors).toMatchObject({
      photo: ['This field is required.'],
    });
    const many = formData({ photo });
    for (const name of 'abc') many.append('more', new Blob(['x']), name);
    expect((await post('files', undefined, many)).error.errors).toMatchObject({ more: [expect.anything()] });
    expect(await post('files', undefined, formData({ photo: new Blob(['x'.repeat(2_000)]) }))).toMatchObject({
      status: 413,
    });
  });

  test('as problem details, with the media types that are taken', async () => {
    const { error, type } = await post('either', 'text/csv', 'a');
    expect(type).toBe('application/problem+json; charset=utf-8');
    expect(error).toEqual({
      type: 'https://example.com/errors/unsupported-media-type',
      title: `The request body must be sent as application/json, application/vnd.b+json, ${FORM}.`,
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
      request_id: 'id',
    });
  });
});

test('bodies with files that would take more memory than there is for all of them are asked to come again', async () => {
  let release = () => {};
  const waiting = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('x'));
      release = () => controller.close();
    },
  });
  // Its length is not known, so that it is counted as the longest.
  const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: waiting };
  const first = fetch(`${server.url}/bytes`, { ...init, duplex: 'half' } as RequestInit);
  await expect.poll(async () => (await post('bytes', 'application/octet-stream', 'x'.repeat(1_500))).status).toBe(503);
  expect((await post('bytes', 'application/octet-stream', 'x'.repeat(900))).status).toBe(200);
  release();
  expect((await first).status).toBe(200);
  await expect.poll(async () => (await post('bytes', 'application/octet-stream', 'x'.repeat(1_500))).status).toBe(200);
});

test('cookies are parameters', async () => {
  const get = async (cookie: string) => {
    const answer = await fetch(`${server.url}/cookies`, { headers: { cookie } });
    return { status: answer.status, ...JSON.parse(await answer.text()) };
  };
  expect(await get('session="a%20bc"; visits=3; other=1; session=second')).toMatchObject({
    status: 200,
    shown: { cookies: { session: 'a bc', visits: 3 } },
  });
  expect(await get('visits=x')).toMatchObject({
    status: 422,
    errors: { session: ['This field is required.'], visits: ['Must be a whole number.'] },
  });
});

test('what is not read or not checked is told at start', () => {
  expect(front.problems).toEqual([
    'The body application/xml of xml is given to its handler as text: its schema is not checked.',
    'The body multipart/related of related is given to its handler as bytes: of multipart bodies, only the parts of multipart/form-data are read.',
  ]);
});
