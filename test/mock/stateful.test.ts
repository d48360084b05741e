import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { type Api, apiAt, type Log, type Schemas } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { startTestMock } from './mock.ts';

let mock: Mock;
let api: Api;
beforeAll(async () => {
  mock = await startTestMock({ stateful: true });
  api = apiAt(mock.url, mock.token);
});
afterAll(() => mock.close());

type Refused = Schemas['LogNotRetriableError'];

function pathOf(name: string): string {
  return `/${mock.seeded[name]?.path ?? expect.unreachable(`${name} is not seeded`)}`;
}

async function logAt(path: string): Promise<Log> {
  return (await api.call<Schemas['LogResponse']>('GET', path)).body.data;
}

const REFUSED = {
  'log success (already_succeeded)': ['success', 'already_succeeded'],
  'log already_delivered': ['failed', 'already_delivered'],
  'log too_old': ['failed', 'too_old'],
  'log canceled': ['canceled', 'canceled'],
  'log queued (in_progress)': ['queued', 'in_progress'],
  'log retry_in_progress': ['failed', 'retry_in_progress'],
  'log delivering (in_progress)': ['delivering', 'in_progress'],
  'log webhook_disabled': ['failed', 'webhook_disabled'],
  'log canceled (webhook_disabled)': ['canceled', 'webhook_disabled'],
};

async function assertSeeded(): Promise<void> {
  for (const [name, [status, reason]] of Object.entries(REFUSED)) {
    const path = pathOf(name);
    expect((await logAt(path)).status, name).toBe(status);
    const { status: answered, body } = await api.call<Refused>('POST', `${path}/retry`);
    expect([answered, body.code, body.reason], name).toStrictEqual([422, 'LOG_NOT_RETRIABLE', reason]);
  }
  expect((await logAt(pathOf('log failed (can be retried)'))).status).toBe('failed');
  const canceled = await logAt(pathOf('log canceled (can be retried)'));
  expect([canceled.status, canceled.error_code]).toStrictEqual(['canceled', 'webhook_disabled']);
}

test('there is a log in every state, refused for every reason', assertSeeded);

test('a webhook has logs for several pages', async () => {
  const pages: number[] = [];
  for (let page = 1; page <= 3; page++) {
    const { body } = await api.call<Schemas['LogListResponse']>(
      'GET',
      `${pathOf('webhook Reception')}/logs?page=${page}`,
    );
    pages.push(body.data.length);
  }
  expect(pages).toStrictEqual([25, 25, 10]);
});

test('a retry really turns a log, and a reset makes all be as it was', async () => {
  const path = pathOf('log failed (can be retried)');
  const logs = path.slice(0, path.lastIndexOf('/'));
  const count = async () => (await api.call<Schemas['LogListResponse']>('GET', logs)).body.data.length;
  const before = await count();
  for (let rounds = 0; rounds < 2; rounds++) {
    const { status, body } = await api.call<Schemas['RetryQueuedResponse']>('POST', `${path}/retry`);
    expect(status).toBe(200);
    const retry = await eventually(async () => {
      const log = await logAt(`${logs}/${body.data.log_id}`);
      return log.status === 'success' ? log : undefined;
    }, 'the retry to succeed');
    expect([retry.trigger, retry.http_status, retry.response_body]).toStrictEqual(['manual', 200, 'ok']);
    const again = await api.call<Refused>('POST', `${path}/retry`);
    expect([again.status, again.body.reason]).toStrictEqual([422, 'already_delivered']);
    expect(await count()).toBe(before + 1);

    const made = await api.createAgent('Bia');
    expect((await api.call('POST', '//__mock/reset')).status).toBe(200);
    expect(await count()).toBe(before);
    expect((await api.call('GET', `/agents/${made.id}`)).status).toBe(404);
    await assertSeeded();
  }
});

test('what was published while a webhook was disabled waits there, and is recovered in bulk', async () => {
  const webhook = pathOf('webhook Support');
  const count = async () => (await api.call<Schemas['WebhookResponse']>('GET', webhook)).body.data.recoverable_count;
  expect(await count()).toBe(1);
  const { status } = await api.call('POST', `${webhook}/logs/retry`, { body: { status: ['canceled'] } });
  expect(status).toBe(202);
  await eventually(async () => {
    const { body } = await api.call<Schemas['LogListResponse']>('GET', `${webhook}/logs?status=success`);
    return body.data.length === 1 ? true : undefined;
  }, 'the event to be delivered');
  expect(await count()).toBe(0);
  expect((await api.call('POST', '//__mock/reset')).status).toBe(200);
  expect(await count()).toBe(1);
});

test('it asks for the token, says what it says in the language asked for, and its pages may be of another origin', async () => {
  const headers = { 'accept-language': 'pt-PT', origin: 'http://localhost:5173' };
  const {
    status,
    headers: given,
    body,
  } = await apiAt(mock.url, 'talq_other').call<Schemas['Error']>('GET', '/agents', {
    headers,
  });
  expect([status, body.message]).toStrictEqual([401, 'Token Bearer inválido']);
  expect(given.get('content-language')).toBe('pt-BR');
  expect(given.get('access-control-allow-origin')).toBe(headers.origin);
  expect(given.get('x-request-id')).toBe(body.request_id);
  expect(given.get('vary')).toBe('Accept-Language, Origin');
});

test('errors can be asked for here too, and nothing happens then', async () => {
  const prefer = { prefer: 'code=503' };
  const busy = await api.call('POST', '/agents', { body: { name: 'Never' }, headers: prefer });
  expect([busy.status, busy.headers.get('retry-after')]).toStrictEqual([503, '30']);
  const { body } = await api.call<Schemas['AgentListResponse']>('GET', '/agents');
  expect(!body.data.some(({ name }) => name === 'Never')).toBeTruthy();
  const sentinel = await api.call<Schemas['Error']>('GET', '/agents/00000000-0000-4000-8000-000000000404');
  expect(sentinel.body.code).toBe('AGENT_NOT_FOUND');
  // A success is not made up: the service says what it is.
  expect((await api.call('GET', '/agents/x', { headers: { prefer: 'code=200' } })).status).toBe(422);
});

test('what is larger than the service takes is refused, and the next request is answered', async () => {
  const large = await api.call<Schemas['Error']>('POST', '/agents', { body: { name: 'x'.repeat(300_000) } });
  expect(large.body.code).toBe('PAYLOAD_TOO_LARGE');
  expect((await api.call('GET', '/agents')).status).toBe(200);
});
