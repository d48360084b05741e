import { setTimeout as delay } from 'node:timers/promises';
import { createClient, unwrap } from '../../client/src/index.ts';
import { receivedAll } from '../measure/delivery.ts';
import { copyDelivery, failOnce } from '../measure/failed-logs.ts';
import { clockMicroseconds, quantilesOfTimes } from '../measure/quantiles.ts';
import { TOKEN } from '../measure/systems.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const RETRIES = 300;
const WARM_UP = 50;
const RATE = 25;
const AGED_MS = 60_000;

/** From the sending of a manual retry's request to the arrival of its delivery. */
export const retry: Mode = async ({ place, step }) => {
  await using trial = await openTrial({ place });
  await failOnce(trial);
  let ids: string[] = [];
  const aged = Date.now() - AGED_MS;
  await trial.restart(async (database) => {
    ids = await database.edit((db) =>
      copyDelivery(db, { status: 'failed', count: RETRIES + WARM_UP, at: (number) => new Date(aged + number) }),
    );
  });
  await trial.receiver.ask('reset');
  const client = createClient({ baseUrl: trial.service().url, token: TOKEN });
  const path = { agent_id: trial.agentId, webhook_id: trial.webhookIds[0] ?? '' };
  const eventIds = new Map<string, string>();
  for (const log_id of ids) {
    const { data } = await unwrap(
      client.GET('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}', {
        params: { path: { ...path, log_id } },
      }),
    );
    eventIds.set(log_id, data.event_id);
  }
  const askedAt = new Map<string, number>();
  const answered: number[] = [];
  const requests: Promise<void>[] = [];
  const startedAt = performance.now();
  for (const [number, log_id] of ids.entries()) {
    const wait = startedAt + (number * 1000) / RATE - performance.now();
    if (wait > 0) await delay(wait);
    step(`${number} of ${ids.length} retried`);
    askedAt.set(eventIds.get(log_id) ?? '', clockMicroseconds());
    const sentAt = performance.now();
    requests.push(
      unwrap(
        client.POST('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry', {
          params: { path: { ...path, log_id } },
        }),
      ).then(() => {
        if (number >= WARM_UP) answered.push(performance.now() - sentAt);
      }),
    );
  }
  await Promise.all(requests);
  await receivedAll(trial, ids.length, performance.now() + 10_000);
  const arrivals = await trial.receiver.ask('arrivals');
  const measured = ids.slice(WARM_UP).flatMap((id) => {
    const eventId = eventIds.get(id) ?? '';
    const [asked, arrived] = [askedAt.get(eventId), arrivals[eventId]];
    return asked === undefined || arrived === undefined ? [] : [(arrived - asked) / 1000];
  });
  const received = quantilesOfTimes(measured);
  const answers = quantilesOfTimes(answered);
  const figures = {
    receivedP50: received.p50,
    receivedP99: received.p99,
    answerP50: answers.p50,
    missing: RETRIES - measured.length,
  };
  return {
    title: `manual retry → received, ${RATE}/s`,
    columns: ['Reentrega'],
    rows: rowsOf(
      {
        receivedP50: ['retry → received, p50', 'ms'],
        receivedP99: ['retry → received, p99', 'ms'],
        answerP50: ['retry → answered, p50', 'ms'],
        missing: ['retried and not received', ''],
      },
      [figures],
    ),
    raw: { received, answers },
  };
};
