import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import { assertInvalid } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

test('health: alive, and ready while the database answers', async ({ api }) => {
  for (const path of ['//health/live', '//health/ready']) {
    const { status, body } = await api.call('GET', path);
    expect([status, body]).toStrictEqual([200, { success: true, data: { status: 'ok' } }]);
  }
});

describe('/openapi.json', () => {
  for (const language of ['en', 'pt-BR']) {
    test(`in ${language} is the bundle of that language`, async ({ api }) => {
      const { status, headers, body } = await api.call('GET', '//openapi.json', {
        headers: { 'accept-language': language },
      });
      const bundle = await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8');
      expect(status).toBe(200);
      expect(headers.get('content-language')).toBe(language);
      expect(headers.get('content-type') ?? '').toMatch(/^application\/json\b/);
      expect(body).toStrictEqual(JSON.parse(bundle));
    });
  }
  test('says where the service is reached, when it is told so', async ({ database, startAnother }) => {
    const { api } = await startAnother({ PUBLIC_URL: 'https://hooks.example.com', ROLE: 'api' }, database);
    const { body } = await api.call<{ servers: unknown }>('GET', '//openapi.json');
    expect(body.servers).toStrictEqual([{ url: 'https://hooks.example.com' }]);
  });
});

describe('/metrics', () => {
  const metrics = async (api: Api) => {
    const { status, headers, body } = await api.call<string>('GET', '//metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type') ?? '').toMatch(/^text\/plain\b/);
    return body;
  };
  const sampleOf = (text: string, series: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1) ?? Number.NaN,
    );

  test('counts requests by operation and status', async ({ api }) => {
    const series = 'reentrega_http_request_duration_seconds_count{operation="getLiveness",status="200"}';
    await api.call('GET', '//health/live');
    const first = sampleOf(await metrics(api), series);
    await api.call('GET', '//health/live');
    expect(sampleOf(await metrics(api), series)).toBe(first + 1);
  });

  test('does not grow with paths that nobody knows', async ({ api }) => {
    for (let path = 0; path < 5; path++) await api.call('GET', `//unknown/${path}`);
    const text = await metrics(api);
    expect(sampleOf(text, 'reentrega_http_request_duration_seconds_count{operation="none",status="404"}')).toBe(5);
    expect(text.includes('/unknown')).toBe(false);
  });

  test('counts attempts by their result, and failures by why', async ({ api, receiver }) => {
    await failedDelivery(api, receiver);
    const attempts = 'reentrega_delivery_attempt_duration_seconds_count{result="failed",trigger="event"}';
    const text = await eventually(async () => {
      const now = await metrics(api);
      return now.includes(attempts) ? now : undefined;
    }, 'the attempt to be counted');
    expect(sampleOf(text, attempts)).toBe(1);
    expect(sampleOf(text, 'reentrega_delivery_failures_total{error_code="http_status"}')).toBe(1);
    expect(sampleOf(text, 'reentrega_delivery_attempts_running')).toBe(0);
  });

  test.for(['docs/production.md', 'docs/pt-BR/production.md'])(
    'has the series of the table in %s',
    async (file, { api }) => {
      const page = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
      const documented = [...page.matchAll(/^\| `(reentrega_\w+)` \|/gm)].map(([, name]) => name);
      const served = [...(await metrics(api)).matchAll(/^# TYPE (reentrega_\w+) /gm)].map(([, name]) => name);
      expect(documented.toSorted()).toStrictEqual(served.toSorted());
    },
  );

  test('is text as Prometheus reads it', async ({ api }) => {
    const sample = /^[a-zA-Z_:][\w:]*(\{(\w+="(\\.|[^"\\])*",?)*\})? (-?\d+(\.\d+)?(e[+-]?\d+)?|NaN|[+-]Inf)$/i;
    const odd = (await metrics(api))
      .split('\n')
      .filter((line) => line && !/^# (HELP|TYPE) /.test(line) && !sample.test(line));
    expect(odd).toStrictEqual([]);
  });
});

test('the open operations take no parameters', async ({ api }) => {
  for (const path of ['//health/ready?x=1', '//metrics?x=1', '//openapi.json?x=1']) {
    assertInvalid(await api.call('GET', path), 'x', 'This parameter does not exist.');
  }
});
