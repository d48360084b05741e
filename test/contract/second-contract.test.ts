import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import express from 'express';
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import type { MessageParameters } from '../../generated/messages.ts';
import type { Language } from '../../generated/operations.ts';
import type { Caller } from '../../server/api/api.ts';
import { ApiError } from '../../server/api/api-error.ts';
import { message } from '../../server/api/messages.ts';
import { createApp } from '../../server/http/app.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { ContractCopy } from '../../toolkit/contract/test/contract-copy.ts';
import type { Handlers, OperationInContract } from '../../toolkit/express/handlers.ts';
import { type Listening, listen } from '../../toolkit/express/listen.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';

/** The library's contract has nothing in common with ours: what serves ours has to serve it. */
type Table = Record<string, OperationInContract>;
interface LooseOperation {
  parameters: { path: Record<string, string>; query: Record<string, string | number | undefined> };
  requestBody: { content: { 'application/json': Record<string, unknown> } };
  responses: {
    200: { content: { 'application/json': object } };
    201: { content: { 'application/json': object } };
    204: { content?: never };
  };
}

const book = { isbn: '9788535914849', title: 'Dom Casmurro', available: true, added_at: '2024-01-15T11:30:00Z' };
const loanId = '018d0d3f-6a5c-7f00-8000-000000000001';
const handlers: Handlers<Record<string, LooseOperation>, Table, Language, MessageParameters, Caller> = {
  listBooks: ({ query }) => ({
    status: 200,
    body: { success: true, data: [{ ...book, title: `${typeof query['per_page']} ${query['per_page']}` }] },
  }),
  getBook: ({ params }) => {
    // What the contract does not have, to see that it does not leave the house.
    if (params['isbn'] === '0000000000000') return { status: 200, body: { success: true, data: { title: 7 } } };
    return { status: 200, body: { success: true, data: { ...book, isbn: params['isbn'] } } };
  },
  createLoan: ({ body }, { language }) => ({
    status: 201,
    body: {
      success: true,
      message: language,
      data: { id: loanId, book, member: body['member'], due_at: '2024-01-29T11:30:00Z' },
    },
  }),
  returnBook: () => ({ status: 204 }),
  getHealth: () => ({ status: 200, body: { open: true } }),
};

let listening: Listening;
let api: Api;
const answered: string[] = [];
beforeAll(async () => {
  const copy = await ContractCopy.make({ onTestFinished: afterAll });
  const { code, output } = await copy.run('generate');
  expect(code, output).toBe(0);
  const generated = join(copy.folder, 'generated');
  const { operations } = (await import(pathToFileURL(join(generated, 'operations.ts')).href)) as { operations: Table };
  // What a caller may do is read from the name of the scheme.
  const bundle = await readFile(join(generated, 'openapi.en.json'), 'utf8');
  const document = JSON.parse(bundle.replaceAll('"libraryToken"', '"EnvironmentToken"'));
  expect(Object.keys(handlers).toSorted()).toStrictEqual(Object.keys(operations).toSorted());
  const app = createApp<Record<string, LooseOperation>, Table>({ document, operations }, handlers, {
    logger: createLogger('silent'),
    clock: localClock,
    validateResponses: true,
    onAnswered: ({ operationId, status }) => answered.push(`${operationId} ${status}`),
    authenticate(req) {
      if (req.get('authorization') !== 'Bearer lib_card')
        throw new ApiError('UNAUTHENTICATED', { message: message('unauthenticated_missing') });
      return { environmentId: 'the library' };
    },
  });
  listening = await listen(express().use(app.express), { port: 0, host: '127.0.0.1', malformed: app.malformed });
  api = apiAt(listening.url, 'lib_card');
});
afterAll(() => listening.close(0));

describe('a second contract is served like ours', () => {
  test('requests reach their handlers, checked and typed', async () => {
    const listed = await api.call<{ data: { title: string }[] }>('GET', '//books?per_page=20');
    expect([listed.status, listed.body.data[0]?.title]).toStrictEqual([200, 'number 20']);
    expect((await api.call<{ data: { isbn: string } }>('GET', '//books/1234567890123')).body.data.isbn).toBe(
      '1234567890123',
    );
    expect((await api.call('GET', '//health')).body).toStrictEqual({ open: true });
    assert(answered.includes('getHealth 200'));
  });

  test('an answer without a body has none', async () => {
    const { status, body, headers } = await api.call('DELETE', `//loans/${loanId}`);
    expect([status, body, headers.get('content-language')]).toStrictEqual([204, '', 'en']);
  });

  test('requests that do not fit are refused, by its own schemas', async () => {
    assertInvalid(await api.call('GET', '//books?per_page=51'), 'per_page', 'Must be 50 or less.');
    assertInvalid(await api.call('GET', '//books/978'), 'isbn', 'Does not have the expected format.');
    const loan = { isbn: '9788535914849', member: 'Ana' };
    const lend = (body: object) => api.call<Schemas['Error']>('POST', '//loans', { body });
    assertInvalid(await lend({ isbn: loan.isbn }), 'member', 'This field is required.');
    assertInvalid(await lend({ ...loan, days: 31 }), 'days', 'Must be 30 or less.');
    assertInvalid(await lend({ ...loan, color: 'red' }), 'color', 'This field is not accepted here.');
    expect((await lend(loan)).status).toBe(201);
  });

  test('in both languages, in every layer', async () => {
    const headers = { 'accept-language': 'pt-BR' };
    const language = 'pt-BR';
    assertError(await apiAt(listening.url, null).call('GET', '//books', { headers }), {
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'Token Bearer ausente',
      language,
    });
    assertError(await api.call('GET', '//shelves', { headers }), {
      status: 404,
      code: 'ROUTE_NOT_FOUND',
      message: 'Rota não encontrada.',
      language,
    });
    assertError(await api.call('PUT', '//loans', { headers }), {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      message: 'O método PUT não é permitido nesta rota.',
      language,
    });
    assertError(await api.call('POST', '//loans', { headers, raw: '{' }), {
      status: 400,
      code: 'INVALID_JSON',
      message: 'O corpo da requisição não é um JSON válido.',
      language,
    });
    const lent = await api.call<{ message: string }>('POST', '//loans', {
      headers,
      body: { isbn: '9788535914849', member: 'Ana' },
    });
    expect(lent.body.message).toBe('pt-BR');
  });

  test('an answer that is not in the contract does not leave the house', async () => {
    const answer = await api.call<Schemas['Error']>('GET', '//books/0000000000000');
    assertError(answer, {
      status: 500,
      code: 'INTERNAL_ERROR',
      message: 'An unexpected error occurred. If it persists, report the request_id.',
    });
  });
});
