import { describe, expect } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';

const english = [
  null,
  '',
  'en',
  'EN',
  'en-US',
  'en-GB;q=0.9, pt;q=0.1',
  '*',
  'fr',
  'fr, *;q=0.5',
  'pt;q=0',
  'pt-BR;q=0, en',
  'en;q=0.5, pt;q=0.4',
  ';;;q=,,',
  'pt-BR;q=abc',
  'português',
  'p',
  'ptx',
];
const portuguese = [
  'pt',
  'PT',
  'pt-PT',
  'pt-BR',
  'pt-br;q=0.9',
  'pt-br',
  'pt-AO, en;q=0.5',
  'en;q=0.1,pt;q=0.2',
  'en;q=0, pt',
  'fr, pt;q=0.1',
  'fr-CA,pt-PT;q=0.8,en;q=0.5',
];
const spanish = ['es', 'es-419', 'ES;q=0.3, en;q=0.1'];
const table = [
  ...english.map((header) => ({ header, language: 'en', sentence: 'Route not found.' }) as const),
  ...portuguese.map((header) => ({ header, language: 'pt-BR', sentence: 'Rota não encontrada.' }) as const),
  ...spanish.map((header) => ({ header, language: 'es', sentence: 'No se encontró la ruta.' }) as const),
];

describe('Accept-Language chooses the language', () => {
  for (const { header, language, sentence } of table) {
    // Not every value can be sent by fetch as it is: header values are bytes.
    const headers: Record<string, string> =
      header === null ? {} : { 'accept-language': Buffer.from(header, 'utf8').toString('latin1') };

    test(`${header === null ? 'no header' : `"${header}"`}: ${language}`, async ({ api }) => {
      const refused = await api.call<Schemas['Error']>('GET', '/nowhere', { headers });
      assertError(refused, { status: 404, code: 'ROUTE_NOT_FOUND', message: sentence, language });

      const listed = await api.call('GET', '/agents', { headers });
      expect(listed.status).toBe(200);
      expect(listed.headers.get('content-language')).toBe(language);
      expect(listed.headers.get('vary') ?? '').toMatch(/\bAccept-Language\b/);
    });
  }
});

test('the sentence of a success is in the language asked for', async ({ api }) => {
  const create = (language: string) =>
    api.call<{ message: string }>('POST', '/agents', {
      body: { name: 'Ana' },
      headers: { 'accept-language': language },
    });
  expect((await create('en')).body.message).toBe('Agent created successfully');
  expect((await create('pt-BR')).body.message).toBe('Agente criado com sucesso');
});

test('numbers and plurals are written as the language writes them', async ({ api }) => {
  const tooLarge = async (language: string) => {
    const headers = { 'accept-language': language };
    const { body } = await api.call<Schemas['Error']>('POST', '/agents', { raw: 'x'.repeat(300_000), headers });
    return body.message;
  };
  expect(await tooLarge('en')).toBe('The request body is larger than 262,144 bytes.');
  expect(await tooLarge('pt')).toBe('O corpo da requisição excede 262.144 bytes.');
});

describe('every layer answers in Portuguese when asked to', () => {
  const headers = { 'accept-language': 'pt-PT' };
  const expected = { language: 'pt-BR' } as const;
  const missing = '018cf299-9280-7c3a-9f51-2b7d6e4a1c08';

  test('the token', async ({ api }) => {
    const answer = await api.call<Schemas['Error']>('GET', '/agents', {
      headers: { ...headers, authorization: 'Bearer talq_unknown' },
    });
    assertError(answer, { ...expected, status: 401, code: 'UNAUTHENTICATED', message: 'Token Bearer inválido' });
  });

  test('the body', async ({ api }) => {
    const answer = await api.call<Schemas['Error']>('POST', '/agents', { raw: '{', headers });
    const message = 'O corpo da requisição não é um JSON válido.';
    assertError(answer, { ...expected, status: 400, code: 'INVALID_JSON', message });
  });

  test('the contract, each field included', async ({ api }) => {
    const answer = await api.call<Schemas['Error']>('GET', '/agents?per_page=101', { headers });
    const message = 'Os dados informados são inválidos.';
    const errors = { per_page: ['Deve ser 100 ou menos.'] };
    assertError(answer, { ...expected, status: 422, code: 'VALIDATION_FAILED', message, errors });
  });

  test('the method', async ({ api }) => {
    const answer = await api.call<Schemas['Error']>('PUT', '/agents', { headers });
    const message = 'O método PUT não é permitido nesta rota.';
    assertError(answer, { ...expected, status: 405, code: 'METHOD_NOT_ALLOWED', message });
  });

  test('the handler', async ({ api }) => {
    const answer = await api.call<Schemas['Error']>('GET', `/agents/${missing}`, { headers });
    const message = 'Agente não encontrado neste ambiente.';
    assertError(answer, { ...expected, status: 404, code: 'AGENT_NOT_FOUND', message });
  });
});
