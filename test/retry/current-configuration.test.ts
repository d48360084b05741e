import { Webhook as Verifier } from 'standardwebhooks';
import { assert, expect } from 'vitest';
import type { Api, Schemas, Webhook } from '../support/api.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startReceiver } from '../support/receiver.ts';

async function change(api: Api, webhook: Webhook, request: Schemas['UpdateWebhookRequest']): Promise<void> {
  const { status } = await api.call('PUT', `/agents/${webhook.agent_id}/webhooks/${webhook.id}`, {
    body: request,
  });
  expect(status).toBe(200);
}

test('rule 4: a retry goes to the URL, by the method and with the headers that the webhook has now', async ({
  api,
  receiver,
}) => {
  const moved = await startReceiver();
  try {
    const { webhook, failed } = await failedDelivery(api, receiver, {
      custom_headers: [
        { name: 'X-Old', value: 'old' },
        { name: 'X-Both', value: 'before' },
      ],
    });
    await change(api, webhook, {
      webhook_url: `${moved.url}/moved?to=here`,
      http_method: 'PUT',
      custom_headers: [
        { name: 'X-Both', value: 'after' },
        { name: 'X-New', value: 'new' },
      ],
    });
    const { body } = await api.retry(webhook, failed.id);
    const retried = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
    expect(retried.request_url).toBe(`${moved.url}/moved?to=here`);

    const [first] = attemptsAt(receiver, failed);
    const [second] = attemptsAt(moved, failed);
    expect(
      [first, second].map((one) => [
        one?.method,
        one?.path,
        one?.headers['x-old'],
        one?.headers['x-both'],
        one?.headers['x-new'],
      ]),
    ).toStrictEqual([
      ['POST', '/hook', 'old', 'before', undefined],
      ['PUT', '/hook/moved?to=here', undefined, 'after', 'new'],
    ]);
    // What happened does not change: the same body, and the old log as it was.
    expect(second?.body).toBe(first?.body);
    expect((await api.log(webhook, failed.id)).request_url).toBe(receiver.url);
    expect(attemptsAt(receiver, failed).length).toBe(1);
  } finally {
    await moved.close();
  }
});

test('rule 4: a retry is signed with the secret that the webhook has now', async ({ api, receiver }) => {
  const [oldSecret, newSecret] = [1, 2].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`) as [
    string,
    string,
  ];
  const { webhook, failed } = await failedDelivery(api, receiver, { webhook_secret: oldSecret });
  await change(api, webhook, { webhook_secret: newSecret });
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  const [first, second] = attemptsAt(receiver, failed);
  assert(first && second);
  const verify = (secret: string, { body, headers }: typeof first) =>
    new Verifier(secret).verify(body, headers as Record<string, string>);
  verify(oldSecret, first);
  verify(newSecret, second);
  expect(() => verify(newSecret, first)).toThrow();
  expect(() => verify(oldSecret, second)).toThrow();
});

test('rule 4: a retry has the patience that the webhook has now', async ({ api, receiver }) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { timeout: 120 });
  await change(api, webhook, { timeout: 5 });
  receiver.answer = () => undefined;
  await api.retry(webhook, failed.id);
  const { error_code, error, http_status } = await api.logThat(
    webhook,
    ({ trigger, status }) => trigger === 'manual' && status === 'failed',
  );
  expect([error_code, error, http_status]).toStrictEqual([
    'timeout',
    'The receiver did not answer within 5 seconds.',
    null,
  ]);
  receiver.answer = 200;
});
