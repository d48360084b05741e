import { assert, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ DELIVERY_LEASE: '2s' });

async function leasesLost(api: Api): Promise<number> {
  const { body } = await api.call<string>('GET', '//metrics');
  return Number(/^reentrega_delivery_leases_lost_total (\d+)/m.exec(body)?.[1] ?? Number.NaN);
}

test('a process whose attempt was taken over cannot write its result, and the new owner can', async ({
  api,
  database,
  receiver,
}) => {
  const logs = logDocuments(database);
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => held.push(() => res.writeHead(500).end('too late'));
  const event = await api.publish(agent.id);
  const answerLate = await eventually(() => held.shift(), 'the delivery');
  const log = await api.logThat(webhook, ({ status }) => status === 'delivering');

  // Another process, that believes this one dead.
  const lease = { token: 'of another process', until: new Date(Date.now() + 60_000) };
  await logs.updateOne({ _id: log.id }, { $set: { lease } });
  const before = await logs.findOne({ _id: log.id });
  const lost = await leasesLost(api);
  answerLate();
  await eventually(async () => ((await leasesLost(api)) === lost + 1 ? true : undefined), 'the result to be dropped');
  // Neither the result nor a renewal of the lease.
  expect(await logs.findOne({ _id: log.id })).toStrictEqual(before);
  expect((await api.logs(webhook)).length).toBe(1);

  // That process dies too; whoever takes over now is the one that writes.
  receiver.answer = 200;
  await logs.updateOne({ _id: log.id }, { $set: { 'lease.until': new Date(0) } });
  const sent = await api.logThat(webhook, (one) => one.id === log.id && isFinal(one));
  expect([sent.status, sent.http_status]).toStrictEqual(['success', 200]);
  expect(attemptsAt(receiver, event).length).toBe(2);
});

test('a lease is renewed for as long as the receiver takes: nobody sends it a second time', async ({
  api,
  database,
  receiver,
}) => {
  const logs = logDocuments(database);
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => held.push(() => res.end());
  const event = await api.publish(agent.id);
  const answer = await eventually(() => held.shift(), 'the delivery');
  const { id } = await api.logThat(webhook, ({ status }) => status === 'delivering');
  const first = (await logs.findOne({ _id: id }))?.lease;
  assert(first);
  const renewed = await eventually(async () => {
    const lease = (await logs.findOne({ _id: id }))?.lease;
    return lease && lease.until.getTime() >= first.until.getTime() + 4_000 ? lease : undefined;
  }, 'the lease to be renewed beyond its first end');
  expect(renewed.token).toBe(first.token);
  answer();
  await api.logThat(webhook, ({ status }) => status === 'success');
  expect(attemptsAt(receiver, event).length).toBe(1);
});
