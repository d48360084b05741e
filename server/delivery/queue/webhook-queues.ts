import { LIMITS } from '../../limits/limits.ts';
import type { DueLog } from './queue.ts';
import { ReceiverSpeeds } from './receiver-speeds.ts';
import { Suspects } from './suspects.ts';

export interface Limits {
  /** Attempts under way in this process. */
  total: number;
  /** Attempts under way to one webhook. */
  perWebhook: number;
}

/** What one process remembers of one webhook's work. */
interface WebhookQueue {
  readonly id: string;
  readonly environment: Environment;
  waiting: DueLog[];
  /** Attempts under way: the id of the log, and when it started. The oldest is the first. */
  readonly running: Map<string, number>;
}

/** What one process remembers of one environment's work. */
interface Environment {
  readonly id: string;
  /** Its webhooks that have something here, in the order of their turns. */
  readonly queues: Map<string, WebhookQueue>;
  running: number;
  waiting: number;
}

/** Logs in memory that wait to be claimed, of one webhook and of all. The others stay in the database. */
const MOST_WAITING_PER_WEBHOOK = 100;
const MOST_WAITING = LIMITS.waitingLogs.bound;
/** A webhook is polled for again when no more than this part of its room is taken. */
const LOW_WATER = 1 / 4;
/** Webhooks with due logs that were not fetched yet. The recovery job finds those that are not remembered. */
const MOST_DUE = 10_000;
/** So many times as many logs of a webhook as may run have their turn soon, where the receiver is quick. */
const QUICK_FACTOR = 3;

/**
 * How much one may hold of what is left, in places that are still free ("dynamic thresholds", Choudhury and Hahne 1998): whoever
 * asks may have many while many are free, and the last ones are kept for those who hold few. With `f` as the factor, one holder
 * alone gets f/(1+f) of all.
 *
 * A slow receiver holds its places for long, so slow ones leave more: with them alone, a third of the places stays free for
 * quick receivers of the same environment, and a tenth for other environments whatever one environment does.
 */
const FACTOR = { webhook: 4, environment: LIMITS.deliveryPlaces.factor, slowInEnvironment: 2 };
/** The same for the memory of what waits: one webhook may take this part of the room that is left. */
const ROOM_PART = 1 / 50;

/**
 * Who may be sent next. Turns go by environment first and then by webhook, so that neither a slow receiver nor a busy tenant
 * holds up another. Memory only: whatever is turned away or forgotten here is still in the database, and is found there.
 */
export class WebhookQueues {
  readonly #environments = new Map<string, Environment>();
  readonly #queues = new Map<string, WebhookQueue>();
  /** Ids of the logs in all queues, waiting or under way. */
  readonly #known = new Set<string>();
  /** Webhooks that have more due than was fetched. */
  readonly #due = new Set<string>();
  readonly #suspects: Suspects;
  readonly #speeds: ReceiverSpeeds;
  readonly #limits: Limits;
  readonly #now: () => number;
  #running = 0;
  #waiting = 0;

  /** @param now a monotonic clock, ms */
  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#suspects = new Suspects(now);
    this.#speeds = new ReceiverSpeeds(now);
  }

  get running(): number {
    return this.#running;
  }

  get isFull(): boolean {
    return this.#waiting >= MOST_WAITING;
  }

  /** Takes what there is room for, and returns how many that were. A webhook whose logs did not all fit is marked as due. */
  enqueue(logs: DueLog[]): number {
    let added = 0;
    for (const log of logs) {
      if (this.#known.has(log._id)) continue;
      const queue = this.#queueOf(log);
      if (queue.waiting.length >= this.#roomOf(queue)) {
        this.markDue(log.webhook_id);
        this.#forgetIfIdle(queue);
        continue;
      }
      this.#known.add(log._id);
      queue.waiting.push(log);
      queue.environment.waiting++;
      this.#waiting++;
      added++;
    }
    return added;
  }

  /** Whether the log waits here or is under way. */
  knows(id: string): boolean {
    return this.#known.has(id);
  }

  /**
   * Whether the log would have its turn at once, or nearly so where the receiver is known to be quick: behind no others that wait
   * in the database, and few that are here.
   * @param before logs of its webhook that come before it and are not here yet
   */
  isNext({ webhook_id }: DueLog, before: number): boolean {
    if (this.#due.has(webhook_id)) return false;
    const queue = this.#queues.get(webhook_id);
    const here = before + (queue ? queue.running.size + queue.waiting.length : 0);
    return here < this.#limits.perWebhook * (this.#speeds.isQuick(webhook_id, oldestIn(queue)) ? QUICK_FACTOR : 1);
  }

  /** Whether the webhook's receiver is quick, and has as many logs before it as will have their turn soon. */
  hasEnough(webhookId: string): boolean {
    const queue = this.#queues.get(webhookId);
    if (!queue || !this.#speeds.isQuick(webhookId, oldestIn(queue))) return false;
    return queue.running.size + queue.waiting.length >= this.#limits.perWebhook * (QUICK_FACTOR - 1);
  }

  /** The next logs that may start now, at most `most`. They count as running until `done`. */
  take(most: number): DueLog[] {
    const taken: DueLog[] = [];
    for (let before = -1; taken.length < most && taken.length > before; ) {
      before = taken.length;
      for (const environment of [...this.#environments.values()]) {
        if (taken.length >= most) break;
        const log = this.#takeFrom(environment);
        if (!log) continue;
        taken.push(log);
        moveToEnd(this.#environments, environment.id, environment);
      }
    }
    return taken;
  }

  /** The log's attempt is over and written. */
  done(log: DueLog): void {
    const queue = this.#queueOf(log);
    const startedAt = queue.running.get(log._id);
    if (startedAt !== undefined) {
      queue.running.delete(log._id);
      queue.environment.running--;
      this.#running--;
      this.#speeds.note(log.webhook_id, this.#now() - startedAt);
    }
    this.#suspects.ended(log);
    this.#known.delete(log._id);
    this.#forgetIfIdle(queue);
  }

  /** Forgets what waits, which is still in the database. */
  clear(): void {
    for (const queue of [...this.#queues.values()]) {
      for (const { _id } of queue.waiting) this.#known.delete(_id);
      this.#waiting -= queue.waiting.length;
      queue.environment.waiting -= queue.waiting.length;
      queue.waiting = [];
      this.#forgetIfIdle(queue);
    }
    this.#suspects.clear();
    this.#due.clear();
  }

  markDue(...webhookIds: string[]): void {
    for (const webhookId of webhookIds) if (this.#due.size < MOST_DUE) this.#due.add(webhookId);
  }

  /** Everything that was due for these webhooks has been fetched. */
  unmarkDue(webhookIds: string[]): void {
    for (const webhookId of webhookIds) this.#due.delete(webhookId);
  }

  /** Webhooks that have more due, and room for it, at most `most`. */
  ready(most: number): string[] {
    const ids: string[] = [];
    for (const webhookId of this.#due) {
      if (ids.length >= most) break;
      const queue = this.#queues.get(webhookId);
      if (!queue || queue.waiting.length <= this.#roomOf(queue) * LOW_WATER) ids.push(webhookId);
    }
    return ids;
  }

  /** Webhooks that have logs waiting here: to poll for them would find the same ones again. */
  waitingWebhooks(): string[] {
    return [...this.#queues.values()].filter(({ waiting }) => waiting.length > 0).map(({ id }) => id);
  }

  #takeFrom(environment: Environment): DueLog | undefined {
    if (environment.waiting === 0 || !this.#mayRun(environment)) return undefined;
    for (const queue of environment.queues.values()) {
      if (queue.waiting.length === 0 || !this.#mayRunIn(queue)) continue;
      const next = queue.waiting.findIndex((log) => !this.#suspects.isHeldBack(log));
      const [log] = next < 0 ? [] : queue.waiting.splice(next, 1);
      if (!log) continue;
      queue.running.set(log._id, this.#now());
      this.#suspects.started(log);
      environment.running++;
      environment.waiting--;
      this.#running++;
      this.#waiting--;
      moveToEnd(environment.queues, queue.id, queue);
      return log;
    }
    return undefined;
  }

  /** Whether one attempt more of the environment may run. */
  #mayRun({ running }: Environment): boolean {
    return this.#isBelow(running, FACTOR.environment);
  }

  /** Whether one attempt more of the webhook may run, as far as its environment may have one. */
  #mayRunIn(queue: WebhookQueue): boolean {
    const { environment, running } = queue;
    if (running.size >= this.#limits.perWebhook || !this.#isBelow(running.size, FACTOR.webhook)) return false;
    return (
      this.#isBelow(environment.running, FACTOR.slowInEnvironment) || !this.#speeds.isSlow(queue.id, oldestIn(queue))
    );
  }

  #isBelow(held: number, factor: number): boolean {
    return held < factor * (this.#limits.total - this.#running);
  }

  /**
   * How many logs of the webhook may wait: fewer as the memory fills up. One that has nothing here finds room for one log, so that
   * those that came before do not keep it out; the last tenth is for environments that have little here.
   */
  #roomOf({ environment }: WebhookQueue): number {
    const left = MOST_WAITING - this.#waiting;
    const leftHere = Math.min(left, LIMITS.waitingLogs.factor * left - environment.waiting);
    if (leftHere <= 0) return left > MOST_WAITING / 10 ? 1 : 0;
    return Math.min(MOST_WAITING_PER_WEBHOOK, Math.ceil(leftHere * ROOM_PART));
  }

  #queueOf(log: DueLog): WebhookQueue {
    const known = this.#queues.get(log.webhook_id);
    if (known) return known;
    const environment = this.#environmentOf(log);
    const queue: WebhookQueue = { id: log.webhook_id, environment, waiting: [], running: new Map() };
    this.#queues.set(queue.id, queue);
    environment.queues.set(queue.id, queue);
    return queue;
  }

  #environmentOf({ environment_id }: DueLog): Environment {
    const known = this.#environments.get(environment_id);
    if (known) return known;
    const environment: Environment = { id: environment_id, queues: new Map(), running: 0, waiting: 0 };
    this.#environments.set(environment.id, environment);
    return environment;
  }

  #forgetIfIdle({ id, environment, waiting, running }: WebhookQueue): void {
    if (waiting.length > 0 || running.size > 0) return;
    this.#queues.delete(id);
    environment.queues.delete(id);
    if (environment.queues.size === 0) this.#environments.delete(environment.id);
  }
}

/** When the oldest attempt under way started. */
function oldestIn(queue: WebhookQueue | undefined): number | undefined {
  const [oldest] = queue?.running.values() ?? [];
  return oldest;
}

/** Whoever had a turn is asked again after all the others. */
function moveToEnd<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
}
