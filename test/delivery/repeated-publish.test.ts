import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ DELIVERY_LEASE: '1s' });

test('a publish that is repeated while its receiver thinks leaves the attempt and its lease alone', async ({
  api,
  database,
  receiver,
}) => {
  const held: ServerResponse[] = [];
  receiver.answer = (_req, res) => void held.push(res);
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const key = { 'Idempotency-Key': randomUUID() };
  const event = await api.publish(agent.id, {}, key);
  await eventually(() => held[0], 'the attempt to be under way');

  const stored = () => logDocuments(database).findOne({ event_id: event.event_id });
  expect(await api.publish(agent.id, {}, key)).toEqual(event);
  const lease = (await stored())?.lease;
  const later = await eventually(async () => {
    const now = (await stored())?.lease;
    return now && lease && now.until > lease.until ? now : undefined;
  }, 'a later lease');
  expect(later.token).toBe(lease?.token);

  for (const res of held) res.end();
  await api.logThat(webhook, ({ status }) => status === 'success');
  expect(attemptsAt(receiver, event).length).toBe(1);
});
