import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { assertInvalid } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let receiver: Receiver;
before(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
});
after(async () => {
  await service.close();
  await receiver.close();
});

test('health: alive, and ready while the database answers', async () => {
  for (const path of ['//health/live', '//health/ready']) {
    const { status, body } = await service.api.call('GET', path);
    assert.deepEqual([status, body], [200, { success: true, data: { status: 'ok' } }]);
  }
});

describe('/openapi.json', () => {
  for (const language of ['en', 'pt-BR']) {
    test(`in ${language} is the bundle of that language`, async () => {
      const { status, headers, body } = await service.api.call('GET', '//openapi.json', {
        headers: { 'accept-language': language },
      });
      const bundle = await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8');
      assert.equal(status, 200);
      assert.equal(headers.get('content-language'), language);
      assert.match(headers.get('content-type') ?? '', /^application\/json\b/);
      assert.deepEqual(body, JSON.parse(bundle));
    });
  }
  test('says where the service is reached, when it is told so', async () => {
    const elsewhere = await startTestService(
      { PUBLIC_URL: 'https://hooks.example.com', ROLE: 'api' },
      service.database,
    );
    try {
      const { body } = await elsewhere.api.call<{ servers: unknown }>('GET', '//openapi.json');
      assert.deepEqual(body.servers, [{ url: 'https://hooks.example.com' }]);
    } finally {
      await elsewhere.close();
    }
  });
});

describe('/metrics', () => {
  const metrics = async () => {
    const { status, headers, body } = await service.api.call<string>('GET', '//metrics');
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/plain\b/);
    return body;
  };
  const sampleOf = (text: string, series: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1) ?? Number.NaN,
    );

  test('counts requests by operation and status', async () => {
    const series = 'reentrega_http_request_duration_seconds_count{operation="getLiveness",status="200"}';
    await service.api.call('GET', '//health/live');
    const first = sampleOf(await metrics(), series);
    await service.api.call('GET', '//health/live');
    assert.equal(sampleOf(await metrics(), series), first + 1);
  });

  test('does not grow with paths that nobody knows', async () => {
    for (let path = 0; path < 5; path++) await service.api.call('GET', `//unknown/${path}`);
    const text = await metrics();
    assert.equal(sampleOf(text, 'reentrega_http_request_duration_seconds_count{operation="none",status="404"}'), 5);
    assert.equal(text.includes('/unknown'), false);
  });

  test('counts attempts by their result, and failures by why', async () => {
    await failedDelivery(service.api, receiver);
    const attempts = 'reentrega_delivery_attempt_duration_seconds_count{result="failed",trigger="event"}';
    const text = await eventually(async () => {
      const now = await metrics();
      return now.includes(attempts) ? now : undefined;
    }, 'the attempt to be counted');
    assert.equal(sampleOf(text, attempts), 1);
    assert.equal(sampleOf(text, 'reentrega_delivery_failures_total{error_code="http_status"}'), 1);
    assert.equal(sampleOf(text, 'reentrega_delivery_attempts_running'), 0);
  });

  test('is text as Prometheus reads it', async () => {
    const sample = /^[a-zA-Z_:][\w:]*(\{(\w+="(\\.|[^"\\])*",?)*\})? (-?\d+(\.\d+)?(e[+-]?\d+)?|NaN|[+-]Inf)$/i;
    const odd = (await metrics())
      .split('\n')
      .filter((line) => line && !/^# (HELP|TYPE) /.test(line) && !sample.test(line));
    assert.deepEqual(odd, []);
  });
});

test('the open operations take no parameters', async () => {
  for (const path of ['//health/ready?x=1', '//metrics?x=1', '//openapi.json?x=1']) {
    assertInvalid(await service.api.call('GET', path), 'x', 'This parameter does not exist.');
  }
});
