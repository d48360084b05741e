import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { assertError } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { startProcess, type TestProcess } from '../support/process.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { TOKEN, testVariables } from '../support/service.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let receiver: Receiver;
let running: TestProcess;
let api: Api;
beforeAll(async () => {
  [database, receiver] = await Promise.all([testDatabase('loopback'), startReceiver()]);
  const { hostname, port } = new URL(database.uri);
  proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  const through = new URL(database.uri);
  through.host = `127.0.0.1:${proxy.port}`;
  through.searchParams.set('directConnection', 'true');
  // The failed attempt of the test is retried soon: while the database is unavailable.
  running = startProcess(testVariables(through.href, '.', { RETRY_SCHEDULE: '1s' }));
  api = apiAt(await running.url(), TOKEN);
});
afterAll(async () => {
  await running.end('SIGKILL');
  await Promise.all([proxy.close(), receiver.close()]);
  await database.drop();
});

test('while the database is unavailable the API says so, and afterwards all goes on', async () => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  receiver.answer = 503;
  await api.publish(agent.id);
  await receiver.gets(1);
  const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
  receiver.answer = 200;

  await proxy.cut();
  const unavailable = {
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'The service is temporarily unavailable. Try again shortly.',
  } as const;
  const body = { event: 'event_recording', data: {} };
  const calls = [
    api.call<Schemas['Error']>('GET', '/agents'),
    api.call<Schemas['Error']>('POST', `/agents/${agent.id}/events`, { body }),
    api.retry<Schemas['Error']>(webhook, failed.id),
    api.call<Schemas['Error']>('GET', '//health/ready'),
  ];
  for (const answer of await Promise.all(calls)) {
    assertError(answer, unavailable);
    expect(answer.headers.get('retry-after') ?? '').toMatch(/^[1-9]\d*$/);
  }
  const portuguese = await api.call<Schemas['Error']>('GET', '/agents', { headers: { 'accept-language': 'pt' } });
  const message = 'O serviço está temporariamente indisponível. Tente novamente em instantes.';
  assertError(portuguese, { ...unavailable, message, language: 'pt-BR' });
  expect((await api.call('GET', '//health/live')).status).toBe(200);
  expect(running.child.exitCode).toBe(null);

  await proxy.restore();
  await eventually(
    async () => ((await api.call('GET', '//health/ready')).status === 200 ? true : undefined),
    'readiness',
  );
  // What was waiting is sent, and what comes is taken. A job that ran when the database went away stays locked for half a minute.
  const retried = await eventually(
    async () =>
      (await api.logs(webhook)).find(({ event_id, status }) => event_id === failed.event_id && status === 'success'),
    'the waiting attempt to be sent',
    90_000,
  );
  expect(retried.attempt).toBe(2);
  const { event_id } = await api.publish(agent.id);
  await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'success');
});
