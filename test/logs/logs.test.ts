import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '../../server/database/ids.ts';
import type { Log, Schemas } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { type FailedDelivery, failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let receiver: Receiver;
let delivery: FailedDelivery;
before(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
  delivery = await failedDelivery(service.api, receiver, { max_retries: 0 });
});
after(async () => {
  await service.close();
  await receiver.close();
});

type List = Schemas['LogListResponse'];
const list = async (query: string, { agent, webhook }: FailedDelivery = delivery) => {
  const answer = await service.api.call<List>('GET', `/agents/${agent.id}/webhooks/${webhook.id}/logs${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};
const idsOf = ({ data }: List) => data.map(({ id }) => id);

test('a log says what was sent, and what came back', async () => {
  const { webhook } = await failedDelivery(service.api, receiver, {
    http_method: 'PUT',
    max_retries: 0,
    custom_headers: [{ name: 'X-Api-Key', value: 'their-secret' }],
  });
  receiver.answer = (_req, res) => {
    res.writeHead(202, { 'X-Answer': 'yes', 'Set-Cookie': 'session=their-session' }).end('thank you, Zoë');
  };
  const { event_id } = await service.api.publish(webhook.agent_id, { recording_id: 'r9' });
  const log = await service.api.logThat(webhook, (one) => one.event_id === event_id && one.status === 'success');
  const [received] = receiver.received.filter(({ headers }) => headers['webhook-id'] === event_id);

  assert.deepEqual(await service.api.log(webhook, log.id), log);
  assert.deepEqual([received?.method, received?.headers['x-api-key']], ['PUT', 'their-secret']);
  assert.deepEqual(
    [log.http_status, log.request_url, log.response_body, log.error, log.error_code, log.next_attempt_at],
    [202, receiver.url, 'thank you, Zoë', null, null, null],
  );
  assert.equal(log.request_headers?.['webhook-id'], event_id);
  assert.equal(log.request_headers?.['webhook-signature'], received?.headers['webhook-signature']);
  assert.equal(log.response_headers?.['x-answer'], 'yes');
  assert.deepEqual(log.request_payload, JSON.parse(received?.body ?? ''));
  assert.match(log.delivered_at ?? '', /Z$/);
  assert.ok((log.duration_ms ?? -1) >= 0);
  assert.equal(/their-secret|their-session/.test(JSON.stringify(log)), false, 'logs hold no credentials');
});

test('a failed log says why, in the language asked for', async () => {
  const { agent, webhook, failed } = delivery;
  const errorIn = async (language: string) => {
    const path = `/agents/${agent.id}/webhooks/${webhook.id}/logs/${failed.id}`;
    return (await service.api.call<Schemas['LogResponse']>('GET', path, { headers: { 'accept-language': language } }))
      .body.data.error;
  };
  assert.deepEqual([failed.http_status, failed.error_code, failed.response_body], [500, 'http_status', 'answered 500']);
  assert.equal(await errorIn('en'), 'The receiver answered with status 500.');
  assert.equal(await errorIn('pt-BR'), 'O receptor respondeu com o status 500.');
});

describe('the list', () => {
  // One log is there already; 59 more make 60, a minute apart, of two events and three statuses.
  const start = Date.UTC(2024, 0, 15, 10);
  const minute = (index: number) => new Date(start + index * 60_000);
  let newestFirst: string[];
  let byIndex: string[];
  before(async () => {
    const { failed } = delivery;
    const copies = await copyLog(service.database, failed.id, 59, (index) => ({
      _id: newId(minute(index)),
      created_at: minute(index),
      event: index % 2 === 0 ? 'event_action' : 'event_recording',
      status: (['failed', 'success', 'canceled'] as const)[index % 3] ?? 'failed',
    }));
    byIndex = copies.map(({ _id }) => _id);
    newestFirst = [failed.id, ...byIndex.toReversed()];
  });
  const at = (index: number) => encodeURIComponent(minute(index).toISOString());

  test('is in pages, the newest first', async () => {
    const first = await list('');
    assert.deepEqual(idsOf(first), newestFirst.slice(0, 25));
    const { next_cursor, ...pagination } = first.pagination;
    assert.deepEqual(pagination, { page: 1, per_page: 25, total: 60, total_pages: 3 });
    assert.ok(next_cursor);
    const third = await list('?page=3');
    assert.deepEqual(idsOf(third), newestFirst.slice(50));
    assert.equal(third.pagination.next_cursor, null);
    assert.deepEqual(idsOf(await list('?per_page=100')), newestFirst);
  });

  test('is empty past its end', async () => {
    const { data, pagination } = await list('?page=4');
    assert.deepEqual([data, pagination.total, pagination.total_pages, pagination.next_cursor], [[], 60, 3, null]);
  });

  for (const [what, filter, expected] of [
    ['everything', '', () => newestFirst],
    ['failed logs', '&status=failed', () => newestFirst.filter((_, index) => index === 0 || (59 - index) % 3 === 0)],
    ['an event', '&event=event_action', () => byIndex.filter((_, index) => index % 2 === 0).toReversed()],
    ['a time', `&from=${at(10)}&to=${at(50)}`, () => byIndex.slice(10, 50).toReversed()],
  ] as const) {
    test(`cursors and pages walk ${what} alike, each log exactly once`, async () => {
      const byPage: string[] = [];
      const byCursor: string[] = [];
      let page = 1;
      let query: string | null = `?per_page=7${filter}`;
      do {
        assert.ok(page <= 10, 'there is an end');
        const current: List = await list(query);
        byCursor.push(...idsOf(current));
        byPage.push(...idsOf(await list(`?per_page=7&page=${page++}${filter}`)));
        const { next_cursor } = current.pagination;
        query = next_cursor ? `?per_page=7${filter}&cursor=${next_cursor}` : null;
      } while (query);
      assert.deepEqual(byCursor, expected());
      assert.deepEqual(byPage, expected());
    });
  }

  test('a cursor neither repeats nor skips when new logs arrive', async () => {
    const { pagination } = await list('?per_page=5');
    await service.api.publish(delivery.agent.id);
    const next = await list(`?per_page=5&cursor=${pagination.next_cursor}`);
    assert.deepEqual(idsOf(next), newestFirst.slice(5, 10));
    assert.deepEqual([next.pagination.page, next.pagination.total], [null, null]);
  });

  test('shows what all of its filters ask for', async () => {
    const all = await list(`?per_page=100&status=success&event=event_recording&from=${at(0)}&to=${at(59)}`);
    const expected = byIndex.filter((_, index) => index % 3 === 1 && index % 2 === 1).toReversed();
    assert.deepEqual(idsOf(all), expected);
    assert.equal(all.pagination.total, expected.length);
    assert.deepEqual((await list('?status=delivering')).data, []);
    assert.deepEqual((await list('?event=event_user_connected')).data, []);
  });

  test('takes times as RFC 3339 has them: `from` is in, `to` is out', async () => {
    const one = async (from: string, to: string) =>
      idsOf(await list(`?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`));
    const expected = [byIndex[5]];
    assert.deepEqual(await one('2024-01-15T10:05:00Z', '2024-01-15T10:06:00Z'), expected);
    assert.deepEqual(await one('2024-01-15T07:05:00-03:00', '2024-01-15T07:06:00-03:00'), expected);
    assert.deepEqual(await one('2024-01-15T10:04:00.001Z', '2024-01-15T10:05:00.001Z'), expected);
    assert.deepEqual(
      idsOf(await list('?from=2024-01-15T10:05:00Z&to=2024-01-15T10:06:00Z')),
      expected,
      'colons as they are',
    );
    assert.deepEqual(await one('1970-01-01T00:00:00Z', '2001-01-01T00:00:00Z'), []);
    assert.deepEqual(await one('9998-01-01T00:00:00Z', '9999-01-01T00:00:00Z'), []);
  });
});

test('a cursor of another webhook shows nothing of that webhook', async () => {
  const other = await failedDelivery(service.api, receiver, { max_retries: 0 });
  const { pagination } = await list('?per_page=1');
  const through = await list(`?cursor=${pagination.next_cursor}`, other);
  assert.ok(through.data.every(({ webhook_id }: Log) => webhook_id === other.webhook.id));
});
