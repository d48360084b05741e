import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { ApiError, createClient, unwrap } from '../src/index.ts';

/** What openapi-typescript writes for answers that our own contract has not. */
interface paths {
  '/jobs': { post: Operation<{ 201: Empty; 202: Empty; 422: Problem }> };
  '/report': { get: Operation<{ 200: { content: { 'text/csv': string } }; 404: Problem }> };
  '/logo': { get: Operation<{ 200: { content: { 'image/png': string } } }> };
  '/pets': { get: Operation<{ '2XX': { content: { 'application/json': Pet[] } }; default: Problem }> };
  '/pet': { get: Operation<{ default: { content: { 'application/hal+json': Pet } } }> };
}
interface Operation<Responses> {
  parameters: { query?: { as?: string }; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: Responses;
}
interface Empty {
  content?: never;
}
interface Problem {
  content: { 'application/problem+json': { type: string; title: string } };
}
interface Pet {
  name: string;
}

type Sent = [status: number, type: string | undefined, body?: string | Uint8Array];

/** A client of a server that gives one answer. */
async function clientOf([status, type, body]: Sent) {
  const server = createServer((_, res) => res.writeHead(status, type ? { 'content-type': type } : {}).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return createClient<paths>({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, retry: false });
}

test.for([201, 202])('an empty %i is a success without data', async (status) => {
  const { data, error, response } = await (await clientOf([status, undefined])).POST('/jobs');
  expectTypeOf(data).toEqualTypeOf<undefined>();
  expect([data, error, response.status]).toStrictEqual([undefined, undefined, status]);
});

test('an empty 200, and an empty 202 that says it is JSON, are errors', async () => {
  const empty = await (await clientOf([200, undefined])).GET('/report');
  expect(empty.error?.code).toBe('UNEXPECTED_RESPONSE');
  const cut = await (await clientOf([202, 'application/json'])).POST('/jobs');
  expect(cut.error?.code).toBe('UNEXPECTED_RESPONSE');
});

test('CSV is its text; a page is an error', async () => {
  const csv = await unwrap((await clientOf([200, 'text/csv; charset=utf-8', 'name\nAna\n'])).GET('/report'));
  expectTypeOf(csv).toEqualTypeOf<string>();
  expect(csv).toBe('name\nAna\n');
  const page = await (await clientOf([200, 'text/html', '<h1>Sign in</h1>'])).GET('/report');
  expect(page.error?.code).toBe('UNEXPECTED_RESPONSE');
});

test('a file is asked for as bytes', async () => {
  const bytes = Uint8Array.of(0x89, 0x50, 0xff, 0x00);
  const client = await clientOf([200, 'image/png', bytes]);
  const { data } = await client.GET('/logo', { parseAs: 'arrayBuffer' });
  expectTypeOf(data).toEqualTypeOf<ArrayBuffer | undefined>();
  expect(new Uint8Array(data ?? new ArrayBuffer())).toStrictEqual(bytes);
});

test('a range and a default are successes of their types, whatever the 2xx', async () => {
  const range = await unwrap((await clientOf([206, 'application/json', '[{"name":"Rex"}]'])).GET('/pets'));
  expectTypeOf(range).toEqualTypeOf<Pet[]>();
  expect(range).toStrictEqual([{ name: 'Rex' }]);
  const pet = await unwrap((await clientOf([200, 'application/hal+json', '{"name":"Rex"}'])).GET('/pet'));
  expectTypeOf(pet).toEqualTypeOf<Pet>();
  expect(pet).toStrictEqual({ name: 'Rex' });
});

test('problem details are an error with their text', async () => {
  const problem = { type: 'about:blank', title: 'Not a job' };
  const { error } = await (await clientOf([422, 'application/problem+json', JSON.stringify(problem)])).POST('/jobs');
  expect.assert(error instanceof ApiError);
  expect([error.status, JSON.parse(error.body ?? '')]).toStrictEqual([422, problem]);
});
