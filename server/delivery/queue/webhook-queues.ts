import type { DueLog } from './queue.ts';

/** What one process remembers of one webhook's work. */
interface Lane {
  waiting: DueLog[];
  running: number;
}

export interface Limits {
  /** Exchanges under way in this process. */
  total: number;
  /** Exchanges under way to one webhook. */
  perWebhook: number;
}

/** Logs fetched and not yet claimed: of one webhook, and of all. More than that stays in the database. */
const WAITING_PER_WEBHOOK = 100;
const WAITING_TOTAL = 2_000;
/** Beyond WAITING_TOTAL only webhooks that have nothing here are let in, with one log each, up to this. */
const MOST_WAITING = 20_000;
const MOST_WOKEN = 10_000;

/**
 * Who may be sent next: each webhook has a lane of its own, so that a slow receiver holds up nobody but itself. Memory only;
 * whatever is turned away or forgotten here is still in the database, and is found there.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  /** Ids of the logs in all lanes, waiting or running. */
  readonly #known = new Set<string>();
  /** Webhooks that have more due than was fetched: their alarm rang, or there was no room. */
  readonly #woken = new Set<string>();
  readonly #limits: Limits;
  #running = 0;
  #waiting = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get isFull(): boolean {
    return this.#waiting >= MOST_WAITING;
  }

  /** Takes what there is room for, and gives how many; a webhook whose logs did not all fit counts as woken. */
  add(logs: DueLog[]): number {
    let added = 0;
    for (const log of logs) {
      if (this.#known.has(log._id)) continue;
      const lane = this.#lane(log.webhook_id);
      if (!this.#hasRoom(lane)) {
        this.wake(log.webhook_id);
        this.#forgetIfIdle(log.webhook_id, lane);
        continue;
      }
      this.#known.add(log._id);
      this.#waiting++;
      lane.waiting.push(log);
      added++;
    }
    return added;
  }

  /** The next logs that may start now, the webhooks taking turns. They count as running until `done`. */
  take(most: number): DueLog[] {
    const taken: DueLog[] = [];
    for (const [webhookId, lane] of this.#lanes) {
      if (taken.length >= most || this.#running >= this.#limits.total) break;
      if (lane.running >= this.#share()) continue;
      const log = lane.waiting.shift();
      if (!log) continue;
      lane.running++;
      this.#running++;
      this.#waiting--;
      taken.push(log);
      // To the end of the line: this loop comes by again, after all the others.
      this.#lanes.delete(webhookId);
      this.#lanes.set(webhookId, lane);
    }
    return taken;
  }

  /** The log's exchange is over and written. */
  done(log: DueLog): void {
    const lane = this.#lane(log.webhook_id);
    lane.running--;
    this.#running--;
    this.#known.delete(log._id);
    this.#forgetIfIdle(log.webhook_id, lane);
  }

  /** Forgets what waits, and hands it back to the database. */
  clear(): void {
    for (const [webhookId, lane] of this.#lanes) {
      for (const { _id } of lane.waiting) this.#known.delete(_id);
      this.#waiting -= lane.waiting.length;
      lane.waiting = [];
      this.#forgetIfIdle(webhookId, lane);
    }
    this.#woken.clear();
  }

  wake(...webhookIds: string[]): void {
    for (const webhookId of webhookIds) if (this.#woken.size < MOST_WOKEN) this.#woken.add(webhookId);
  }

  /** Everything that was due for these webhooks has been fetched. */
  sleep(webhookIds: string[]): void {
    for (const webhookId of webhookIds) this.#woken.delete(webhookId);
  }

  /** Webhooks that were woken and have room for more. */
  hungry(most: number): string[] {
    const ids: string[] = [];
    for (const webhookId of this.#woken) {
      if (ids.length >= most) break;
      const lane = this.#lanes.get(webhookId);
      if (!lane || !this.#isBusy(lane)) ids.push(webhookId);
    }
    return ids;
  }

  /** Webhooks that have enough to do here: to look for more of theirs would only find the same again. */
  busy(): string[] {
    return [...this.#lanes].filter(([, lane]) => this.#isBusy(lane)).map(([webhookId]) => webhookId);
  }

  /** Many logs of slow receivers fill the total; whoever has nothing waiting gets in all the same. */
  #hasRoom(lane: Lane): boolean {
    if (this.#waiting >= WAITING_TOTAL) return lane.waiting.length === 0 && lane.running === 0 && !this.isFull;
    return lane.waiting.length < WAITING_PER_WEBHOOK;
  }

  #isBusy(lane: Lane): boolean {
    return lane.waiting.length > 0 || lane.running >= this.#share();
  }

  /** As the process fills up, each webhook's share shrinks: many slow receivers together leave room for the quick ones. */
  #share(): number {
    const { total, perWebhook } = this.#limits;
    if (this.#running < total / 2) return perWebhook;
    return this.#running < total * 0.8 ? Math.ceil(perWebhook / 4) : 1;
  }

  #lane(webhookId: string): Lane {
    const lane = this.#lanes.get(webhookId) ?? { waiting: [], running: 0 };
    this.#lanes.set(webhookId, lane);
    return lane;
  }

  #forgetIfIdle(webhookId: string, lane: Lane): void {
    if (lane.waiting.length === 0 && lane.running === 0) this.#lanes.delete(webhookId);
  }
}
