import { describe, expect } from 'vitest';
import { newId } from '../../server/database/ids.ts';
import type { Api, Log, Schemas } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { type FailedDelivery, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

let delivery: FailedDelivery;
test.beforeAll(async ({ api, receiver }) => {
  delivery = await failedDelivery(api, receiver, { max_retries: 0 });
});

type List = Schemas['LogListResponse'];
const list = async (api: Api, query: string, { agent, webhook }: FailedDelivery = delivery) => {
  const answer = await api.call<List>('GET', `/agents/${agent.id}/webhooks/${webhook.id}/logs${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const idsOf = ({ data }: List) => data.map(({ id }) => id);

test('a log says what was sent, and what came back', async ({ api, receiver }) => {
  const { webhook } = await failedDelivery(api, receiver, {
    http_method: 'PUT',
    max_retries: 0,
    custom_headers: [{ name: 'X-Api-Key', value: 'their-secret' }],
  });
  receiver.answer = (_req, res) => {
    res.writeHead(202, { 'X-Answer': 'yes', 'Set-Cookie': 'session=their-session' }).end('thank you, Zoë');
  };
  const { event_id } = await api.publish(webhook.agent_id, { recording_id: 'r9' });
  const log = await api.logThat(webhook, (one) => one.event_id === event_id && one.status === 'success');
  const [received] = receiver.received.filter(({ headers }) => headers['webhook-id'] === event_id);

  expect(await api.log(webhook, log.id)).toStrictEqual(log);
  expect([received?.method, received?.headers['x-api-key']]).toStrictEqual(['PUT', 'their-secret']);
  expect([
    log.http_status,
    log.request_url,
    log.response_body,
    log.error,
    log.error_code,
    log.next_attempt_at,
  ]).toStrictEqual([202, receiver.url, 'thank you, Zoë', null, null, null]);
  expect(log.request_headers?.['webhook-id']).toBe(event_id);
  expect(log.request_headers?.['webhook-signature']).toBe(received?.headers['webhook-signature']);
  expect(log.response_headers?.['x-answer']).toBe('yes');
  expect(log.request_payload).toStrictEqual(JSON.parse(received?.body ?? ''));
  expect(log.delivered_at ?? '').toMatch(/Z$/);
  expect(log.duration_ms ?? -1).toBeGreaterThanOrEqual(0);
  expect(/their-secret|their-session/.test(JSON.stringify(log)), 'logs hold no credentials').toBe(false);
});

test('a failed log says why, in the language asked for', async ({ api }) => {
  const { agent, webhook, failed } = delivery;
  const errorIn = async (language: string) => {
    const path = `/agents/${agent.id}/webhooks/${webhook.id}/logs/${failed.id}`;
    return (await api.call<Schemas['LogResponse']>('GET', path, { headers: { 'accept-language': language } })).body.data
      .error;
  };
  expect([failed.http_status, failed.error_code, failed.response_body]).toStrictEqual([
    500,
    'http_status',
    'answered 500',
  ]);
  expect(await errorIn('en')).toBe('The receiver answered with status 500.');
  expect(await errorIn('pt-BR')).toBe('O receptor respondeu com o status 500.');
});

describe('the list', () => {
  // One log is there already; 59 more make 60, a minute apart, of two events and three statuses.
  const start = Date.UTC(2024, 0, 15, 10);
  const minute = (index: number) => new Date(start + index * 60_000);
  let newestFirst: string[];
  let byIndex: string[];
  test.beforeAll(async ({ database }) => {
    const { failed } = delivery;
    const copies = await copyLog(database, failed.id, 59, (index) => ({
      _id: newId(minute(index)),
      created_at: minute(index),
      event: index % 2 === 0 ? 'event_action' : 'event_recording',
      status: (['failed', 'success', 'canceled'] as const)[index % 3] ?? 'failed',
    }));
    byIndex = copies.map(({ _id }) => _id);
    newestFirst = [failed.id, ...byIndex.toReversed()];
  });
  const at = (index: number) => encodeURIComponent(minute(index).toISOString());

  test('is in pages, the newest first', async ({ api }) => {
    const first = await list(api, '');
    expect(idsOf(first)).toStrictEqual(newestFirst.slice(0, 25));
    const { next_cursor, ...pagination } = first.pagination;
    expect(pagination).toStrictEqual({ page: 1, per_page: 25, total: 60, total_pages: 3 });
    expect(next_cursor).toBeTruthy();
    const third = await list(api, '?page=3');
    expect(idsOf(third)).toStrictEqual(newestFirst.slice(50));
    expect(third.pagination.next_cursor).toBe(null);
    expect(idsOf(await list(api, '?per_page=100'))).toStrictEqual(newestFirst);
  });

  test('is empty past its end', async ({ api }) => {
    const { data, pagination } = await list(api, '?page=4');
    expect([data, pagination.total, pagination.total_pages, pagination.next_cursor]).toStrictEqual([[], 60, 3, null]);
  });

  for (const [what, filter, expected] of [
    ['everything', '', () => newestFirst],
    ['failed logs', '&status=failed', () => newestFirst.filter((_, index) => index === 0 || (59 - index) % 3 === 0)],
    ['an event', '&event=event_action', () => byIndex.filter((_, index) => index % 2 === 0).toReversed()],
    ['a time', `&from=${at(10)}&to=${at(50)}`, () => byIndex.slice(10, 50).toReversed()],
  ] as const) {
    test(`cursors and pages walk ${what} alike, each log exactly once`, async ({ api }) => {
      const byPage: string[] = [];
      const byCursor: string[] = [];
      let page = 1;
      let query: string | null = `?per_page=7${filter}`;
      do {
        expect(page, 'there is an end').toBeLessThanOrEqual(10);
        const current: List = await list(api, query);
        byCursor.push(...idsOf(current));
        byPage.push(...idsOf(await list(api, `?per_page=7&page=${page++}${filter}`)));
        const { next_cursor } = current.pagination;
        query = next_cursor ? `?per_page=7${filter}&cursor=${next_cursor}` : null;
      } while (query);
      expect(byCursor).toStrictEqual(expected());
      expect(byPage).toStrictEqual(expected());
    });
  }

  test('a cursor neither repeats nor skips when new logs arrive', async ({ api }) => {
    const { pagination } = await list(api, '?per_page=5');
    await api.publish(delivery.agent.id);
    const next = await list(api, `?per_page=5&cursor=${pagination.next_cursor}`);
    expect(idsOf(next)).toStrictEqual(newestFirst.slice(5, 10));
    expect([next.pagination.page, next.pagination.total]).toStrictEqual([null, null]);
  });

  test('shows what all of its filters ask for', async ({ api }) => {
    const all = await list(api, `?per_page=100&status=success&event=event_recording&from=${at(0)}&to=${at(59)}`);
    const expected = byIndex.filter((_, index) => index % 3 === 1 && index % 2 === 1).toReversed();
    expect(idsOf(all)).toStrictEqual(expected);
    expect(all.pagination.total).toBe(expected.length);
    expect((await list(api, '?status=delivering')).data).toStrictEqual([]);
    expect((await list(api, '?event=event_user_connected')).data).toStrictEqual([]);
  });

  test('takes times as RFC 3339 has them: `from` is in, `to` is out', async ({ api }) => {
    const one = async (from: string, to: string) =>
      idsOf(await list(api, `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`));
    const expected = [byIndex[5]];
    expect(await one('2024-01-15T10:05:00Z', '2024-01-15T10:06:00Z')).toStrictEqual(expected);
    expect(await one('2024-01-15T07:05:00-03:00', '2024-01-15T07:06:00-03:00')).toStrictEqual(expected);
    expect(await one('2024-01-15T10:04:00.001Z', '2024-01-15T10:05:00.001Z')).toStrictEqual(expected);
    expect(
      idsOf(await list(api, '?from=2024-01-15T10:05:00Z&to=2024-01-15T10:06:00Z')),
      'colons as they are',
    ).toStrictEqual(expected);
    expect(await one('1970-01-01T00:00:00Z', '2001-01-01T00:00:00Z')).toStrictEqual([]);
    expect(await one('9998-01-01T00:00:00Z', '9999-01-01T00:00:00Z')).toStrictEqual([]);
  });
});

test('a cursor of another webhook shows nothing of that webhook', async ({ api, receiver }) => {
  const other = await failedDelivery(api, receiver, { max_retries: 0 });
  const { pagination } = await list(api, '?per_page=1');
  const through = await list(api, `?cursor=${pagination.next_cursor}`, other);
  expect(through.data.every(({ webhook_id }: Log) => webhook_id === other.webhook.id)).toBeTruthy();
});

test('of many logs, `total` is how many there are up to 10,000, and is not counted beyond', async ({
  api,
  database,
  receiver,
}) => {
  const many = await failedDelivery(api, receiver, { max_retries: 0 });
  const created_at = new Date(Date.UTC(2024, 0, 15));
  const copy = (copies: number) =>
    copyLog(database, many.failed.id, copies, () => ({ _id: newId(created_at), created_at }));
  const totals = async () => {
    const { total, total_pages } = (await list(api, '?per_page=1', many)).pagination;
    return [total, total_pages];
  };
  await copy(9_999);
  expect(await totals()).toStrictEqual([10_000, 10_000]);
  await copy(1);
  expect(await totals()).toStrictEqual([null, null]);
  expect((await list(api, '?per_page=1&from=2024-01-16T00:00:00Z', many)).pagination.total).toBe(1);
});
