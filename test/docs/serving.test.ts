import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService({ ROLE: 'api' });
});
after(() => service.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${service.service.url}${path}`, { method, headers, redirect: 'manual' });

describe('the server, without a token', () => {
  for (const [accepted, language] of [
    ['pt-PT, en;q=0.5', 'pt-BR'],
    ['en', 'en'],
    ['fr', 'en'],
  ] as const) {
    test(`/docs/ goes on to the page for "${accepted}"`, async () => {
      const answer = await get('/docs/', { 'accept-language': accepted });
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.get('location'), `${language}/`);
      assert.match(answer.headers.get('vary') ?? '', /Accept-Language/);
    });
  }

  test('/docs goes to the folder, wherever a proxy has put it', async () => {
    const answer = await get('/docs');
    assert.deepEqual([answer.status, answer.headers.get('location')], [308, 'docs/']);
  });

  test('a first request finds the docs built from its contract', async () => {
    for (const [language, title] of Object.entries({ en: 'Reference', 'pt-BR': 'Referência' })) {
      const answer = await get(`/docs/${language}/`, { 'accept-language': 'fr' });
      const html = await answer.text();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-language'), language);
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
      assert.match(html, new RegExp(`<html lang="${language}">`));
      assert.match(html, new RegExp(`>${title}</a>`));
      for (const other of ['en', 'pt-BR'])
        assert.ok(html.includes(`<link rel="alternate" hreflang="${other}" href="../${other}/">`));

      const contract = await (await get(`/docs/${language}/openapi.json`)).text();
      assert.equal(
        contract,
        await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8'),
      );
    }
  });

  test('pages may run what comes from their host and nothing else; answers of the API keep their own policy', async () => {
    const policy = (await get('/docs/en/')).headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    const api = (await get('/health/live')).headers.get('content-security-policy') ?? '';
    assert.match(api, /default-src 'self'/);
  });

  test('files are compressed, and asked for again only when they changed', async () => {
    const html = await (await get('/docs/en/')).text();
    const script = /assets\/(reference-[0-9a-f]+\.js)/.exec(html)?.[1];
    const path = `/docs/assets/${script}`;
    for (const [accepted, expected] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const answer = await get(path, { 'accept-encoding': accepted });
      await answer.body?.cancel();
      assert.equal(answer.headers.get('content-encoding'), expected);
      assert.equal(answer.headers.get('vary'), 'Accept-Encoding');
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    }
    const tag = (await get('/docs/en/')).headers.get('etag') ?? '';
    assert.equal((await get('/docs/en/', { 'if-none-match': tag, 'cache-control': 'max-age=0' })).status, 304);
  });

  test('a language without its slash leads to its page', async () => {
    for (const language of ['en', 'pt-BR']) {
      const answer = await get(`/docs/${language}`);
      assert.equal(answer.status, 308);
      assert.equal(new URL(answer.headers.get('location') ?? '', answer.url).pathname, `/docs/${language}/`);
    }
  });

  test('there is nothing but the files of the site', async () => {
    for (const path of [
      '/docs/en/nothing.html',
      '/docs/assets/',
      '/docs/%2e%2e/package.json',
      '/docs/..%2f..%2fpackage.json',
      '/docs/.git',
      '/docsx',
      '/docs/en/index.html.br',
    ]) {
      const answer = await get(path);
      assert.equal(answer.status, 404, path);
      assert.equal(((await answer.json()) as { code: string }).code, 'ROUTE_NOT_FOUND', path);
    }
    const posted = await get('/docs/en/', {}, 'POST');
    assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
    assert.equal((await get('/docs/en/', {}, 'HEAD')).status, 200);
  });
});
