import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, type Member, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { sendRaw } from '../support/raw-http.ts';
import { TOKEN } from '../support/service.ts';

let cluster: Cluster;
let member: Member;
beforeAll(async () => {
  cluster = await startCluster({ LOG_LEVEL: 'trace' });
  member = await cluster.start();
});
afterAll(() => cluster.close());

test('what is logged of a request has its path, and neither its query nor its headers', async () => {
  const { api, lines, errors } = member;
  const secret = 'talq_sent_in_the_wrong_place';
  const host = new URL(api.url).host;
  const answers = [
    await api.call('GET', `/agents?token=${secret}`),
    await api.call('GET', `//docs/en/?${secret}`),
    await api.call('GET', `//nowhere?access_token=${secret}`),
    await sendRaw(
      api.url,
      `GET http://user:${secret}@${host}/api/v1/agents?x=${secret} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ),
    await sendRaw(
      api.url,
      `GET /api/v1/agents?x=${secret} HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer ${secret}\r\n\r\n`,
    ),
  ];
  const ids = answers.map(({ headers }) => headers.get('x-request-id')?.trim());
  const logged = () => ids.map((id) => lines.find((line) => (line['req'] as { id?: string } | undefined)?.id === id));
  await eventually(() => (logged().every(Boolean) ? true : undefined), 'a line for each request');
  expect(logged().map((line) => line?.['req'])).toMatchObject([
    { method: 'GET', path: '/api/v1/agents' },
    { method: 'GET', path: '/docs/en/' },
    { method: 'GET', path: '/nowhere' },
    { method: 'GET', path: '/api/v1/agents' },
    { method: 'GET', path: '/api/v1/agents' },
  ]);
  expect(JSON.stringify(lines) + errors()).not.toContain(secret);
});

test('no cache keeps what is answered, errors included', async () => {
  const { api } = member;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
  const inWebhook = `/agents/${agent.id}/webhooks/${webhook.id}`;
  const answers = {
    agents: await api.call('GET', '/agents'),
    created: await api.call('POST', `/agents/${agent.id}/webhooks`, {
      body: { webhook_url: 'http://127.0.0.1:9/', events: ['event_action'] },
    }),
    rotated: await api.call('POST', `${inWebhook}/secret/rotate`),
    logs: await api.call('GET', `${inWebhook}/logs`),
    unauthenticated: await api.call('GET', '/agents', { headers: { authorization: 'Bearer x' } }),
    'not found': await api.call('GET', '//nowhere'),
    'method not allowed': await api.call('PATCH', '/agents'),
    invalid: await api.call('GET', '/agents?page=0'),
    live: await api.call('GET', '//health/live'),
    malformed: await sendRaw(api.url, `GET / HTTP/9.9\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`),
  };
  for (const [name, { headers }] of Object.entries(answers)) {
    expect(headers.get('cache-control')?.trim(), name).toBe('no-store');
  }
});
