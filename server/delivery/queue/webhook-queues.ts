import { LIMITS } from '../../limits/limits.ts';
import { type DueLog, MOST_TAKEOVERS } from './queue.ts';

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
/** A receiver that takes longer than this is slow, ms. */
const SLOW_AFTER = 2_000;
/** A log that was taken over this often is suspected of ending the processes that send it. */
const SUSPECT_FROM = 2;
/** For how long after its start no other suspect is started, ms: a slow receiver must not hold up all of them. */
const SUSPECT_ALONE = 5_000;
/** A receiver that takes no longer than this is quick, ms: so many times as many logs of its webhook as may run have their turn soon. */
const QUICK_WITHIN = 250;
const QUICK_FACTOR = 3;
/** Slow webhooks, and quick ones, that are remembered. */
const MOST_REMEMBERED = 10_000;

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
  /** Webhooks whose last attempt was slow, the latest last. */
  readonly #slow = new Set<string>();
  /** Suspects under way, the latest last. */
  readonly #suspects = new Map<string, { log: DueLog; startedAt: number }>();
  /** A log at its last chance that waits until no suspect is under way. */
  #lastChance: string | null = null;
  /** Webhooks whose last attempt was quick, the latest last. */
  readonly #quick = new Set<string>();
  readonly #limits: Limits;
  readonly #now: () => number;
  #running = 0;
  #waiting = 0;

  /** @param now a monotonic clock, ms */
  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
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
    return here < this.#limits.perWebhook * (this.#isQuick(webhook_id, queue) ? QUICK_FACTOR : 1);
  }

  /** Whether the webhook's receiver is quick, and has as many logs before it as will have their turn soon. */
  hasEnough(webhookId: string): boolean {
    const queue = this.#queues.get(webhookId);
    if (!queue || !this.#isQuick(webhookId, queue)) return false;
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
      this.#noteSpeed(log.webhook_id, this.#now() - startedAt);
    }
    this.#suspects.delete(log._id);
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
    this.#lastChance = null;
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
      const next = queue.waiting.findIndex((log) => !this.#isHeldBack(log));
      const [log] = next < 0 ? [] : queue.waiting.splice(next, 1);
      if (!log) continue;
      queue.running.set(log._id, this.#now());
      this.#noteSuspect(log);
      environment.running++;
      environment.waiting--;
      this.#running++;
      this.#waiting--;
      moveToEnd(environment.queues, queue.id, queue);
      return log;
    }
    return undefined;
  }

  /**
   * When a process ends, all that it had under way is counted as taken over, and one of them may be the reason. So suspects are
   * sent one at a time, beside logs that are none: whatever was under way beside the deadly log becomes a suspect at most, is sent
   * without it from then on, and is delivered. One that the next death would make fail is sent with no other suspect at all.
   */
  #isHeldBack(log: DueLog): boolean {
    if (log.takeovers < SUSPECT_FROM) return false;
    const latest = [...this.#suspects.values()].at(-1);
    if (!latest) return this.#lastChance !== null && this.#lastChance !== log._id;
    if (isLastChance(log)) this.#lastChance ??= log._id;
    if (this.#lastChance !== null || isLastChance(latest.log)) return true;
    return this.#now() - latest.startedAt < SUSPECT_ALONE;
  }

  #noteSuspect(log: DueLog): void {
    if (log.takeovers < SUSPECT_FROM) return;
    this.#suspects.set(log._id, { log, startedAt: this.#now() });
    if (this.#lastChance === log._id) this.#lastChance = null;
  }

  /** Whether one attempt more of the environment may run. */
  #mayRun({ running }: Environment): boolean {
    return this.#isBelow(running, FACTOR.environment);
  }

  /** Whether one attempt more of the webhook may run, as far as its environment may have one. */
  #mayRunIn(queue: WebhookQueue): boolean {
    const { environment, running } = queue;
    if (running.size >= this.#limits.perWebhook || !this.#isBelow(running.size, FACTOR.webhook)) return false;
    return this.#isBelow(environment.running, FACTOR.slowInEnvironment) || !this.#isSlow(queue);
  }

  #isBelow(held: number, factor: number): boolean {
    return held < factor * (this.#limits.total - this.#running);
  }

  #isSlow({ id, running }: WebhookQueue): boolean {
    const [oldest] = running.values();
    return this.#slow.has(id) || (oldest !== undefined && this.#now() - oldest > SLOW_AFTER);
  }

  #isQuick(webhookId: string, queue: WebhookQueue | undefined): boolean {
    const [oldest] = queue?.running.values() ?? [];
    return this.#quick.has(webhookId) && (oldest === undefined || this.#now() - oldest <= QUICK_WITHIN);
  }

  #noteSpeed(webhookId: string, ms: number): void {
    noteLast(this.#slow, webhookId, ms > SLOW_AFTER);
    noteLast(this.#quick, webhookId, ms <= QUICK_WITHIN);
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

function isLastChance({ takeovers }: DueLog): boolean {
  return takeovers >= MOST_TAKEOVERS - 1;
}

/** Remembers the id as the latest, or forgets it. */
function noteLast(ids: Set<string>, id: string, isSo: boolean): void {
  ids.delete(id);
  if (!isSo) return;
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MOST_REMEMBERED && oldest !== undefined) ids.delete(oldest);
}

/** Whoever had a turn is asked again after all the others. */
function moveToEnd<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
}
