import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { testWith } from '../support/fixtures.ts';
import type { TestService } from '../support/service.ts';

const test = testWith({ ROLE: 'api' });

const get = (service: TestService, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${service.service.url}${path}`, { method, headers, redirect: 'manual' });

describe('the server, without a token', () => {
  for (const [accepted, language] of [
    ['pt-PT, en;q=0.5', 'pt-BR'],
    ['en', 'en'],
    ['fr', 'en'],
  ] as const) {
    test(`/docs/ goes on to the page for "${accepted}"`, async ({ service }) => {
      const answer = await get(service, '/docs/', { 'accept-language': accepted });
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe(`${language}/`);
      expect(answer.headers.get('vary') ?? '').toMatch(/Accept-Language/);
    });
  }

  test('/docs goes to the folder, wherever a proxy has put it', async ({ service }) => {
    const answer = await get(service, '/docs');
    expect([answer.status, answer.headers.get('location')]).toStrictEqual([308, 'docs/']);
  });

  test('a first request finds the docs built from its contract', async ({ service }) => {
    for (const [language, title] of Object.entries({ en: 'Reference', 'pt-BR': 'Referência' })) {
      const answer = await get(service, `/docs/${language}/`, { 'accept-language': 'fr' });
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-language')).toBe(language);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(html).toMatch(new RegExp(`<html lang="${language}">`));
      expect(html).toMatch(new RegExp(`>${title}</a>`));
      for (const other of ['en', 'pt-BR'])
        expect(html.includes(`<link rel="alternate" hreflang="${other}" href="../${other}/">`)).toBeTruthy();

      const contract = await (await get(service, `/docs/${language}/openapi.json`)).text();
      expect(contract).toBe(
        await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8'),
      );
    }
  });

  test('a page of a draft, and the contract in it, say that parts are in English', async ({ service }) => {
    const page = await get(service, '/docs/es/');
    expect([page.status, page.headers.get('content-language')]).toStrictEqual([200, 'es, en']);
    const contract = await get(service, '/openapi.json', { 'accept-language': 'es' });
    expect(contract.headers.get('content-language')).toBe('es, en');
  });

  test('pages may run what comes from their host and nothing else; answers of the API keep their own policy', async ({
    service,
  }) => {
    const policy = (await get(service, '/docs/en/')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; img-src/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const api = (await get(service, '/health/live')).headers.get('content-security-policy') ?? '';
    expect(api).toMatch(/default-src 'self'/);
  });

  test('files are compressed, and asked for again only when they changed', async ({ service }) => {
    const html = await (await get(service, '/docs/en/')).text();
    const script = /assets\/(page-[0-9a-f]+\.js)/.exec(html)?.[1];
    const path = `/docs/assets/${script}`;
    for (const [accepted, expected] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const answer = await get(service, path, { 'accept-encoding': accepted });
      await answer.body?.cancel();
      expect(answer.headers.get('content-encoding')).toBe(expected);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(answer.headers.get('cache-control') ?? '').toMatch(/immutable/);
    }
    const tag = (await get(service, '/docs/en/')).headers.get('etag') ?? '';
    expect((await get(service, '/docs/en/', { 'if-none-match': tag, 'cache-control': 'max-age=0' })).status).toBe(304);
  });

  test('a language without its slash leads to its page', async ({ service }) => {
    for (const language of ['en', 'pt-BR']) {
      const answer = await get(service, `/docs/${language}`);
      expect(answer.status).toBe(308);
      expect(new URL(answer.headers.get('location') ?? '', answer.url).pathname).toBe(`/docs/${language}/`);
    }
  });

  test('there is nothing but the files of the site', async ({ service }) => {
    for (const path of [
      '/docs/en/nothing.html',
      '/docs/assets/',
      '/docs/%2e%2e/package.json',
      '/docs/..%2f..%2fpackage.json',
      '/docs/.git',
      '/docsx',
      '/docs/en/index.html.br',
    ]) {
      const answer = await get(service, path);
      expect(answer.status, path).toBe(404);
      expect(((await answer.json()) as { code: string }).code, path).toBe('ROUTE_NOT_FOUND');
    }
    const posted = await get(service, '/docs/en/', {}, 'POST');
    expect([posted.status, posted.headers.get('allow')]).toStrictEqual([405, 'GET, HEAD']);
    expect((await get(service, '/docs/en/', {}, 'HEAD')).status).toBe(200);
  });
});
