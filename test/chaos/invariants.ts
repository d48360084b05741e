import type { Evidence, StoredLog } from './evidence.ts';
import type { Disturbance } from './faults.ts';
import type { Received } from './receiver.ts';

/** What holds after a run, whatever happened in it. Each gives what breaks it: ids first. */
export const INVARIANTS: Record<string, (evidence: Evidence) => string[]> = {
  'every event that was answered 202 is stored, with one log per matching webhook': acceptedAndStored,
  'a repeated Idempotency-Key is one event': oneEventPerKey,
  'every delivery has ended': deliveriesEnded,
  'what is a success was delivered, what is failed was refused by its receiver until its retries were used up': honest,
  'an attempt is sent twice only if its process was disturbed meanwhile, or its receiver broke a kept connection':
    doublesExplained,
  'all requests of a delivery are the same, signed, and of a stored event': requestsGenuine,
  'no two attempts of a delivery have one number': attemptNumbersUnique,
  'a manual retry is made at most once per request, and never while another one is under way': manualRetriesOnce,
  'every bulk retry is completed': tasksCompleted,
  'no job of Agenda is left over or dead': noJobsLeft,
  'processes end only when they are told to, and SIGTERM ends them in order': (evidence) => evidence.misdeeds,
};

const MOST_TAKEOVERS = 5;
/** How far the clocks of two processes may be apart, ms: each measures that of the database for itself. */
const CLOCKS_MS = 50;

/** A delivery: its logs in their order, and the requests that the receiver got for it. */
interface Delivery {
  key: string;
  logs: StoredLog[];
  received: Received[];
}

export interface Findings {
  broken: { invariant: string; found: string[] }[];
  /** Requests beyond the attempts that are stored: on kept connections that the receiver broke, and all others. */
  again: number;
  doubles: number;
}

export function check(evidence: Evidence): Findings {
  const broken = Object.entries(INVARIANTS)
    .map(([invariant, find]) => ({ invariant, found: find(evidence) }))
    .filter(({ found }) => found.length > 0);
  const counts = deliveriesOf(evidence).map((delivery) => {
    const extra = extraRequests(delivery);
    const again = Math.min(extra, sentAgain(delivery));
    return { again, doubles: extra - again };
  });
  return {
    broken,
    again: counts.reduce((sum, { again }) => sum + again, 0),
    doubles: counts.reduce((sum, { doubles }) => sum + doubles, 0),
  };
}

const keyOf = (eventId: string, webhookId: string) => `event ${eventId} to webhook ${webhookId}`;

function deliveriesOf({ stored, received }: Evidence): Delivery[] {
  const logs = Map.groupBy(stored.logs, ({ event_id, webhook_id }) => keyOf(event_id, webhook_id));
  const requests = Map.groupBy(received, ({ eventId, webhookId }) => keyOf(eventId, webhookId));
  return [...logs].map(([key, ofDelivery]) => ({
    key,
    logs: ofDelivery.toSorted((one, other) => one.sequence - other.sequence),
    received: requests.get(key) ?? [],
  }));
}

/** Logs of attempts that were made. */
const sentLogs = ({ logs }: Delivery) => logs.filter(({ status }) => status === 'success' || status === 'failed');
const extraRequests = (delivery: Delivery) => Math.max(0, delivery.received.length - sentLogs(delivery).length);
/** `api-1` of `api-1.3`. */
const slotOf = (sender: string) => sender.replace(/\.\d+$/, '');
/** Requests on kept connections that the receiver broke without an answer: those are sent once more at once, as the same attempt. */
function sentAgain({ logs, received }: Delivery): number {
  const broken = received.filter(({ answer }) => answer === 'reset').length;
  return Math.max(0, broken - logs.filter(({ error_code }) => error_code === 'connection_failed').length);
}
const isSuccess = ({ answer }: Received) => answer === 200;

function acceptedAndStored({ promises, stored }: Evidence): string[] {
  const events = new Map(stored.events.map((event) => [event._id, event]));
  const first = stored.logs.filter(({ trigger }) => trigger === 'event');
  const logsOf = Map.groupBy(first, ({ event_id }) => event_id);
  return promises.accepted.flatMap(({ id, agentId, event, deliveries }) => {
    const wanted = promises.webhooks.filter((webhook) => webhook.agentId === agentId && webhook.event === event);
    const webhookIds = (logsOf.get(id) ?? []).map(({ webhook_id }) => webhook_id).toSorted();
    if (!events.has(id)) return [`event ${id} is not stored (${webhookIds.length} logs)`];
    const isWhole =
      webhookIds.join() ===
      wanted
        .map((webhook) => webhook.id)
        .toSorted()
        .join();
    if (!isWhole) return [`event ${id} has logs for ${webhookIds.length} of ${wanted.length} webhooks`];
    return deliveries === wanted.length ? [] : [`event ${id} was answered with ${deliveries} deliveries`];
  });
}

function oneEventPerKey({ promises, stored }: Evidence): string[] {
  const byKey = Map.groupBy(
    stored.events.filter(({ idempotency_key }) => idempotency_key !== undefined),
    ({ idempotency_key }) => idempotency_key,
  );
  const twice = [...byKey].filter(([, events]) => events.length > 1).map(([key]) => `key ${key} has several events`);
  const others = promises.accepted
    .filter(({ key, id }) => key !== undefined && byKey.get(key)?.[0]?._id !== id)
    .map(({ key, id }) => `key ${key} was answered with event ${id}, which is not the one that is stored`);
  return [...twice, ...others];
}

function deliveriesEnded(evidence: Evidence): string[] {
  return evidence.stored.logs
    .filter(({ open, status }) => open || status === 'queued' || status === 'delivering')
    .map(
      ({ _id, event_id, webhook_id, status, attempt }) =>
        `log ${_id} is ${status}: attempt ${attempt} of ${keyOf(event_id, webhook_id)}`,
    );
}

function honest(evidence: Evidence): string[] {
  return deliveriesOf(evidence).flatMap((delivery) => {
    const { key, logs, received } = delivery;
    const sent = sentLogs(delivery);
    const last = sent.at(-1);
    if (logs.some(({ open }) => open)) return [];
    if (logs.some(({ status }) => status === 'success'))
      return received.some(isSuccess) ? [] : [`${key} is a success, and its receiver never answered 200`];
    if (last?.status !== 'failed') return [`${key} was never sent`];
    if (last.error_code === 'internal_error' && (last.takeovers ?? 0) >= MOST_TAKEOVERS - 1) return [];
    if (last.next_attempt_at) return [`${key} failed, and the attempt that should follow log ${last._id} is missing`];
    const refusals = received.filter((one) => !isSuccess(one)).length;
    return refusals >= sent.length
      ? []
      : [
          `${key} failed ${sent.length} times (${sent.map(({ error_code }) => error_code)}), and was refused ${refusals} times`,
        ];
  });
}

function doublesExplained(evidence: Evidence): string[] {
  const byPlace = Map.groupBy(evidence.disturbances, ({ where }) => where);
  const finishes = Map.groupBy(evidence.finishes, ({ process }) => process);
  /** An attempt is in flight until its process is done with the result, or ends. */
  const isDisturbed = ({ sender, at }: Received, { logs }: Delivery) => {
    const ofDelivery = (finishes.get(sender) ?? []).filter(({ logId }) => logs.some(({ _id }) => _id === logId));
    const done = Math.min(...ofDelivery.filter((finish) => finish.at >= at).map((finish) => finish.at));
    return [sender, slotOf(sender)]
      .flatMap((where) => byPlace.get(where) ?? [])
      .some(({ from, to }: Disturbance) => from <= done && to >= at - evidence.leaseMs);
  };
  return deliveriesOf(evidence).flatMap((delivery) => {
    const extra = extraRequests(delivery);
    const explained = sentAgain(delivery) + delivery.received.filter((one) => isDisturbed(one, delivery)).length;
    return extra > explained ? [`${delivery.key}: ${extra} requests too many.${history(delivery)}`] : [];
  });
}

/** What is known of a delivery, in the order of time. */
function history({ logs, received }: Delivery): string {
  const stored = logs.map((log) => ({
    at: log.created_at.getTime(),
    text: `log ${log._id} ${log.trigger} ${log.attempt} ${log.status} ${log.error_code ?? ''} until ${log.finished_at?.toISOString()} in ${log.duration_ms} ms, takeovers ${log.takeovers ?? 0}`,
  }));
  const requests = received.map(({ at, endedAt, sender, answer }) => ({
    at,
    text: `request by ${sender}, answered ${answer} until ${new Date(endedAt ?? 0).toISOString()}`,
  }));
  return [...stored, ...requests]
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, text }) => `\n    ${new Date(at).toISOString()} ${text}`)
    .join('');
}

function requestsGenuine(evidence: Evidence): string[] {
  const known = new Set(deliveriesOf(evidence).map(({ key }) => key));
  const bodies = new Map<string, string>();
  return evidence.received.flatMap(({ eventId, webhookId, invalid, body }) => {
    const key = keyOf(eventId, webhookId);
    const before = bodies.get(key) ?? body;
    bodies.set(key, before);
    if (invalid !== undefined) return [`${key}: ${invalid}`];
    if (!known.has(key)) return [`${key} was received, and is not stored`];
    return before === body ? [] : [`${key} was sent with two bodies`];
  });
}

function attemptNumbersUnique(evidence: Evidence): string[] {
  return deliveriesOf(evidence).flatMap((delivery) => {
    const { key, logs } = delivery;
    const attempts = logs.filter(({ status }) => status !== 'canceled').map(({ attempt }) => attempt);
    const sequences = logs.map(({ sequence }) => sequence);
    const isUnique = new Set(attempts).size === attempts.length && new Set(sequences).size === sequences.length;
    return isUnique ? [] : [`${key} has attempts ${attempts} in the places ${sequences}.${history(delivery)}`];
  });
}

function manualRetriesOnce(evidence: Evidence): string[] {
  const { retries, tasks } = evidence.promises;
  const made = retries.flatMap(({ madeLogId }) => madeLogId ?? []);
  const stored = new Map(evidence.stored.logs.map((log) => [log._id, log]));
  const missing = made.filter((id) => stored.get(id)?.trigger !== 'manual').map((id) => `retry ${id} is not stored`);
  const shared = made.filter((id, index) => made.indexOf(id) !== index).map((id) => `retry ${id} was answered twice`);
  const clicks = Map.groupBy(retries, ({ logId }) => logId);
  const bulk = Map.groupBy(tasks, ({ webhookId }) => webhookId);
  const many = deliveriesOf(evidence).flatMap((delivery) => {
    const { key, logs } = delivery;
    const manual = logs.filter(({ trigger }) => trigger === 'manual');
    const [{ webhook_id = '' } = {}] = logs;
    const asked = logs.reduce(
      (sum, { _id }) => sum + (clicks.get(_id)?.length ?? 0),
      bulk.get(webhook_id)?.length ?? 0,
    );
    if (manual.length > asked)
      return [`${key} was retried ${manual.length} times by hand, and asked for ${asked} times`];
    return manual.flatMap((one, index) => {
      const before = manual[index - 1];
      const isOverlapping =
        before && !(before.finished_at && before.finished_at.getTime() <= one.created_at.getTime() + CLOCKS_MS);
      return isOverlapping
        ? [`${key}: retry ${one._id} was made while ${before._id} was under way.${history(delivery)}`]
        : [];
    });
  });
  return [...missing, ...shared, ...many];
}

function tasksCompleted({ promises, stored }: Evidence): string[] {
  const ids = new Set(stored.tasks.map(({ _id }) => _id));
  const lost = promises.tasks.flatMap(({ taskId }) =>
    taskId && !ids.has(taskId) ? [`task ${taskId} is not stored`] : [],
  );
  const unfinished = stored.tasks
    .filter(({ state, finished_at }) => state !== 'completed' || finished_at === null)
    .map(({ _id, state }) => `task ${_id} is ${state}`);
  return [...lost, ...unfinished];
}

function noJobsLeft({ stored }: Evidence): string[] {
  return stored.jobs.map(
    ({ _id, name, nextRunAt }) => `job ${_id} (${name}) is left, ${nextRunAt ? 'waiting' : 'dead'}`,
  );
}
