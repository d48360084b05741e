import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Log, Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

const SENTENCE = {
  en: 'The URL points to this service itself.',
  'pt-BR': 'A URL aponta para este próprio serviço.',
};
const ofService = ({ service }: TestService) => new URL(service.url ?? '');
const atHost = (url: URL, hostname: string) => `http://${hostname}:${url.port}/hook`;

describe('a webhook to the service itself is not even made', () => {
  let service: TestService;
  let agent: Schemas['Agent'];
  beforeAll(async () => {
    service = await startTestService({ ROLE: 'api', PUBLIC_URL: 'https://hooks.reentrega.example/base' });
    agent = await service.api.createAgent();
  });
  afterAll(() => service.close());

  const create = (webhook_url: string, language = 'en') =>
    service.api.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, {
      body: { webhook_url, events: ['event_recording'] },
      headers: { 'accept-language': language },
    });

  for (const [what, urlOf] of [
    ['the address where it listens', () => atHost(ofService(service), '127.0.0.1')],
    ['the same address in another notation', () => atHost(ofService(service), '[::ffff:7f00:1]')],
    ['a short form of it', () => atHost(ofService(service), '127.1')],
    ['its name', () => atHost(ofService(service), 'LocalHost')],
    ['a name below that', () => atHost(ofService(service), 'api.localhost.')],
    ['the public address', () => 'https://hooks.reentrega.example/base/api/v1/agents'],
    ['the public address with its port, on any path', () => 'HTTPS://Hooks.Reentrega.Example.:443/'],
  ] as const) {
    test(`${what}: WEBHOOK_URL_FORBIDDEN, in both languages`, async () => {
      const url = urlOf();
      const answer = await create(url);
      assertError(answer, { status: 422, code: 'WEBHOOK_URL_FORBIDDEN', message: SENTENCE.en });
      expect((await create(url, 'pt-BR')).body.message).toBe(SENTENCE['pt-BR']);
      const webhook = await service.api.createWebhook(agent.id, { webhook_url: 'https://example.com/' });
      const path = `/agents/${agent.id}/webhooks/${webhook.id}`;
      const changed = await service.api.call<Schemas['Error']>('PUT', path, { body: { webhook_url: url } });
      assertError(changed, { status: 422, code: 'WEBHOOK_URL_FORBIDDEN', message: SENTENCE.en });
    });
  }

  test('its neighbours are no part of it', async () => {
    const url = ofService(service);
    for (const neighbour of [
      atHost(url, '127.0.0.2'),
      'http://127.0.0.1:9/',
      'https://hooks.reentrega.example:8443/',
      'https://other.reentrega.example/',
    ])
      expect((await create(neighbour)).status, neighbour).toBe(201);
  });

  test('one that listens everywhere is at every address of the machine', async () => {
    const everywhere = await startTestService({ ROLE: 'api', HOST: '0.0.0.0' }, service.database);
    try {
      const { port } = ofService(everywhere);
      const external = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address));
      const hosts = ['127.0.0.1', '127.9.9.9', '0.0.0.0', ...external.filter((address) => !address.includes(':'))];
      for (const host of hosts) {
        const { body } = await everywhere.api.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, {
          body: { webhook_url: `http://${host}:${port}/`, events: ['event_recording'] },
        });
        expect([body.code, body.message], host).toStrictEqual(['WEBHOOK_URL_FORBIDDEN', SENTENCE.en]);
      }
    } finally {
      await everywhere.close();
    }
  });
});

describe('nothing is sent to the service itself', () => {
  let api: TestService;
  let worker: TestService;
  let receiver: Receiver;
  beforeAll(async () => {
    [api, receiver] = await Promise.all([startTestService({ ROLE: 'api' }), startReceiver()]);
    worker = await startTestService({ ROLE: 'worker', PUBLIC_URL: new URL(receiver.url).origin }, api.database);
  });
  afterAll(async () => {
    await receiver.close();
    await worker.close();
    await api.close();
  });

  async function deliveryTo(webhook_url: string): Promise<Log> {
    const agent = await api.api.createAgent();
    const webhook = await api.api.createWebhook(agent.id, { webhook_url, max_retries: 0 });
    await api.api.publish(agent.id);
    return api.api.logThat(webhook, isFinal);
  }

  for (const [host, what] of [
    ['127.0.0.1', 'the address where a worker listens'],
    ['[::ffff:127.0.0.1]', 'that address in another notation'],
    ['localhost', 'a name that resolves to it'],
  ] as const) {
    test(`by a worker: ${what} (${host})`, async () => {
      const url = atHost(ofService(worker), host);
      const log = await deliveryTo(url);
      expect([log.status, log.http_status, log.error_code]).toStrictEqual(['failed', null, 'address_forbidden']);
      expect(log.error).toBe(`The host ${new URL(url).host} is this service itself.`);
    });
  }

  test('by a worker: the public address, where a receiver would have answered', async () => {
    const log = await deliveryTo(receiver.url);
    expect([log.status, log.error_code]).toStrictEqual(['failed', 'address_forbidden']);
    expect(receiver.received).toStrictEqual([]);
  });

  test('by a test delivery, which the API sends: to its own address', async () => {
    // Another process makes the webhook: it cannot tell.
    const other = await startTestService({ ROLE: 'api' }, api.database);
    try {
      const agent = await other.api.createAgent();
      const webhook_url = atHost(ofService(api), 'localhost');
      const webhook = await other.api.createWebhook(agent.id, { webhook_url });
      const { body } = await api.api.call<{ data: Schemas['TestResult'] }>(
        'POST',
        `/agents/${agent.id}/webhooks/${webhook.id}/test`,
        { headers: { 'accept-language': 'pt-BR' } },
      );
      expect(body.data).toMatchObject({
        status_code: null,
        error_code: 'address_forbidden',
        error: `O host ${new URL(webhook_url).host} é este próprio serviço.`,
      });
    } finally {
      await other.close();
    }
  });

  test('a receiver beside it is reached as ever', async () => {
    const beside = await startReceiver();
    try {
      expect((await deliveryTo(beside.url.replace('127.0.0.1', 'localhost'))).status).toBe('success');
      expect(beside.received.length).toBe(1);
    } finally {
      await beside.close();
    }
  });
});
